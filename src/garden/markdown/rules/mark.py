"""``==words==``: highlighted words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from markdown_it.rules_inline.state_inline import Delimiter

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_MARKER = ord("=")


def install(md: MarkdownIt) -> None:
    """Adds highlighting; the stock rule that balances pairs does the matching."""
    md.inline.ruler.after("strikethrough", "mark", mark)
    md.inline.ruler2.before("fragments_join", "mark", pair)


def mark(state: StateInline, silent: bool) -> bool:
    """An inline rule: notes a ``==`` that may open or close; longer runs are text."""
    if silent or not state.src.startswith("==", state.pos):
        return False
    scanned = state.scanDelims(state.pos, True)
    token = state.push("text", "", 0)
    token.content = "=" * scanned.length
    if scanned.length == 2:
        state.delimiters.append(
            Delimiter(
                marker=_MARKER,
                length=0,  # no rule of three, which is for emphasis alone
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


def pair(state: StateInline) -> None:
    """A rule for what was matched: makes ``mark_open`` and ``mark_close``."""
    for delimiters in _lists(state):
        for opener in delimiters:
            if opener.marker == _MARKER and opener.end >= 0:
                _become(state, opener.token, "mark_open", 1)
                _become(state, delimiters[opener.end].token, "mark_close", -1)


def _lists(state: StateInline) -> Iterator[list[Delimiter]]:
    yield state.delimiters
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            yield meta["delimiters"]


def _become(state: StateInline, index: int, kind: str, nesting: int) -> None:
    token = state.tokens[index]
    token.type, token.tag, token.content, token.markup = kind, "mark", "", "=="
    token.nesting = 1 if nesting > 0 else -1
