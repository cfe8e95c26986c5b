"""Where plugins are found: the garden's own folder, installed packages, the shipped folder.

A plugin in a folder is ``NAME.py`` or a package ``NAME/__init__.py``; an
installed one is an entry point of the group ``garden``. Names beginning with
``_`` or ``.`` are passed over. A name already taken is skipped: own before
installed before shipped.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from garden import shipped
from garden.config import Config
from garden.model import PluginFault, PluginInfo

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Source = Literal["garden", "installed", "shipped"]

GROUP = "garden"
FOLDER = "plugins"
TEMPLATES = "templates"
STATIC = "static"
NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
TAKEN_NAMES = frozenset({"core", "disabled", "health", "own", STATIC, TEMPLATES})
"""Names with a meaning elsewhere: keys of ``[plugins]``, and addresses below ``/-/``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where a plugin's code is, to tell its lines from everyone else's."""

    code: Path
    """Its file, or the folder of its package, as Python knows it."""
    base: Path
    """The folder that its places are told from."""

    def owns(self, file: str) -> bool:
        """Whether a source file or a template is part of the plugin."""
        path = Path(file)
        beside = self.code.parent / TEMPLATES / self.code.stem  # where a lone file has its templates
        return path == self.code or self.code in path.parents or beside in path.parents

    def place(self, file: str, line: int | None) -> str:
        """A line of what it owns, for people: ``plugins/recipes.py:12``."""
        return f"{Path(file).relative_to(self.base).as_posix()}:{line or 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A plugin that was found and not yet imported."""

    name: str
    source: Source
    location: str
    """For people: a path relative to the garden, or distribution and version."""
    home: Home | None
    """None when an installed plugin has no file that can be found."""
    path: Path | None = None
    """``NAME.py`` or ``NAME/__init__.py`` of a plugin in a folder."""
    entry: EntryPoint | None = None
    """Of an installed plugin."""


@dataclass(slots=True)
class Found:
    """What a look around gave."""

    candidates: list[Candidate] = field(default_factory=list)
    failed: list[tuple[PluginInfo, PluginFault]] = field(default_factory=list)
    """What looks like a plugin and cannot be one, and why."""
    notices: list[str] = field(default_factory=list)
    """Sentences about what is left out on purpose."""

    def fail(self, name: str, source: Source, location: str, message: str) -> None:
        """Adds something that cannot be a plugin."""
        info = PluginInfo(name=name, source=source, location=location, summary="", state="failed")
        self.failed.append((info, PluginFault(plugin=name, hook="load", message=message)))


def find(config: Config) -> Found:
    """All plugins that should load, by precedence and then by name."""
    found = Found()
    known: dict[str, Candidate] = {}
    for batch in (_own(config, found), _installed(config, found), _shipped(found)):
        for candidate in batch:
            known.setdefault(candidate.name, candidate)
        found.notices += _hidden(batch, known)
    disabled = config.plugins.disabled
    found.candidates = [candidate for candidate in known.values() if candidate.name not in disabled]
    found.notices += [_unknown(name, known) for name in disabled if name not in known]
    return found


def _hidden(batch: Iterable[Candidate], known: Mapping[str, Candidate]) -> Iterator[str]:
    """Installed plugins that the garden has itself; one's own instead of a shipped one is no mistake."""
    for candidate in batch:
        own = known[candidate.name]
        if candidate.source == "installed" and own.source == "garden":
            yield (
                f"The plugin {candidate.name!r} of {candidate.location} is not loaded, since the garden has "
                f"{own.location}; take one of them away."
            )


