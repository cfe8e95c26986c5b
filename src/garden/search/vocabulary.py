"""Words numbered while a segment is written, so that a text becomes an array of numbers.

A word is analysed once, however often it is written; all that is done for each place
where it stands is one look-up in C.
"""

from __future__ import annotations

from array import array

from garden.search.analysis import OPENING, Analyser, Forms, spaced, stretches
from garden.search.closing import joined

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
        """Of parts of what is one word, the number of a term that stands in the same place.

        Beside the last part it is that one word, beside the first one its `OPENING`, so that a phrase
        may lead up to it and go on after it.
        """
        self._numbers: dict[tuple[bytes, bytes, bytes], int] = {}
        self._parts: dict[tuple[int, int], int] = {}
        self._words: dict[Analyser, _Words] = {}
        self._several: list[array[int]] = []

    def __len__(self) -> int:
        return len(self.terms)

    def numbers(self, text: str, analyser: Analyser) -> array[int]:
        """The numbers of a text, one for each position."""
        known = self._words.get(analyser)
        if known is None:
            known = self._words[analyser] = _Words(self, analyser)
        words, joints = _words(text)
        found = array("I", list(map(known.__getitem__, words)))  # at once, not one by one
        for first, last, word in joints:
            number = known[word]
            if max(found[last], number) >= _SEVERAL or self.terms[found[last]] == self.terms[number]:
                continue
            found[last] = self._number_part(found[last], number)
            if found[first] < _SEVERAL:
                found[first] = self._number_part(found[first], self.number(OPENING + self.terms[number]))
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
        number = self._parts.get((part, beside))
        if number is None:
            number = self._parts[part, beside] = len(self.terms)
            for forms in (self.terms, self.exact, self.typed):
                forms.append(forms[part])
            self.beside[number] = beside
        return number

    def _number_of(self, forms: Forms) -> int:
        terms, exact, typed = forms
        if len(terms) == 1:
            return self.number(terms[0], exact, typed)
        self._several.append(array("I", [self.number(term) for term in terms]))
        return _SEVERAL + len(self._several) - 1


def _words(text: str) -> tuple[list[str], list[tuple[int, int, str]]]:
    """The words of a text; and what is written in parts as one, with the places of the first and the last."""
    text = spaced(text)
    between = stretches(text)
    words: list[str] = []
    joints: list[tuple[int, int, str]] = []
    at = 0
    for start, end, word in joined(text):
        words += between(at, start)
        first = len(words)
        words += between(start, end)
        joints.append((first, len(words) - 1, word))
        at = end
    return words + between(at, len(text)), joints


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
