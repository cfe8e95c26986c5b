"""What notes are worth whatever the question: those that others lead to, a little more.

    score * (1 + 0.1 * log(1 + notes that link to it))

Measured on real gardens with the texts of links as questions, this helps finding the
note meant; a stronger one hurts questions that describe what they seek.

Links are told by their keys (`garden.links.link_key`) and not resolved: a link that two
notes could be meant by counts for both, and resolving all takes many times as long.
The keys are kept by hash, so that they are read as arrays and no note is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from garden.search import schema

if TYPE_CHECKING:
    from garden.search.corpus import Numbers, View

STRENGTH = 0.1

Integers = NDArray[np.int64]


_SIZE = 8
"""Bytes of a hash: among a million keys, two that meet are unlikely, and would count a link too many."""


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """Keys, by hash, each with a document of a segment."""

    keys: Integers
    docs: Integers

    @classmethod
    def of(cls, data: bytes, lengths: Integers) -> Self:
        """The keys of all documents: their `hashes` one after another, and how many bytes are each one's."""
        docs = np.repeat(np.arange(len(lengths)), lengths // _SIZE)
        return cls(np.frombuffer(data, "<i8").astype(np.int64), docs)


def hashes(keys: Iterable[bytes]) -> bytes:
    """Keys as the index keeps them, the same in every process."""
    return b"".join(blake2b(key, digest_size=_SIZE).digest() for key in sorted(keys))


def incoming(view: View) -> Integers:
    """For each document the number of others that link to it, of those that this reader may see."""
    parts = view.corpus.parts
    links = _joined((segment.keys(schema.LINK_KEYS), base) for segment, base in parts)
    if not len(links.keys):
        return np.zeros(view.corpus.size, np.int64)
    names = _joined((segment.keys(schema.NAME_KEYS), base) for segment, base in parts)
    seen, shown = view.mask[links.docs], view.mask[names.docs]
    keys, sources = links.keys[seen], links.docs[seen]
    order = np.argsort(names.keys[shown], kind="stable")
    named, targets = names.keys[shown][order], names.docs[shown][order]
    first, last = np.searchsorted(named, keys, "left"), np.searchsorted(named, keys, "right")
    counts = last - first
    steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    pairs = np.repeat(sources, counts) << 32 | targets[np.repeat(first, counts) + steps]
    pairs = np.sort(pairs[pairs >> 32 != pairs & 0xFFFFFFFF])
    once = pairs[np.diff(pairs, prepend=-1) != 0]
    return np.bincount(once & 0xFFFFFFFF, minlength=view.corpus.size)


def prior(view: View) -> Numbers | None:
    """What to multiply scores by; None where no note links to another."""
    counts = incoming(view)
    return 1.0 + STRENGTH * np.log1p(counts) if counts.any() else None


def _joined(parts: Iterable[tuple[Keys, int]]) -> Keys:
    """Keys of all segments, with documents as the corpus numbers them."""
    every = [Keys(np.empty(0, np.int64), np.empty(0, np.int64))]
    every += [Keys(part.keys, part.docs + base) for part, base in parts]
    return Keys(np.concatenate([one.keys for one in every]), np.concatenate([one.docs for one in every]))
