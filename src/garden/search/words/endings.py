"""Endings of words that a stemmer does not take for the same."""

from __future__ import annotations


def singular(word: str) -> str:
    """A Portuguese word in ``-ão`` for its plural in ``-ões``: their stems differ in the last vowel."""
    return f"{word[:-3]}ão" if word.endswith("ões") else word
