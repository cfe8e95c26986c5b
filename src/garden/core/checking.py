"""All that a person should mend in a garden: of the files, of each note, and what plugins find.

A check of one note is a function `(note, ground) -> problems` among `NOTE_CHECKS`; the ground
shows it the garden as a steward sees it, hidden notes too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from garden.core.consents import consent_problems
from garden.core.view import GardenView
from garden.model import Link, Note, Problem, Resolution

if TYPE_CHECKING:
    from garden.core.garden import Garden


class Ground:
    """What checks of one generation look at, kept while they run."""

    def __init__(self, garden: Garden) -> None:
        self.garden = garden
        self.view: GardenView = garden.everything
        self._links: tuple[str, tuple[tuple[Link, Resolution], ...]] = ("", ())

    def links(self, note: Note) -> tuple[tuple[Link, Resolution], ...]:
        """A note's links to notes, with where they lead; several checks ask for the same in a row."""
        if self._links[0] != note.id:
            self._links = (note.id, self.view.links(note))
        return self._links[1]


NoteCheck = Callable[[Note, Ground], Iterable[Problem]]


def check(garden: Garden) -> tuple[Problem, ...]:
    """All problems, by file and line."""
    found = list(garden.problems())
    ground = Ground(garden)
    for note in ground.view.notes:
        found.extend(of_note(note, ground))
    return tuple(sorted(found, key=lambda problem: problem.place))


def of_note(note: Note, ground: Ground) -> Iterator[Problem]:
    """What is wrong with one note among all others."""
    for each in NOTE_CHECKS:
        yield from each(note, ground)
    yield from ground.garden.host.note_problems(note, ground.garden)


def ambiguous_links(note: Note, ground: Ground) -> Iterator[Problem]:
    """Links that could mean several notes."""
    for link, found in ground.links(note):
        if found.others:
            meant = (str(found.to), *found.others[:3])
            yield Problem(
                path=note.path,
                line=link.line,
                code="link-ambiguous",
                message=f"'{link.target}' could mean {' or '.join(meant)}; the first was taken.",
                fix="Write more of the path of the note that you mean.",
            )


def consents(note: Note, ground: Ground) -> Iterable[Problem]:
    """Consents that have run out, or will soon."""
    return consent_problems(note, ground.garden.today())


NOTE_CHECKS: tuple[NoteCheck, ...] = (ambiguous_links, consents)
"""Each is asked of every note, in this order."""
