"""`GardenMap`: the notes of a garden, and which of them lead to which.

A note leads to another by a link in its text, because its author chose it as next or as
related, or because it was adapted from it. Only notes that lists may show are on the map,
by number, in the order of the view's `notes`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import IntFlag, auto
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from garden.core.garden import Garden
    from garden.core.view import GardenView
    from garden.model import Note

Integers = NDArray[np.int64]
_LOW = 0xFFFFFFFF


class Lead(IntFlag):
    """How a note leads to another; several at once are possible."""

    LINK = auto()
    """By a link in its text."""
    NEXT = auto()
    """As one of those to read next."""
    RELATED = auto()
    """As one that its author calls related."""
    ADAPTED = auto()
    """As one that it was adapted from."""


class GardenMap:
    """Immutable, and shared by threads; what is computed when first asked is the same each time."""

    def __init__(
        self, notes: tuple[Note, ...], leads: Iterable[tuple[int, int, Lead]], *, apart: Collection[int] = ()
    ) -> None:
        """``leads`` are two notes by number, and how the first leads to the second; in any order.

        ``apart`` are the notes that stand apart from what the garden is about.
        """
        self.notes = notes
        self._apart = frozenset(apart)
        every = np.array([(here << 32 | there, lead) for here, there, lead in leads], np.int64).reshape(-1, 2)
        self._pairs, place = np.unique(every[:, 0], return_inverse=True)
        self._how = np.zeros(len(self._pairs), np.uint8)
        np.bitwise_or.at(self._how, place, every[:, 1].astype(np.uint8))

    @classmethod
    def of(cls, garden: Garden) -> GardenMap:
        """The map of a garden as it is now; asked for by ``garden.kept(GardenMap.of)``, it is made once."""
        view = garden.view
        apart = (number for number, note in enumerate(view.notes) if view.stands_apart(note))
        return cls(view.notes, _leads(view), apart=tuple(apart))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Numbers of notes by id."""
        return {note.id: number for number, note in enumerate(self.notes)}

    @cached_property
    def links(self) -> Integers:
        """Each two notes of which either leads to the other, once, the lower number first; sorted."""
        pairs = np.sort(np.stack([self._pairs >> 32, self._pairs & _LOW], axis=1), axis=1)
        return np.unique(pairs, axis=0)

    @cached_property
    def _beside(self) -> tuple[Integers, Integers]:
        """Notes beside each, those of one note after those of another, and where each one's begin."""
        both = np.concatenate([self.links, self.links[:, ::-1]])
        both = both[np.lexsort((both[:, 1], both[:, 0]))]
        return both[:, 1], np.searchsorted(both[:, 0], np.arange(len(self.notes) + 1))

    def beside(self, number: int) -> list[int]:
        """Notes one link away, whichever way it leads, rising."""
        others, starts = self._beside
        return others[starts[number] : starts[number + 1]].tolist()  # type: ignore[no-any-return]

    @cached_property
    def degrees(self) -> list[int]:
        """For each note the number of notes one link away."""
        return np.diff(self._beside[1]).tolist()  # type: ignore[no-any-return]

    def lead(self, here: int, there: int) -> Lead:
        """How a note leads to another; nothing where it does not."""
        pair = here << 32 | there
        place = int(np.searchsorted(self._pairs, pair))
        is_there = place < len(self._pairs) and self._pairs[place] == pair
        return Lead(int(self._how[place]) if is_there else 0)

    @cached_property
    def coming(self) -> list[int]:
        """For each note, how many others lead to it."""
        return np.bincount(self._pairs & _LOW, minlength=len(self.notes)).tolist()  # type: ignore[no-any-return]

    @cached_property
    def going(self) -> list[int]:
        """For each note, how many others it leads to."""
        return np.bincount(self._pairs >> 32, minlength=len(self.notes)).tolist()  # type: ignore[no-any-return]

    def around(self, number: int, steps: int) -> Mapping[int, int]:
        """Notes within so many steps of a note, itself too, each with how many it is away; nearest first."""
        away = {number: 0}
        edge = [number]
        for step in range(1, steps + 1):
            edge = [
                one for one in dict.fromkeys(n for near in edge for n in self.beside(near)) if one not in away
            ]
            away.update(dict.fromkeys(edge, step))
        return away

    @cached_property
    def islands(self) -> tuple[tuple[int, ...], ...]:
        """Notes that are linked with one another, directly or by way of others, and with no note besides.

        The largest island first; those of a single note are left out.
        """
        found = []
        seen: set[int] = set()
        for number, degree in enumerate(self.degrees):
            if degree and number not in seen:
                island = self.around(number, len(self.notes))
                seen.update(island)
                found.append(tuple(sorted(island)))
        return tuple(sorted(found, key=lambda island: (-len(island), island)))

    def by_links(self, among: Collection[int] | None = None) -> list[int]:
        """Notes, those with most others beside them first, then by title; all, or some.

        Those that stand apart come last.
        """
        numbers = range(len(self.notes)) if among is None else sorted(among)
        return sorted(numbers, key=lambda number: (number in self._apart, -self.degrees[number]))

    def links_among(self, numbers: Iterable[int]) -> Integers:
        """The links between some notes, by where they stand in ``numbers``; the lower first, sorted."""
        places = np.full(len(self.notes), -1, np.int64)
        some = np.fromiter(numbers, np.int64)
        places[some] = np.arange(len(some))
        moved = np.sort(places[self.links], axis=1)
        moved = moved[moved[:, 0] >= 0]
        return moved[np.lexsort((moved[:, 1], moved[:, 0]))]


def _leads(view: GardenView) -> Iterator[tuple[int, int, Lead]]:
    numbers = {note.id: number for number, note in enumerate(view.notes)}
    for lead, pairs in (
        (Lead.LINK, view.snapshot.linked(visible=view.listed)),
        (Lead.NEXT, _chosen(view, ((note, choice.to) for note in view.notes for choice in note.next))),
        (Lead.RELATED, _chosen(view, ((note, name) for note in view.notes for name in note.related))),
        (Lead.ADAPTED, _chosen(view, ((note, name) for note in view.notes for name in note.adapted_from))),
    ):
        for source, target in pairs:
            here, there = numbers.get(source, -1), numbers.get(target, -1)
            if here != there and here >= 0 and there >= 0:
                yield here, there, lead


def _chosen(view: GardenView, choices: Iterable[tuple[Note, str]]) -> Iterator[tuple[str, str]]:
    """What authors chose, as ids; what is nowhere, or not for lists, is left out by whoever asks."""
    for note, name in choices:
        found = view.resolve(name, note).to
        if found is not None:
            yield note.id, found
