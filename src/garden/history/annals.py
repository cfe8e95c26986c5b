"""What became of each note, commit by commit, and what readers are told of that.

Renames are followed: a note keeps its history where it moves. A note that was taken away
and written anew begins anew, since what was taken away is no one's business any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from garden.history.log import Commit


class Touch(NamedTuple):
    """One commit's part in one note."""

    at: int
    """When, in seconds since 1970."""
    zone: int
    """Minutes that the clocks there were ahead of Greenwich."""
    names: tuple[str, ...]
    """Who; the author first."""
    old: str
    """Id of what the note held before; empty where it was new."""
    new: str
    """Id of what it held afterwards."""
    moved: bool
    """Whether it was moved."""

    @property
    def when(self) -> datetime:
        """When, by the clocks of whoever wrote it."""
        return moment(self.at, self.zone)


def moment(at: int, zone: int) -> datetime:
    """A time of git's."""
    return datetime.fromtimestamp(at, UTC).astimezone(timezone(timedelta(minutes=zone)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tended:
    """Who tended a note and when, as git tells it. Names only, never addresses."""

    created: datetime | None
    """When it was first written; None where git does not reach back that far."""
    by: tuple[str, ...]
    """Who wrote it first; empty where that is not known."""
    changed: datetime
    """When it was last changed; never before ``created``."""
    last: tuple[str, ...]
    """Who changed it last."""
    names: tuple[str, ...]
    """Everyone who changed it, in the order in which they came."""
    versions: int
    """How many there are."""


def tended(touches: Iterable[Touch]) -> Tended:
    """What a note's history comes to; there is at least one touch."""
    all_ = tuple(touches)
    first, last = all_[0], all_[-1]
    begun = None if first.old else first.when
    return Tended(
        created=begun,
        by=() if first.old else first.names,
        changed=max(begun, last.when) if begun else last.when,  # clocks may have run backwards
        last=last.names,
        names=tuple(dict.fromkeys(name for touch in all_ for name in touch.names)),
        versions=len(all_),
    )


class Closed(NamedTuple):
    """The touches of a note as they were kept: of most, none is asked for when a commit is added."""

    line: bytes
    """As it stands in the file."""
    row: list[Any]
    """What it comes to, as it stands there."""
    open: Callable[[bytes], list[Touch]]
    """Reads the line."""


class Annals:
    """The touches of all notes, by path, the oldest first; grows commit by commit."""

    def __init__(self) -> None:
        self.notes: dict[str, list[Touch] | Closed] = {}
        self.people: list[str] = []
        """Names, as what is closed counts them."""
        self.moved: dict[str, str] = {}
        """Where notes went that were moved: another branch may have gone on with the old path."""

    def add(self, commit: Commit, *, shallow: bool) -> None:
        """Takes in the next commit. Where a clone is ``shallow``, its first commits tell nothing:
        all that was there before seems to be written in them.
        """
        if shallow and commit.is_first:
            return
        # What moves away first makes room for what moves there.
        taken = {c.source: self.notes.pop(c.source, []) for c in commit.changes if c.source}
        for path, source, old, new in commit.changes:
            if not new:
                self.notes.pop(path, None)
                self.moved.pop(path, None)
                continue
            touch = Touch(commit.at, commit.zone, commit.names, old, new, bool(source))
            if source:
                self.notes[path] = taken[source]
                self.moved[source] = path
                self.moved.pop(path, None)
            elif not old:
                self.moved.pop(path, None)
            else:
                path = self._now(path)
            self._opened(path).append(touch)

    def _opened(self, path: str) -> list[Touch]:
        found = self.notes.get(path, [])
        opened = self.notes[path] = found.open(found.line) if isinstance(found, Closed) else found
        return opened

    def _now(self, path: str) -> str:
        """Where the note is now that another branch still has at this path."""
        seen = {path}
        while path not in self.notes and (further := self.moved.get(path)) and further not in seen:
            path = further
            seen.add(path)
        return path
