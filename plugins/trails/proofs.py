"""What a steward should know of a trail: do choices lead on, is each step come to, does each walk end."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from garden import GardenError, Hint, Note, Problem

# Relative, since a plugin is imported under a private name that it cannot know.
from . import graph  # noqa: TID252
from .lines import line_of  # noqa: TID252
from .map import MOST_DRAWN  # noqa: TID252
from .reading import UNFILLED, Slip, Step, Trail, read, slug  # noqa: TID252

if TYPE_CHECKING:
    from garden import Garden

MOST_TOLD = 30
"""Problems of one sort that are told one by one; whoever mended so many asks again."""
NAMED = 5
"""Steps that one sentence names."""


def problems(note: Note, garden: Garden) -> Iterator[Problem]:
    """All that is wrong with a trail, and hints at what may be as it is."""
    trail = read(note)
    told = [*_of_slips(trail), *_of_notes(trail, note, garden), *_of_ways(trail)]
    if not told:
        return
    try:
        text = garden.raw(note)
    except GardenError:  # gone or hidden since it was indexed: told without lines
        text = ""
    for slip, is_hint in told:
        yield (Hint if is_hint else Problem)(
            path=note.path,
            code=slip.code,
            message=slip.message,
            fix=slip.fix,
            line=line_of(text, slip.place, slip.word),
        )


Told = tuple[Slip, bool]
"""What is told, and whether it may be as it is."""


def _of_slips(trail: Trail) -> Iterator[Told]:
    """What could not be read as it is written."""
    ids = [step.id for step in trail.steps]
    for slip in trail.slips[:MOST_TOLD]:
        fix = slip.fix
        if slip.code == "trail-choice" and slip.word and slug(slip.word) not in ids:
            near = difflib.get_close_matches(slug(slip.word), ids, n=1)
            fix = f"{fix[:-1]}; perhaps '{near[0]}' is meant." if near else fix
        yield (
            Slip(code=slip.code, message=slip.message, fix=fix, place=slip.place, word=slip.word),
            slip.code == UNFILLED,
        )
    if more := len(trail.slips[MOST_TOLD:]):
        message = f"There are {more:,} more such slips in the steps of this trail."
        yield Slip(code="trail-steps", message=message, fix="Mend the first ones and check again."), False


def _of_notes(trail: Trail, note: Note, garden: Garden) -> Iterator[Told]:
    """Steps whose note is not there, or not for readers' lists."""
    told = 0
    everything = garden.everything
    for step in trail.steps:
        if not step.note or told >= MOST_TOLD:
            continue
        found = everything.resolve(step.note, note).to
        other = everything.note(found) if found is not None else None
        if other is None:
            told += 1
            yield _missing(step), False
        elif other.visibility not in {"public", "garden"}:
            told += 1
            yield _withheld(step, other), True


def _missing(step: Step) -> Slip:
    return Slip(
        code="trail-note",
        message=f"The step '{step.id}' leads to the note '{step.note}', which no one has written.",
        fix="Write that note, or correct its name; until then readers walk past this step.",
        place=step.place,
        word=step.note,
    )


def _withheld(step: Step, other: Note) -> Slip:
    return Slip(
        code="trail-withheld",
        message=f"The note of the step '{step.id}' is {other.visibility.value}, so readers walk past it.",
        fix="Leave it so, or put another note there.",
        place=step.place,
        word=step.note,
    )


def _of_ways(trail: Trail) -> Iterator[Told]:
    """Steps that no choice leads to, and those from which there is no end."""
    if not trail.steps:
        return
    steps = {step.id: step for step in trail.steps}
    ways = {name: [choice.to for choice in step.choices] for name, step in steps.items()}
    reached = graph.reached(ways, [trail.steps[0].id])
    for step in [step for step in trail.steps if step.id not in reached][:MOST_TOLD]:
        message = f"No choice leads to the step '{step.id}', so no one comes there."
        fix = "Let a step before it lead there, or take it out."
        slip = Slip(code="trail-unreached", message=message, fix=fix, place=step.place, word=step.id)
        yield slip, False
    ending = graph.reached(graph.turned(ways), [name for name, others in ways.items() if not others])
    if lost := [step for step in trail.steps if step.id in reached and step.id not in ending]:
        yield _endless(lost, everywhere=not ending), False
    if len(trail.steps) > MOST_DRAWN:
        message = f"This trail has {len(trail.steps)} steps; few will walk so many, and it has no map."
        fix = f"Make two trails of it; up to {MOST_DRAWN} steps have a map."
        yield Slip(code="trail-long", message=message, fix=fix), True


def _endless(lost: Sequence[Step], *, everywhere: bool) -> Slip:
    names = ", ".join(f"'{step.id}'" for step in lost[:NAMED])
    more = f" and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
    message = f"From {'the steps' if len(lost) > 1 else 'the step'} {names}{more} there is no way to an end."
    if everywhere:
        message = "This trail has no end: whoever walks it goes round and round."
    return Slip(
        code="trail-no-end",
        message=message,
        fix="Give one of these steps a choice that leads on to an end, or the line 'end: true'.",
        place=lost[0].place,
        word=lost[0].id,
    )
