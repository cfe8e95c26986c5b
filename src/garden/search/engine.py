"""What a search engine must do for a garden.

One implementation exists, on Whoosh (`garden.search.whoosh_engine`); a second,
for a corpus beyond one host, would stand behind the same two Protocols; the
tests in ``tests/search/contract`` are what it would have to pass.
Everything that crosses them is a value of `garden.model` or of this module.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple, Protocol

from garden.model import (
    Backlink,
    Link,
    Mention,
    Note,
    Page,
    Problem,
    Query,
    Related,
    Resolution,
    Section,
    Suggestion,
    Visibility,
)


class FileState(NamedTuple):
    """What the index knows of one file, to see without reading whether it changed.

    A tuple with names, since there is one for each note whenever anything is looked at, and
    a data class takes five times as long to make and to compare.
    """

    id: str
    """Empty for a file that gave no note (too large, unreadable)."""
    fingerprint: str
    size: int
    mtime_ns: int
    problems: tuple[Problem, ...] = ()


def notes_among(files: Mapping[str, FileState]) -> int:
    """How many of some files give a note."""
    return sum(map(bool, map(attrgetter("id"), files.values())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A note as the engine takes it: typed, bounded, nothing to interpret."""

    note: Note
    links: tuple[Link, ...]
    """Internal links of the body, in order."""
    texts: Mapping[str, str]
    """Words to search: ``title``, ``aliases``, ``headings``, ``tags``, ``body``,
    ``meta`` (string values of front matter), and plugins' ``text`` fields."""
    sections: tuple[Section, ...]
    """The text to show of it, in order; a bounded part of a very long one."""
    values: Mapping[str, tuple[str, ...]]
    """Whole values to filter and count: ``kind``, ``tag``, ``author``, ``lang``,
    ``year`` and plugins' ``keyword``, ``number`` and ``date`` fields."""
    has: tuple[str, ...] = ()
    """What is in the note that no text and no value tells: ``image``, ``link``, ``attachment``,
    ``code``, ``table``, ``summary``."""


class Part(Protocol):
    """What a `PartMaker` wrote; picklable, and nobody's business but the engine's."""

    @property
    def problems(self) -> Mapping[str, Problem]:
        """Of documents that were left out, by path."""


class PartMaker(Protocol):
    """Writes documents for a batch in whichever process it is called; picklable."""

    def make(self, documents: Iterable[Document]) -> Part:
        """Writes a part; what raises while ``documents`` are iterated comes out as it is."""


