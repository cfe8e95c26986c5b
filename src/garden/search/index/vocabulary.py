"""Words numbered while a segment is written, so that a text becomes an array of numbers.

A word is analysed once, however often it is written; all that is done for each place
where it stands is one look-up in C.
"""

from __future__ import annotations

from array import array
from itertools import chain
from typing import NamedTuple

from garden.search.words import codes
from garden.search.words.analysis import OPENING, Analyser, Forms, joinable, stretches
from garden.search.words.closing import joined

_SEVERAL = 1 << 31
"""Numbers from here on stand for words of several terms, or of none."""


class Vocabulary:
    """Numbers for a term with the exact form and the form with accents beside it."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forgets all numbers given."""
        self.terms: list[bytes] = []
        """The term of each number."""
        self.exact: list[bytes] = []
        """The exact form of each number; empty where it is the term."""
        self.typed: list[bytes] = []
        """The form with accents of each number; empty where it has none."""
        self.beside: dict[int, int] = {}
        """Of parts of what is one word, or one code, the number of a term that stands in the same place.

        Beside the last part it is that one word, beside the first one its `OPENING`, so that a phrase
        may lead up to it and go on after it. That may be a part again, beside which another term stands.
        """
        self._numbers: dict[tuple[bytes, bytes, bytes], int] = {}
        self._parts: dict[tuple[int, int], int] = {}
        self._codes: dict[str, int] = {}
        self._words: dict[Analyser, _Words] = {}
        self._several: list[array[int]] = []

    def __len__(self) -> int:
        return len(self.terms)

    def numbers(self, text: str, analyser: Analyser, typed: set[str] | None = None) -> array[int]:
        """The numbers of a text, one for each position; its codes are put among those ``typed``."""
        known = self._words.get(analyser)
        if known is None:
            known = self._words[analyser] = _Words(self, analyser)
        words, joints, coded = _words(text)
        found = array("I", list(map(known.__getitem__, words)))  # at once, not one by one
        for first, last, word in joints:
            number = known[word]
            if max(found[last], number) >= _SEVERAL or self.terms[found[last]] == self.terms[number]:
                continue
            found[last] = self._number_part(found[last], number)
            if found[first] < _SEVERAL:
                found[first] = self._number_part(found[first], self.number(OPENING + self.terms[number]))
        for last, code in coded:
            if typed is not None:
                typed.add(code)
            if last >= 0 and found[last] < _SEVERAL and (number := self._number_of_code(code)) >= 0:
                found[last] = self._number_part(found[last], number)
        if not self._several or max(found, default=0) < _SEVERAL:
            return found
        spread = array("I")
        for number in found:
            if number < _SEVERAL:
                spread.append(number)
            else:
                spread.extend(self._several[number - _SEVERAL])
        return spread

    def number(self, term: bytes, exact: bytes = b"", typed: bytes = b"") -> int:
        """The number of a term as it is."""
        key = (term, exact, typed)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.terms)
            self.terms.append(term)
            self.exact.append(exact)
            self.typed.append(typed)
        return number

    def _number_part(self, part: int, beside: int) -> int:
        """The number of a word as a part of one beside which a term stands."""
        if (before := self.beside.get(part)) is not None:
            beside = self._number_part(beside, before)
        number = self._parts.get((part, beside))
        if number is None:
            number = self._parts[part, beside] = len(self.terms)
            for forms in (self.terms, self.exact, self.typed):
                forms.append(forms[part])
            self.beside[number] = beside
        return number

    def _number_of_code(self, code: str) -> int:
        """The number of a code where it stands; -1 where that need not be known."""
        number = self._codes.get(code)
        if number is None:
            term = codes.placed(code)
            number = self._codes[code] = self.number(term) if term else -1
        return number

    def _number_of(self, forms: Forms) -> int:
        terms, exact, typed = forms
        if len(terms) == 1:
            return self.number(terms[0], exact, typed)
        self._several.append(array("I", [self.number(term) for term in terms]))
        return _SEVERAL + len(self._several) - 1


class _Read(NamedTuple):
    """A text in words."""

    words: list[str]
    joints: list[tuple[int, int, str]]
    """What is written in parts as one, with the places of the first and the last of them."""
    coded: list[tuple[int, str]]
    """Codes, each with the place of its last word; -1 where more of that follows."""


def _words(text: str) -> _Read:
    text = joinable(text)
    coded = [(end if codes.ends_a_word(text, end) else 0, code) for _, end, code in codes.standing(text)]
    text = text.replace("_", " ")
    between = stretches(text)
    joints = joined(text)
    words: list[str] = []
    before = {0: 0}
    at = 0
    for place in sorted({*chain.from_iterable(joint[:2] for joint in joints), *(end for end, _ in coded)}):
        words += between(at, place)
        before[place] = len(words)
        at = place
    return _Read(
        words + between(at, len(text)),
        [(before[start], before[end] - 1, word) for start, end, word in joints],
        [(before[end] - 1, code) for end, code in coded],
    )


class _Words(dict[str, int]):
    """Numbers by written word of one language."""

    def __init__(self, vocabulary: Vocabulary, analyser: Analyser) -> None:
        super().__init__()
        self._number_of = vocabulary._number_of
        self._analyse = analyser.analyse

    def __missing__(self, word: str) -> int:
        plain = word.lower() if word.isascii() else word
        number = self[plain] if plain != word else self._number_of(self._analyse(word))
        self[word] = number
        return number
