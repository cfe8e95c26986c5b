"""Which notes lead to which, as arrays.

Links are told by their keys (`garden.links.link_key`) and not resolved: a link that two
notes could be meant by leads to both here, and resolving all takes many times as long.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from garden.search.arrays import Integers, once
from garden.search.index import schema
from garden.search.index.keys import Keys, joined

if TYPE_CHECKING:
    from garden.search.documents.corpus import View

_LOW = 0xFFFFFFFF


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
