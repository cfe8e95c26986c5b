"""What a trail's front matter says, read leniently: its steps, and what leads from one to the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from garden import Note, texts

UNFILLED = "trail-unfilled"
"""Code of what is told of a trail that has just been begun."""
LONGEST_ID, LONGEST_WORDS = 60, 2_000
YES = frozenset({"true", "yes", "on", "1"})
BRACKETS = re.compile(r"\[\[([^\[\]|#]+)[^\[\]]*\]\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A way from a step to another."""

    to: str
    """Id of the step that it leads to."""
    when: str = ""
    """Completes "when ..."; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A place on a trail."""

    id: str
    """Unique in its trail; letters, digits, ``-`` and ``_`` of any script."""
    note: str
    """The note to read there, as written; may be empty."""
    say: str = ""
    """Words before it."""
    choices: tuple[Choice, ...] = ()
    """Where it leads; none at an end."""
    place: int = 0
    """Which entry of the list it is, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Something that could not be read as it is written."""

    code: str
    message: str
    fix: str
    place: int | None = None
    """Which entry of the list it is in; None for the list as a whole."""
    word: str = ""
    """What stands on its line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """A walk as its author declared it, whoever may see its notes."""

    steps: tuple[Step, ...] = ()
    """In the author's order; the first one is where it begins."""
    slips: tuple[Slip, ...] = ()


def read(note: Note) -> Trail:
    """The trail of a note; what cannot be read is left out, and told as a slip."""
    value = _lower(note.meta).get("steps")
    if value is None or value in ("", [], {}):
        return Trail(slips=(_no_steps("This trail has no steps."),))
    if isinstance(value, Mapping) and not _is_step(value):
        return Trail(slips=(_no_steps("What stands after 'steps:' is no list."),))
    entries = value if isinstance(value, list) else [value]
    if all(_is_blank(entry) for entry in entries):
        return Trail(
            slips=(replace(_no_steps("No step of this trail says yet which note it is."), code=UNFILLED),)
        )
    slips: list[Slip] = []
    read_ones = [step for place, entry in enumerate(entries) if (step := _step(entry, place, slips))]
    named = _with_ids(read_ones, slips)
    steps = _with_choices(named, entries, slips)
    if not steps:
        slips.append(_no_steps("None of the steps of this trail can be read."))
    return Trail(steps=tuple(steps), slips=tuple(slips))


def slug(text: str) -> str:
    """A text as an id: ``The invoice`` becomes ``the-invoice``."""
    return re.sub(r"[^\w]+", "-", text.casefold())[:LONGEST_ID].strip("-_")


def target(text: str) -> str:
    """The note that a text means: ``[[stories/the-invoice|The invoice]]`` is ``stories/the-invoice``."""
    found = BRACKETS.search(text)
    return (found[1] if found else text).strip()


def _is_blank(entry: Any) -> bool:
    """Whether a step is as a new trail begins with it: a form with its note still to be filled in."""
    parts = _lower(entry) if isinstance(entry, Mapping) else {}
    return "note" in parts and not _line(parts["note"]) and not _line(parts.get("id"))


def _step(entry: Any, place: int, slips: list[Slip]) -> Step | None:
    """One entry of the list; ids are as written, and empty where there is none."""
    if not isinstance(entry, Mapping):
        note = target(_line(entry))
        if not note:
            slips.append(_unreadable(place))
        return Step(id="", note=note, place=place) if note else None
    parts = _lower(entry)
    written, note = _line(parts.get("id")), target(_line(parts.get("note")))
    if not slug(written) and not note:
        slips.append(_unreadable(place))
        return None
    if not note:
        slips.append(
            Slip(
                code="trail-step",
                message=f"The step '{written}' names no note, so readers walk past it.",
                fix="Give it a line 'note:' with the note to read there.",
                place=place,
                word=written,
            )
        )
    return Step(id=written, note=note, say=_words(parts.get("say")), place=place)


