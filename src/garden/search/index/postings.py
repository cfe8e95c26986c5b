"""Postings of Whoosh's files, a whole list at a time.

Whoosh 2.7.4 keeps a term's postings in blocks: a signed length (negative for the
last block), a pickled tuple of statistics, then a pickled tuple of document
numbers as differences, weights and values, compressed or not. Its own matchers
walk them one posting at a time; here a list is read at once into arrays, and
written at once. Both sides keep to the format, so that stock matchers read what
is written here. Nothing falls back on them, since there is no question that arrays
do not answer; tests hold the answers and scores of both against each other.

Positions are no values of postings, though: to make an object of each posting's takes
most of the time of reading a list, and only phrases need them. They follow the last
block, where stock matchers do not look.
"""

from __future__ import annotations

import pickle
import struct
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate, pairwise
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from garden.search.arrays import Integers, Mask, ranges
from garden.search.stock import MAGIC

BLOCK = 1024
"""Postings in a block. Whoosh's 128 lets its matchers skip; reading whole lists pays for none of that."""
_PICKLE = 4
_ARRAY_FROM = 64
"""Postings in a block from which arrays of numbers pay: the name of their type is kept with each."""
AT_ONCE = 50_000
"""Postings made ready at once, unless one term has more."""

_length = struct.Struct("!i")
_term_info = struct.Struct("!BfIBBfIIqi")


class Postings(NamedTuple):
    """The documents of one segment that have a term."""

    docs: Integers
    """Rising numbers of documents in their segment."""
    counts: NDArray[np.float32]
    """How often each has the term."""
    positions: bytes
    """Positions of all, one document after another; empty when none are kept."""

    def places(self, wanted: Integers) -> tuple[Integers, NDArray[np.uint32]]:
        """For some of the documents, by their rising places here: how many positions, and all these."""
        counts = self.counts.astype(np.int64)
        ends = np.cumsum(counts)[wanted]
        counts = counts[wanted]
        return counts, self.all_places()[ranges(ends, counts)]

    def all_places(self) -> NDArray[np.uint32]:
        """Positions as numbers."""
        return np.frombuffer(self.positions, np.uint32)

    def of(self, those: Mask) -> Postings:
        """The postings of those documents alone."""
        if those.all():
            return self
        positions = b""
        if self.positions:
            mine = np.repeat(those, self.counts.astype(np.int64))
            positions = self.all_places()[mine].tobytes()
        return Postings(self.docs[those], self.counts[those], positions)

    @property
    def nbytes(self) -> int:
        """Memory taken, about, with what a cache needs to keep it."""
        return self.docs.nbytes + self.counts.nbytes + len(self.positions) + 600


@dataclass(frozen=True, slots=True, eq=False)
class Inverted:
    """All postings of one field, by term, then by document."""

    terms: list[bytes]
    """In order."""
    starts: Integers
    """Where each term's postings begin, and one more: where the last one's end."""
    docs: Integers
    """The document of each posting."""
    counts: Integers
    """How often it has the term."""
    places: NDArray[np.uint32] | None
    """Positions of all postings, one after another; None for a field that keeps none."""


NONE = Postings(np.empty(0, np.int64), np.empty(0, np.float32), b"")


def read(extent: bytes) -> Postings:
    """The postings in a term's extent of the postings file.

    What is held of them must hold no mapping of the file: it would outlive its generation.
    """
    _check(extent)
    parts: list[tuple[Integers, NDArray[np.float32]]] = []
    at, more = len(MAGIC), True
    while more:
        (length,) = _length.unpack_from(extent, at)
        more = length > 0
        start = at + _length.size
        at = start + abs(length)
        parts.append(_read(extent[start:at]))
    docs, counts = parts[0] if len(parts) == 1 else map(np.concatenate, zip(*parts, strict=True))
    return Postings(docs, counts, extent[at:])


def read_lone(extent: bytes, doc: int, count: float) -> Postings:
    """As `read`, of a term that one document has; then all but its positions is known."""
    _check(extent)
    (length,) = _length.unpack_from(extent, len(MAGIC))
    positions = extent[len(MAGIC) + _length.size + abs(length) :]
    return Postings(np.array([doc], np.int64), np.array([count], np.float32), positions)


def _check(extent: bytes) -> None:
    """ValueError where the file became another than was written; who asks has the index looked at again."""
    if not extent.startswith(MAGIC):
        raise ValueError("no postings where the index says they are")


def _read(block: bytes) -> tuple[Integers, NDArray[np.float32]]:
    """Documents and weights of a block."""
    file = BytesIO(block)
    _, _, _, compressed, _, _ = pickle.load(file)
    data = file.read()
    steps, weights, _ = pickle.loads(zlib.decompress(data) if compressed else data)
    if isinstance(steps, tuple):  # there are few, and NumPy takes longer to begin than to add them up
        docs = np.array(list(accumulate(steps)), np.int64)
    else:
        docs = _array(steps).astype(np.int64).cumsum()
    return docs, _counts(weights, len(docs))


def _array(numbers: Any) -> NDArray[Any]:
    """Numbers as they stand in a block."""
    return np.frombuffer(numbers, np.uint8) if isinstance(numbers, bytes) else np.asarray(numbers)


