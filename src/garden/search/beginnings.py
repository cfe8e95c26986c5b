"""The last word of a question as the beginning of one, as it is while somebody types.

Reading it so in every question costs the ranking of those that are typed whole. So
notes that have only a longer word come in where the word itself finds few or none,
and then below all that have it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from garden.search import analysis
from garden.search.matching import Found
from garden.search.nodes import All, Prefix, Word

SHORTEST = 3
"""Letters that a beginning must have."""
FEW = 10
"""Notes, the first page of them: with so many there is no need of more."""


def last_word(text: str, tree: All, common: frozenset[str]) -> str:
    """The word that a question ends with and that may be unfinished; empty when there is none such."""
    last = tree.nodes[-1] if tree.nodes else None
    if not isinstance(last, Word) or last.text in common or len(last.text) < SHORTEST:
        return ""
    written = analysis.written(text[-4 * analysis.TERM_LIMIT :])
    ends = bool(written) and text.endswith(written[-1]) and analysis.fold(written[-1]) == last.text
    return last.text if ends and last.text.isalpha() and not analysis.has_unspaced(last.text) else ""


def unfinished(tree: All) -> All:
    """The same question with its last word as a beginning."""
    *others, last = tree.nodes
    return All((*others, Prefix(last.text))) if isinstance(last, Word) else tree


def widened(found: Found, wider: Found) -> Found:
    """What was found, and below it what only a wider question finds."""
    more = wider.mask & ~found.mask
    if not more.any() or wider.scores is None:
        return found
    scores = np.zeros(len(more)) if found.scores is None else found.scores
    least = float(scores[found.mask].min(initial=1.0))
    most = float(wider.scores[more].max()) or 1.0
    return replace(
        found,
        mask=found.mask | more,
        scores=np.where(more, wider.scores * (0.5 * least / most), scores),
        wanted=(*found.wanted, *(one for one in wider.wanted if one.prefix)),
    )