def _with_ids(steps: Sequence[Step], slips: list[Slip]) -> list[Step]:
    """The steps with an id each, none twice: the first keeps the one that two have."""
    named, taken = [], {slug(step.id) for step in steps}
    seen: set[str] = set()
    numbers: Counter[str] = Counter()
    for step in steps:
        own = slug(step.id)
        if own and own in seen:
            slips.append(
                Slip(
                    code="trail-twice",
                    message=f"Two steps are called '{step.id}'; choices lead to the first.",
                    fix="Give the second an id of its own.",
                    place=step.place,
                    word=step.id,
                )
            )
        name = own
        if not own or own in seen:
            base = name = own or _made_of(step)
            while name in taken:
                numbers[base] += 1
                name = f"{base}-{numbers[base] + 1}"
        taken.add(name)
        seen.add(name)
        named.append(replace(step, id=name))
    return named


def _made_of(step: Step) -> str:
    return slug(step.note.rpartition("/")[2].removesuffix(".md")) or f"step-{step.place + 1}"


def _with_choices(steps: Sequence[Step], entries: Sequence[Any], slips: list[Slip]) -> list[Step]:
    """The steps with where they lead: to what they say, else to the next in the list."""
    names = {**{target(step.note).casefold(): step.id for step in reversed(steps) if step.note}}
    names |= {_made_of(step): step.id for step in reversed(steps) if step.note}
    names |= {step.id: step.id for step in steps}
    done = []
    for step, after in zip_longest(steps, steps[1:]):
        entry = entries[step.place]
        parts = _lower(entry) if isinstance(entry, Mapping) else {}
        given = parts.get("choices")
        if _line(parts.get("end")).casefold() in YES:
            choices: tuple[Choice, ...] = ()
        elif given is None:
            choices = (Choice(to=after.id),) if after else ()
        else:
            choices = tuple(_choices(given, step, names, slips))
            if given and not choices and after:  # meant to lead on, so it does
                choices = (Choice(to=after.id),)
        done.append(replace(step, choices=choices))
    return done


def _choices(given: Any, step: Step, names: Mapping[str, str], slips: list[Slip]) -> Iterator[Choice]:
    """The choices of a step that lead to another one, each once."""
    seen = set()
    for item in given if isinstance(given, list) else [given]:
        parts = _lower(item) if isinstance(item, Mapping) else {"to": item}
        written = target(_line(parts.get("to")))
        to = names.get(slug(written)) or names.get(written.casefold())
        if to is None or to == step.id:
            slips.append(_astray(step, written, itself=to is not None))
        elif (to, when := _line(parts.get("when"))) not in seen:
            seen.add((to, when))
            yield Choice(to=to, when=when)


def _astray(step: Step, written: str, *, itself: bool) -> Slip:
    message = f"A choice of the step '{step.id}' leads to '{written}', and no step is called so."
    fix = "Write the id of one of the steps."
    if itself:
        message, fix = f"A choice of the step '{step.id}' leads to itself.", "Let it lead to another step."
    elif not written:
        message = f"A choice of the step '{step.id}' does not say where it leads."
        fix = "Give it a line 'to:'."
    return Slip(code="trail-choice", message=message, fix=fix, place=step.place, word=written)


def _no_steps(message: str) -> Slip:
    fix = "Write 'steps:' and below it a list of notes, one a line, each after a hyphen."
    return Slip(code="trail-steps", message=message, fix=fix)


def _unreadable(place: int) -> Slip:
    message = f"Step {place + 1} of this trail has neither an id nor a note."
    return Slip(
        code="trail-step", message=message, fix="Give it a line 'note:', or take it out.", place=place
    )


def _is_step(value: Mapping[str, Any]) -> bool:
    return not {"id", "note"}.isdisjoint(_lower(value))


def _lower(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {str(key).casefold(): value for key, value in parts.items()}


def _line(value: object) -> str:
    return " ".join(", ".join(texts(value)).split())[:LONGEST_WORDS]


def _words(value: object) -> str:
    return "\n".join(texts(value))[:LONGEST_WORDS]
