"""What was typed as it stands: codes, and words with their accents.

Leniency finds a note; that it has the very form that was typed puts it first.
"""

from __future__ import annotations

import numpy as np

from garden.search import schema
from garden.search.analysis import TERM_LIMIT, VARIED, bare, fold
from garden.search.corpus import Numbers, View
from garden.search.facets import Mask

FOLDED = 0.8
"""What a word counts in a note that has it with other accents."""


def having(view: View, term: bytes) -> Mask:
    """Documents a reader sees that have a form as it was typed."""
    mask = np.zeros(view.corpus.size, np.bool_)
    for docs, _ in view.corpus.postings(schema.TYPED, term):
        mask[docs] = True
    return mask & view.mask


def weighted(view: View, word: str, scores: Numbers) -> Numbers:
    """Scores for a word, lessened where its accents are not those that were typed."""
    plain = fold(word)
    without = bare(plain)
    if without == plain:
        others = having(view, VARIED + plain[:TERM_LIMIT].encode())
        return np.where(others, FOLDED * scores, scores) if others.any() else scores
    same = having(view, plain[:TERM_LIMIT].encode())
    return np.where(same, scores, FOLDED * scores) if same.any() else scores


def rarity(view: View, mask: Mask) -> float:
    """The idf of what the documents of a mask have; as in `garden.search.scoring`."""
    found = int(np.count_nonzero(mask))
    return float(np.log1p((view.count - found + 0.5) / (found + 0.5)))
