"""What was typed as it stands: codes, and words with their accents.

Leniency finds a note; that it has the very form that was typed puts it first.
"""

from __future__ import annotations

import numpy as np

from garden.search import schema
from garden.search.analysis import TERM_LIMIT, VARIED, bare, fold
from garden.search.corpus import Numbers, View

FOLDED = 0.8
"""What a word counts in a note that has it with other accents."""


def weighted(view: View, word: str, scores: Numbers) -> Numbers:
    """Scores for a word, lessened where its accents are not those that were typed."""
    plain = fold(word)
    without = bare(plain)
    if without == plain:
        others = view.having(schema.TYPED, VARIED + plain[:TERM_LIMIT].encode())
        return np.where(others, FOLDED * scores, scores) if others.any() else scores
    same = view.having(schema.TYPED, plain[:TERM_LIMIT].encode())
    return np.where(same, scores, FOLDED * scores) if same.any() else scores
