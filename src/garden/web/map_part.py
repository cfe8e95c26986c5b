"""The part of the map that was asked for: which notes, how far away, how they can be narrowed further."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from garden.core import Garden
from garden.core.map import GardenMap
from garden.links import fold
from garden.web.kinds import kinds_in_use
from garden.web.map_question import MapQuestion
from garden.web.parts import Choice, ChoiceGroup

NEAREST = 300
"""Notes that are shown around one: more can neither be read nor told apart."""
AT_ONCE = 7
MOST_TAGS = 40
"""Tags to choose from; the rarer ones can still be asked for in the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPart:
    """Notes of the map, by number."""

    numbers: tuple[int, ...]
    """Those that are shown: the nearest first, then the best linked."""
    away: Mapping[int, int]
    """How many steps each is from the note asked for, which is among them; empty without one."""
    left_out: int
    """How many more there would be."""


def part_of(of: GardenMap, question: MapQuestion) -> MapPart:
    """The notes that a question asks for."""
    away = _away(of, question)
    numbers = [number for number in _scope(of, away) if _is_wanted(of, number, question.filters)]
    if question.start is None:
        return MapPart(numbers=tuple(of.by_links(numbers)), away=away, left_out=0)
    nearest = sorted(of.by_links(numbers), key=away.__getitem__)
    # Whatever is filtered, the note itself is where all steps begin.
    start = of.numbers[question.start.id]
    shown = (start, *(number for number in nearest if number != start))
    return MapPart(numbers=shown[:NEAREST], away=away, left_out=max(0, len(shown) - NEAREST))


def choices(here: Garden, of: GardenMap, question: MapQuestion) -> tuple[ChoiceGroup, ...]:
    """Kinds and tags of the notes in reach, each with how many it would leave."""
    scope = _scope(of, _away(of, question))
    kinds = Counter(of.notes[n].kind for n in scope if _is_wanted(of, n, _without(question, "kind")))
    tags: Counter[str] = Counter()
    for number in scope:
        if _is_wanted(of, number, _without(question, "tag")):
            tags.update(_tags(of, number))
    counted = [(tag.value, count) for tag in here.tags() if (count := tags[fold(tag.value)])]
    common = sorted(counted, key=lambda pair: -pair[1])[:MOST_TAGS]  # equals stay as the garden has them
    in_order = [(entry.kind.name, kinds[entry.kind.name]) for entry in kinds_in_use(here)]
    labels = {name: here.kind(name).label for name, _ in in_order}
    groups = (
        _group(question, "kind", "Kind", [pair for pair in in_order if pair[1]], labels),
        _group(question, "tag", "Tag", common, {}),
    )
    return tuple(group for group in groups if len(group.choices) > 1 or question.filters.get(group.name))


def _group(
    question: MapQuestion, name: str, title: str, counts: list[tuple[str, int]], labels: Mapping[str, str]
) -> ChoiceGroup:
    chosen = question.filters.get(name, ())
    counts = [*((value, 0) for value in chosen if value not in dict(counts)), *counts]
    made = [
        Choice(
            label=labels.get(value, value),
            value=value,
            count=count,
            url=question.toggled(name, value).url(),
            chosen=value in chosen,
        )
        for value, count in counts
    ]
    first = [choice for place, choice in enumerate(made) if place < AT_ONCE or choice.chosen]
    return ChoiceGroup(
        name=name, title=title, choices=tuple(first), more=tuple(one for one in made if one not in first)
    )


def _away(of: GardenMap, question: MapQuestion) -> Mapping[int, int]:
    return of.around(of.numbers[question.start.id], question.steps) if question.start else {}


def _scope(of: GardenMap, away: Mapping[int, int]) -> Iterable[int]:
    return tuple(away) or range(len(of.notes))


def _without(question: MapQuestion, name: str) -> Mapping[str, tuple[str, ...]]:
    return {other: values for other, values in question.filters.items() if other != name}


def _is_wanted(of: GardenMap, number: int, filters: Mapping[str, tuple[str, ...]]) -> bool:
    kinds, tags = filters.get("kind"), filters.get("tag")
    return (not kinds or of.notes[number].kind in kinds) and (
        not tags or not _tags(of, number).isdisjoint(map(fold, tags))
    )


def _tags(of: GardenMap, number: int) -> set[str]:
    """Tags of a note, folded, those above them too."""
    found = set()
    for tag in map(fold, of.notes[number].tags):
        while tag:
            found.add(tag)
            tag = tag.rpartition("/")[0]
    return found
