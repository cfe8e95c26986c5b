"""Where words stand next to each other, by joining the places of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from garden.search.arrays import Integers, Mask, once
from garden.search.documents import corpus
from garden.search.documents.corpus import NO_DOCS, PostingLists, View
from garden.search.index import schema
from garden.search.index.postings import Postings
from garden.search.ranking import sought
from garden.search.ranking.sought import Sought
from garden.search.ranking.wanted import Wanted


class Placed(NamedTuple):
    """A word of a phrase, or the beginning of one."""

    place: int
    """From the first."""
    wanted: Wanted
    fields: Mapping[str, PostingLists]
    """Where it stands; of what is written in parts, the last of them."""
    word: Sought | None = None
    """None for the beginning of one, which is never in parts."""


def having(words: Sequence[Placed], view: View, among: Mask) -> Mask:
    """The documents of a mask that have a phrase in any of the fields of its words."""
    names = {name: schema.text_field(name) for name in words[0].fields}
    # Of the first word, it does not matter where it begins.
    openings = [_openings(one.word.opening, names.values(), view) if one.word else {} for one in words[1:]]
    mask = np.zeros_like(among)
    for name, field in names.items():
        placed = [(one.place, one.fields[name]) for one in words]
        opened = [(), *(opening.get(field, ()) for opening in openings)]
        mask[_in_parts(placed, opened, among) if any(opened) else _adjacent(placed, among)] = True
    return mask


def _openings(opening: Sought, fields: Iterable[str], view: View) -> Mapping[str, PostingLists]:
    """By field, where what is written in parts begins; most words never are."""
    parts = view.corpus.parts
    if all(segment.openings.isdisjoint(opening.stems) for segment, _ in parts):
        return {}
    return sought.found(view, fields, opening)


def _adjacent(words: Sequence[tuple[int, PostingLists]], among: Mask) -> Integers:
    """Documents of a mask where words stand at places from each other in a field.

    Of each word its place is given, and where it stands in the field. A document may come twice.
    """
    if not all(found for _, found in words):
        return NO_DOCS
    # The rarest word first, and places only where all of them are: of most fields none is read.
    ordered = sorted(words, key=lambda word: sum(len(docs) for docs, _ in word[1]))
    for _, found in ordered:
        among = corpus.having(found, among)
        if not among.any():
            return NO_DOCS
    (place, found), *others = ordered
    starts = _starts(found, place, among)
    for place, found in others:
        starts = _in_both(starts, _starts(found, place, among))
        among = np.zeros_like(among)
        among[starts >> 32] = True
    return starts >> 32


def _in_parts(
    words: Sequence[tuple[int, PostingLists]], opened: Sequence[PostingLists], among: Mask
) -> Integers:
    """As `_adjacent`, with words that may be written in parts; ``opened`` is where the first ones stand."""
    for _, found in words:
        among = corpus.having(found, among)
    if not among.any():
        return NO_DOCS
    (before, found), *others = words
    ends = _starts(found, 0, among)
    for (place, found), opening in zip(others, opened[1:], strict=True):
        ends += place - before
        before = place
        last = _starts(found, 0, among)
        whole = _in_both(ends, last)
        if opening:
            begun = _in_both(ends, _starts(opening, 0, among))
            # Of a word, its last part stands next after its first one.
            joined = np.concatenate([whole, last[np.searchsorted(last, begun, "right")]])
            whole = once(np.sort(joined, kind="stable"))
        ends = whole
    return ends >> 32


def _starts(found: PostingLists, place: int, among: Mask) -> Integers:
    """Where a phrase would begin whose word at ``place`` is what was found, in order.

    A document and a position in one number, the position shifted so that it
    never falls below zero.
    """
    every = joined(found)
    wanted = np.flatnonzero(among[every.docs])
    counts, at = every.places(wanted)
    keys = np.repeat((every.docs[wanted] << 32) + (64 - place), counts)
    keys += at
    if len(found) == 1 or not (keys[1:] <= keys[:-1]).any():
        return keys
    # A word with a hyphen as one stands where its last part does, and may be another form of that.
    return once(np.sort(keys, kind="stable"))


def joined(found: PostingLists) -> Postings:
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
