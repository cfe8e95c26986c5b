"""Several segments read as one, for the writer that merges them.

Little is held at a time, so that a large index can be merged by the process that serves it:
columns value by value, and postings term by term, some thousands together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby, repeat

import numpy as np

from garden.search.arrays import Integers
from garden.search.index.dictionary import Kept
from garden.search.index.mapping import PAGES
from garden.search.index.postings import AT_ONCE, Inverted, Postings
from garden.search.index.segment import Segment

_GONE = -1
"""Instead of the new number of a document that was deleted."""


class Union:
    """The documents of some segments, those of the first before those of the second, numbered anew.

    Deleted ones are left out.
    """

    def __init__(self, segments: Iterable[tuple[Segment, Iterable[int]]]) -> None:
        """Each segment comes with its deleted documents."""
        self.size = 0
        self._parts: list[tuple[Segment, Integers]] = []
        """Segments, and for each of their documents its number here."""
        self._has_gaps: list[bool] = []
        for segment, deleted in segments:
            kept = np.ones(segment.size, np.bool_)
            kept[list(deleted)] = False
            numbers = self.size + np.cumsum(kept) - 1
            numbers[~kept] = _GONE
            self._parts.append((segment, numbers))
            self._has_gaps.append(not kept.all())
            self.size += int(np.count_nonzero(kept))

    def texts(self, column: str) -> Iterator[tuple[int, bytes]]:
        """Documents that have bytes in a column, with these."""
        for segment, numbers in self._parts:
            values = segment.column(column)
            for doc in np.flatnonzero((numbers != _GONE) & (values.lengths > 0)).tolist():
                PAGES.read()
                yield int(numbers[doc]), values[doc]

    def numbers(self, column: str) -> Iterator[tuple[int, int]]:
        """Documents with their numbers in a column."""
        for segment, numbers in self._parts:
            yield from zip(
                numbers[numbers != _GONE].tolist(),
                segment.numbers(column)[numbers != _GONE].tolist(),
                strict=True,
            )

    def iter_postings(self) -> Iterator[tuple[str, Inverted]]:
        """As `TermPool.iter_postings`; a field comes in pieces, one after another in order of terms."""
        for field in sorted({field for segment, _ in self._parts for field in segment.terms.fields}):
            gathered = _Gathered()
            for term, found in self._terms(field):
                gathered.add(term, found)
                if gathered.size >= AT_ONCE:
                    yield field, gathered.inverted()
                    gathered = _Gathered()
            if gathered.size:
                yield field, gathered.inverted()

    def cleanup(self) -> None:
        """Nothing is kept in files."""

    def _terms(self, field: str) -> Iterator[tuple[bytes, list[Postings]]]:
        """The terms of a field in order, each with its postings in those segments that have it."""
        lists = [
            zip(segment.terms.beginning(field, b""), repeat(part))
            for part, (segment, _) in enumerate(self._parts)
        ]
        for term, entries in groupby(merge(*lists, key=_term), _term):
            yield term, [self._postings(part, kept) for (_, kept), part in entries]

    def _postings(self, part: int, kept: Kept) -> Postings:
        """Postings of a term in one segment, with the numbers that documents have here."""
        segment, numbers = self._parts[part]
        found = segment.read_postings(kept)
        docs = numbers[found.docs]
        if self._has_gaps[part] and not (there := docs != _GONE).all():
            found, docs = found.of(there), docs[there]
        return Postings(docs, found.counts, found.positions)


def _term(entry: tuple[tuple[bytes, Kept], int]) -> bytes:
    return entry[0][0]


class _Gathered:
    """Postings of some terms of one field."""

    def __init__(self) -> None:
        self.size = 0
        self._terms: list[bytes] = []
        self._sizes: list[int] = []
        self._every: list[Postings] = []

    def add(self, term: bytes, found: Sequence[Postings]) -> None:
        """Adds a term, unless all documents with it are gone."""
        size = sum([len(one.docs) for one in found])
        if size:
            self._terms.append(term)
            self._sizes.append(size)
            self._every += found
            self.size += size

    def inverted(self) -> Inverted:
        """All of them as arrays."""
        places = b"".join([one.positions for one in self._every])
        return Inverted(
            self._terms,
            np.cumsum([0, *self._sizes]),
            np.concatenate([one.docs for one in self._every]),
            np.concatenate([one.counts for one in self._every]).astype(np.int64),
            np.frombuffer(places, np.uint32) if places else None,
        )
