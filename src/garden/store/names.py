"""Names of note files, and the ids that come of them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import repeat

from garden.links import fold
from garden.model import Problem

NAME_ALIKE = "name-alike"
"""Code of a problem that one file has by the names of others."""


def is_note(path: str) -> bool:
    """Whether the path ends as a note's does; a dot elsewhere is part of the name."""
    if path[-3:].lower() != ".md":
        return False
    return len(path) > 3 and path[-4] != "/"


def are_plain(paths: Iterable[str]) -> bool:
    """Whether the id of each is itself without its ending: almost always, all are ASCII and end alike."""
    paths = tuple(paths)
    return all(map(str.isascii, paths)) and all(map(str.endswith, paths, repeat(".md")))


def assign_ids(paths: Iterable[str]) -> dict[str, str]:
    """Path to id: the path without ``.md``, in NFC.

    Where another file has that id already (names that differ only by Unicode
    form), the name as it is on disk serves, and if need be with its ending: both
    notes stay reachable.
    """
    paths = tuple(paths)
    if are_plain(paths):
        return {path: path[:-3] for path in paths}
    ids: dict[str, str] = {}
    taken: set[str] = set()
    ordered = sorted(paths, key=lambda path: (unicodedata.normalize("NFC", path) != path, path))
    for path in ordered:
        candidates = (unicodedata.normalize("NFC", path[:-3]), path[:-3], path)
        ids[path] = next(candidate for candidate in candidates if candidate not in taken)
        taken.add(ids[path])
    return ids


def visible_path(path: str) -> str:
    """A path that can be printed and encoded, whatever bytes it was made of."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def is_encodable(path: str) -> bool:
    """Whether a name is text, and not bytes that are none."""
    if path.isascii():
        return True
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _folded(paths: tuple[str, ...]) -> set[str]:
    """The folded forms of paths."""
    together = "\n".join(paths).lower()
    folded = together.split("\n")
    # Almost always all are ASCII, with no blanks but single ones between words: then that was all.
    plain = len(folded) == len(paths) and together.split() == together.replace("\n", " ").split(" ")
    return set(folded) if plain and together.isascii() else set(map(fold, paths))


def alike(paths: Iterable[str]) -> Iterator[Problem]:
    """Notes whose names differ only by case or Unicode form; some systems cannot keep both."""
    paths = tuple(paths)
    if len(_folded(paths)) == len(paths):
        return  # as almost always
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(fold(path), []).append(path)
    for group in groups.values():
        first, *others = sorted(group)
        for path in others:
            yield Problem(
                path=path,
                code=NAME_ALIKE,
                message=f"Its name differs from '{first}' {_difference(first, path)}.",
                fix="Rename one of them: some computers cannot keep both, and links may reach the wrong one.",
            )


def _difference(one: str, other: str) -> str:
    """What tells names that are alike apart, in words, since some of it cannot be seen."""
    if unicodedata.normalize("NFC", one) != unicodedata.normalize("NFC", other):
        return "only by case, blanks or Unicode form"
    within, beside = ("this", "that") if unicodedata.is_normalized("NFC", other) else ("that", "this")
    return f"only by its Unicode form: {within} one has its accents in its letters, {beside} one beside them"
