"""What a question finds: all of it before it is filtered and shown, and each part of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from garden.search.arrays import Integers, Mask, Numbers
from garden.search.parameters import AGAIN
from garden.search.ranking import scoring
from garden.search.ranking.scoring import Gains, Scored
from garden.search.ranking.wanted import Wanted


class Result(NamedTuple):
    """What a part of a question finds."""

    mask: Mask
    gains: Gains | None = None
    """None when nothing in the part ranks."""
    restricts: bool = False
    """Whether a note must be among these whatever else the question says."""
    recruits: bool = False
    """Whether a note may be found by this."""
    common: bool = False
    """Whether it recruits only when nothing else does."""


def repeated(result: Result, times: int) -> Result:
    """What a part finds that stands in a question so many times."""
    if times == 1 or result.gains is None:
        return result
    factor = (AGAIN + 1) * times / (AGAIN + times)
    return result._replace(gains=scoring.times(factor, result.gains))


def any_of(results: Sequence[Result]) -> Mask:
    """The documents that any of them finds; there is at least one."""
    return reduce(np.logical_or, (result.mask for result in results))


def sum_of(results: Sequence[Result]) -> Gains | None:
    """What documents gain by several parts together; None when nothing scores."""
    parts = [(result.mask, result.gains) for result in results if result.gains is not None]
    if len(results) == len(parts) == 1 and results[0].recruits:
        return parts[0][1]  # who is found has it

    def gains(docs: Integers) -> Numbers:
        total = np.zeros(len(docs))
        for mask, gains in parts:
            inside = mask[docs]
            total[inside] += gains(docs[inside])
        return total

    return gains if parts else None


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
    missing: tuple[tuple[str, str], ...] = ()
    """Values that were asked for and that no document has, each with its field before it."""
    side_by_side: tuple[Scored, ...] = ()
    """Words that say something and that are asked for together; none when the question says ``OR``."""

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