def _counts(weights: Any, size: int) -> NDArray[np.float32]:
    """Weights as Whoosh keeps them: none when all are 1, one when all are equal."""
    if weights is None or isinstance(weights, float):
        return np.ones(size, np.float32) if weights is None else np.full(size, weights, np.float32)
    return _array(weights).astype(np.float32)


def write(file: BinaryIO, inverted: Inverted) -> Iterator[tuple[bytes, bytes]]:
    """Writes a field's postings at the end of ``file``; gives each term with what the dictionary keeps of it.

    What is given is written once the iterator is at its end.
    """
    at, blocks = file.tell(), _Blocks()
    for listed in _lists(inverted):
        chunk = bytearray()
        for term, (start, end), positions, top, total in zip(
            listed.terms, pairwise(listed.starts), listed.positions, listed.tops, listed.totals, strict=True
        ):
            place = len(chunk)
            chunk += MAGIC
            if end - start == 1:
                chunk += blocks.lone(listed.docs[start], listed.counts[start])
            else:
                for first in range(start, end, BLOCK):
                    last = min(first + BLOCK, end)
                    block = blocks.block(listed, first, last, top)
                    chunk += _length.pack(-len(block) if last == end else len(block)) + block
            chunk += positions
            docs, length = listed.docs, len(chunk) - place
            # What Whoosh's ``W3TermInfo`` reads, with no lengths: these stand in columns, exact.
            numbers = (total, end - start, 0, 0, top, docs[start], docs[end - 1], at + place, length)
            yield term, _term_info.pack(0, *numbers)
        file.write(bytes(chunk))
        at += len(chunk)


class _Lists(NamedTuple):
    """Postings of some terms as plain lists, which Whoosh's format is made of."""

    terms: list[bytes]
    starts: list[int]
    docs: list[int]
    steps: list[int]
    """From the document before; for the first of a term it means nothing."""
    counts: list[int]
    positions: list[bytes]
    """Of each term; empty for a field that keeps none."""
    tops: list[float]
    """The largest count of each term ..."""
    totals: list[float]
    """... and the sum of all."""


def _lists(inverted: Inverted) -> Iterator[_Lists]:
    """All postings, few at a time: as lists they take ten times the memory of arrays."""
    term, terms, place = 0, len(inverted.terms), 0
    while term < terms:
        start = int(inverted.starts[term])
        stop = max(int(np.searchsorted(inverted.starts, start + AT_ONCE, "right")) - 1, term + 1)
        some = slice(start, int(inverted.starts[stop]))
        docs, counts = inverted.docs[some], inverted.counts[some]
        totals = np.add.reduceat(counts, inverted.starts[term:stop] - start)
        positions = [b""] * len(totals)
        if inverted.places is not None:
            data = inverted.places[place : place + int(counts.sum())].tobytes()
            cuts = [0, *(inverted.places.itemsize * np.cumsum(totals)).tolist()]
            positions = [data[cut:next_cut] for cut, next_cut in pairwise(cuts)]
            place += int(counts.sum())
        yield _Lists(
            inverted.terms[term:stop],
            (inverted.starts[term : stop + 1] - start).tolist(),
            docs.tolist(),
            np.diff(docs, prepend=0).tolist(),
            counts.tolist(),
            positions,
            np.maximum.reduceat(counts, inverted.starts[term:stop] - start).astype(np.float64).tolist(),
            totals.astype(np.float64).tolist(),
        )
        term = stop


def _numbers(numbers: Sequence[int]) -> Sequence[int]:
    """Numbers as Whoosh may find them in a block; many are read many times as fast from an array."""
    if len(numbers) < _ARRAY_FROM:
        return tuple(numbers)
    most = max(numbers)
    return bytes(numbers) if most < 1 << 8 else array("H" if most < 1 << 16 else "I", numbers)


class _Blocks:
    """Makes blocks of postings: pickles of numbers.

    None is compressed: the files would be a tenth smaller, and writing them take a quarter
    longer.
    """

    def __init__(self) -> None:
        self._buffer = BytesIO()
        self._pickler = pickle.Pickler(self._buffer, _PICKLE)
        # It need not remember every object for the case that it comes again: none does.
        self._pickler.fast = True
        self._lone: dict[tuple[int, int], bytes] = {}

    def block(self, listed: _Lists, start: int, end: int, top: float) -> bytes:
        """A block of postings; no weight in it is above ``top``."""
        size = end - start
        weights: Any = None
        if top != 1.0:
            counts = listed.counts[start:end]
            weights = float(counts[0]) if counts.count(counts[0]) == size else _numbers(counts)
            weights = None if weights == 1.0 else weights
        docs = _numbers([listed.docs[start], *listed.steps[start + 1 : end]])
        return self._pickled((size, listed.docs[end - 1], top, 0, 0, 0), (docs, weights, None))

    def lone(self, doc: int, count: int) -> bytes:
        """The only block, its length before it, of a term that one document has, as half of all terms are.

        Of a document, these differ by their counts alone, and most of these are the same.
        """
        if (doc, count) not in self._lone:
            weight = None if count == 1 else float(count)
            block = self._pickled((1, doc, float(count), 0, 0, 0), ((doc,), weight, None))
            self._lone[doc, count] = _length.pack(-len(block)) + block
        return self._lone[doc, count]

    def _pickled(self, *parts: Any) -> bytes:
        self._buffer.seek(0)
        self._buffer.truncate()
        for part in parts:
            self._pickler.dump(part)
        return self._buffer.getvalue()
