"""Keys that documents have, by hash, as arrays: what they are called, and what they link to."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple, Self

import numpy as np

from garden.search.arrays import Integers, ranges

_SIZE = 8
"""Bytes of a hash: among a million keys, two that meet are unlikely, and would count a link too many."""


class Keys(NamedTuple):
    """Keys, by hash, each with a document."""

    keys: Integers
    docs: Integers

    @classmethod
    def of(cls, data: bytes, lengths: Integers) -> Self:
        """Those of a segment, `rising`: all `hashes` in a row, and how many bytes are each document's."""
        docs = np.repeat(np.arange(len(lengths)), lengths // _SIZE)
        return cls(np.frombuffer(data, "<i8").astype(np.int64), docs).rising()

    def rising(self) -> Self:
        """The same in order of the keys; those of one key in order of the documents."""
        order = np.argsort(self.keys, kind="stable")
        return self._replace(keys=self.keys[order], docs=self.docs[order])

    def docs_of(self, keys: Integers) -> tuple[Integers, Integers]:
        """The documents of each of some keys, one key's after the other's, and how many each has.

        Looked for in keys that are `rising`.
        """
        first, last = np.searchsorted(self.keys, keys, "left"), np.searchsorted(self.keys, keys, "right")
        counts = last - first
        return self.docs[ranges(last, counts)], counts

    def docs_of_one(self, key: bytes) -> list[int]:
        """As `docs_of`, of one key, which most often none has."""
        number = int.from_bytes(hashes([key]), "little", signed=True)
        first = int(self.keys.searchsorted(number))
        if first == len(self.keys) or self.keys[first] != number:
            return []
        found: list[int] = self.docs[first : int(self.keys.searchsorted(number, "right"))].tolist()
        return found


def hashes(keys: Iterable[bytes]) -> bytes:
    """Keys as the index keeps them, the same in every process."""
    return b"".join(blake2b(key, digest_size=_SIZE).digest() for key in sorted(keys))


def joined(parts: Iterable[tuple[Keys, int]]) -> Keys:
    """Keys of all segments, each sorted by itself, with documents as the corpus numbers them."""
    every = [Keys(np.empty(0, np.int64), np.empty(0, np.int64))]
    every += [Keys(part.keys, part.docs + base) for part, base in parts]
    return Keys(np.concatenate([one.keys for one in every]), np.concatenate([one.docs for one in every]))
