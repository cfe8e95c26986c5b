"""What was typed as it stands: codes, and words with their accents.

Leniency finds a note; that it has the very form that was typed puts it first.
"""

from __future__ import annotations

import numpy as np

from garden.search import schema
from garden.search.analysis import TERM_LIMIT, VARIED, bare, fold
from garden.search.corpus import View
from garden.search.scoring import Gains

FOLDED = 0.8
"""What a word counts in a note that has it with other accents."""


def weighted(view: View, word: str, gains: Gains) -> Gains:
    """What documents gain by a word, lessened where its accents are not those that were typed."""
    plain = fold(word)
    without = bare(plain)
    term = (VARIED if without == plain else b"") + plain[:TERM_LIMIT].encode()
    if not view.corpus.spread(schema.TYPED, term):  # as of nearly all words
        return gains
    marked = view.having(schema.TYPED, term)
    if not marked.any():
        return gains
    less = marked if without == plain else ~marked
    return lambda docs: np.where(less[docs], FOLDED, 1.0) * gains(docs)
