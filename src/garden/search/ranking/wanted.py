"""The words of a question as results show them: what to mark, and what there would be to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from garden.search.arrays import Mask
from garden.search.ranking.sought import Sought

Span = tuple[int, int, frozenset[int]]
"""From, to, and which of the wanted words."""


class Wanted(NamedTuple):
    """A word, a code or a phrase to mark in titles and passages, and how much it says."""

    weight: float
    terms: frozenset[bytes] = frozenset()
    exact: frozenset[bytes] = frozenset()
    prefix: str = ""
    spoken: Sought | None = None
    """The word, where languages have other terms of it."""
    docs: Mask | None = None
    """Documents that have it; None where it says nothing by itself."""
    front: Callable[[int], bool] | None = None
    """Whether a document has it in its front matter, asked for few; None where none has."""
    codes: frozenset[str] = frozenset()
    """What is marked as it stands, with its signs."""
    words: tuple[tuple[int, Wanted], ...] = ()
    """Of a phrase its words, each with its place from the first."""

    @classmethod
    def of_word(cls, word: Sought, weight: float, front: Callable[[int], bool] | None = None) -> Wanted:
        """A word, in whichever form."""
        return cls(weight, word.terms, word.exact, spoken=word if word.spoken else None, front=front)

    @classmethod
    def of_codes(cls, codes: Iterable[str], weight: float, docs: Mask) -> Wanted:
        """A code that some documents have, wherever in them; several where it is the beginning of these."""
        return cls(weight, docs=docs, front=docs.__getitem__, codes=frozenset(codes))

    @classmethod
    def of_beginning(cls, text: str, stems: frozenset[bytes], weight: float) -> Wanted:
        """Any word that begins so, or that has one of these stems."""
        return cls(weight, stems, prefix=text)

    @classmethod
    def of_phrase(cls, words: Iterable[tuple[int, Wanted]], weight: float, docs: Mask) -> Wanted:
        """Words at their places that some documents have, wherever in them."""
        return cls(weight, docs=docs, front=docs.__getitem__, words=tuple(words))

    def in_language(self, language: str) -> Wanted:
        """What to mark in a text of one language."""
        if self.words:
            words = [(place, word.in_language(language)) for place, word in self.words]
            return self._replace(words=tuple(words))
        return self if self.spoken is None else self._replace(terms=self.spoken.stems_in(language))


def unseen(wanted: Sequence[Wanted], doc: int, seen: frozenset[int]) -> frozenset[int]:
    """Numbers of the words that a document has and does not show; of all words where it shows none."""
    if not seen:
        return frozenset(range(len(wanted)))
    if len(seen) == len(wanted):
        return frozenset()
    there = [number for number, one in enumerate(wanted) if one.docs is not None and one.docs[doc]]
    return frozenset(there) - seen
