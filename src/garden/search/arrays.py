"""What the arrays of an index and of its answers hold, in a word each; and those of rising numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
"""Of each document whether it is among some."""
Integers = NDArray[np.int64]
"""Numbers of documents and of places, or how many there are of something."""
Numbers = NDArray[np.float64]
"""Scores, lengths and what they are made of, most often one for each document."""


def ranges(ends: Integers, sizes: Integers) -> Integers:
    """The numbers of some ranges, one range after another, each so long and up to its end."""
    found: Integers = np.repeat(ends - np.cumsum(sizes), sizes)
    found += np.arange(len(found))
    return found


def once(rising: Integers) -> Integers:
    """Rising numbers from 0, each once; `np.unique` would import masked arrays first."""
    found: Integers = rising[np.diff(rising, prepend=-1) != 0]
    return found
