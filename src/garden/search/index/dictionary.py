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
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from garden.search.arrays import Integers
from garden.search.stock import HashWriter, OrderedHashReader, OrderedHashWriter, StructFile, pack_ushort

_CRC32 = 1
"""Whoosh's number for this way to hash."""
_CHUNK = 1 << 20
_EMPTY = (0, 0)
_lengths = struct.Struct("!ii")
_length = struct.Struct("!i")
_slot = struct.Struct("!Iq")
_kept = struct.Struct("!xfI6xI4xqi")
"""Of what `garden.search.index.postings` packs for a term, the fields of `Kept`."""


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


class Terms(NamedTuple):
    """All terms of one field of a segment, in order."""

    names: list[bytes]
    documents: Integers
    """How many documents have each."""


class Kept(NamedTuple):
    """What the dictionary keeps of one term."""

    total: float
    """How often it stands in all documents together."""
    documents: int
    """How many have it, and ..."""
    first: int
    """... the first of them."""
    place: int
    """Where its postings begin in their file, and ..."""
    size: int
    """... how many bytes they take."""


NO_TERMS = Terms([], np.empty(0, np.int64))


class TermFile:
    """A segment's terms, read where they lie; shared by threads.

    Whoosh's own reader takes many times as long to find a term, most of it in calls for
    single numbers, and a question asks for each of its words in every field.
    """

    def __init__(self, file: StructFile) -> None:
        reader = OrderedHashReader(file)
        self._data: memoryview = file.view
        self._hash = zlib.crc32 if reader.hashtype == _CRC32 else reader.hashfn
        self._tables = reader.tables
        self._fields = {name: pack_ushort(number) for name, number in reader.extras["fieldmap"].items()}
        order = np.dtype(reader.extras["indextype"]).newbyteorder(">")
        self._places = np.frombuffer(self._data, order, reader.indexlen, reader.indexbase)

    @property
    def fields(self) -> Iterable[str]:
        """Names of the fields that have terms (Whoosh's)."""
        return self._fields

    def find(self, field: str, term: bytes) -> Kept | None:
        """What is kept of a term; None when there is none such."""
        number = self._fields.get(field)
        if number is None:
            return None
        key = number + term
        hashed = self._hash(key)
        table, slots = self._tables[hashed & 255]
        for slot in range(hashed >> 8, (hashed >> 8) + slots):
            found, place = _slot.unpack_from(self._data, table + slot % slots * _slot.size)
            if not place:
                return None
            if found == hashed and self._key_at(place) == key:
                return Kept(*_kept.unpack_from(self._data, place + _lengths.size + len(key)))
        return None

    def beginning(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, Kept]]:
        """The terms of a field that begin so, in order, each with what is kept of it."""
        number = self._fields.get(field)
        if number is None:
            return
        key = number + prefix
        first = bisect_left(self._places, key, key=self._key_at)
        left = len(self._places) - first
        place = int(self._places[first]) if left > 0 else 0
        for _ in range(left):  # entries lie one after another
            size, more = _lengths.unpack_from(self._data, place)
            start = place + _lengths.size
            end = start + size
            term = bytes(self._data[start:end])
            if not term.startswith(key):
                return
            yield term[len(number) :], Kept(*_kept.unpack_from(self._data, end))
            place = end + more

    def of(self, field: str) -> Terms:
        """The terms of a field, read at once."""
        number = self._fields.get(field)
        if number is None:
            return NO_TERMS
        octets = np.frombuffer(self._data, np.uint8)
        places = self._places.astype(np.int64)
        fields = octets[places + 8].astype(np.int64) << 8 | octets[places + 9]
        own = int.from_bytes(number, "big")
        places = places[slice(*np.searchsorted(fields, [own, own + 1]))]
        sizes = _numbers(octets, places)
        begins, ends = places + 10, places + 8 + sizes  # after both lengths and the number of the field
        return Terms(
            [bytes(self._data[begin:end]) for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)],
            _numbers(octets, ends + 5),
        )

    def _key_at(self, place: int) -> bytes:
        start = int(place) + _lengths.size  # what NumPy gives is slow to count with
        return bytes(self._data[start : start + _length.unpack_from(self._data, place)[0]])


def _numbers(octets: NDArray[np.uint8], places: Integers) -> Integers:
    """Numbers of 32 bits that begin at any places."""
    numbers: Integers = octets[places[:, None] + np.arange(4)].view(">i4")[:, 0].astype(np.int64)
    return numbers
