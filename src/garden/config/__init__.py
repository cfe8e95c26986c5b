"""``garden.toml`` and defaults, as one frozen value.

Everything may be left out; a key that is not known is an error that names the
file and the nearest key that is. See the guide's page on settings.
"""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from garden.config import checks
from garden.config.checks import UnfitError
from garden.errors import ConfigError, NotAGardenError
from garden.model import Layout

FILE_NAME = "garden.toml"

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"https?://[\w.-]+(:\d{1,5})?(/[^\s?#]*)?")
_KIND = re.compile(r"[^\W_][\w-]{0,63}")
_GIT_NAME = re.compile(r"\w(?:[\w./+-]{0,198}\w)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSettings:
    """A kind of note without code, or what is to be another in a plugin's: ``[kinds.story]``.

    None is what is not said.
    """

    title: str | None = None
    plural: str | None = None
    icon: str | None = None
    description: str | None = None
    fields: tuple[str, ...] | None = None
    template: str | None = None
    layout: Layout | None = None
    skeleton: str | None = None
    stale: int | None = None
    apart: bool | None = None

    def said(self) -> dict[str, Any]:
        """What is said, by name."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginSettings:
    """``[plugins]``: which plugins load; ``[plugins.NAME]``: a plugin's own settings."""

    own: bool = False
    disabled: tuple[str, ...] = ()
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Settings of plugins, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSettings:
    """``[index]``: limits of what is read."""

    max_note_bytes: int = 2 * 1024 * 1024
    lock_seconds: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """``[web]``: how the site behaves."""

    link_prefix: str = ""
    trusted_hosts: tuple[str, ...] = ()
    crawlers: bool = True
    """Whether programs that read the web for others may read the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncSettings:
    """``[sync]``: where the notes come from by git."""

    remote: str = "origin"
    branch: str = ""
    """The one to follow; empty is the one that is checked out."""
    local: bool = False
    """Whether the remote may be a folder of this machine."""
    secret_file: str = ""
    """A file with the secret of those who may ask for a sync at ``/-/hook``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgeSettings:
    """``[forge]``: where on the web the notes are kept; what is not said is read from the repository."""

    url: str = ""
    kind: str = ""
    branch: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
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
    detect_language: bool = True
    licence: str = ""
    site_url: str = ""
    ignore: tuple[str, ...] = ()
    kinds: Mapping[str, KindSettings] = field(default_factory=dict)
    plugins: PluginSettings = PluginSettings()
    index: IndexSettings = IndexSettings()
    web: WebSettings = WebSettings()
    sync: SyncSettings = SyncSettings()
    forge: ForgeSettings = ForgeSettings()
    safe: bool = False
    """Whether only shipped plugins may load (``--safe``)."""

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
        base = os.environ.get("GARDEN_CACHE") or _user_cache()
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        # A folder's name may be 255 bytes long, in characters of four bytes.
        return Path(base).expanduser().resolve() / f"{self.root.name[:48] or 'root'}-{digest}"

    def plugin_settings(self, name: str) -> dict[str, Any]:
        """The table ``[plugins.NAME]``, or an empty one."""
        return dict(self.plugins.tables.get(name, {}))


def _user_cache() -> str:
    import platformdirs  # only where no one has said where

    return platformdirs.user_cache_dir("garden")


def _language(value: Any) -> str:
    if not _LANGUAGE.fullmatch(language := checks.text(value)):
        raise UnfitError("must be a language code such as en, cy or pt-br")
    return language


def _address(value: Any) -> str:
    if (address := checks.text(value)) and not _ADDRESS.fullmatch(address):
        raise UnfitError("must be an address such as https://garden.example.org")
    return address


def _patterns(value: Any) -> tuple[str, ...]:
    if patterns := checks.texts(value):
        from pathspec import GitIgnoreSpec  # only gardens that ignore something pay for it

        for pattern in patterns:
            try:
                GitIgnoreSpec.from_lines([pattern])
            except (ValueError, re.error):
                raise UnfitError(f"holds '{pattern}', which is no pattern") from None
    return patterns


def _git_name(value: Any) -> str:
    name = checks.text(value)
    if not _GIT_NAME.fullmatch(name) or ".." in name:
        raise UnfitError("must be a name as git knows it, such as origin or main")
    return name


def _kind(name: str) -> None:
    if name != name.lower() or not _KIND.fullmatch(name):
        raise UnfitError("must be named in lower-case letters, digits and hyphens")


_CHECKS = {
    "title": checks.text,
    "tagline": checks.text,
    "language": _language,
    "detect_language": checks.truth,
    "licence": checks.text,
    "site_url": _address,
    "ignore": _patterns,
    "kinds": checks.tables(
        checks.table(
            KindSettings,
            {
                "title": checks.text,
                "plural": checks.text,
                "icon": checks.text,
                "description": checks.text,
                "fields": checks.texts,
                "template": checks.text,
                "layout": checks.one_of("titles", "newest", "cards"),
                "skeleton": checks.text,
                "stale": checks.number(0, 36_500, whole=True),
                "apart": checks.truth,
            },
        ),
        _kind,
    ),
    "plugins": checks.table(PluginSettings, {"own": checks.truth, "disabled": checks.texts}, others="tables"),
    "index": checks.table(
        IndexSettings,
        {
            "max_note_bytes": checks.number(1024, 64 * 1024 * 1024, whole=True),
            "lock_seconds": checks.number(0.0, 3600.0),
        },
    ),
    "sync": checks.table(
        SyncSettings,
        {
            "remote": _git_name,
            "branch": _git_name,
            "local": checks.truth,
            "secret_file": checks.text,
        },
    ),
    "web": checks.table(
        WebSettings,
        {"link_prefix": checks.text, "trusted_hosts": checks.texts, "crawlers": checks.truth},
    ),
    "forge": checks.table(
        ForgeSettings,
        {
            "url": _address,
            "kind": checks.one_of("github", "gitlab", "gitea", "forgejo", "none"),
            "branch": checks.text,
            "folder": checks.text,
        },
    ),
}
"""What may stand in the file."""


def load(root: str | Path = ".", *, safe: bool = False) -> Config:
    """Reads the settings of the garden at ``root``; defaults where there is no file.

    Raises NotAGardenError when the folder is none, ConfigError when
    ``garden.toml`` cannot be used.
    """
    folder, notes_folder = _folders(root)
    placed: dict[str, Any] = {"root": folder, "notes_folder": notes_folder, "safe": safe}
    settings = _read(folder / FILE_NAME)
    if taken := placed.keys() & settings.keys():
        raise ConfigError(f"{FILE_NAME}: '{min(taken)}' is not a setting. Take it out.")
    try:
        config: Config = checks.table(partial(Config, **placed), _CHECKS)(settings)
    except UnfitError as error:
        raise ConfigError("\n".join(checks.sentences(error, FILE_NAME))) from None
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
