"""Which notes lead to which, as arrays.

Links are told by their keys (`garden.links.link_key`) and not resolved: a link that two
notes could be meant by leads to both here, and resolving all takes many times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from garden.search.arrays import Integers, once, ranges
from garden.search.index import schema

if TYPE_CHECKING:
    from garden.search.documents.corpus import View

_SIZE = 8
"""Bytes of a hash: among a million keys, two that meet are unlikely, and would count a link too many."""
_LOW = 0xFFFFFFFF


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


class Graph:
    """Links between the documents of a view, each pair once, none to itself."""

    def __init__(self, pairs: Integers, size: int, doubtful: frozenset[int]) -> None:
        """``pairs`` are sorted: the source in the high half of each number, the target in the low."""
        self.size = size
        self.doubtful = doubtful
        """Documents with a link by which another one than the note meant may be told."""
        self.incoming = np.bincount(pairs & _LOW, minlength=size)
        """For each document the number of others that link to it."""
        self._pairs = pairs

    def pairs(self) -> tuple[Integers, Integers]:
        """The source of every pair, rising, and beside it the target."""
        return self._pairs >> 32, self._pairs & _LOW

    def beside(self, doc: int) -> Integers:
        """Documents one link away, whichever way it leads, rising."""
        others, starts = self._beside
        return others[starts[doc] : starts[doc + 1]]

    @cached_property
    def _beside(self) -> tuple[Integers, Integers]:
        """Documents one link away, one document's after the other's, and where those of each begin."""
        sources, targets = self.pairs()
        both = once(np.sort(np.concatenate([self._pairs, targets << 32 | sources])))
        return both & _LOW, np.searchsorted(both >> 32, np.arange(self.size + 1))


def graph(view: View) -> Graph:
    """The links between the notes that a reader may see."""
    names = view.corpus.names
    links = joined((segment.keys(schema.LINK_KEYS), base) for segment, base in view.corpus.parts)
    seen, shown = view.mask[links.docs], view.mask[names.docs]
    keys, sources = links.keys[seen], links.docs[seen]
    targets, counts = Keys(names.keys[shown], names.docs[shown]).docs_of(keys)
    pairs = np.repeat(sources, counts) << 32 | targets
    pairs = once(np.sort(pairs[pairs >> 32 != pairs & _LOW]))
    doubtful = frozenset(sources[counts > 1].tolist())
    return Graph(pairs, view.corpus.size, doubtful)


def joined(parts: Iterable[tuple[Keys, int]]) -> Keys:
    """Keys of all segments, each sorted by itself, with documents as the corpus numbers them."""
    every = [Keys(np.empty(0, np.int64), np.empty(0, np.int64))]
    every += [Keys(part.keys, part.docs + base) for part, base in parts]
    return Keys(np.concatenate([one.keys for one in every]), np.concatenate([one.docs for one in every]))
