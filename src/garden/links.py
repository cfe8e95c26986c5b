"""Where a written link leads, by the rules Obsidian and Quartz users expect.

In order: the exact path, the file's name (nearest folder first), the title, an
alias; within each, exact case before folded case. A folder stands for its
``index``, ``_index``, ``README`` or a note of its own name. An existing note
so wins over another's alias. Where several fit equally well, the nearest and
then the first by id is chosen, and the others are told.

Counted in 33 public vaults; the rules are ours where those disagree.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from posixpath import normpath
from typing import NamedTuple

from garden.characters import EMOJI_STYLE
from garden.model import Resolution

FOLDER_NOTES = ("index", "_index", "readme")
"""Base names, folded, that stand for their folder; the first there is, serves."""

_BLANKS = re.compile(r"\s+")
_NOWHERE = Resolution(to=None)
_KEPT = 1_000
"""Answers kept at most."""
_DOTS = frozenset({".", ".."})
_SOME_FOLDER = ".."
"""The link key of what names no file: ``..``, ``./``, ``/``."""


def fold(text: str) -> str:
    """The form in which names are compared: NFC, case folded, blanks single."""
    if text.isascii():
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFC", text.replace(EMOJI_STYLE, "")).casefold()
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", folded)).strip()


def usual(spellings: Counter[str]) -> str:
    """How a name is most often written; of several the first by letters."""
    return min(spellings, key=lambda written: (-spellings[written], written))


def link_key(target: str) -> str:
    """The folded last part of a target: links with different keys never meet.

    An index keeps it for each link, so that the links to a note are found by the
    note's `keys_of` and only those need to be resolved. Empty for an empty
    target alone, which is a link of a note to itself.
    """
    return _key(fold(target)) if target else ""


def _key(folded: str) -> str:
    # Of a name that folds to nothing, the ending alone is left: not a name either.
    name = folded.rstrip("/ ")
    while name.endswith(".md"):
        name = name[:-3].rstrip("/ ")
    last = name.rpartition("/")[2].strip()
    return _SOME_FOLDER if last in _DOTS else last or _SOME_FOLDER


def keys_of(note_id: str, title: str, aliases: Iterable[str], *, prefix: str = "") -> frozenset[str]:
    """Every `link_key` by which a link could reach this note.

    ``prefix`` is the resolver's: an absolute link to it means the root.
    """
    keys = {link_key(name) for name in (note_id, title, *aliases)} - {""}
    folder, _, base = note_id.rpartition("/")
    if _folder_rank(folder, base) is not None:
        keys |= {_SOME_FOLDER, link_key(folder or prefix) or _SOME_FOLDER}
    return frozenset(keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """All by which one note can be called."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()


class _Entry(NamedTuple):
    """A note under one of its names."""

    written: str
    """In NFC."""
    id: str
    folded: str
    rank: int = 0
    """Lower is better, whatever the distance."""


_Table = Mapping[str, list[_Entry]]
"""Entries by their folded name, or its last part."""


