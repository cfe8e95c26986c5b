"""The words of a question as results show them: what to mark, and what there would be to tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from garden.search.facets import Mask
from garden.search.sought import Sought


class Wanted(NamedTuple):
    """A word to mark in titles and passages, and how much it says."""

    terms: frozenset[bytes]
    exact: frozenset[bytes]
    prefix: str
    weight: float
    spoken: Sought | None = None
    """The word, where languages have other terms of it."""
    docs: Mask | None = None
    """Documents that have it; None where it says nothing by itself."""
    front: Mask | None = None
    """Those that have it in their front matter; None for none."""
    code: str = ""
    """What is marked as it stands, with its signs."""

    @classmethod
    def of_code(cls, code: str, weight: float, docs: Mask) -> Wanted:
        """A code that some documents have, wherever in them."""
        return cls(frozenset(), frozenset(), "", weight, docs=docs, front=docs, code=code)

    def in_language(self, language: str) -> Wanted:
        """What to mark in a text of one language."""
        return self if self.spoken is None else self._replace(terms=self.spoken.stems_in(language))


def unseen(wanted: Sequence[Wanted], doc: int, seen: frozenset[int]) -> frozenset[int]:
    """Numbers of the words that a document has and does not show; of all words where it shows none."""
    if not seen:
        return frozenset(range(len(wanted)))
    if len(seen) == len(wanted):
        return frozenset()
    there = [number for number, one in enumerate(wanted) if one.docs is not None and one.docs[doc]]
    return frozenset(there) - seen


def in_front(wanted: Sequence[Wanted], doc: int, numbers: frozenset[int]) -> frozenset[int]:
    """Those of some words that a document has in its front matter."""
    fronts = {number: wanted[number].front for number in numbers}
    return frozenset(number for number, front in fronts.items() if front is not None and front[doc])
