"""The words of a text that may be those sought, without looking at all of its words.

A page of results looks for a few words in ten notes of any length. A word sought begins
with one of a few letters, and text is searched for letters many times as fast as it is
parted into words.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from itertools import product

from garden.search.words.analysis import WORD
from garden.search.words.unspaced import has_unspaced

_NOT_ASCII = "[^\x00-\x7f]"
_FOREIGN = re.compile(_NOT_ASCII)
_PLAIN = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_TYPOGRAPHY = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\xa0\xb7\u2022\u201e\xab\xbb\u2192"
"""Signs that texts of plain letters have, and no word does."""
_SHARE = 8
"""A text with one foreign letter in so many, or more, is not read letter by letter."""


def words_beginning(text: str, beginnings: Iterable[str]) -> Iterable[tuple[int, str]]:
    """Words of a `spaced` text with their places, in order; of plain letters only those with a beginning.

    All words when no beginnings are given, or where a script parts no words by blanks. A letter
    after the first may be accented, and i may be y. Of words in other letters more may come than begin so.
    """
    given = frozenset(beginnings)
    plain = text if text.isascii() else _without_typography(text)
    if given and plain.isascii():  # as most texts are, so that no other script need be looked for
        return _in_plain_letters(plain, text, _ways(given))
    if not given or has_unspaced(text):  # where a word of plain letters may begin in the middle of another
        return ((found.start(), found[0]) for found in WORD.finditer(text))
    lower = plain.lower()
    foreign = len(plain.encode("utf-8", "surrogatepass")) - len(plain)
    if foreign * _SHARE > len(plain) or len(lower) != len(plain):
        return _in_any_letters(text, given)
    return _in_some_letters(plain, lower, given)


def _without_typography(text: str) -> str:
    for sign in _TYPOGRAPHY:
        text = text.replace(sign, " ")
    return text


@functools.lru_cache(maxsize=1024)
def _ways(beginnings: frozenset[str]) -> frozenset[str]:
    """The beginnings in ASCII, in every way to write them."""
    return frozenset("".join(way) for one in beginnings if one.isascii() for way in product(*map(same, one)))


def same(letter: str) -> str:
    """The letters that one may be in a word, where it stands in the beginning that words of a form have."""
    return "iy" if letter in "iy" else letter


def _in_plain_letters(plain: str, text: str, ways: Iterable[str]) -> list[tuple[int, str]]:
    """Between blanks, since all that is in no word is one here; ``plain`` is as long as the text."""
    blanked = f" {plain} ".translate(_PLAIN)
    found: dict[int, str] = {}
    for way in ways:
        needle = f" {way}"
        at = blanked.find(needle)
        while at >= 0:
            end = blanked.index(" ", at + 1)
            found[at] = text[at : end - 1]
            at = blanked.find(needle, end)
    return sorted(found.items())


def _in_some_letters(text: str, lower: str, given: frozenset[str]) -> list[tuple[int, str]]:
    """Words with a beginning, and those with a foreign letter where the beginning is."""
    found: dict[int, str] = {}

    def take(at: int, with_letter: int) -> None:
        word = WORD.match(text, at) if at not in found and _begins(text, at) else None
        if word is not None and word.end() > with_letter:
            found[at] = word[0]

    for way in _ways(given):
        at = lower.find(way)
        while at >= 0:
            take(at, at)
            at = lower.find(way, at + len(way))
    initials, longest = {letter for one in given for letter in same(one[0])}, max(map(len, given))
    for foreign in _FOREIGN.finditer(text):
        end = foreign.start()
        for at in range(end, max(end - longest, -1), -1):
            if at == end or lower[at] in initials:
                take(at, end)
    return sorted(found.items())


def _begins(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == " " or WORD.match(text, at - 1, at) is None


def _in_any_letters(text: str, given: frozenset[str]) -> Iterator[tuple[int, str]]:
    end = 0
    for start in _beginning(given).finditer(text):
        at = start.start()
        # A word of a thousand marks begins once: looking on from each mark takes the square of the time.
        word = WORD.match(text, at) if at >= end else None
        if word is None:
            continue
        end = word.end()
        if at == 0 or WORD.match(text, at - 1, at) is None:  # and not inside a word
            yield at, word[0]


@functools.lru_cache(maxsize=1024)
def _beginning(beginnings: frozenset[str]) -> re.Pattern[str]:
    def either(letter: str) -> str:
        return f"[{re.escape(same(letter))}{re.escape(same(letter).upper())}]"

    def begun(way: str) -> str:
        if not way[0].isascii():
            return _NOT_ASCII
        rest = f"(?:{begun(way[1:])}|{_NOT_ASCII})" if len(way) > 1 else ""
        return either(way[0]) + rest

    ways = {_NOT_ASCII, *map(begun, beginnings)}
    return re.compile(f"(?<!\\w)(?:{'|'.join(sorted(ways))})")
