"""Whole values of notes as arrays: filters are masks, facets are counts.

Values that differ only by case or Unicode form are one; readers see the spelling
that most of the notes they may see have.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from garden.links import fold
from garden.model import EMPTY, Facet, FacetValue, Field
from garden.search.arrays import Integers, Mask, ranges
from garden.search.index.segment import Segment
from garden.search.words.wording import has_all, parts, plain

FACET_LIMIT = 20
"""Values of one facet on a page; chosen ones always among them."""


class Table:
    """One value field over all documents of a generation."""

    def __init__(self, name: str, parts: Iterable[tuple[Segment, int]], size: int) -> None:
        spellings: dict[str, int] = {}
        docs, ordinals = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for segment, base in parts:
            values = segment.values(name)
            renumber = np.array([spellings.setdefault(s, len(spellings)) for s in values.spellings], np.int64)
            docs.append(values.docs.astype(np.int64) + base)
            ordinals.append(renumber[values.ordinals])
        folded = [fold(spelling) for spelling in spellings]
        groups = {value: number for number, value in enumerate(sorted(set(folded)))}
        self._size = size
        self._docs = np.concatenate(docs)
        self._spelled = np.concatenate(ordinals)
        self._starts = _starts(self._docs, size)
        self._spellings = tuple(spellings)
        self._group_of = np.array([groups[value] for value in folded], np.int64)
        self._groups = groups
        """Their numbers, in order of name."""
        self._grouped = self._group_of[self._spelled]

    def mask(self, values: Iterable[str]) -> Mask:
        """Documents that have any of the values."""
        wanted = np.zeros(len(self._groups), np.bool_)
        wanted[[self._groups[key] for value in values if (key := fold(value)) in self._groups]] = True
        mask = np.zeros(self._size, np.bool_)
        mask[self._docs[wanted[self._grouped]]] = True
        return mask

    def like(self, text: str, among: Container[int]) -> list[int]:
        """The groups that a reader means by ``text``: this value's, else those that have all its words.

        Accents make no difference. Only groups ``among`` these are looked at.
        """
        if same := [group for group in self._plain.get(plain(text), ()) if group in among]:
            return same
        words = parts(text)
        groups = self._groups.items()
        return [group for value, group in groups if group in among and words and has_all(words, value)]

    @cached_property
    def _plain(self) -> Mapping[str, list[int]]:
        """Groups by the form of their value without accents."""
        groups: dict[str, list[int]] = {}
        for value, group in self._groups.items():
            groups.setdefault(plain(value), []).append(group)
        return groups

    def any(self) -> Mask:
        """Documents that have a value, whichever."""
        mask = np.zeros(self._size, np.bool_)
        mask[self._docs] = True
        return mask

    def between(self, low: float, high: float, measure: Callable[[str], float]) -> list[str]:
        """The values from the lowest to the highest; ``measure`` says how much one is."""
        return [value for value in self._groups if low <= measure(value) <= high]

    def counts(self, docs: Integers) -> dict[int, int]:
        """How many of some documents there are for each group of spellings that any of them has."""
        return self._counted(self._grouped, docs)

    def _counted(self, numbers: Integers, docs: Integers) -> dict[int, int]:
        """How often the values of some documents have each number that any of them has."""
        return _positive(np.bincount(numbers[_entries(self._starts, docs)]))

    def shown(self, mask: Mask) -> dict[int, str]:
        """The commonest spelling in ``mask`` of each group that is there."""
        counts = self._counted(self._spelled, np.flatnonzero(mask))
        best: dict[int, tuple[int, str]] = {}
        for ordinal, count in counts.items():
            group, rank = int(self._group_of[ordinal]), (-count, self._spellings[ordinal])
            best[group] = min(best.get(group, rank), rank)
        return {group: spelling for group, (_, spelling) in best.items()}

    def order(self, counts: Mapping[int, int], declared: Sequence[str]) -> list[int]:
        """Groups that were counted, in the order a field declares, then the commonest first, then by name."""
        order = sorted(sorted(counts), key=counts.__getitem__, reverse=True)
        if declared:
            places = {self.group(value): place for place, value in enumerate(declared)}
            order.sort(key=lambda group: places.get(group, len(declared)))
        return order

    def group(self, value: str) -> int | None:
        """The group of a value, however it is spelled."""
        return self._groups.get(fold(value))


class Tables:
    """Several value fields, counted in one pass: beginning to count takes longer than counting."""

    def __init__(self, tables: Mapping[str, Table], size: int) -> None:
        own = list(tables.values())
        ends = np.cumsum([0, *(len(table._groups) for table in own)]).tolist()
        self._slices = {name: slice(*ends) for name, ends in zip(tables, pairwise(ends), strict=True)}
        self._groups = ends[-1]
        docs = np.concatenate([np.empty(0, np.int64), *(table._docs for table in own)])
        numbers = [table._grouped + first for table, first in zip(own, ends, strict=False)]
        order = np.argsort(docs, kind="stable")
        self._numbers = np.concatenate([np.empty(0, np.int64), *numbers])[order].astype(np.int32)
        self._starts = _starts(docs, size)

    def counts(self, docs: Integers) -> dict[str, dict[int, int]]:
        """As `Table.counts`, for each field."""
        counts = np.bincount(self._numbers[_entries(self._starts, docs)], minlength=self._groups)
        return {name: _positive(counts[own]) for name, own in self._slices.items()}


def _starts(docs: Integers, size: int) -> Integers:
    """Where the entries of each document begin, one document after another; then where the last one's end."""
    return np.concatenate(([0], np.cumsum(np.bincount(docs, minlength=size))))


def _entries(starts: Integers, docs: Integers) -> Integers:
    """Where the entries of some documents are, one document after another."""
    ends = starts[docs + 1]
    return ranges(ends, ends - starts[docs])


def _positive(counts: Integers) -> dict[int, int]:
    """The numbers that were counted, with how often."""
    found = counts.nonzero()[0]
    return dict(zip(found.tolist(), counts[found].tolist(), strict=True))


def facet(
    field: Field,
    table: Table,
    counts: Mapping[int, int],
    spellings: Mapping[int, str],
    chosen: Sequence[str],
    stretches: Mapping[str, int] = EMPTY,
) -> Facet:
    """The values of a field that were counted; chosen ones even when there are none.

    ``stretches`` says how many documents chosen values mean which are none of the notes'.
    """
    picked = {group for value in chosen if (group := table.group(value)) is not None}
    order = table.order(counts, field.order)
    shown = order[:FACET_LIMIT] + [group for group in order[FACET_LIMIT:] if group in picked]
    values = [
        FacetValue(value=spellings[group], count=counts[group], chosen=group in picked)
        for group in shown
        if group in spellings
    ]
    found = {fold(value.value) for value in values if value.chosen}
    missing = {fold(value): value for value in chosen if fold(value) not in found}
    for value in missing.values():
        values.append(FacetValue(value=value, count=stretches.get(value, 0), chosen=True))
    title = field.title or field.name.replace("_", " ").capitalize()
    unlisted = len(order) - len(shown)
    return Facet(name=field.name, title=title, values=tuple(values), unlisted=unlisted)
