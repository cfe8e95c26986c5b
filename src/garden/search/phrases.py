"""Where words stand next to each other, by joining the places of each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from garden.search.corpus import NO_DOCS, Found, having
from garden.search.facets import Integers, Mask
from garden.search.postings import Postings


def adjacent(words: Sequence[tuple[int, Found]], among: Mask) -> Integers:
    """Documents of a mask where words stand at places from each other in a field.

    Of each word its place is given, and where it stands in the field. A document may come twice.
    """
    if not all(found for _, found in words):
        return NO_DOCS
    # The rarest word first, and places only where all of them are: of most fields none is read.
    ordered = sorted(words, key=lambda word: sum(len(docs) for docs, _ in word[1]))
    for _, found in ordered:
        among = having(found, among)
        if not among.any():
            return NO_DOCS
    (place, found), *others = ordered
    starts = _starts(found, place, among)
    for place, found in others:
        starts = _in_both(starts, _starts(found, place, among))
        among = np.zeros_like(among)
        among[starts >> 32] = True
    return starts >> 32


def _starts(found: Found, place: int, among: Mask) -> Integers:
    """Where a phrase would begin whose word at ``place`` is what was found, in order.

    A document and a position in one number, the position shifted so that it
    never falls below zero.
    """
    every = _joined(found)
    wanted = np.flatnonzero(among[every.docs])
    counts, at = every.places(wanted)
    keys = np.repeat((every.docs[wanted] << 32) + (64 - place), counts)
    keys += at
    if len(found) == 1 or not (keys[1:] <= keys[:-1]).any():
        return keys
    keys.sort(kind="stable")
    # A word with a hyphen as one stands where its last part does, and may be another form of that.
    return np.concatenate([keys[:1], keys[1:][keys[1:] != keys[:-1]]])


def _joined(found: Found) -> Postings:
    """All that was found as one, with the numbers of documents that they have here."""
    return Postings(
        np.concatenate([docs for docs, _ in found]),
        np.concatenate([postings.counts for _, postings in found]),
        b"".join([postings.positions for _, postings in found]),
    )


def _in_both(some: Integers, others: Integers) -> Integers:
    """Numbers that are in both of two rising lists, in neither of them twice."""
    merged = np.concatenate([some, others])
    merged.sort(kind="stable")  # which merges them, sooner than numbers are looked up one by one
    both: Integers = merged[1:][merged[1:] == merged[:-1]]
    return both
