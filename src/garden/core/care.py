"""What wants tending in a garden: for each thing what it is and how it is mended, in plain words.

Stewards tend, and the page of it is for everyone: asked for readers, nothing here names a
note that lists do not show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from garden.core.checks.shown import describes
from garden.core.consents import consent_problems
from garden.core.dates import last_tended
from garden.core.rules import Severity, severity_of
from garden.model import Link, Note, Problem
from garden.parsing.dates import day, read_date
from garden.parsing.reader import value_of
from garden.parsing.texts import lines

if TYPE_CHECKING:
    from garden.core.garden import Garden

EVERGREEN = "evergreen"
"""The status of a note that holds for good, and is never stale."""
ELSEWHERE = frozenset({"picture-undescribed", "consent-ended"})
"""Checks of which the findings have a part of their own here."""
REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to tend."""

    what: str
    """What it is, in a sentence; empty where the part says all of it."""
    mend: str
    """What to do, in a sentence; empty where the part says it for all."""
    path: str = ""
    """Of the file to mend; empty for a note that no one has written."""
    line: int | None = None
    note: Note | None = None
    """The note in the file, if it gave one."""
    sources: tuple[Note, ...] = ()
    """Of a note that no one has written: those that wish for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Things of one sort."""

    name: str
    title: str
    why: str
    """What they have in common, and what to do, in a sentence or two."""
    fine: str
    """What is said when there are none."""
    tasks: tuple[Task, ...]


def for_readers(garden: Garden) -> tuple[Part, ...]:
    """What the page shows."""
    shown = {note.path: note for note in garden.notes()}
    return _parts(garden, shown.values(), _shown_problems(garden, shown))


def for_stewards(garden: Garden, problems: Iterable[Problem]) -> tuple[Part, ...]:
    """All of it, with what `Garden.check` finds, hidden notes too; what was withdrawn rests."""
    notes = [note for note in garden.everything.notes if not garden.withdrawn(note.id)]
    known = {note.path: note for note in notes}
    found = (it for it in problems if severity_of(it) is not Severity.HINT and it.code not in ELSEWHERE)
    return _parts(garden, notes, (_of_problem(it, known.get(it.path)) for it in found))


def _parts(garden: Garden, notes: Iterable[Note], problems: Iterable[Task]) -> tuple[Part, ...]:
    notes = sorted(notes, key=lambda note: note.path)
    today = garden.today()
    return (
        Part(
            name="problems",
            title="Problems in files",
            why="What is not as it was meant. Each says where it is, and what helps.",
            fine="Every file reads as it was meant.",
            tasks=tuple(problems),
        ),
        Part(
            name="review",
            title="To be looked at again",
            why="Their authors asked for that by a day after review:. "
            "Read them, mend what changed, and write the next day or take the line out.",
            fine="No note has asked to be looked at by now.",
            tasks=tuple(_reviews(notes, today)),
        ),
        Part(
            name="consent",
            title="Consent that runs out",
            why="Ask those whose words these are, while there is time.",
            fine="No consent for what is seen here runs out soon.",
            tasks=tuple(_consents(notes, today)),
        ),
        Part(
            name="stale",
            title="Not tended for long",
            why="Read them again. Mend what is no longer so and write today's date after updated:, "
            "or status: evergreen where it holds for good.",
            fine="No note has waited longer than its kind should.",
            tasks=tuple(_stale(garden, notes, today)),
        ),
        Part(
            name="pictures",
            title="Pictures without words",
            why="Who cannot see a picture hears its words. "
            "Say what it shows: ![what it shows](picture.png), or ![[picture.png|what it shows]].",
            fine="Every picture says what it shows.",
            tasks=tuple(_pictures(garden, notes)),
        ),
        Part(
            name="wanted",
            title="Not written yet",
            why="Links lead to these. Write one of them, or correct the link.",
            fine="Every link leads somewhere.",
            tasks=tuple(_wanted(garden)),
        ),
        Part(
            name="orphans",
            title="Off the path",
            why="No other note leads to these. Searches and lists have them; whoever follows links will not "
            "come by. A link in a note that is read before is all it takes.",
            fine="Every note can be reached from another.",
            tasks=tuple(_of_note(note) for note in garden.orphans() if not note.door),
        ),
    )


def _of_note(note: Note, what: str = "", line: int | None = None) -> Task:
    return Task(what=what, mend="", path=note.path, line=line, note=note)


def _of_problem(problem: Problem, note: Note | None) -> Task:
    return Task(what=problem.message, mend=problem.fix, path=problem.path, line=problem.line, note=note)


def _shown_problems(garden: Garden, shown: dict[str, Note]) -> Iterator[Task]:
    """Problems in the files of notes that lists show, but for those whose words name another file."""
    others = {path for path in garden.view.snapshot.files if path not in shown}
    for problem in garden.problems():
        if problem.path in shown:
            said = f"{problem.message} {problem.fix}"
            if not any(path in said for path in others):
                yield _of_problem(problem, shown[problem.path])


def _reviews(notes: Iterable[Note], today: date) -> Iterator[Task]:
    """Notes whose day of review has come, the longest due first."""
    due = ((when, note) for note in notes if (when := review(note)) and when <= today)
    for when, note in sorted(due, key=lambda it: (it[0], it[1].id)):
        yield _of_note(note, f"Due since {day(when)}.")


def review(note: Note) -> date | None:
    """The day on which a note's author wants it looked at again."""
    return next(filter(None, map(read_date, lines(value_of(note.meta, REVIEW)))), None)


def _consents(notes: Iterable[Note], today: date) -> Iterator[Task]:
    """Notes whose consent ran out or will soon, the first to go first."""
    ending = [(note.consent.until, note) for note in notes if note.consent and note.consent.until]
    for _, note in sorted(ending, key=lambda it: (it[0], it[1].id)):
        for problem in consent_problems(note, today):
            yield _of_problem(problem, note)


def _stale(garden: Garden, notes: Iterable[Note], today: date) -> Iterator[Task]:
    """Notes that no one tended for longer than their kind should wait, the longest first."""
    waiting = []
    for note in notes:
        days = garden.kind(note.kind).stale
        tended = last_tended(garden, note) if days and note.status.lower() != EVERGREEN else None
        if tended and today - tended > timedelta(days=days):
            waiting.append((tended, note))
    for tended, note in sorted(waiting, key=lambda it: (it[0], it[1].id)):
        yield _of_note(note, f"Last tended on {day(tended)}.")


def _pictures(garden: Garden, notes: Iterable[Note]) -> Iterator[Task]:
    found = garden.kept(undescribed)
    for note in notes:
        for link in found.get(note.id, ()):
            yield _of_note(note, f"“{link.target}” has no words.", link.line)


def undescribed(garden: Garden) -> Mapping[str, tuple[Link, ...]]:
    """Pictures that say nothing, by the ids of their notes, hidden ones too; made once for a generation."""
    snapshot = garden.view.snapshot
    links = ((note.id, snapshot.links(note.id)) for note in snapshot.notes())
    found = ((note_id, tuple(it for it in those if _is_undescribed(it))) for note_id, those in links)
    return {note_id: those for note_id, those in found if those}


def _is_undescribed(link: Link) -> bool:
    return link.kind == "image" and not describes(link)


def _wanted(garden: Garden) -> Iterator[Task]:
    for wish in garden.wanted():
        sources = tuple(note for note in map(garden.note, wish.sources) if note is not None)
        yield Task(what=wish.target, mend="", sources=sources)
