"""A trail as its readers can walk it: round the notes that they may not see, and with what lies ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from garden import Note

# Relative, since a plugin is imported under a private name that it cannot know.
from . import KIND, PAGE, graph  # noqa: TID252
from .reading import Choice, Step, read  # noqa: TID252

if TYPE_CHECKING:
    from garden import Garden

MOST_KEPT = 60
"""Steps that an address remembers; of a longer walk, the last ones."""
SAFE = "/!$'()*,;:@-._~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A step that readers can see."""

    step: Step
    note: Note
    ways: tuple[Choice, ...]
    """Where it leads, round what is not shown; none at an end."""

    @property
    def id(self) -> str:
        """The step's."""
        return self.step.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A trail with the notes that readers can see."""

    note: Note
    """The trail's own."""
    stops: Mapping[str, Stop]
    """All that can be come to, in the author's order."""
    begin: tuple[Choice, ...]
    """Where it begins: one step as a rule; several where the first is not shown and leads to more."""
    ahead: Mapping[str, graph.Span]
    """How many more steps there are to an end, from each from which there is one."""
    minutes: Mapping[str, graph.Span]
    """Minutes to read on the way there."""
    before: Mapping[str, graph.Span]
    """How many steps come before each."""

    @property
    def ways(self) -> graph.Ways:
        """What leads where."""
        return ways_of(self.stops)

    @property
    def ends(self) -> int:
        """In how many places it ends."""
        return sum(not stop.ways for stop in self.stops.values())

    @property
    def steps_in_all(self) -> graph.Span | None:
        """How many steps it is from the beginning to an end; None where that depends on the beginning."""
        return self._in_all(self.ahead, lambda _: 1)

    @property
    def minutes_in_all(self) -> graph.Span | None:
        """How many minutes there are to read, likewise."""
        return self._in_all(self.minutes, lambda stop: stop.note.minutes)

    def _in_all(self, spans: Mapping[str, graph.Span], cost: Callable[[Stop], int]) -> graph.Span | None:
        span = spans.get(self.begin[0].to) if len(self.begin) == 1 else None
        if span is None:
            return None
        first = cost(self.stops[self.begin[0].to])
        return graph.Span(least=span.least + first, most=None if span.most is None else span.most + first)

    def url(self, stop: Stop | str, by: Sequence[str] = ()) -> str:
        """The address of a step, for someone who came by these."""
        name = stop if isinstance(stop, str) else stop.id
        came = f"?by={quote('.'.join(by[-MOST_KEPT:]))}" if by else ""
        return f"{PAGE}{quote(self.note.id, safe=SAFE)}/{quote(name)}{came}"

    def onward(self, by: Sequence[str], here: str, to: str) -> str:
        """The address of a step that ``here`` leads to; a step met again is gone back to."""
        path = (*by, here)
        return self.url(to, path[: path.index(to)] if to in path else path)

    def came_by(self, text: str, here: str) -> tuple[str, ...]:
        """The steps of an address by which someone can have come ``here``; what cannot be is left out."""
        path: list[str] = []
        after = here
        for name in reversed(text.split(".")[-MOST_KEPT:]):
            if name in path or name == here or name not in self.stops:
                break
            if all(way.to != after for way in self.stops[name].ways):
                break
            path.append(name)
            after = name
        return tuple(reversed(path))

    def number(self, here: str, by: Sequence[str] = ()) -> int | None:
        """Which step it is, from 1; None where that depends on how one came, and it is not known."""
        path = (*by, here)
        if any(way.to == path[0] for way in self.begin):
            return len(path)
        span = self.before[here]
        return span.least + 1 if span.sure else None


def walk(note: Note, garden: Garden) -> Walk:
    """A trail as readers can walk it now."""
    listed = garden.kept(listed_notes)
    steps = {step.id: step for step in read(note).steps}
    seen = {
        name: found
        for name, step in steps.items()
        if step.note and (found := listed.get(garden.resolve(step.note, note).to or ""))
    }
    shown = {
        name: Stop(step=steps[name], note=found, ways=tuple(_around(steps[name].choices, steps, seen)))
        for name, found in seen.items()
    }
    first = [Choice(to=next(iter(steps)))] if steps else []
    begin = tuple(_around(first, steps, seen))
    starts = [way.to for way in begin]
    reached = graph.reached(ways_of(shown), starts)
    stops = {name: stop for name, stop in shown.items() if name in reached}
    ways = ways_of(stops)
    return Walk(
        note=note,
        stops=stops,
        begin=begin,
        ahead=graph.spans(ways, starts, lambda _: 1),
        minutes=graph.spans(ways, starts, lambda name: stops[name].note.minutes),
        before=graph.depths(ways, starts),
    )


def listed_notes(garden: Garden) -> Mapping[str, Note]:
    """All notes that lists may show, by id."""
    return {note.id: note for note in garden.notes()}


def walks(garden: Garden) -> Mapping[str, Walk]:
    """All trails that readers can find and walk, by id, in the order of their titles."""
    found = (walk(note, garden) for note in garden.notes(kind=KIND))
    return {it.note.id: it for it in found if it.stops}


def walk_of(note: Note, garden: Garden) -> Walk:
    """A trail as readers can walk it; one that they can find is read once."""
    return garden.kept(walks).get(note.id) or walk(note, garden)


def walks_by_note(garden: Garden) -> Mapping[str, tuple[tuple[Walk, Stop], ...]]:
    """The trails that each note is on, and where, by the note's id."""
    found: dict[str, list[tuple[Walk, Stop]]] = {}
    for it in garden.kept(walks).values():
        for stop in it.stops.values():
            found.setdefault(stop.note.id, []).append((it, stop))
    return {name: tuple(places) for name, places in found.items()}


def ways_of(stops: Mapping[str, Stop]) -> graph.Ways:
    """What leads where."""
    return {name: [way.to for way in stop.ways] for name, stop in stops.items()}


def _around(
    choices: Sequence[Choice], steps: Mapping[str, Step], seen: Mapping[str, Note]
) -> Iterator[Choice]:
    """The choices that readers have: in place of one to a step that is not shown, those from there."""
    passed: set[str] = set()
    given: set[tuple[str, str]] = set()
    waiting = list(reversed(choices))
    while waiting:
        choice = waiting.pop()
        if choice.to in seen:
            if (choice.to, choice.when) not in given:
                given.add((choice.to, choice.when))
                yield choice
        elif choice.to not in passed:
            passed.add(choice.to)
            waiting.extend(reversed(steps[choice.to].choices))
