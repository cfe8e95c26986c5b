"""``garden.toml`` and defaults, as one frozen value.

Everything may be left out; a key that is not known is an error that names the
file and the nearest key that is. See the guide's page on settings.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import tomllib
from pathlib import Path
from typing import Any, Self

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from garden.errors import ConfigError, NotAGardenError

FILE_NAME = "garden.toml"

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"https?://[\w.-]+(:\d{1,5})?(/[^\s?#]*)?")
_KIND = re.compile(r"[^\W_][\w-]{0,63}")


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
    template: str = ""


class PluginSettings(BaseModel):
    """``[plugins]``: which plugins load; ``[plugins.NAME]``: a plugin's own settings."""

    model_config = ConfigDict(extra="allow", frozen=True)

    own: bool = Field(default=False, strict=True)
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
    language: str = "en"
    detect_language: bool = Field(default=True, strict=True)
    licence: str = ""
    site_url: str = ""
    ignore: tuple[str, ...] = ()
    kinds: dict[str, KindSettings] = Field(default_factory=dict)
    plugins: PluginSettings = PluginSettings()
    index: IndexSettings = IndexSettings()
    web: WebSettings = WebSettings()
    safe: bool = False
    """Whether only shipped plugins may load (``--safe``)."""

    @field_validator("language")
    @classmethod
    def _is_language(cls, value: str) -> str:
        if not _LANGUAGE.fullmatch(value):
            raise PydanticCustomError("language", "must be a language code such as en, cy or pt-br")
        return value

    @field_validator("ignore")
    @classmethod
    def _are_patterns(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if value:
            from pathspec import GitIgnoreSpec  # only gardens that ignore something pay for it

            for pattern in value:
                try:
                    GitIgnoreSpec.from_lines([pattern])
                except (ValueError, re.error):
                    raise PydanticCustomError(
                        "pattern", "holds '{pattern}', which is no pattern", {"pattern": pattern}
                    ) from None
        return value

    @field_validator("kinds")
    @classmethod
    def _are_kinds(cls, value: dict[str, KindSettings]) -> dict[str, KindSettings]:
        for name in value:
            if name != name.lower() or not _KIND.fullmatch(name):
                message = "must be named in lower-case letters, digits and hyphens"
                raise PydanticCustomError("kind", message, {"key": name})
        return value

    @field_validator("site_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if value and not _ADDRESS.fullmatch(value):
            raise PydanticCustomError("address", "must be an address such as https://garden.example.org")
        return value

    @property
    def name(self) -> str:
        """The garden's name: its title, else its folder's name."""
        words = self.root.name.replace("-", " ").replace("_", " ").split()
        return self.title or " ".join(word[0].upper() + word[1:] for word in words) or "Garden"

    @property
    def cache_folder(self) -> Path:
        """Where this garden's index lives: in the user's cache folder, never among the notes.

        ``GARDEN_CACHE`` overrides the base. Gardens are told apart by a digest
        of their root's path.
        """
        base = os.environ.get("GARDEN_CACHE") or platformdirs.user_cache_dir("garden")
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        # A folder's name may be 255 bytes long, in characters of four bytes.
        return Path(base).expanduser().resolve() / f"{self.root.name[:48] or 'root'}-{digest}"

    def plugin_settings(self, name: str) -> dict[str, Any]:
        """The table ``[plugins.NAME]``, or an empty one."""
        settings = (self.plugins.model_extra or {}).get(name, {})
        return dict(settings) if isinstance(settings, dict) else {}


def load(root: str | Path = ".", *, safe: bool = False) -> Config:
    """Reads the settings of the garden at ``root``; defaults where there is no file.

    Raises NotAGardenError when the folder is none, ConfigError when
    ``garden.toml`` cannot be used.
    """
    folder, notes_folder = _folders(root)
    placed = {"root": folder, "notes_folder": notes_folder, "safe": safe}
    settings = _read(folder / FILE_NAME)
    if taken := placed.keys() & settings.keys():
        raise ConfigError(f"{FILE_NAME}: '{min(taken)}' is not a setting. Take it out.")
    try:
        config = Config.model_validate({**settings, **placed})
    except ValidationError as error:
        raise ConfigError(_sentence(error)) from None
    if os.environ.get("GARDEN_CACHE"):
        _check_cache(config)
    return config


def _check_cache(config: Config) -> None:
    try:
        is_inside = config.cache_folder.is_relative_to(config.notes_folder)
    except (RuntimeError, OSError):  # '~nobody', a loop of links
        raise ConfigError("GARDEN_CACHE names no folder that can be. Choose another.") from None
    if is_inside:
        raise ConfigError(
            f"GARDEN_CACHE leads among the notes ({config.notes_folder}). Choose a folder outside: "
            "whoever may write an index may run code, and notes are for many to write."
        )


def _folders(root: str | Path) -> tuple[Path, Path]:
    """The garden's folder and the one of its notes, both absolute and resolved."""
    try:
        folder = Path(root).expanduser()
        if folder.is_dir():
            folder = folder.resolve()
            notes = folder / "notes"
            return folder, notes if notes.is_dir() and not notes.is_symlink() else folder
        what = "is not a folder" if folder.exists() else "does not exist"
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
    except (RuntimeError, ValueError):  # '~nobody', a NUL
        what = "does not exist"
    raise NotAGardenError(f"'{root}' {what}. Give a folder of notes, or make one with: garden init DIR")


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.exists() and not path.is_file():  # reading a pipe would wait for ever
            raise ConfigError(f"{FILE_NAME} is not a plain file. Put a text file in its place.")
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
    except ValueError:  # tomllib lets Python's own limit through
        raise ConfigError(f"{FILE_NAME} holds a number of more than 4,300 digits.") from None
    except RecursionError:
        raise ConfigError(f"{FILE_NAME} is nested too deeply; settings are at most three deep.") from None


_MEANINGS = {
    "string_type": "must be text in quotation marks",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "tuple_type": "must be a list",
    "dict_type": "must be a table",
    "model_type": "must be a table",
}
"""What pydantic's complaints mean to a person, by their type."""


def _sentence(error: ValidationError) -> str:
    """All of pydantic's complaints, one sentence each, with the nearest known key."""
    return "\n".join(map(_complaint, error.errors()))


def _complaint(error: ErrorDetails) -> str:
    place, context = error["loc"], error.get("ctx", {})
    if isinstance(key := context.get("key"), str):  # told by a validator of the whole table
        place = (*place, key)
    name = repr(".".join(map(str, place)))[1:-1]
    if error["type"] != "extra_forbidden":
        meaning = _MEANINGS.get(error["type"], error["msg"]).format_map(context)
        return f"{FILE_NAME}: '{name}' {meaning}."
    near = difflib.get_close_matches(str(place[-1]), _known_keys(place[:-1]), n=1, cutoff=0.5)
    hint = f"Did you mean '{near[0]}'?" if near else "Take it out, or see the guide's page on settings."
    return f"{FILE_NAME}: '{name}' is not a setting. {hint}"


def _known_keys(place: tuple[int | str, ...]) -> list[str]:
    """Names that may stand in a table, for suggestions."""
    tables: dict[str, type[BaseModel]] = {
        "plugins": PluginSettings,
        "index": IndexSettings,
        "web": WebSettings,
        "kinds": KindSettings,
    }
    model = tables.get(str(place[0]), Config) if place else Config
    return [name for name in model.model_fields if name not in {"root", "notes_folder", "safe"}]
