"""What notes are worth whatever the question: those that others lead to, a little more.

    score * (1 + 0.1 * log(1 + notes that link to it)) * (0.75 for a kind that stands apart)

A guide has words of every subject in its examples: who asks the shipped garden for
"listening", "food" or "a story" is not served by the page on how to search or to write one.
What the guide alone tells stays first by far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from garden.search.arrays import Numbers
from garden.search.parameters import APART, LINKED

if TYPE_CHECKING:
    from garden.search.documents.corpus import View


def prior(view: View) -> Numbers | None:
    """What to multiply scores by; None where all notes are worth the same."""
    counts = view.graph.incoming
    worth = 1.0 + LINKED * np.log1p(counts)
    if kinds := view.corpus.layout.apart:
        worth[view.corpus.table("kind").mask(kinds)] *= APART
    return worth if (worth != 1.0).any() else None
