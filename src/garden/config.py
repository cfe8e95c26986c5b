"""``garden.toml`` and defaults, as one frozen value.

Everything may be left out; a key that is not known is an error that names the
file and the nearest key that is. See the guide's page on settings.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import tomllib
from pathlib import Path
from typing import Any, Self

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from garden.errors import ConfigError, NotAGardenError

FILE_NAME = "garden.toml"


class _Settings(BaseModel):
    """Frozen settings in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class KindSettings(_Settings):
    """A kind of note without code: ``[kinds.story]``."""

    title: str = ""
    plural: str = ""
    icon: str = ""
    description: str = ""
    fields: tuple[str, ...] = ()
    skeleton: str = ""
    template: str = ""


class PluginSettings(BaseModel):
    """``[plugins]``: which plugins load; ``[plugins.NAME]``: a plugin's own settings."""

    model_config = ConfigDict(extra="allow", frozen=True)

    own: bool = False
    disabled: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _extras_are_tables(self) -> Self:
        """Whatever is not a setting of ours must be a plugin's table, or it is a typing mistake."""
        for key, value in (self.model_extra or {}).items():
            if not isinstance(value, dict):
                raise PydanticCustomError("extra_forbidden", "{key}", {"key": key})
        return self


class IndexSettings(_Settings):
    """``[index]``: limits of what is read."""

    max_note_bytes: int = Field(default=2 * 1024 * 1024, ge=1024, le=64 * 1024 * 1024)
    lock_seconds: float = Field(default=60.0, ge=0.0, le=3600.0)


class WebSettings(_Settings):
    """``[web]``: how the site behaves."""

    link_prefix: str = ""
    trusted_hosts: tuple[str, ...] = ()


class Config(_Settings):
    """A garden's settings.

    ``root`` is the garden's folder, ``notes_folder`` the one that holds the
    notes: ``root/notes`` where there is one, else ``root`` itself. Both are
    absolute and resolved.
    """

    root: Path
    notes_folder: Path
    title: str = ""
    tagline: str = ""
    language: str = Field(default="en", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    licence: str = ""
    site_url: str = ""
    ignore: tuple[str, ...] = ()
    kinds: dict[str, KindSettings] = Field(default_factory=dict)
    plugins: PluginSettings = PluginSettings()
    index: IndexSettings = IndexSettings()
    web: WebSettings = WebSettings()
    safe: bool = False
    """Whether only shipped plugins may load (``--safe``)."""

    @property
    def name(self) -> str:
        """The garden's name: its title, else its folder's name."""
        return self.title or self.root.name.replace("-", " ").replace("_", " ").title() or "Garden"

    @property
    def cache_folder(self) -> Path:
        """Where this garden's index lives: in the user's cache folder, never among the notes.

        ``GARDEN_CACHE`` overrides the base. Gardens are told apart by a digest
        of their root's path.
        """
        base = os.environ.get("GARDEN_CACHE") or platformdirs.user_cache_dir("garden")
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        return Path(base).expanduser().resolve() / f"{self.root.name or 'root'}-{digest}"

    def plugin_settings(self, name: str) -> dict[str, Any]:
        """The table ``[plugins.NAME]``, or an empty one."""
        settings = (self.plugins.model_extra or {}).get(name, {})
        return dict(settings) if isinstance(settings, dict) else {}


def load(root: str | Path = ".", *, safe: bool = False) -> Config:
    """Reads the settings of the garden at ``root``; defaults where there is no file.

    Raises NotAGardenError when the folder is none, ConfigError when
    ``garden.toml`` cannot be used.
    """
    folder = Path(root).expanduser()
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        raise NotAGardenError(f"'{root}' {what}. Give a folder of notes, or make one with: garden init {root}")
    folder = folder.resolve()
    notes = folder / "notes"
    placed = {
        "root": folder,
        "notes_folder": notes if notes.is_dir() and not notes.is_symlink() else folder,
        "safe": safe,
    }
    settings = _read(folder / FILE_NAME)
    if taken := placed.keys() & settings.keys():
        raise ConfigError(f"{FILE_NAME}: '{min(taken)}' is not a setting. Take it out.")
    try:
        return Config(**settings, **placed)
    except ValidationError as error:
        raise ConfigError(_sentence(error)) from None


def _read(path: Path) -> dict[str, Any]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"{FILE_NAME} cannot be read: {error.strerror}.") from None
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigError(f"{FILE_NAME} is not UTF-8 text. Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{FILE_NAME} is not valid TOML: {error}.") from None
    except RecursionError:
        raise ConfigError(f"{FILE_NAME} is nested too deeply. Settings are at most three levels deep.") from None


def _sentence(error: ValidationError) -> str:
    """All of pydantic's complaints, one sentence each, with the nearest known key."""
    return "\n".join(_complaint(_place(e), e["type"], e["msg"]) for e in error.errors())


def _place(error: ErrorDetails) -> tuple[int | str, ...]:
    """Where the complaint is about; a validator of a whole table names the key in its context."""
    key = error.get("ctx", {}).get("key")
    return (*error["loc"], key) if isinstance(key, str) else error["loc"]


def _complaint(loc: tuple[int | str, ...], kind: str, message: str) -> str:
    key = ".".join(str(part) for part in loc)
    if kind != "extra_forbidden":
        return f"{FILE_NAME}: '{key}' {message[0].lower()}{message[1:]}."
    near = difflib.get_close_matches(str(loc[-1]), _known_keys(loc[:-1]), n=1, cutoff=0.5)
    hint = f" Did you mean '{near[0]}'?" if near else " Take it out, or see the guide's page on settings."
    return f"{FILE_NAME}: '{key}' is not a setting.{hint}"


def _known_keys(loc: tuple[int | str, ...]) -> list[str]:
    """Names that may stand where ``loc`` leads, for suggestions."""
    tables: dict[str, type[BaseModel]] = {
        "plugins": PluginSettings, "index": IndexSettings, "web": WebSettings, "kinds": KindSettings
    }
    model = tables.get(str(loc[0]), Config) if loc else Config
    return [name for name in model.model_fields if name not in {"root", "notes_folder", "safe"}]