class Resolver:
    """Resolves links among the notes, or files, it was made with.

    Immutable after it is made, but for tables that are built when first needed and what was
    asked last; making one twice in two threads costs time and nothing else.
    """

    def __init__(self, names: Iterable[Name], *, prefix: str = "") -> None:
        self._names = tuple(names)
        self._prefix = prefix.strip("/")
        self._asked: dict[tuple[str, str, str], Resolution] = {}
        """What was asked last: who checks a note asks for its links again and again."""

    def resolve(self, target: str, source_id: str, kind: str = "wikilink") -> Resolution:
        """Where ``target``, written in the note ``source_id``, leads.

        ``target`` is the page part, decoded. An empty one is the note itself. A
        markdown link is read relative to its note's folder first, a wikilink from
        the root first.
        """
        trimmed = target.strip()
        if trimmed != target and target in self._ids:
            return Resolution(to=target)  # a name may begin or end with a blank
        if not trimmed:
            return Resolution(to=source_id)
        # Most that lead nowhere share no key with any name, and a note may have thousands of them.
        if link_key(trimmed) not in self._keys:
            return _NOWHERE
        asked = trimmed, source_id.rpartition("/")[0], kind
        if (found := self._asked.get(asked)) is None:
            if len(self._asked) >= _KEPT:
                self._asked.clear()
            found = self._asked[asked] = self._resolve(*asked)
        return found

    def _resolve(self, target: str, folder: str, kind: str) -> Resolution:
        readings = tuple(self._readings(target, folder, kind))
        if found := self._by_path(readings, folder):
            return found
        if _is_relative(target):
            return _NOWHERE
        for name in self._spellings(target):
            found = (
                self._by_base(name, folder)
                or _pick(self._titles, name, folder)
                or _pick(self._aliases, name, folder)
            )
            if found:
                return found
        return _NOWHERE

    def _readings(self, target: str, folder: str, kind: str) -> Iterator[str]:
        """The paths that a target may mean, most likely first; none above the root.

        A path that names no file but a folder ends with a slash; the root is ``/``.
        """
        beside = f"{folder}/{target}"
        if target.startswith("/"):
            paths = self._from_root(target)
        elif _is_relative(target):
            paths = [beside]
        else:
            paths = [beside, target] if kind in {"markdown", "image"} else [target, beside]
        return _inside(paths)

    def _from_root(self, target: str) -> list[str]:
        """An absolute target, without the prefix and with it."""
        absolute = target.strip("/")
        if self._prefix and f"{absolute}/".startswith(f"{self._prefix}/"):
            return [absolute[len(self._prefix) + 1 :] or "/", absolute]
        return [absolute or "/"]

    def _spellings(self, target: str) -> Iterator[str]:
        """The names that a target may mean, most likely first; none under another key."""
        for name in self._from_root(target) if target.startswith("/") else [target.rstrip("/")]:
            if link_key(name) == link_key(target):
                yield from dict.fromkeys((_without_suffix(name), name))

    # --- the rules, one by one ------------------------------------------------------

    def _by_path(self, readings: tuple[str, ...], folder: str) -> Resolution | None:
        candidates = tuple(dict.fromkeys(path for each in readings for path in (_without_suffix(each), each)))
        for path in (form for each in candidates for form in (each, _nfc(each))):
            if path in self._ids:
                return Resolution(to=path)
        for path in candidates:
            found = None if path.endswith("/") else _pick(self._paths, path, folder)
            if found := found or self._folder_note(path.rstrip("/")):
                return found
        return None

    def _folder_note(self, path: str) -> Resolution | None:
        entries = self._folders.get(fold(path), ())
        exact = [entry for entry in entries if entry.written == _nfc(path)]
        fitting = exact or (entries if fold(path) else ())
        best = min((entry.rank for entry in fitting), default=0)
        return _all((entry.id for entry in fitting if entry.rank == best), path)

    def _by_base(self, name: str, folder: str) -> Resolution | None:
        """By file name, or the end of a path: ``b`` and ``a/b`` both mean ``x/a/b``."""
        written, wanted = f"/{_nfc(name)}", f"/{fold(name)}"
        near = [e for e in self._bases.get(fold(_last(name)), ()) if f"/{e.folded}".endswith(wanted)]
        exact = [entry for entry in near if f"/{entry.written}".endswith(written)]
        return _nearest((entry.id for entry in exact or near), folder)

    # --- tables ---------------------------------------------------------------------

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(name.id for name in self._names)

    @cached_property
    def _keys(self) -> Container[str]:
        """Every `link_key` by which a link could lead to one of the notes: their `keys_of`."""
        folders = (folder or fold(self._prefix) for folder in self._folders)
        return {_SOME_FOLDER, *map(_key, chain(self._paths, self._titles, self._aliases, folders))}

    @cached_property
    def _paths(self) -> _Table:
        return _table((name.id, name.id) for name in self._names)

    @cached_property
    def _folders(self) -> _Table:
        """Notes that stand for their folder, by its path."""
        table: dict[str, list[_Entry]] = defaultdict(list)
        for name in self._names:
            folder, _, base = name.id.rpartition("/")
            rank = _folder_rank(folder, base)
            if rank is not None:
                key = fold(folder)
                table[key].append(_Entry(_nfc(folder), name.id, key, rank))
        return dict(table)

    @cached_property
    def _bases(self) -> _Table:
        """Notes by the last part of their path; a folder's note by its folder's too."""
        table: dict[str, list[_Entry]] = defaultdict(list)
        for name in self._names:
            folder, _, base = name.id.rpartition("/")
            for path in (name.id, folder) if fold(base) in FOLDER_NOTES else (name.id,):
                if key := fold(_last(path)):
                    table[key].append(_Entry(_nfc(path), name.id, fold(path)))
        return dict(table)

    @cached_property
    def _titles(self) -> _Table:
        return _table((name.title, name.id) for name in self._names)

    @cached_property
    def _aliases(self) -> _Table:
        return _table((alias, name.id) for name in self._names for alias in name.aliases)


def _table(pairs: Iterable[tuple[str, str]]) -> dict[str, list[_Entry]]:
    table: dict[str, list[_Entry]] = defaultdict(list)
    for written, note_id in pairs:
        folded = fold(written)
        table[folded].append(_Entry(_nfc(written), note_id, folded))
    return dict(table)


def _pick(table: _Table, name: str, folder: str) -> Resolution | None:
    """The note under this very name."""
    entries = table.get(fold(name), ()) if fold(name) else ()
    exact = [entry for entry in entries if entry.written == _nfc(name)]
    return _all((entry.id for entry in exact or entries), folder)


def _all(ids: Iterable[str], folder: str) -> Resolution | None:
    """The nearest id, and all others: they fit as well."""
    ranked = [note_id for _, note_id in _ranked(ids, folder)]
    return Resolution(to=ranked[0], others=tuple(ranked[1:])) if ranked else None


def _nearest(ids: Iterable[str], folder: str) -> Resolution | None:
    """The id fewest folders away, and those just as near."""
    ranked = _ranked(ids, folder)
    if not ranked:
        return None
    best, to = ranked[0]
    return Resolution(to=to, others=tuple(note for distance, note in ranked[1:] if distance == best))


def _ranked(ids: Iterable[str], folder: str) -> list[tuple[int, str]]:
    return sorted({(_distance(folder, note_id), note_id) for note_id in ids})


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


def _folder_rank(folder: str, base: str) -> int | None:
    """How well a note stands for its folder, 0 best; None when it does not."""
    folded = fold(base)
    if folded in FOLDER_NOTES:
        return FOLDER_NOTES.index(folded)
    return len(FOLDER_NOTES) if folder and folded == fold(_last(folder)) else None


def _inside(paths: Iterable[str]) -> Iterator[str]:
    """Paths without ``.`` and ``..``; those that lead above the root are left out."""
    for path in paths:
        clean = normpath(path.lstrip("/") or ".")
        if clean in _DOTS or clean.startswith("../"):
            if clean == ".":
                yield "/"
        else:
            yield f"{clean}/" if _last(path.rstrip("/")) in _DOTS else clean


def _is_relative(target: str) -> bool:
    return target.partition("/")[0] in _DOTS


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _without_suffix(target: str) -> str:
    """Without ``.md``, unless that is all of the name."""
    bare = target[:-3]
    return bare if target[-3:].lower() == ".md" and bare and not bare.endswith("/") else target
