"""The answer to a question, before it is filtered and shown."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

import numpy as np

from garden.search.corpus import Numbers
from garden.search.facets import Mask
from garden.search.wanted import Wanted


class Found(NamedTuple):
    """The answer to a question, for every document of the generation."""

    mask: Mask
    scores: Numbers | None
    """None when nothing in the question ranks."""
    wanted: tuple[Wanted, ...]
    words: tuple[Mask, ...]
    """Documents with each word that has a meaning of its own; none when the question says ``OR``."""
    notices: tuple[str, ...]
    pieces: tuple[Mask, ...] = ()
    """Of each word that is looked for in pieces, documents with enough of them to have the word."""

    def share(self, among: Mask) -> int:
        """How many of the words a document of these has at most; 0 when none has any, or one has all."""
        if len(self.words) < 2:
            return 0
        found = self.mask & among
        if not found.any() or reduce(np.logical_and, self.words, found).any():
            return 0
        return int(np.sum([mask[found] for mask in self.words], axis=0).max())

    def is_in_parts(self, among: Mask) -> bool:
        """Whether all words are looked for in pieces, and no document of these has one whole."""
        if not self.words or len(self.pieces) < len(self.words):
            return False
        found = self.mask & among
        return bool(found.any()) and not any((mask & found).any() for mask in self.pieces)
