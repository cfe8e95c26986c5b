"""Words with hyphens as one: ``well-being`` is ``wellbeing`` as well, and ``e-mail`` is ``email``.

Their parts are indexed as any others; the word as one stands beside the last of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from garden.search.words.analysis import WORD
from garden.search.words.unspaced import has_unspaced

_MOST_PARTS = 3
"""Of one word; what has more is a phrase, as ``state-of-the-art``."""

_HYPHEN = re.compile(f"-(?=\\w)(?<={WORD.pattern[:-1]}-)")
_AROUND = re.compile(r"-(?<=(.)-)(?=(\w))")
_PARTS = re.compile(f"{WORD.pattern}(?:-{WORD.pattern})+")
_DIGIT = re.compile(r"\d")


def hyphened(text: str) -> Iterator[tuple[int, int, str]]:
    """The words with hyphens in a `spaced` text: where each begins and ends, and the same as one.

    Not such with digits, which are codes, and none in scripts without blanks.
    """
    text = _with_plain_hyphens(text)
    return _at(text, _HYPHEN.finditer(text))


def hyphened_after(text: str, words: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """As `hyphened`, those alone that begin with one of some words, given in order with their places."""
    text = _with_plain_hyphens(text)
    # Most words have none: each is looked at as little as can be.
    joined = [(at, len(word)) for at, word in words if text.startswith("-", at + len(word))]
    after = (_HYPHEN.match(text, at + size) for at, size in joined if _is_first(text, at))
    return _at(text, filter(None, after))


def _is_first(text: str, at: int) -> bool:
    """Whether no hyphen joins the word there to one before it."""
    return at == 0 or _HYPHEN.match(text, at - 1) is None


def _at(text: str, found: Iterable[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
    """The words that have some hyphens."""
    end = 0
    for hyphen in found:
        if (at := hyphen.start()) < end:
            continue  # in the word before
        start = max(text.rfind(" ", end, at) + 1, end)
        if not text[start:at].isalnum():  # as that of most words is
            *_, first = WORD.finditer(text, start, at)
            start = first.start()
        parts = _PARTS.match(text, start)
        assert parts is not None  # both sides of the hyphen are of words
        end = parts.end()
        word = parts[0].replace("-", "")
        if end - start - len(word) >= _MOST_PARTS or has_unspaced(word):
            continue
        if word.isalpha() or not _DIGIT.search(word):
            yield start, end, word


def may_have(text: str, joints: frozenset[str]) -> bool:
    """Whether a text has a hyphen between two of these small letters, or beside one not of ASCII; quick."""
    around = set(map("".join, _AROUND.findall(_with_plain_hyphens(text).lower())))
    return not joints.isdisjoint(around) or not "".join(around).isascii()


def _with_plain_hyphens(text: str) -> str:
    return text if text.isascii() else text.replace("\u2010", "-").replace("\u2011", "-")
