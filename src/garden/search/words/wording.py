"""Titles and values of fields as they are compared with what a reader writes, and with each other."""

from __future__ import annotations

import unicodedata

from garden.links import fold
from garden.search.words.analysis import written
from garden.search.words.letters import bare
from garden.search.words.unspaced import is_unspaced

_BEFORE_TITLES = "\"'“”‘’«»([{#*-–— "


def plain(text: str) -> str:
    """A value without what makes no difference to readers: case, width and accents."""
    return bare(fold(text if text.isascii() else unicodedata.normalize("NFKC", text)))


def in_order(title: str) -> str:
    """What a title is put in order by: no case, no accents, no signs that it begins with."""
    return plain(title).lstrip(_BEFORE_TITLES)


def parts(value: str) -> set[str]:
    """The words of a value, each in its plain form."""
    return set(written(plain(value)))


def has_all(words: set[str], value: str) -> bool:
    """Whether a value has all words of another; in scripts without blanks one may begin or end with it.

    So a person is found there by either name.
    """
    own = parts(value)
    return words <= own or all(word in own or (is_unspaced(word) and _at_ends(word, own)) for word in words)


def _at_ends(word: str, words: set[str]) -> bool:
    return any(one.startswith(word) or one.endswith(word) for one in words)
