"""Headings that are underlined; looked for only where a line of ``===`` or ``---`` follows.

The stock rule reads each paragraph to its end to find out that it is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from markdown_it.rules_block import lheading

from garden.markdown.reading import Reading

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

# Beginning with a character of its own, it is looked for much faster than with "^".
_UNDERLINE = re.compile(r"\n[ \t>]*(?:=+|-+)[ \t]*(?=\n|\Z)")

_NEAR = 20
"""Lines that are looked at for an empty one before the stock rule is asked."""


def install(md: MarkdownIt) -> None:
    """Puts a check before the stock rule."""
    md.block.ruler.at("lheading", setext)


def setext(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The stock rule, where it has a chance."""
    underlines = _underlines(state)
    nearest = bisect_right(underlines, start)
    if nearest == len(underlines):
        return False
    between = range(start + 1, min(underlines[nearest], end, start + _NEAR))
    if any(map(state.isEmpty, between)):
        return False
    return bool(lheading(state, start, end, silent))


def _underlines(state: StateBlock) -> list[int]:
    """Numbers of the lines that may be underlines, found once a note."""
    reading = Reading.of(state.env)
    if reading.underlines is None:
        reading.underlines, line, counted = [], 0, 0
        for match in _UNDERLINE.finditer(state.src):
            line += state.src.count("\n", counted, match.start() + 1)
            counted = match.start() + 1
            reading.underlines.append(line)
    return reading.underlines
