"""A question as it was read."""

from __future__ import annotations

from typing import NamedTuple

from garden.search.query.chains import Part
from garden.search.query.nodes import All, Value


class Question(NamedTuple):
    """What was understood."""

    tree: All
    notices: tuple[str, ...] = ()
    """What was left out, a sentence each."""
    parts: tuple[Part, ...] = ()
    """What the tree's nodes came from, in order."""
    unknown: tuple[tuple[str, str], ...] = ()
    """Words that were written as fields, each with its value."""
    text: str = ""
    """It, as it was read."""
    values: tuple[tuple[Value, int, int], ...] = ()
    """Whole values, each with its place in the text."""
