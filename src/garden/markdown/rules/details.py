"""``<details>``, ``<summary>`` and ``<hr>`` on lines of their own.

What stands in a fold is markdown. In a paragraph these tags are text, since no
fold can be in one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from garden.markdown.reading import Reading
from garden.markdown.rules.html_tag import ATTRIBUTES

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_TAG = re.compile(rf"<(/?)(details|summary|hr)({ATTRIBUTES})/?>", re.IGNORECASE)
_OPEN = re.compile(r"\sopen\b", re.IGNORECASE)
_INTERRUPTS = ["paragraph", "reference", "blockquote"]


def install(md: MarkdownIt) -> None:
    """Adds lines that begin with such a tag; they are shown as `html_tag` shows its own."""
    md.block.ruler.before("fence", "details", details, {"alt": _INTERRUPTS})


def details(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: makes ``html_tag`` tokens, and paragraphs of words between them."""
    position = state.bMarks[start] + state.tShift[start]
    if not _TAG.match(state.src, position, state.eMarks[start]) or state.is_code_block(start):
        return False
    if silent:
        return True
    line = state.src[position : state.eMarks[start]]
    if not Reading.of(state.env).folds.take(line.count("<")):
        return False
    _push_line(state, start, line)
    state.line = start + 1
    return True


def _push_line(state: StateBlock, number: int, line: str) -> None:
    in_summary, position = False, 0
    for match in [*_TAG.finditer(line), None]:
        if words := line[position : match.start() if match else None].strip():
            _push_words(state, number, words, in_paragraph=not in_summary)
        if match:
            in_summary = match[2].lower() == "summary" and not match[1]
            position = match.end()
            _push_tag(state, match)


def _push_words(state: StateBlock, number: int, words: str, *, in_paragraph: bool) -> None:
    if in_paragraph:
        state.push("paragraph_open", "p", 1).map = [number, number + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.children, inline.map = words, [], [number, number + 1]
    if in_paragraph:
        state.push("paragraph_close", "p", -1)


def _push_tag(state: StateBlock, match: re.Match[str]) -> None:
    slash, name = match[1], match[2].lower()
    unfolded = name == "details" and not slash and _OPEN.search(match[3])
    newline = "" if name == "summary" and not slash else "\n"
    token = state.push("html_tag", name, 0)
    token.content = f"<{slash}{name}{' open' if unfolded else ''}>{newline}"
