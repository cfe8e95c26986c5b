"""``%% comments %%`` and ``<!-- comments -->``: hidden, with all that is in them.

One that is never closed is text: to hide the rest of a note for a slip of the
hand would be worse than to show two percent signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from garden.markdown.reading import Reading

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_CLOSERS = {"<!--": "-->", "%%": "%%"}
_INTERRUPTS = ["paragraph", "reference", "blockquote"]


def install(md: MarkdownIt) -> None:
    """Adds comments between words and comments of whole lines."""
    md.inline.ruler.before("link", "comment", comment)
    md.block.ruler.before("fence", "comment", comment_lines, {"alt": _INTERRUPTS})


def comment(state: StateInline, silent: bool) -> bool:
    """An inline rule: passes over a comment and makes nothing."""
    opener = _opener(state.src, state.pos)
    closer = _CLOSERS.get(opener, "")
    start = state.pos + len(opener)
    if not opener or state.html_terminator_last(closer) < start:
        return False
    end = state.src.find(closer, start, state.posMax)
    if end < 0:
        return False
    state.pos = end + len(closer)
    return True


def comment_lines(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: passes over a comment that begins a line and ends one.

    What follows a comment of several lines on its last one is read on.
    """
    position = state.bMarks[start] + state.tShift[start]
    opener = _opener(state.src, position)
    if not opener or state.is_code_block(start):
        return False
    line, stop = _find_closer(state, opener, start, end)
    if line < 0:
        return False
    rest = state.src[stop : state.eMarks[line]]
    if rest.strip() and line == start:
        return False
    if not silent:
        if rest.strip():
            state.bMarks[line] = stop
            state.tShift[line] = state.sCount[line] = len(rest) - len(rest.lstrip())
        state.line = line if rest.strip() else line + 1
    return True


def _opener(source: str, position: int) -> str:
    return next((opener for opener in _CLOSERS if source.startswith(opener, position)), "")


def _find_closer(state: StateBlock, opener: str, start: int, end: int) -> tuple[int, int]:
    """The line of the closer and the position after it; -1 when there is none."""
    closer = _CLOSERS[opener]
    unclosed = Reading.of(state.env).unclosed
    if start >= unclosed.get((closer, end), end):
        return -1, -1
    position = state.bMarks[start] + state.tShift[start] + len(opener)
    for line in range(start, end):
        if line > start:
            if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
                break
            position = state.bMarks[line] + state.tShift[line]
        if (found := state.src.find(closer, position, state.eMarks[line])) >= 0:
            return line, found + len(closer)
    unclosed[closer, end] = start
    return -1, -1
