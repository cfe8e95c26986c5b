"""What a question of too many words can do without: the words that most notes have.

A question pasted from somewhere may have more words than are looked for. Those that
few notes have say what it is about, wherever in it they stand.
"""

from __future__ import annotations

import math
from collections import Counter

from garden.search.query.grammar import MAX_CHARACTERS, MAX_WORDS
from garden.search.understanding.known import KnownWords
from garden.search.words.analysis import pieces, written
from garden.search.words.unspaced import is_unspaced

NOTICE = "That is a long question; only those parts of it were used that say most."


def spare(text: str, known: KnownWords, common: frozenset[str]) -> frozenset[str]:
    """Words that a question is read without, besides ``common`` ones, which say nothing by themselves."""
    words = [piece for word in written(text[:MAX_CHARACTERS]) for piece in pieces(word)]
    if len(words) <= MAX_WORDS:
        return frozenset()
    telling = Counter(word for word in words if word not in common)
    if telling.total() <= MAX_WORDS:
        return frozenset()
    kept = 0
    left_out = set()
    for word in sorted(telling, key=lambda word: (_rarity(word, known), word)):
        if kept and kept + telling[word] > MAX_WORDS:
            left_out.add(word)
        else:
            kept += telling[word]
    return frozenset(left_out)


def _rarity(word: str, known: KnownWords) -> float:
    """How many notes have a word; a pair of characters that none has is no slip, and finds nothing."""
    count = known.count(word)
    return math.inf if not count and is_unspaced(word) else count
