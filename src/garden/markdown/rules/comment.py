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
    opener = _opener(state.src, state.bMarks[start] + state.tShift[start])
    if not opener or state.is_code_block(start):
        return False
    if silent:
        return _may_interrupt(state, opener, start)
    line, stop = _find_closer(state, opener, start, end)
    rest = state.src[stop : state.eMarks[line]].strip()
    if line < 0 or (rest and line == start):
        return False
    if rest:
        state.bMarks[line] = stop
        state.tShift[line] = state.sCount[line] = state.src.index(rest, stop) - stop
    state.line = line if rest else line + 1
    return True


def _opener(source: str, position: int) -> str:
    return next((opener for opener in _CLOSERS if source.startswith(opener, position)), "")


def _may_interrupt(state: StateBlock, opener: str, line: int) -> bool:
    """Whether a comment begins here, as far as can be told without looking far."""
    closer = _CLOSERS[opener]
    inside = state.bMarks[line] + state.tShift[line] + len(opener)
    if (stop := state.src.find(closer, inside, state.eMarks[line])) >= 0:
        return not state.src[stop + len(closer) : state.eMarks[line]].strip()
    return _last(state, closer) > inside


def _find_closer(state: StateBlock, opener: str, start: int, end: int) -> tuple[int, int]:
    """The line of the closer and the position after it; -1 when there is none."""
    closer = _CLOSERS[opener]
    position = state.bMarks[start] + state.tShift[start] + len(opener)
    first, last = Reading.of(state.env).unclosed.get(closer, (0, 0))
    if first <= start < last or _last(state, closer) < position:
        return -1, -1
    line = start
    while line < end:
        if (found := state.src.find(closer, position, state.eMarks[line])) >= 0:
            return line, found + len(closer)
        line += 1
        if line < end and state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            break
        position = state.bMarks[line] + state.tShift[line]
    Reading.of(state.env).unclosed[closer] = (start, line)
    return -1, -1


def _last(state: StateBlock, closer: str) -> int:
    """Where the note's last closer is; a comment after it cannot end."""
    known = Reading.of(state.env).last_closers
    if closer not in known:
        known[closer] = state.src.rfind(closer)
    return known[closer]
