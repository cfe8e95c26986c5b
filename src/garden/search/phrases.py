"""Where words stand next to each other, by joining the places of each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from garden.search.corpus import NO_DOCS, Found
from garden.search.facets import Integers, Mask


def adjacent(words: Sequence[tuple[int, Found]], among: Mask) -> Integers:
    """Documents of a mask where words stand at places from each other in a field.

    Of each word its place is given, and where it stands in the field. A document may come twice.
    """
    if not all(found for _, found in words):
        return NO_DOCS
    # The rarest word first, and places only where all of them are: of most fields none is read.
    ordered = sorted(words, key=lambda word: sum(len(docs) for docs, _ in word[1]))
    for _, found in ordered:
        among = _having(found, among)
        if not among.any():
            return NO_DOCS
    (place, found), *others = ordered
    starts = _starts(found, place, among)
    for place, found in others:
        starts = _in_both(starts, _starts(found, place, among))
        among = np.zeros_like(among)
        among[starts >> 32] = True
    return starts >> 32


def _having(found: Found, among: Mask) -> Mask:
    """Those of a mask that are among what was found."""
    having = np.zeros_like(among)
    for docs, _ in found:
        having[docs] = True
    having &= among
    return having


def _starts(found: Found, place: int, among: Mask) -> Integers:
    """Where a phrase would begin whose word at ``place`` is what was found, in order.

    A document and a position in one number, the position shifted so that it
    never falls below zero.
    """
    starts = []
    for docs, postings in found:
        wanted = np.flatnonzero(among[docs])
        if len(wanted):
            counts, at = postings.places(wanted)
            keys = np.repeat((docs[wanted] << 32) + (64 - place), counts)
            keys += at
            starts.append(keys)
    merged = _merged(starts)
    if len(starts) == 1:
        return merged
    # A word with a hyphen as one stands where its last part does, and may be another form of that.
    again = merged[1:] == merged[:-1]
    return np.concatenate([merged[:1], merged[1:][~again]]) if again.any() else merged


def _in_both(some: Integers, others: Integers) -> Integers:
    """Numbers that are in both of two rising lists, in neither of them twice."""
    merged = _merged([some, others])
    both: Integers = merged[1:][merged[1:] == merged[:-1]]
    return both


def _merged(lists: Sequence[Integers]) -> Integers:
    """Rising lists as one: a stable sort merges them, sooner than their numbers are looked up one by one."""
    if len(lists) == 1:
        return lists[0]
    merged = np.concatenate([NO_DOCS, *lists])
    merged.sort(kind="stable")
    return merged
