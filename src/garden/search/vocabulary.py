"""Words numbered while a segment is written, so that a text becomes an array of numbers.

A word is analysed once, however often it is written; all that is done for each place
where it stands is one look-up in C.
"""

from __future__ import annotations

from array import array

from garden.search.analysis import Analyser, Forms, spaced, stretches
from garden.search.hyphens import hyphened

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
        """Of words that end one with hyphens, the number of that as one word; it stands in the same place."""
        self._numbers: dict[tuple[bytes, bytes, bytes], int] = {}
        self._ending: dict[tuple[int, int], int] = {}
        self._words: dict[Analyser, _Words] = {}
        self._several: list[array[int]] = []

    def __len__(self) -> int:
        return len(self.terms)

    def numbers(self, text: str, analyser: Analyser) -> array[int]:
        """The numbers of a text, one for each position."""
        known = self._words.get(analyser)
        if known is None:
            known = self._words[analyser] = _Words(self, analyser)
        words, ends = _words(text)
        found = array("I", list(map(known.__getitem__, words)))  # at once, not one by one
        for place, word in ends:
            found[place] = self._number_ending(found[place], known[word])
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

    def _number_ending(self, part: int, word: int) -> int:
        """The number of a word as the last part of one with hyphens."""
        if max(part, word) >= _SEVERAL or self.terms[part] == self.terms[word]:
            return part
        number = self._ending.get((part, word))
        if number is None:
            number = self._ending[part, word] = len(self.terms)
            for forms in (self.terms, self.exact, self.typed):
                forms.append(forms[part])
            self.beside[number] = word
        return number

    def _number_of(self, forms: Forms) -> int:
        terms, exact, typed = forms
        if len(terms) == 1:
            return self.number(terms[0], exact, typed)
        self._several.append(array("I", [self.number(term) for term in terms]))
        return _SEVERAL + len(self._several) - 1


def _words(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The words of a text; and those with hyphens as one, with the places of their last parts."""
    text = spaced(text)
    between = stretches(text)
    words: list[str] = []
    ends: list[tuple[int, str]] = []
    at = 0
    for _, end, word in hyphened(text):
        words += between(at, end)
        ends.append((len(words) - 1, word))
        at = end
    return words + between(at, len(text)), ends


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
