"""Whoosh's file of terms, written and read a field at a time.

The format is that of Whoosh's ``OrderedHashWriter``: entries of key and value in
order, 256 hash tables of their places, their places in order. It is written here
because Whoosh's own way takes a third of the time of writing a segment: MD5 where
CRC-32 is as good (the file says which), and a call for each slot of each table.
Read at once, a hundred thousand terms take some hundredths of a second; one by one
through Whoosh, more than one.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from garden.search.stock import HashWriter, OrderedHashReader, OrderedHashWriter, StructFile

_CRC32 = 1
"""Whoosh's number for this way to hash."""
_CHUNK = 1 << 20
_EMPTY = (0, 0)
_lengths = struct.Struct("!ii")


class Dictionary(OrderedHashWriter):  # type: ignore[misc]
    """Writes what Whoosh's ``OrderedHashReader`` reads."""

    def __init__(self, file: StructFile) -> None:
        HashWriter.__init__(self, file, hashtype=_CRC32)
        self.index = array("q")
        self.lastkey = b""

    def add_all(self, items: Iterable[tuple[bytes, bytes]]) -> None:
        """Adds entries whose keys rise, and lie above all before; ValueError where they do not."""
        base, chunk = self.dbfile.tell(), bytearray()
        for key, value in items:
            if key <= self.lastkey:
                raise ValueError(f"Keys must increase: {self.lastkey!r}..{key!r}")
            self.lastkey = key
            if len(chunk) > _CHUNK:
                self.dbfile.write(bytes(chunk))
                base, chunk = base + len(chunk), bytearray()
            place, hashed = base + len(chunk), zlib.crc32(key)
            self.index.append(place)
            self.buckets[hashed & 255].append((hashed, place))
            chunk += _lengths.pack(len(key), len(value)) + key + value
        self.dbfile.write(bytes(chunk))

    def _write_hashes(self) -> None:
        for entries in self.buckets:
            slots = 2 * len(entries)
            self.directory.append((self.dbfile.tell(), slots))
            table = [_EMPTY] * slots
            for entry in entries:
                slot = (entry[0] >> 8) % slots
                while table[slot] is not _EMPTY:
                    slot = (slot + 1) % slots
                table[slot] = entry
            self.dbfile.write(struct.pack("!" + "Iq" * slots, *chain.from_iterable(table)))

    def _write_extras(self) -> None:
        self.extras["indextype"] = self.index.typecode
        self.extras["indexlen"] = len(self.index)
        HashWriter._write_extras(self)
        self.dbfile.write_array(self.index)


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """All terms of one field of a segment, in order, with what the dictionary keeps of each."""

    names: list[bytes]
    documents: NDArray[np.int64]
    """How many documents have it ..."""
    first: NDArray[np.int64]
    """... the first of them, and ..."""
    last: NDArray[np.int64]
    """... the last."""
    places: NDArray[np.int64]
    """Where its postings begin in their file, and ..."""
    sizes: NDArray[np.int64]
    """... how many bytes they take."""


NO_TERMS = Terms([], *(np.empty(0, np.int64) for _ in range(5)))


def read_terms(file: StructFile, field: str) -> Terms:
    """The terms of a field, read at once."""
    reader = OrderedHashReader(file)
    number = reader.extras["fieldmap"].get(field)
    if number is None:
        return NO_TERMS
    data: memoryview = file.view
    octets = np.frombuffer(data, np.uint8)
    order = np.dtype(reader.extras["indextype"]).newbyteorder(">")
    places = np.frombuffer(data, order, reader.indexlen, reader.indexbase).astype(np.int64)
    fields = octets[places + 8].astype(np.int64) << 8 | octets[places + 9]
    places = places[slice(*np.searchsorted(fields, [number, number + 1]))]
    sizes = _numbers(octets, places)
    begins, ends = places + 10, places + 8 + sizes  # after both lengths and the number of the field
    return Terms(
        [bytes(data[begin:end]) for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)],
        _numbers(octets, ends + 5),
        _numbers(octets, ends + 15),
        _numbers(octets, ends + 19),
        _numbers(octets, ends + 23) << 32 | _numbers(octets, ends + 27),
        _numbers(octets, ends + 31),
    )


def _numbers(octets: NDArray[np.uint8], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Numbers of 32 bits at some places."""
    high, *lower = (octets[places + step].astype(np.int64) for step in range(4))
    for octet in lower:
        high = high << 8 | octet
    return high
