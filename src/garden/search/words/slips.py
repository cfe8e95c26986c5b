"""Texts with a slip of the fingers in them, among many.

Slips are counted by rapidfuzz, in those texts alone that have enough of the letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from garden.search.arrays import Integers
from garden.search.words.unspaced import is_unspaced

_ONE_SLIP, _TWO_SLIPS = 4, 8
"""Letters from which a word may have them."""
_STRETCHES = {1: 2, 2: 3}
"""Stretches of four letters a slip that are looked at, by the slips that there may be."""


class Near:
    """Texts to be found although a few letters are wrong.

    Each slip takes away one letter at most, and moves the others by one place at most: texts
    that lack more in the places where they should be are passed over without being compared.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._sizes = np.fromiter(map(len, texts), np.int64, len(texts))
        self._letters = {
            slips: [
                _letters([text[max(start - slips, 0) : end + slips] for text in texts])
                for start, end in _stretches(slips)
            ]
            for slips in _STRETCHES
        }

    def find(self, typed: str, *, is_whole: bool) -> Iterator[tuple[int, int]]:
        """How many slips, and the number of a text that is, or else begins, like this."""
        # In a script without blanks each slip would be another word.
        slips = 0 if is_unspaced(typed) else (len(typed) >= _ONE_SLIP) + (len(typed) >= _TWO_SLIPS)
        if not slips:
            return
        size = len(typed)
        numbers = self._likely(typed, slips, is_whole).tolist()
        if is_whole:
            texts = [self._texts[number] for number in numbers]
            yield from ((count, numbers[place]) for count, place in _compared(typed, texts, slips))
            return
        ends = range(size - slips, size + slips + 1)
        begun = [self._texts[number][:size] for number in numbers]
        for count, place in _compared(typed, begun, 2 * slips):
            if count > slips:  # or is it a letter too many or too few?
                text = self._texts[numbers[place]]
                count = min(OSA.distance(typed, text[:end], score_cutoff=slips) for end in ends)
            if count <= slips:
                yield count, numbers[place]

    def _likely(self, typed: str, slips: int, is_whole: bool) -> Integers:
        """Numbers of the texts that are long enough and lack no more letters than slips."""
        fits = self._sizes >= len(typed) - slips
        if is_whole:
            fits &= self._sizes <= len(typed) + slips
        numbers = np.flatnonzero(fits)
        lacking = np.zeros(len(numbers), np.uint8)
        for (start, end), letters in zip(_stretches(slips), self._letters[slips], strict=True):
            if start >= len(typed):
                break
            (sought,) = _letters([typed[start:end]])
            lacking += np.bitwise_count(sought & ~letters[numbers])
            numbers, lacking = numbers[lacking <= slips], lacking[lacking <= slips]
        return numbers


def _stretches(slips: int) -> list[tuple[int, int]]:
    size = 4 * slips
    return [(start, start + size) for start in range(0, _STRETCHES[slips] * size, size)]


def _compared(typed: str, texts: Sequence[str], slips: int) -> Iterator[tuple[int, int]]:
    """How many slips, and the place of a text that has no more."""
    found = process.extract(typed, texts, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return ((int(count), place) for _, count, place in found)


def _letters(texts: Sequence[str]) -> NDArray[np.uint64]:
    """The set of the letters of each text, a bit for each (for some, the same one)."""
    size = max(map(len, texts), default=0)
    if not size:
        return np.zeros(len(texts), np.uint64)
    codes = np.array(texts, f"U{size}").view(np.uint32).reshape(len(texts), size)
    bits = np.where(codes > 0, np.uint64(1) << (codes % 64).astype(np.uint64), np.uint64(0))
    letters: NDArray[np.uint64] = np.bitwise_or.reduce(bits, axis=1)
    return letters
