"""All that a person should mend in a garden: of the files, of each note, and what plugins find.

A check of one note is a function `(note, ground) -> problems` among `NOTE_CHECKS`; the ground
shows it the garden as a steward sees it, hidden notes too. What it tells has the name of
a rule in `garden.core.rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from garden.core.checks import front, links, names, rights, shown
from garden.core.checks.ground import Ground
from garden.core.consents import consent_problems
from garden.core.memory import without_collection
from garden.core.processes import PORTION, pays, prepare, spread
from garden.core.rules import RULES
from garden.core.unguarded import refuse_unguarded
from garden.model import Hint, Note, Problem

if TYPE_CHECKING:
    from garden.config import Config
    from garden.core.garden import Garden
    from garden.core.indexing import Progress
    from garden.core.touched import Touched
    from garden.host import PluginHost

NoteCheck = Callable[[Note, Ground], Iterable[Problem]]


def consents(note: Note, ground: Ground) -> Iterable[Problem]:
    """Consents that have run out, or will soon."""
    return consent_problems(note, ground.garden.today())


NOTE_CHECKS: tuple[NoteCheck, ...] = (
    front.values,
    front.keys,
    front.kind,
    links.ambiguous,
    links.dead,
    links.headings,
    links.indirect,
    links.choices,
    shown.embeds,
    shown.pictures,
    rights.stricter,
    names.titles,
    names.shape,
    names.crowded,
    names.aliases,
    consents,
)
"""Each is asked of every note, in this order."""

_OF_LINKS = frozenset(name for name, rule in RULES.items() if rule.number[:2] in {"G2", "G3"})
_OF_NAMES = frozenset({"next-dead", "title-twice", "alias-taken"})


def check(
    garden: Garden, part: Touched | None = None, *, progress: Progress | None = None
) -> tuple[Problem, ...]:
    """All problems, or those of a part of the garden, by file and line."""
    tell = progress or (lambda done, total: None)
    with garden.reading(), without_collection():
        found = [it for it in garden.problems() if part is None or it.path in part.paths]
        found.extend(_of_all(garden, tell) if part is None else _of_part(garden, part, tell))
    return tuple(sorted(found, key=lambda problem: problem.place))


def _of_all(garden: Garden, tell: Progress) -> Iterator[Problem]:
    """What is wrong with any note; where that pays, several processes look, each at some of them."""
    refuse_unguarded()
    prepare(len(garden.view.snapshot.files))
    ground = Ground(garden)
    notes = ground.view.notes
    left = dict(enumerate(notes))
    if pays(len(notes)):
        work = partial(_of_numbers, garden.generation)
        given = spread(work, len(notes), garden.config, garden.host, lambda done: tell(done, len(notes)))
        for numbers, problems in given:
            yield from problems
            for number in numbers:
                del left[number]
    for note in _counted(left.values(), len(notes), tell):
        yield from of_note(note, ground)


def _counted(notes: Collection[Note], total: int, tell: Progress) -> Iterator[Note]:
    """The last of ``total`` notes one after another; how many are done is told now and then."""
    for done, note in enumerate(notes, total - len(notes)):
        if done % PORTION == 0:
            tell(done, total)
        yield note


def _of_numbers(
    generation: int, settings: Config, host: PluginHost, numbers: Iterator[int]
) -> tuple[list[int], list[Problem]]:
    """Numbers of notes among all, and what is wrong with these; none where the index is another by now."""
    from garden.core.garden import Garden

    with Garden(settings, host) as garden, garden.reading():
        looked_at: list[int] = []
        found: list[Problem] = []
        if garden.generation == generation:
            ground = Ground(garden)
            notes = ground.view.notes
            for number in numbers:
                looked_at.append(number)
                found.extend(of_note(notes[number], ground))
        return looked_at, found


def _of_part(garden: Garden, part: Touched, tell: Progress) -> Iterator[Problem]:
    """What is wrong with the notes of a part, and elsewhere where it names them."""
    ground = Ground(garden)
    for note in _counted(ground.view.notes, len(ground.view.notes), tell):
        if note.path in part.paths:
            yield from of_note(note, ground)
        elif part.keys:
            yield from _where_touched(note, ground, part)


def of_note(note: Note, ground: Ground) -> Iterator[Problem]:
    """What is wrong with one note among all others."""
    for each in NOTE_CHECKS:
        yield from each(note, ground)
    yield from ground.garden.host.note_problems(note, ground.garden)


def _where_touched(note: Note, ground: Ground, part: Touched) -> Iterator[Problem]:
    """Of a note that did not change, what is wrong where it names what did."""
    links = part.named_by(ground.view.snapshot.links(note.id))
    named = part.names(note)
    if not links and not named:
        return
    for problem in of_note(note, ground):
        if (links and _is_of(problem, links)) or (named and _is_of_names(problem)):
            yield problem


def _is_of(problem: Problem, links: frozenset[tuple[int, str]]) -> bool:
    """Whether a problem is one of these links, each a line and a target."""
    if problem.code not in _OF_LINKS:
        return False
    here = (target for line, target in links if line == problem.line)
    return any(problem.code == "heading-missing" or f"'{target}'" in problem.message for target in here)


def _is_of_names(problem: Problem) -> bool:
    """Whether a problem may come of what front matter names; of plugins' those that are no hints."""
    return problem.code in _OF_NAMES or (problem.code not in RULES and not isinstance(problem, Hint))
