"""Where a written link leads, by the rules Obsidian and Quartz users expect.

In order: the exact path, the file's name (nearest folder first), the title, an
alias; within each, exact case before folded case. A folder stands for its
``index``, ``_index``, ``README`` or a note of its own name. An existing note
so wins over another's alias. Where several fit equally well, one is chosen by
id and the others are told.

Counted in 33 public vaults; the rules are ours where those disagree.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import normpath

from garden.model import Resolution

FOLDER_NOTES = ("index", "_index", "readme")
"""Base names, folded, that stand for their folder."""

_VARIATION = "\ufe0f"  # asks for a coloured emoji; invisible, and often lost on the way
_BLANKS = re.compile(r"\s+")
_NOWHERE = Resolution(to=None)


def fold(text: str) -> str:
    """The form in which names are compared: NFC, case folded, blanks single."""
    folded = unicodedata.normalize("NFC", text.replace(_VARIATION, "")).casefold()
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", folded)).strip()


def link_key(target: str) -> str:
    """The folded last part of a target: links with different keys never meet.

    An index keeps it for each link, so that the links to a note are found by the
    note's `keys_of` and only those need to be resolved.
    """
    return fold(_without_suffix(target.strip().rstrip("/")).rpartition("/")[2])


def keys_of(note_id: str, title: str, aliases: Iterable[str]) -> frozenset[str]:
    """Every `link_key` by which a link could reach this note."""
    folder, _, base = note_id.rpartition("/")
    keys = {link_key(note_id), link_key(title), *(link_key(alias) for alias in aliases)}
    if folder and fold(base) in FOLDER_NOTES:
        keys.add(link_key(folder))
    return frozenset(keys - {""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """All by which one note can be called."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()


class Resolver:
    """Resolves links among the notes, or files, it was made with.

    Immutable after it is made, but for tables that are built when first needed;
    building one twice in two threads costs time and nothing else.
    """

    def __init__(self, names: Iterable[Name], *, prefix: str = "") -> None:
        self._names = tuple(names)
        self._prefix = prefix.strip("/")

    def resolve(self, target: str, source_id: str, kind: str = "wikilink") -> Resolution:
        """Where ``target``, written in the note ``source_id``, leads.

        ``target`` is the page part, decoded. An empty one is the note itself. A
        markdown link is read relative to its note's folder first, a wikilink from
        the root first.
        """
        target = target.strip()
        if not target:
            return Resolution(to=source_id)
        folder = source_id.rpartition("/")[0]
        for path in self._readings(target, folder, kind):
            if found := self._by_path(path, folder):
                return found
        if target.startswith(("./", "../")):
            return _NOWHERE
        name = _without_suffix(target.strip("/"))
        return (
            self._by_base(name, folder)
            or self._pick(self._titles, name, folder)
            or self._pick(self._aliases, name, folder)
            or _NOWHERE
        )

    def _readings(self, target: str, folder: str, kind: str) -> Iterable[str]:
        """The paths that a target may mean, most likely first; none above the root."""
        if target.startswith("/"):
            absolute = target.strip("/")
            inside = absolute.removeprefix(f"{self._prefix}/") if self._prefix else absolute
            return _inside([inside, absolute])
        beside = f"{folder}/{target}" if folder else target
        if target.startswith(("./", "../")):
            return _inside([beside])
        return _inside([beside, target] if kind in {"markdown", "image"} else [target, beside])

    def _by_path(self, path: str, folder: str) -> Resolution | None:
        for candidate in dict.fromkeys((path, _without_suffix(path))):
            if candidate in self._ids:
                return Resolution(to=candidate)
            if found := self._pick(self._paths, candidate, folder) or self._folder_note(candidate):
                return found
        return None

    def _folder_note(self, path: str) -> Resolution | None:
        notes = self._folders.get(fold(path), ())
        exact = [note for note in notes if note.rpartition("/")[0] == path]
        best = exact or notes
        return Resolution(to=best[0]) if best else None

    def _by_base(self, name: str, folder: str) -> Resolution | None:
        """By file name, or the end of a path: ``b`` and ``a/b`` both mean ``x/a/b``."""
        base, wanted = name.rpartition("/")[2], fold(name)
        near = [i for i in self._bases.get(fold(base), ()) if f"/{fold(self._called[i])}".endswith(f"/{wanted}")]
        exact = [i for i in near if f"/{self._called[i]}".endswith(f"/{name}")]
        return _nearest(exact or near, folder)

    def _pick(self, table: Mapping[str, list[tuple[str, str]]], name: str, folder: str) -> Resolution | None:
        entries = table.get(fold(name), ())
        exact = [note_id for written, note_id in entries if written == name]
        return _nearest(exact or [note_id for _, note_id in entries], folder)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(name.id for name in self._names)

    @cached_property
    def _called(self) -> dict[str, str]:
        """Id to the path it goes by: a folder's note goes by its folder."""
        return {name.id: _stands_for(name.id) or name.id for name in self._names}

    @cached_property
    def _paths(self) -> dict[str, list[tuple[str, str]]]:
        return _table((name.id, name.id) for name in self._names)

    @cached_property
    def _folders(self) -> dict[str, tuple[str, ...]]:
        """Folded folder to its notes, the best first."""
        table: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for name in self._names:
            folder, _, base = name.id.rpartition("/")
            if not folder:
                continue
            if (folded := fold(base)) in FOLDER_NOTES:
                table[fold(folder)].append((FOLDER_NOTES.index(folded), name.id))
            elif folded == fold(folder.rpartition("/")[2]):
                table[fold(folder)].append((len(FOLDER_NOTES), name.id))
        return {folder: tuple(note_id for _, note_id in sorted(notes)) for folder, notes in table.items()}

    @cached_property
    def _bases(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = defaultdict(list)
        for note_id, called in self._called.items():
            table[fold(called.rpartition("/")[2])].append(note_id)
        return dict(table)

    @cached_property
    def _titles(self) -> dict[str, list[tuple[str, str]]]:
        return _table((name.title, name.id) for name in self._names)

    @cached_property
    def _aliases(self) -> dict[str, list[tuple[str, str]]]:
        return _table((alias, name.id) for name in self._names for alias in name.aliases)


def _table(pairs: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    table: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for written, note_id in pairs:
        table[fold(written)].append((unicodedata.normalize("NFC", written), note_id))
    return dict(table)


def _stands_for(note_id: str) -> str | None:
    folder, _, base = note_id.rpartition("/")
    return folder if folder and fold(base) in FOLDER_NOTES else None


def _nearest(ids: list[str], folder: str) -> Resolution | None:
    """The id fewest folders away, and those just as near."""
    if not ids:
        return None
    ranked = sorted({(_distance(folder, note_id), note_id) for note_id in ids})
    best = ranked[0][0]
    return Resolution(to=ranked[0][1], others=tuple(i for distance, i in ranked[1:] if distance == best))


def _distance(folder: str, note_id: str) -> int:
    """Steps up and down the tree from a folder to the folder of a note."""
    here = folder.split("/") if folder else []
    there = note_id.split("/")[:-1]
    shared = 0
    for mine, theirs in zip(here, there, strict=False):
        if mine != theirs:
            break
        shared += 1
    return len(here) + len(there) - 2 * shared


def _inside(paths: Iterable[str]) -> list[str]:
    """Paths without ``.`` and ``..``; those that lead above the root are left out."""
    clean = (normpath(path) for path in paths if path)
    return list(dict.fromkeys(path for path in clean if path != "." and not path.startswith("..")))


def _without_suffix(target: str) -> str:
    return target[:-3] if target[-3:].lower() == ".md" and len(target) > 3 else target
