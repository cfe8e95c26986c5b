"""Postings of Whoosh's files, a whole list at a time.

Whoosh 2.7.4 keeps a term's postings in blocks: a signed length (negative for the
last block), a pickled tuple of statistics, then a pickled tuple of document
numbers as differences, weights and values, compressed or not. Its own matchers
walk them one posting at a time; here a list is read at once into arrays, and
written at once. Both sides keep to the format, so that stock matchers read what
is written here; tests hold them to it.
"""

from __future__ import annotations

import pickle
import struct
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from operator import sub
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from garden.search.stock import MAGIC, W3TermInfo

BLOCK = 1024
"""Postings in a block. Whoosh's 128 lets its matchers skip; reading whole lists pays for none of that."""
_COMPRESS_FROM = 96
"""Bytes of a block from which compressing saves anything."""
_LEVEL = 1
_PICKLE = 4

_length = struct.Struct("!i")


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """The documents of one segment that have a term."""

    docs: NDArray[np.int32]
    """Rising numbers of documents in their segment."""
    counts: NDArray[np.float32]
    """How often each has the term."""
    positions: bytes
    """Positions of all, one document after another; empty when none are kept."""

    @property
    def nbytes(self) -> int:
        """Memory taken, about."""
        return self.docs.nbytes + self.counts.nbytes + len(self.positions) + 200


NONE = Postings(np.empty(0, np.int32), np.empty(0, np.float32), b"")


def read(blocks: bytes) -> Postings:
    """The postings in a term's extent of the postings file."""
    parts = list(_read_blocks(blocks))
    docs = np.concatenate([np.cumsum(part[0], dtype=np.int32) for part in parts])
    counts = np.concatenate([_counts(part[1], len(part[0])) for part in parts])
    return Postings(docs, counts, b"".join(_values(part[2]) for part in parts))


def extent(info: W3TermInfo) -> slice:
    """Where a term's postings lie in their file."""
    offset, length = info.extent()
    if isinstance(length, tuple):  # Whoosh leaves it packed when it reads one
        (length,) = length
    return slice(offset, offset + length)


def _read_blocks(blocks: bytes) -> Iterator[tuple[Sequence[int], Any, Any]]:
    if not blocks.startswith(MAGIC):
        raise ValueError("no postings where the index says they are")
    at, more = len(MAGIC), True
    while more:
        (length,) = _length.unpack_from(blocks, at)
        more = length > 0
        start = at + _length.size
        at = start + abs(length)
        block = BytesIO(blocks[start:at])
        _, _, _, compressed, _, _ = pickle.load(block)
        data = block.read()
        yield pickle.loads(zlib.decompress(data) if compressed else data)


def _values(values: bytes | Sequence[bytes] | None) -> bytes:
    """Values as Whoosh keeps them: joined when all have one size, none when they have no content."""
    return values if isinstance(values, bytes) else b"".join(values or ())


def _counts(weights: Any, size: int) -> NDArray[np.float32]:
    """Weights as Whoosh keeps them: none when all are 1, one when all are equal."""
    if weights is None or isinstance(weights, float):
        return np.full(size, 1.0 if weights is None else weights, np.float32)
    return np.array(weights, np.float32)


def write(file: BinaryIO, stream: array[int]) -> W3TermInfo:
    """Writes a term's postings at the end of ``file`` and gives what its dictionary keeps.

    ``stream`` is, for each document: its number, the number of positions, the
    positions.
    """
    docs, weights, values = _parted(stream)
    parts = [MAGIC]
    for start in range(0, len(docs), BLOCK):
        end = min(start + BLOCK, len(docs))
        last = -1 if end == len(docs) else 1
        block = _block(docs[start:end], weights[start:end], values[start:end] if values else None)
        parts += [_length.pack(last * len(block)), block]
    info = W3TermInfo(
        weight=sum(weights), df=len(docs), maxweight=max(weights), minid=docs[0], maxid=docs[-1]
    )
    data = b"".join(parts)
    info.set_extent(file.tell(), len(data))
    file.write(data)
    return info


def _parted(stream: array[int]) -> tuple[list[int], list[float], list[bytes]]:
    docs: list[int] = []
    weights: list[float] = []
    values: list[bytes] = []
    at = 0
    while at < len(stream):
        count = stream[at + 1]
        docs.append(stream[at])
        weights.append(float(count or 1))
        at += 2
        if count:
            values.append(stream[at : at + count].tobytes())
            at += count
    return docs, weights, values


def _block(docs: list[int], weights: list[float], values: list[bytes] | None) -> bytes:
    differences = (docs[0], *map(sub, docs[1:], docs))
    first = weights[0]
    if weights.count(first) == len(weights):
        kept: Any = None if first == 1.0 else first
    else:
        kept = tuple(weights)
    data = pickle.dumps((differences, kept, tuple(values) if values else None), _PICKLE)
    compressed = len(data) >= _COMPRESS_FROM
    about = (len(docs), docs[-1], max(weights), int(compressed), 0, 0)
    return pickle.dumps(about, _PICKLE) + (zlib.compress(data, _LEVEL) if compressed else data)