Parts = Callable[[PartMaker], Iterable[Part]]
"""Lets parts be made, in as many processes as pay; called once, while writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """All that one generation changes; applied whole or not at all."""

    files: Mapping[str, FileState]
    """The state of every file after the batch, by path; complete only once ``parts`` and
    ``documents`` have been consumed."""
    attachments: tuple[str, ...]
    """Paths of all files that notes may show or offer, relative to the notes folder."""
    removed: Collection[str] = ()
    """Ids of notes that are gone, or that ``documents`` bring anew."""
    documents: Iterable[Document] = ()
    """Consumed once, while writing; what raises while iterated ends the batch."""
    parts: Parts = lambda _: ()
    """More documents, none of them among ``documents``; what raises ends the batch."""
    fresh: bool = False
    """Whether to begin from nothing instead of the generation before."""


class Known(NamedTuple):
    """What a generation knows of files: enough to see whether any changed."""

    generation: int
    """Its number; 0 for an empty garden never indexed."""
    files: Mapping[str, FileState]
    """State of each file, by path; the same mapping until one is written, here or elsewhere."""
    attachments: frozenset[str]
    """Paths of attachments."""
    rebuild_reason: str
    """Why the next batch must be ``fresh`` ("the analysis changed"), or empty."""


class Snapshot(Protocol):
    """One published generation: immutable, shared by threads, never half of a commit."""

    @property
    def generation(self) -> int:
        """Number of the generation, rising from 1; 0 for an empty garden never indexed."""

    @property
    def files(self) -> Mapping[str, FileState]:
        """State of each file, by path."""

    @property
    def attachments(self) -> frozenset[str]:
        """Paths of attachments."""

    def on(self, day: date) -> Snapshot:
        """The same generation as it is on a day: a note whose consent ran out before is hidden.

        The same object as long as nothing changes by that.
        """

    def note(self, note_id: str) -> Note | None:
        """The note of exactly this id, whatever its visibility."""

    def find(self, name: str) -> tuple[str, ...]:
        """Ids equal to ``name`` when case and Unicode form are folded, sorted."""

    def notes(self) -> Iterator[Note]:
        """All notes of any visibility, in order of id."""

    def sections(self, note_id: str) -> tuple[Section, ...]:
        """The text of a note; a bounded part of a very long one."""

    def links(self, note_id: str) -> tuple[Link, ...]:
        """Links from a note, in order."""

    def resolve(self, target: str, source_id: str, kind: str) -> Resolution:
        """Where a link written in ``source_id`` leads, among all notes."""

    def links_to(self, note_id: str, *, seen: frozenset[Visibility] = ...) -> tuple[Backlink, ...]:
        """All links to a note from others of any visibility, by source id and order in it.

        What could mean several notes means one of those that are ``seen``; all are, if nothing is said.
        """

    def linked(self, *, visible: frozenset[Visibility]) -> Iterator[tuple[str, str]]:
        """Ids of each two notes of which the first links to the second, each pair once, in no order."""

    def search(self, query: Query, *, visible: frozenset[Visibility]) -> Page:
        """One page of results; never raises for what a reader typed."""

    def suggest(self, text: str, *, visible: frozenset[Visibility], limit: int = 8) -> tuple[Suggestion, ...]:
        """Titles, aliases, tags, kinds and people with all words of ``text``, the last as a beginning.

        Nothing before the second letter. Names that begin with it come first, then those that
        have it further on, then, where these are few, those with a slip of the fingers in it;
        among equals what is used most. Never raises for what a reader typed.
        """

    def similar(self, note_id: str, *, visible: frozenset[Visibility], limit: int = 5) -> tuple[Related, ...]:
        """Notes that have to do with a note by words, names or links; none for one that is not there.

        The nearest first. The note itself may be of any visibility: whoever asks decides
        who learns its words.
        """

    def mentions(
        self, note_id: str, *, visible: frozenset[Visibility], without: Collection[str] = (), limit: int = 20
    ) -> tuple[Mention, ...]:
        """Where a name of a note stands in the texts of others, one place of each, by title.

        Whole words, not in code; notes with the ids ``without`` are left out.
        """


class Engine(Protocol):
    """An index that one process writes and any number read."""

    def snapshot(self) -> Snapshot:
        """The newest good generation, opened once and shared.

        Falls back to the last good one when the newest is damaged; an empty
        snapshot (generation 0) when there is none. Cheap when nothing changed.
        """

    def known(self) -> Known:
        """What the newest good generation, as `snapshot` would give it, knows of files.

        The same object as long as nothing else is published. Cheaper than a snapshot,
        which is made for questions.
        """

    def writing(self) -> AbstractContextManager[None]:
        """Holds the one writer's lock, from reading the files' state to publishing.

        Waits for another process; raises LockTimeoutError when that takes too long.
        """

    def write(self, batch: Batch) -> int:
        """Publishes a new generation and returns its number; only inside `writing`.

        Raises IndexingError when nothing could be written; the last generation
        then stays as it was.
        """

    def tidy(self, *, wholly: bool = False) -> bool:
        """Publishes a generation that holds the same in a better form, and says whether it did.

        For when no one waits: after a write that was shown. Does nothing where that is not
        worth it, or where another process is writing. ``wholly``: even if that means to write all
        anew, for a process that is to answer many questions. Raises IndexingError.
        """

    def look_again(self) -> None:
        """Holds every byte of the newest generation against what was written, which `snapshot` does once.

        What is not so any more is left for the last good generation; where there is none, it goes
        on being read, and ``rebuild_reason`` says so. For when no one waits: it reads all files.
        """

    def purge(self) -> None:
        """Keeps nothing on disk of generations before the newest one; raises LockTimeoutError."""

    @property
    def rebuild_reason(self) -> str:
        """Why the next batch must be ``fresh`` ("the analysis changed"), or empty."""

    def close(self) -> None:
        """Lets go of files and memory."""
