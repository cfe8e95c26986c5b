"""A column of bytes as Whoosh writes it, read as arrays.

Whoosh's own reader adds up the lengths of all documents one by one, which for the columns
of a question takes longer than the question.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from garden.search.arrays import Integers

_WITH_OFFSETS = "X"
"""Instead of the type of its numbers, at the end of a large column: its offsets are written too."""


class BytesColumn:
    """Bytes of each document of a segment, without a copy of them."""

    def __init__(self, view: memoryview, size: int) -> None:
        """``view`` is the column's file; empty where no document has a value."""
        self._view = view
        self.lengths: Integers = _lengths(view, size) if len(view) else np.zeros(size, np.int64)
        self._ends = np.cumsum(self.lengths).data  # which gives one number in a third of an array's time

    def __getitem__(self, doc: int) -> bytes:
        return bytes(self._view[self._ends[doc - 1] if doc else 0 : self._ends[doc]])

    def __iter__(self) -> Iterator[bytes]:
        """Of all documents, in order; read at once instead of value by value."""
        data, start = self.joined(), 0
        for end in self._ends.tolist():
            yield data[start:end]
            start = end

    def joined(self) -> bytes:
        """All of them, one after another."""
        return bytes(self._view[: int(self.lengths.sum())])


def _lengths(view: memoryview, size: int) -> Integers:
    """The lengths of all values, which follow these; then the offsets, maybe, and letters for the types."""
    letters = bytes(view[-3:]).decode("ascii", "replace")
    last, end = letters[-1], len(view) - 1
    if last == _WITH_OFFSETS:
        last, offsets = letters[0], np.dtype(f">{letters[1]}")
        end -= 2 + size * offsets.itemsize
    kind = np.dtype(f">{last}")
    return np.frombuffer(view[end - size * kind.itemsize : end], kind).astype(np.int64)
