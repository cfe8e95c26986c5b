"""Where the phrases of a question stand in a text, told by where their words do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import NamedTuple

from garden.search.ranking.wanted import Span, Wanted
from garden.search.words.analysis import WORD

_MOST_PLACES = 1000
"""Places of one phrase in one text that are looked for; what is shown of it is among the first."""


class _Phrase(NamedTuple):
    """What is looked for."""

    itself: frozenset[int]
    """Its number."""
    words: frozenset[int]
    """Those of its words."""
    first: int
    others: tuple[tuple[int, int], ...]
    """Of each word but the first the places from the one before, and its number."""


class Phrasing:
    """The phrases among the wanted words of one question."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self.words: list[Wanted] = []
        """Words that are marked in a phrase alone: they say nothing by themselves. Their numbers go on."""
        self._own = len(wanted)
        self._phrases: list[_Phrase] = []
        numbers = {_key(one): number for number, one in enumerate(wanted)}
        for number, one in enumerate(wanted):
            if one.words:
                self._phrases.append(self._numbered(number, one, numbers))

    def _numbered(self, number: int, phrase: Wanted, numbers: dict[object, int]) -> _Phrase:
        for _, word in phrase.words:
            if _key(word) not in numbers:
                numbers[_key(word)] = self._own + len(self.words)
                self.words.append(word)
        first, *others = [numbers[_key(word)] for _, word in phrase.words]
        steps = [after - before for (before, _), (after, _) in pairwise(phrase.words)]
        words = frozenset({first, *others})
        return _Phrase(frozenset({number}), words, first, tuple(zip(steps, others, strict=True)))

    def __bool__(self) -> bool:
        return bool(self._phrases)

    def own(self, hits: frozenset[int]) -> frozenset[int]:
        """Which of some words are wanted by themselves."""
        return frozenset(number for number in hits if number < self._own) if self.words else hits

    def joined(self, text: str, spans: Sequence[Span]) -> list[Span]:
        """Where whole phrases stand in a `spaced` text, and words that are wanted by themselves, in order.

        ``spans`` are where all words stand.
        """
        own = {hits: self.own(hits) for hits in {hits for _, _, hits in spans}}
        there = frozenset(chain.from_iterable(own))
        kept = [(start, end, own[hits]) for start, end, hits in spans if own[hits]]
        phrases = [_places(phrase, text, spans) for phrase in self._phrases if phrase.words <= there]
        found = [span for places in phrases for span in islice(places, _MOST_PLACES)]
        return sorted([*kept, *found], key=lambda span: span[:2]) if found else kept


def _key(word: Wanted) -> object:
    return word.terms, word.exact, word.prefix, word.codes, word.words


def _places(phrase: _Phrase, text: str, spans: Sequence[Span]) -> Iterator[Span]:
    for place, (start, _, hits) in enumerate(spans):
        if phrase.first in hits and (end := _end(phrase, text, spans, place)):
            yield start, end, phrase.itself


def _end(phrase: _Phrase, text: str, spans: Sequence[Span], place: int) -> int:
    """Where a phrase ends whose first word stands there; 0 where the others do not follow."""
    start, end, _ = spans[place]
    for step, number in phrase.others:
        while True:
            place += 1
            if place == len(spans):
                return 0
            at, after, hits = spans[place]
            if at >= end and WORD.search(text, end, at):
                return 0
            # Of scripts without blanks, pairs of characters overlap.
            if number in hits and (at >= end or (step == 1 and at == start + 1)):
                break
        start, end = at, after
    return end
