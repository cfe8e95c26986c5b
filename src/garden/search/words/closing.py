"""What is written in parts and is one: words with hyphens, and numbers with their thousands apart."""

from __future__ import annotations

from collections.abc import Sequence

from garden.search.words.analysis import spaced
from garden.search.words.hyphens import hyphened
from garden.search.words.thousands import grouped


def joined(text: str) -> Sequence[tuple[int, int, str]]:
    """All such in a `spaced` text, in order: where each begins and ends, and the same as one."""
    return sorted([*hyphened(text), *grouped(text)])  # none is both: words with hyphens have no digits


def closed(text: str) -> str:
    """A text, `spaced`, in which all such are written as one."""
    text = spaced(text)
    pieces, at = [], 0
    for start, end, word in joined(text):
        pieces += [text[at:start], word]
        at = end
    return "".join([*pieces, text[at:]])
