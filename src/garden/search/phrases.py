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
    starts: Integers | None = None
    # The rarest word first: of the others only what stands in its documents is looked at.
    for place, found in sorted(words, key=lambda word: sum(len(docs) for docs, _ in word[1])):
        here = _starts(found, place, among)
        starts = here if starts is None else _in_both(starts, here)
        if not len(starts):
            return NO_DOCS
        among = np.zeros_like(among)
        among[starts >> 32] = True
    return NO_DOCS if starts is None else starts >> 32


def _starts(found: Found, place: int, among: Mask) -> Integers:
    """Where a phrase would begin whose word at ``place`` is what was found, in order.

    A document and a position in one number, the position shifted so that it
    never falls below zero.
    """
    keys = []
    for docs, postings in found:
        wanted = np.flatnonzero(among[docs])
        if len(wanted):
            counts, at = postings.places(wanted)
            keys.append((np.repeat(docs[wanted], counts) << 32) + at + (64 - place))
    if not keys:
        return NO_DOCS
    # Each is in order already, and a stable sort merges what is.
    return np.sort(np.concatenate(keys), kind="stable") if len(keys) > 1 else keys[0]


def _in_both(some: Integers, others: Integers) -> Integers:
    """Numbers of one rising list that are in the other."""
    if not len(others):
        return others
    found = np.searchsorted(others, some)
    both: Integers = some[others[np.minimum(found, len(others) - 1)] == some]
    return both
