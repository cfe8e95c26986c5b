"""Where the words of a question stand in a text.

A note may hold a hundred thousand characters in which nothing parts the words, and
a page shows ten notes. So runs of scripts without blanks are searched for the pairs
wanted, as text, instead of being taken apart into all of theirs.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise, product
from typing import TypeVar

from garden.search.highlighting.phrasing import Phrasing
from garden.search.ranking.wanted import Span, Wanted
from garden.search.words import codes, elisions, emoji, hyphens
from garden.search.words.analysis import Analyser, fold, joinable, spaced
from garden.search.words.letters import bare
from garden.search.words.scanning import same, words_beginning
from garden.search.words.signs import united
from garden.search.words.thousands import grouped
from garden.search.words.unspaced import begins_pairs, has_unspaced, is_unspaced, parted

_MOST_SPANS = 5000
"""Places of one pair in one run that are looked for; what a passage shows is among the first."""
_MOST_ORIGINS = 2000
"""Characters of a run that are folded one by one where its folded form has another length."""
_SLICE = 32
"""Characters that are marked together in a longer one."""

_SIGN = re.compile(".[\uff9e\uff9f]?", re.DOTALL)
"""A character, with the mark of a half-width one that is drawn into it."""

_NONE: frozenset[int] = frozenset()
T = TypeVar("T")


class Finder:
    """Finds the words of one question in texts of one language; remembers words."""

    def __init__(self, wanted: Sequence[Wanted], analyser: Analyser) -> None:
        self._phrasing = Phrasing(wanted)
        wanted = [*wanted, *self._phrasing.words]
        self._wanted = wanted
        self._analyser = analyser
        self._known: dict[str, frozenset[int]] = {}
        self._of_term = _numbers(one.terms for one in wanted)
        self._of_exact = _numbers(one.exact for one in wanted)
        self._of_prefix = _numbers({one.prefix} - {""} for one in wanted)
        self._pairs = self._needles()
        self._ways = self._beginnings()
        self._joints = frozenset(self._neighbours())
        self._of_code = _numbers(one.codes for one in wanted)
        self._standing = set(map(_standing, self._of_code))
        self._has_words = any(one.terms or one.exact or one.prefix for one in wanted)
        are_numbers = chain(map(str.isdecimal, self._of_prefix), map(bytes.isdigit, self._of_exact))
        self._has_numbers = any(are_numbers)

    def _needles(self) -> dict[str, frozenset[int]]:
        """What to look for in runs without blanks, each with the numbers of the words it stands for."""
        found: dict[str, frozenset[int]] = {}
        for number, one in enumerate(self._wanted):
            forms = {form.decode() for form in one.terms | one.exact} | {one.prefix}
            for form in forms:
                if form and len(form) <= 2 and is_unspaced(form):
                    ends = len(form) == 1 and form != one.prefix
                    needle = f"{form}$" if ends else form  # a term of one character ends its run
                    found[needle] = found.get(needle, _NONE) | {number}
        return found

    def _beginnings(self) -> frozenset[str]:
        """With what a word must begin to be worth a look, for stemming is dear; none for all words."""
        forms = {form.decode() for one in self._wanted for form in one.terms | one.exact}
        prefixes = {one.prefix for one in self._wanted if one.prefix}
        ways = {*map(self._analyser.beginning, forms), *map(self._analyser.beginning, prefixes)}
        return frozenset() if "" in ways or any(begins_pairs(way[0]) for way in ways) else frozenset(ways)

    def _neighbours(self) -> Iterator[str]:
        """Two letters next to each other in a beginning, in every way to write them."""
        for first, second in chain.from_iterable(map(pairwise, self._ways)):
            yield from map("".join, product(same(first), same(second)))

    def told(self, text: str, spans: Sequence[Span]) -> frozenset[int]:
        """Which of the wanted words a text has, whose spans do not tell all where nothing parts words."""
        if not has_unspaced(text):
            return _NONE.union(*(hits for _, _, hits in spans)) if spans else _NONE
        text = spaced(text)
        found = set[int]().union(*(hits for _, _, hits in spans))
        for word in {word for _, word in self._words(text)}:
            if not has_unspaced(word):
                found |= self._matches(word)
                continue
            for _, piece in parted(word):
                found |= self._in_run(piece) if is_unspaced(piece) else self._matches(piece)
        return self._phrasing.own(frozenset(found))

    def spans(self, text: str) -> list[Span]:
        """Matched stretches of a text in NFC, in order, those of whole phrases among them."""
        spans = self._apart(text)
        return self._phrasing.joined(spaced(text), spans) if spans and self._phrasing else spans

    def _apart(self, text: str) -> list[Span]:
        """As `spans`, of single words, those of phrases among them."""
        with_signs = joinable(text)
        text = with_signs.replace("_", " ")
        words = self._words(text)
        joined = list(self._joined(text, words)) if self._has_words else []
        if self._standing:
            joined += self._coded(with_signs)
        spans: list[Span] = []
        for at, word in words:
            if (hits := self._known.get(word)) is not None or not has_unspaced(word):
                if hits := self._matches(word) if hits is None else hits:
                    spans.append((at, at + len(word), hits))
                continue
            for start, piece in parted(word):
                if is_unspaced(piece):
                    spans += self._places(at + start, piece)
                elif hits := self._matches(piece):
                    spans.append((at + start, at + start + len(piece), hits))
        return sorted([*spans, *joined], key=lambda span: span[:2]) if joined else spans

    def spans_of(self, texts: Sequence[str]) -> list[list[Span]]:
        """As `spans`, of several texts, which are looked through as one."""
        found: list[list[Span]] = [[] for _ in texts]
        starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
        for start, end, hits in self.spans("\n".join(texts)):
            place = bisect_right(starts, start) - 1
            if end < starts[place + 1]:  # a phrase may begin in one and go on in the next
                found[place].append((start - starts[place], end - starts[place], hits))
        return found

    def _words(self, text: str) -> list[tuple[int, str]]:
        """The words of a text that may be wanted, with their places."""
        return list(words_beginning(text, self._ways)) if self._has_words else []

    def _coded(self, text: str) -> Iterator[Span]:
        """Where the codes that are wanted stand in a `joinable` text."""
        for start, end, code in chain.from_iterable(find(text) for find in self._standing):
            if hits := self._of_code.get(code):
                yield start, end, hits

    def _joined(self, text: str, words: Sequence[tuple[int, str]]) -> Iterator[Span]:
        """What is written in parts and wanted as one; ``words`` are those that begin as a wanted one does."""
        found: Iterable[tuple[int, int, str]]
        if not self._ways or hyphens.may_have(text, self._joints):
            found = hyphens.hyphened(text)
        else:  # no hyphen stands in a beginning
            found = hyphens.hyphened_after(text, words)
        for start, end, word in chain(found, grouped(text) if self._has_numbers else ()):
            if hits := self._matches(word):
                yield start, end, hits

    def _matches(self, word: str) -> frozenset[int]:
        """Which wanted words a written word is."""
        known = self._known.get(word)
        if known is None:
            forms = self._analyser.forms(word)
            known = self._of_exact.get(forms.exact, _NONE)
            for term in forms.terms:
                known |= self._of_term.get(term, _NONE)
            for prefix, numbers in self._of_prefix.items():
                # What begins so finds notes by its stem too: "make*" those with "making".
                begun = (bare(fold(word)), *map(bytes.decode, forms.terms))
                if any(form.startswith(prefix) for form in begun):
                    known |= numbers
            self._known[word] = known
        return known

    def _in_run(self, run: str) -> frozenset[int]:
        plain = _folded(run) if self._pairs else ""
        held = (numbers for needle, numbers in self._pairs.items() if _holds(plain, needle))
        return _NONE.union(*held)

    def _places(self, at: int, run: str) -> Iterator[Span]:
        """The pairs wanted in a run that begins at a place."""
        plain = _folded(run) if self._pairs else ""
        origins: Sequence[tuple[int, int]] = ()
        if plain and len(plain) != len(run):  # one character became several, or of several became one
            origins = _origins(run) if len(run) <= _MOST_ORIGINS else ()
            if len(plain) != len(origins):  # their places are lost
                yield from self._slices(at, run)
                return
        found: dict[tuple[int, int], frozenset[int]] = {}
        for needle, numbers in self._pairs.items():
            for place in _finds(plain, needle):
                last = place + len(needle.rstrip("$")) - 1
                if origins and place < last and origins[place] == origins[last]:
                    continue  # within one character
                span = (origins[place][0], origins[last][1]) if origins else (place, last + 1)
                found[span] = found.get(span, _NONE) | numbers
        yield from ((at + start, at + end, found[start, end]) for start, end in sorted(found))

    def _slices(self, at: int, run: str) -> Iterator[Span]:
        """Stretches of a run that begins at a place which have any of the pairs wanted."""
        for start in range(0, len(run), _SLICE):
            piece = run[start : start + _SLICE]
            if hits := self._in_run(piece):
                yield at + start, at + start + len(piece), hits


def _numbers(forms: Iterable[Iterable[T]]) -> dict[T, frozenset[int]]:
    """For each form the numbers of the wanted words that have it."""
    found: dict[T, frozenset[int]] = {}
    for number, those in enumerate(forms):
        for form in those:
            found[form] = found.get(form, _NONE) | {number}
    return found


def _standing(code: str) -> Callable[[str], Iterator[tuple[int, int, str]]]:
    """What finds a code in texts, and others of its sort."""
    if "'" in code:
        return elisions.standing
    return emoji.standing if emoji.is_emoji(code) else codes.standing


def _folded(run: str) -> str:
    """A run of a script without blanks as it is indexed; quick where it is so already."""
    return united(run if unicodedata.is_normalized("NFKC", run) else fold(run))


def _origins(run: str) -> list[tuple[int, int]]:
    """For each character of a folded run from where to where that stands in the run which it came from."""
    return [found.span() for found in _SIGN.finditer(run) for _ in _folded(found[0])]


def _holds(plain: str, needle: str) -> bool:
    return plain.endswith(needle[:-1]) if needle.endswith("$") else needle in plain


def _finds(plain: str, needle: str) -> Iterator[int]:
    """Places of a needle, the first ones."""
    if needle.endswith("$"):
        yield from (len(plain) - 1,) if plain.endswith(needle[:-1]) else ()
        return
    at = plain.find(needle)
    for _ in range(_MOST_SPANS):
        if at < 0:
            return
        yield at
        at = plain.find(needle, at + 1)
