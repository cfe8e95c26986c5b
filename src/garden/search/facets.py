"""Whole values of notes as arrays: filters are masks, facets are counts.

Values that differ only by case or Unicode form are one; readers see the spelling
that most of the notes they may see have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from garden.links import fold
from garden.model import Facet, FacetValue, Field
from garden.search.segment import Segment

FACET_LIMIT = 100
"""Values of one facet on a page; chosen ones always among them."""

Mask = NDArray[np.bool_]


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
        groups: dict[str, int] = {}
        self._size = size
        self._docs = np.concatenate(docs)
        self._spelled = np.concatenate(ordinals)
        self._spellings = tuple(spellings)
        self._group_of = np.array([groups.setdefault(fold(s), len(groups)) for s in spellings], np.int64)
        self._groups = groups
        self._grouped = self._group_of[self._spelled]

    def mask(self, values: Iterable[str]) -> Mask:
        """Documents that have any of the values."""
        wanted = np.zeros(len(self._groups), np.bool_)
        wanted[[self._groups[key] for value in values if (key := fold(value)) in self._groups]] = True
        mask = np.zeros(self._size, np.bool_)
        mask[self._docs[wanted[self._grouped]]] = True
        return mask

    def counts(self, mask: Mask) -> NDArray[np.int64]:
        """Documents of ``mask`` for each group of spellings."""
        return np.bincount(self._grouped[mask[self._docs]], minlength=len(self._groups))

    def shown(self, mask: Mask) -> dict[int, str]:
        """The commonest spelling in ``mask`` of each group that is there."""
        counts = np.bincount(self._spelled[mask[self._docs]], minlength=len(self._spellings))
        best: dict[int, tuple[int, str]] = {}
        for ordinal in np.flatnonzero(counts).tolist():
            group, rank = int(self._group_of[ordinal]), (-int(counts[ordinal]), self._spellings[ordinal])
            best[group] = min(best.get(group, rank), rank)
        return {group: spelling for group, (_, spelling) in best.items()}

    def group(self, value: str) -> int | None:
        """The group of a value, however it is spelled."""
        return self._groups.get(fold(value))


def facet(
    field: Field, table: Table, mask: Mask, spellings: Mapping[int, str], chosen: Sequence[str]
) -> Facet:
    """The values of a field among the documents of ``mask``; chosen ones even when there are none."""
    counts = table.counts(mask)
    picked = {table.group(value): value for value in chosen}
    values = [
        FacetValue(value=spellings[group], count=int(counts[group]), chosen=group in picked)
        for group in np.flatnonzero(counts).tolist()
        if group in spellings
    ]
    found = {fold(value.value) for value in values}
    missing = dict.fromkeys(value for value in chosen if fold(value) not in found)
    values += [FacetValue(value=value, count=0, chosen=True) for value in missing]
    values.sort(key=lambda value: (_place(field, value.value), -value.count, fold(value.value)))
    shown = values[:FACET_LIMIT] + [value for value in values[FACET_LIMIT:] if value.chosen]
    title = field.title or field.name.replace("_", " ").capitalize()
    return Facet(name=field.name, title=title, values=tuple(shown))


def _place(field: Field, value: str) -> int:
    """Where a value stands in the order its field declares; the others come after."""
    order = [fold(known) for known in field.order]
    return order.index(fold(value)) if fold(value) in order else len(order)
