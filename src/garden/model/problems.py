"""What is wrong with a file, and what changed among them."""

from __future__ import annotations

from dataclasses import dataclass

from garden.errors import NoteError


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that a person should mend, in words a person understands."""

    path: str
    """Of the note's file, relative to the notes folder."""
    code: str
    """Stable and hyphened: ``front-matter-yaml``."""
    message: str
    """One sentence: what is wrong."""
    fix: str = ""
    """One sentence: what to do."""
    line: int | None = None
    column: int | None = None
    """Counted in characters from 1, where the place in the line is known."""

    @classmethod
    def of(cls, path: str, error: NoteError) -> Problem:
        """The problem that kept a file from being read."""
        return cls(path=path, code=error.code, message=str(error), fix=error.fix, line=error.line)

    @property
    def place(self) -> tuple[str, int, int, str, str]:
        """Sorts problems by file, line, column and code."""
        return self.path, self.line or 0, self.column or 0, self.code, self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint(Problem):
    """Something that somebody may want to mend and that may be as it is: told, and no check fails for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The difference between two states of a folder, each sorted by path."""

    added: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.modified or self.removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStats:
    """What one run of indexing did."""

    added: int
    modified: int
    removed: int
    total: int
    """Notes in the index now."""
    seconds: float
    problems: tuple[Problem, ...] = ()
    rebuilt: bool = False
    """Whether everything was indexed anew, and ..."""
    reason: str = ""
    """... why, in a few words."""
    notice: str = ""
    """What of the notes' history is not known, where that was not said before."""
