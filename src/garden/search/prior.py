"""What notes are worth whatever the question: those that others lead to, a little more.

    score * (1 + 0.1 * log(1 + notes that link to it))

Measured on real gardens with the texts of links as questions, this helps finding the
note meant; a stronger one hurts questions that describe what they seek.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from garden.search.corpus import Numbers, View

STRENGTH = 0.1


def prior(view: View) -> Numbers | None:
    """What to multiply scores by; None where no note links to another."""
    counts = view.graph.incoming
    return 1.0 + STRENGTH * np.log1p(counts) if counts.any() else None