def _unknown(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # mostly, nothing is misspelt

    near = get_close_matches(name, list(known), n=1)
    hint = f"; did you mean {near[0]!r}?" if near else "."
    return f"garden.toml disables the plugin {name!r}, which does not exist{hint}"


def _own(config: Config, found: Found) -> list[Candidate]:
    """The garden's own plugins, when its settings allow them."""
    folder = config.root / FOLDER
    if not folder.is_dir() or _same(folder, shipped.folder(FOLDER)):
        return []
    if config.plugins.own and not config.safe:
        return list(_in_folder(folder, "garden", found))
    names = ", ".join(path.name for path in _entries(folder, found) if _is_plugin(path))
    if names:
        why = "--safe was given" if config.safe else "garden.toml does not say 'own = true' under [plugins]"
        found.notices.append(f"The garden's own plugins are not loaded, since {why}: {names}.")
    return []


def _installed(config: Config, found: Found) -> list[Candidate]:
    if config.safe or not any(map(_may_give_plugins, sys.path)):
        return []
    from importlib.metadata import entry_points

    points = sorted(entry_points(group=GROUP), key=lambda point: (point.name, _distribution(point)))
    return list(_valid((_of_entry(point) for point in points), found))


def _may_give_plugins(place: str) -> bool:
    """Whether among the packages in a place of Python's path one says that it gives plugins.

    A quick look: mostly none does, and to import what knows for certain takes a twentieth of the time
    of ``garden search``.
    """
    if Path(place).is_file():  # an archive
        return True
    try:
        said = [file.read_bytes() for file in Path(place).glob("*-info/entry_points.txt")]
    except OSError:
        return True
    return any(f"[{GROUP}]".encode() in points for points in said)


def _shipped(found: Found) -> list[Candidate]:
    return list(_in_folder(shipped.folder(FOLDER), "shipped", found))


def _of_entry(point: EntryPoint) -> Candidate:
    return Candidate(
        name=point.name,
        source="installed",
        location=_distribution(point),
        home=_home_of_module(point.module),
        entry=point,
    )


def _distribution(point: EntryPoint) -> str:
    """Name and version of what was installed; the entry point's value when unknown."""
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def _home_of_module(module: str) -> Home | None:
    """Where the top-level package of a module is; nothing is imported."""
    try:
        spec = importlib.util.find_spec(module.partition(".")[0])
    except (ImportError, ValueError):
        return None
    if spec is None or not spec.has_location or spec.origin is None:
        return None
    origin = Path(spec.origin).absolute()
    code = origin.parent if spec.submodule_search_locations else origin
    return Home(code=code, base=code.parent)


def _in_folder(folder: Path, source: Source, found: Found) -> Iterator[Candidate]:
    """Plugins in a folder, by name; what looks like one and is none has failed."""
    candidates = []
    for path in _entries(folder, found):
        if _is_plugin(path):
            candidates.append(_in_file(path, source))
        elif path.name not in {STATIC, TEMPLATES} and path.is_dir() and any(path.glob("*.py")):
            place = f"{FOLDER}/{path.name}"
            found.fail(
                path.name,
                source,
                place,
                f"{place}/ has no __init__.py, so it is no plugin; add an empty one.",
            )
    yield from _valid(candidates, found)


def _in_file(path: Path, source: Source) -> Candidate:
    return Candidate(
        name=path.name.removesuffix(".py"),
        source=source,
        location=f"{FOLDER}/{path.name}",
        home=Home(code=path, base=path.parent.parent),
        path=path if path.suffix == ".py" else path / "__init__.py",
    )


def _entries(folder: Path, found: Found) -> list[Path]:
    """Visible entries of a folder, sorted; none, and a notice, when it cannot be read."""
    try:
        return sorted(path for path in folder.iterdir() if path.name[0] not in "._")
    except OSError as error:
        found.notices.append(f"The folder {folder} cannot be read: {error.strerror}.")
        return []


def _is_plugin(path: Path) -> bool:
    return (path.suffix == ".py" and path.is_file()) or (path / "__init__.py").is_file()


def _valid(candidates: Iterable[Candidate], found: Found) -> Iterator[Candidate]:
    """Candidates with a usable name, each name once; the others have failed."""
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        name, location = candidate.name, candidate.location
        if not NAME.fullmatch(name) or name in TAKEN_NAMES:
            message = f"{location}: {name!r} cannot be the name of a plugin; {_name_rule(name)}."
            found.fail(name, candidate.source, location, message)
        elif name in first:
            message = (
                f"{location} is left out, since {first[name].location} has the same name; rename one of them."
            )
            found.fail(name, candidate.source, location, message)
        else:
            first[name] = candidate
            yield candidate


def _name_rule(name: str) -> str:
    if name in TAKEN_NAMES:
        return "the word has a meaning of its own here, so rename it"
    return "rename it with lower-case letters, digits, '_' and '-', beginning with a letter"


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
