"""Commits as ``git log`` tells them, in one pass: who, when, and what became of which notes.

Bytes are taken apart as they come. Names are as ``.mailmap`` has them, those of co-authors
too; e-mail addresses are read to find these, and go no further than this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from garden.characters import without_unseen
from garden.history.git import Git

Wanted = Callable[[str], bool]
"""Whether a path is a note's."""

SECONDS = 1800.0
"""That a pass may take; twenty thousand commits take about two."""
NAME = 120
"""Characters of a name that are kept."""
MOST_NAMES = 20
"""People of one commit."""
_AT_ONCE = 500
"""Commits whose co-authors are looked up together."""
_FORMAT = "%H %P%n%at %ad%n%aN%n%(trailers:key=Co-authored-by,valueonly,unfold)"
_OPTIONS = (
    "-z",
    "--raw",
    "--no-abbrev",
    "--find-renames",
    "-l1000",
    "--no-relative",
    "--no-merges",
    "--root",
    "--reverse",
    "--date-order",
    "--encoding=UTF-8",
    "--date=format:%z",
    f"--format={_FORMAT}",
)
_CO_AUTHOR = re.compile(r"[^<>\n\0]{0,400}<[^<>\n\0]{1,400}>")
_ADDRESS = re.compile(r"<?([^\s<>@]+)@[^\s<>@]+>?")
_ZONE = re.compile(r"([+-])(\d\d)(\d\d)")
_LATEST = 253402300799 - 86400
"""Seconds since 1970 that a date can still hold, whatever the zone."""


class Change(NamedTuple):
    """What a commit did to a note. A tuple, since there are hundreds of thousands."""

    path: str
    """Where it was afterwards; from the repository's top, bytes that are no text as surrogates."""
    source: str
    """Where it was before, if it was moved."""
    old: str
    """Id of what it held before; empty where it was not there."""
    new: str
    """Id of what it held afterwards; empty where it was taken away."""


class Commit(NamedTuple):
    """A commit that is no merge."""

    is_first: bool
    """Whether it has no commit before it."""
    at: int
    """When it was written, in seconds since 1970."""
    zone: int
    """Minutes that the clocks there were ahead of Greenwich."""
    names: tuple[str, ...]
    """Its author, then co-authors, as they are shown."""
    changes: tuple[Change, ...]


def commits(git: Git, what: str, wanted: Wanted) -> Iterator[Commit]:
    """Commits in order, the oldest first; ``what`` is a commit's id, or ``ID..ID`` for those since one.

    Raises GitError.
    """
    people = _CoAuthors(git)
    answer = git.stream("log", *_OPTIONS, "--end-of-options", what, "--", seconds=SECONDS)
    waiting = _told(_tokens(answer), wanted)
    while portion := tuple(islice(waiting, _AT_ONCE)):
        people.look_up(said for _, others in portion for said in others)
        for commit, others in portion:
            yield commit._replace(names=_each_once((*commit.names, *map(people.name, others))))


def person_name(said: str) -> str:
    """A name as it is shown: in one line, without an address; may be empty."""
    line = " ".join(_ADDRESS.sub(r"\1", said).split())
    return without_unseen(line)[:NAME].strip("<> ")


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    found = dict.fromkeys(name for name in names if name)
    return tuple(islice(found, MOST_NAMES))


class _CoAuthors:
    """The names that ``.mailmap`` has for ``Name <address>``."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._known: dict[str, str] = {}

    def look_up(self, said: Iterable[str]) -> None:
        new = list(dict.fromkeys(one for one in said if one not in self._known))
        if not new:
            return
        put = "".join(f"{one}\n" for one in new).encode("utf-8", "surrogateescape")
        mapped = self._git.run("check-mailmap", "--stdin", put=put).decode("utf-8", "replace").split("\n")
        for one, answer in zip(new, mapped, strict=False):
            self._known[one] = person_name(answer.partition("<")[0] or answer)

    def name(self, said: str) -> str:
        return self._known.get(said, "")


def _tokens(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What stands between the zero bytes."""
    held: list[bytes] = []
    for piece in pieces:
        first, *rest = piece.split(b"\0")
        held.append(first)
        if rest:
            yield b"".join(held)
            yield from rest[:-1]
            held = [rest[-1]]
    yield b"".join(held)


def _told(tokens: Iterator[bytes], wanted: Wanted) -> Iterator[tuple[Commit, tuple[str, ...]]]:
    """Commits, each with what was said of its co-authors."""
    header = b""
    changes: list[Change] = []
    for token in tokens:
        raw = token.lstrip(b"\n")
        if raw.startswith(b":"):
            change = _change(raw, tokens, wanted)
            if change is not None:
                changes.append(change)
        elif raw:
            if changes:
                yield _commit(header, changes)
            header, changes = raw, []
    if changes:
        yield _commit(header, changes)


def _change(raw: bytes, tokens: Iterator[bytes], wanted: Wanted) -> Change | None:
    """One line of ``--raw``: ``:100644 100644 OLD NEW R086``, then a path or two."""
    before, after, old, new, status = raw[1:].decode("ascii").split(" ")
    path = source = _path(next(tokens))
    if status[0] in "RC":
        path = _path(next(tokens))
    was, still = before.startswith("100") and wanted(source), after.startswith("100") and wanted(path)
    if not was and not still:
        return None
    moved = was and still and path != source
    return Change(
        path=path if still else source,
        source=source if moved else "",
        old=old if was else "",
        new=new if still else "",
    )


def _path(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _commit(header: bytes, changes: list[Change]) -> tuple[Commit, tuple[str, ...]]:
    ids, when, author, *others = header.decode("utf-8", "replace").split("\n")
    at, _, zone = when.partition(" ")
    commit = Commit(
        is_first=" " not in ids.strip(),
        at=max(0, min(int(at or 0), _LATEST)),
        zone=_minutes(zone),
        names=(person_name(author),),
        changes=tuple(changes),
    )
    return commit, tuple(one for one in others[:MOST_NAMES] if _CO_AUTHOR.fullmatch(one))


def _minutes(zone: str) -> int:
    found = _ZONE.fullmatch(zone)
    if found is None:
        return 0
    minutes = int(found[2]) * 60 + int(found[3])
    return 0 if minutes >= 24 * 60 else -minutes if found[1] == "-" else minutes
