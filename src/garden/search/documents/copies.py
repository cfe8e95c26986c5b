"""Notes of one view that say nearly the same, each to be shown with the first of them that answers.

Which are alike is worked out once a view, so that a question need only look which of those
few it found. Being alike leads no further: of three texts the second may be like both others, and
these unlike each other. So a note is folded under the first in order that is shown and like it,
on whichever page either would be: no two that are shown are alike, and no note is shown twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from garden.model import Section
from garden.search.arrays import Integers, Mask, once, ranges
from garden.search.index.alike import Outlines, are_alike, may_be_alike, said

_MOST = 64
"""Texts that have a sentence in common and are compared: one in more of them is that of a form."""
_AT_ONCE = 10_000
"""Pairs of outlines that are compared together."""
_READ = 1_000
"""Texts that are held while they are compared."""
_SIZE = 8
"""Bytes of a hash."""
_LOW = 0xFFFFFFFF
_NO_DOCS: Integers = np.empty(0, np.int64)


class Gists(NamedTuple):
    """What `garden.search.index.alike` keeps to find texts by, of all documents."""

    hashes: Integers
    """One document's after the other's; of each, the first is of all that it says."""
    counts: Integers
    """How many are each document's, and ..."""
    ends: Integers
    """... where they end."""

    @classmethod
    def of(cls, columns: Sequence[tuple[bytes, Integers]]) -> Gists:
        """Those of some segments: all bytes of one in a row, and how many are each document's."""
        hashes = np.frombuffer(b"".join([data for data, _ in columns]), "<i8").astype(np.int64)
        counts = np.concatenate([np.empty(0, np.int64), *(lengths // _SIZE for _, lengths in columns)])
        return cls(hashes, counts, np.cumsum(counts))


class Folded(NamedTuple):
    """What was found, without those notes that are shown with another."""

    mask: Mask
    """Documents with a hit of their own."""
    beneath: Integers = _NO_DOCS
    """The others, in order, and ..."""
    above: Integers = _NO_DOCS
    """... the document that each is shown with."""

    def under(self, doc: int) -> list[int]:
        """Those that are shown with a document, in order."""
        if not len(self.beneath):  # as most often
            return []
        found: list[int] = self.beneath[self.above == doc].tolist()
        return found


class Copies:
    """Which documents say nearly the same as which."""

    def __init__(
        self,
        gists: Gists,
        among: Mask,
        outlines: Outlines,
        sections: Callable[[int], Sequence[Section]],
        id_of: Callable[[int], str],
    ) -> None:
        """Of the documents ``among`` all.

        ``sections`` is asked for those texts alone that most likely are like another.
        """
        docs, texts = _texts(gists, among)
        firsts = docs[_begins(texts)]
        """For each text, whose words no other one has all of, a document with it."""
        near = _near(_pairs(gists, firsts), firsts, outlines, sections)
        has_another = np.bincount(texts, minlength=len(firsts)) > 1
        has_another[list(near)] = True
        self.docs = np.array(sorted(docs[has_another[texts]].tolist(), key=id_of), np.int64)
        """Documents that another one is like, by id."""
        number = np.arange(len(firsts))
        for circle in list(_circles(near)):  # as good as one text
            number[list(circle)] = min(circle)
            for text in circle:
                del near[text]
        self._texts = np.zeros(len(among), np.int64)
        self._texts[docs] = number[texts]
        self._near = near
        self._has_near = np.zeros(len(firsts), np.bool_)
        self._has_near[list(near)] = True

    def folded(self, mask: Mask, in_order: Callable[[Integers], Integers]) -> Folded:
        """What a question found, those folded that are like another; ``in_order`` sorts documents by id."""
        found = self.docs[mask[self.docs]]
        if len(found) < 2:
            return Folded(mask)
        ordered = in_order(found)
        texts = self._texts[ordered]
        by_text = np.argsort(texts, kind="stable")
        begins = _begins(texts[by_text])
        firsts = by_text[begins]
        shown = np.empty_like(ordered)
        shown[by_text] = ordered[firsts][np.cumsum(begins) - 1]
        if self._near:
            for text, doc in self._under_near(np.sort(firsts), ordered, texts):
                shown[texts == text] = doc
        folded = shown != ordered
        if not folded.any():
            return Folded(mask)
        kept = mask.copy()
        kept[ordered[folded]] = False
        return Folded(kept, ordered[folded], shown[folded])

    def _under_near(self, firsts: Integers, docs: Integers, texts: Integers) -> Iterator[tuple[int, int]]:
        """The texts that are shown with another that is near, each with the document of that one.

        ``firsts`` are the places of the first document with each text.
        """
        firsts = firsts[self._has_near[texts[firsts]]]
        taken: dict[int, int] = {}
        for text, doc in zip(texts[firsts].tolist(), docs[firsts].tolist(), strict=True):
            if text in taken:
                yield text, taken[text]
            else:
                for other in self._near[text]:
                    taken.setdefault(other, doc)


def _begins(numbers: Integers) -> Mask:
    """Where in a row of numbers, equal ones together, others begin than those before them."""
    begins: Mask = np.diff(numbers, prepend=-1) != 0
    return begins


def _texts(gists: Gists, among: Mask) -> tuple[Integers, Integers]:
    """Documents that say enough, those together that say the same; beside each the number of its text."""
    docs = np.flatnonzero((gists.counts > 0) & among)
    whole = gists.hashes[gists.ends[docs] - gists.counts[docs]]
    order = np.argsort(whole, kind="stable")
    begins = np.ones(len(docs), np.bool_)
    begins[1:] = np.diff(whole[order]) != 0
    return docs[order], np.cumsum(begins) - 1


def _pairs(gists: Gists, docs: Integers) -> Integers:
    """Each two texts with a sentence in common, once: the lower in the high half of a number.

    ``docs`` are documents with them.
    """
    sizes = gists.counts[docs] - 1
    hashes = gists.hashes[ranges(gists.ends[docs], sizes)]
    order = np.argsort(hashes, kind="stable")
    hashes, texts = hashes[order], np.repeat(np.arange(len(docs)), sizes)[order]
    having = np.searchsorted(hashes, hashes, "right") - np.searchsorted(hashes, hashes, "left")
    shared = (having > 1) & (having <= _MOST)
    hashes, texts = hashes[shared], texts[shared]
    pairs = [np.empty(0, np.int64)]
    for apart in range(1, _MOST):
        both = hashes[apart:] == hashes[:-apart]
        if not both.any():
            break
        pairs.append(texts[:-apart][both] << 32 | texts[apart:][both])
    return once(np.sort(np.concatenate(pairs)))


def _near(
    pairs: Integers,
    docs: Integers,
    outlines: Outlines,
    sections: Callable[[int], Sequence[Section]],
) -> dict[int, set[int]]:
    """Of each text those that are nearly the same; ``docs`` are documents with them."""
    near: defaultdict[int, set[int]] = defaultdict(set)

    @lru_cache(_READ)
    def read(text: int) -> frozenset[str]:
        return said(sections(int(docs[text])))

    for one, other in _likely(pairs, docs, outlines):
        if are_alike(read(one), read(other)):
            near[one].add(other)
            near[other].add(one)
    return near


def _likely(pairs: Integers, docs: Integers, outlines: Outlines) -> Iterator[tuple[int, int]]:
    """Those pairs whose outlines do not tell them apart."""
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        ones, others = some >> 32, some & _LOW
        likely = may_be_alike(outlines[docs[ones]], outlines[docs[others]])
        yield from zip(ones[likely].tolist(), others[likely].tolist(), strict=True)


def _circles(near: Mapping[int, Set[int]]) -> Iterator[Set[int]]:
    """Texts that are all like each other and like no other one, together."""
    for text, others in near.items():
        every = others | {text}
        if text == min(every) and all(near[other] | {other} == every for other in others):
            yield every
