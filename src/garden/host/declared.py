"""What a plugin says of itself: the version of the API that it was written for, and its settings.

Both are names in its module: ``GARDEN_API = 1``, and ``Settings``, a pydantic model of what
may stand under ``[plugins.NAME]`` in ``garden.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

from garden.errors import PluginError
from garden.host.fit import suggestion

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

API_VERSION = 1
"""Raised when a hook or a public name changes so that plugins must change with it."""
OLDEST_API = 1
"""The oldest one that plugins may still have been written for."""
_LONGEST = 60


def version(module: ModuleType) -> int | None:
    """The version of the API that a plugin names; PluginError for one that does not fit."""
    named = getattr(module, "GARDEN_API", None)
    if named is None:
        return None
    if isinstance(named, bool) or not isinstance(named, int):
        raise PluginError(f"GARDEN_API must be a whole number; write 'GARDEN_API = {API_VERSION}'.")
    if named > API_VERSION:
        raise PluginError(
            f"It was written for version {named} of the plugin API, and this Garden has {API_VERSION}; "
            "install a newer Garden, or an older release of the plugin."
        )
    if named < OLDEST_API:
        raise PluginError(
            f"It was written for version {named} of the plugin API, and this Garden knows "
            f"{OLDEST_API} and newer; install a newer release of the plugin."
        )
    return named


def model_of(module: ModuleType) -> type[BaseModel] | None:
    """The model of a plugin's settings, if it has one; PluginError for what is none."""
    model = vars(module).get("Settings")
    if model is None:
        return None
    if not (isinstance(model, type) and hasattr(model, "model_validate")):
        raise PluginError("Settings must be a pydantic model; write 'class Settings(pydantic.BaseModel)'.")
    found: type[BaseModel] = model
    return found


def check_settings(name: str, module: ModuleType, given: Mapping[str, Any]) -> None:
    """Holds what ``garden.toml`` says against a plugin's model; PluginError names each key that is wrong."""
    model = model_of(module)
    if model is None:
        return
    from pydantic import ValidationError  # the plugin has imported it

    wrong = list(_unknown(model, given))
    try:
        model.model_validate(dict(given))
    except ValidationError as error:
        wrong += [_sentence(detail) for detail in error.errors(include_url=False)]
    if wrong:
        raise PluginError(f"garden.toml, [plugins.{name}]: {'; '.join(dict.fromkeys(wrong))}.")


def _unknown(model: type[BaseModel], given: Mapping[str, Any]) -> Iterator[str]:
    """Keys that the model does not have, unless it takes any."""
    if model.model_config.get("extra") in {"allow", "forbid"}:  # which it tells by itself
        return
    known = {*model.model_fields, *(field.alias for field in model.model_fields.values() if field.alias)}
    for key in sorted(set(given) - known):
        yield f"there is no setting {key!r}{suggestion(key, sorted(known))}"


def _sentence(detail: ErrorDetails) -> str:
    """One of pydantic's errors, with the key and what stands there."""
    key = ".".join(map(str, detail["loc"])) or "the table"
    if detail["type"] == "missing":
        return f"the setting {key!r} is missing"
    if detail["type"] == "extra_forbidden":
        return f"there is no setting {key!r}"
    message = detail["msg"][:1].lower() + detail["msg"][1:]
    value = repr(detail["input"])
    shown = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    return f"{key}: {message.rstrip('.')}; it is {shown}"
