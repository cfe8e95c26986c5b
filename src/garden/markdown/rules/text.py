"""Plain text, up to the next character at which markup may begin.

The stock rule looks beyond the part of a paragraph that is being read, which
shows where the words of a wikilink are read apart from the blanks after them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_core import normalize, text_join

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline


def install(md: MarkdownIt) -> None:
    """Replaces the stock rules."""
    md.inline.ruler.at("text", text)
    md.core.ruler.at("normalize", normalized)
    md.core.ruler.at("text_join", joined)


def text(state: StateInline, silent: bool) -> bool:
    """An inline rule: passes over what no other rule wants."""
    start, end = state.pos, state.posMax
    stop = state.md.inline.terminator_re.search(state.src, start, end)
    state.pos = stop.start() if stop else end
    if state.pos == start:
        return False
    if not silent:
        state.append_pending(state.src[start : state.pos])
    return True


def normalized(state: StateCore) -> None:
    """A core rule: the stock one, for the few notes that have what it mends."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def joined(state: StateCore) -> None:
    """A core rule: the stock one, for the notes that have characters escaped or named, which it joins."""
    if "\\" in state.src or "&" in state.src:
        text_join(state)
