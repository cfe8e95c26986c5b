"""A dozen harmless HTML tags pass, without their attributes; all other HTML is text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

HARMLESS = "abbr br del details hr ins kbd mark small sub summary sup wbr"
_ATTRIBUTES = r"(?:\s[^<>]{0,500})?"
_TAG = re.compile(rf"<(/?)({HARMLESS.replace(' ', '|')}){_ATTRIBUTES}/?>", re.IGNORECASE)
_FOLD = re.compile(rf"</?(?:details|summary|hr){_ATTRIBUTES}/?>", re.IGNORECASE)
_INTERRUPTS = ["paragraph", "reference", "blockquote"]
_OPEN = re.compile(r"\sopen\b", re.IGNORECASE)


def install(md: MarkdownIt) -> None:
    """Adds tags among words, and folds (``<details>``) on lines of their own."""
    md.inline.ruler.before("autolink", "html_tag", html_tag)
    md.block.ruler.before("fence", "details", details, {"alt": _INTERRUPTS})
    md.add_render_rule("html_tag", _render)


def html_tag(state: StateInline, silent: bool) -> bool:
    """An inline rule: makes an ``html_tag``."""
    match = _TAG.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        _fill(state.push("html_tag", match[2].lower(), 0), match)
    state.pos = match.end()
    return True


def details(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: a line that begins with ``<details>``, ``<summary>`` or an end of one.

    Without it such a tag would stand in a paragraph, where no fold can be.
    """
    position = state.bMarks[start] + state.tShift[start]
    line = state.src[position : state.eMarks[start]]
    if state.is_code_block(start) or not _FOLD.match(line):
        return False
    if not silent:
        _push_line(state, start, line)
        state.line = start + 1
    return True


def _push_line(state: StateBlock, number: int, line: str) -> None:
    in_summary = False
    position = 0
    for match in [*_FOLD.finditer(line), None]:
        words = line[position : match.start() if match else None].strip()
        if words:
            _push_words(state, number, words, bare=in_summary)
        if match and (tag := _TAG.match(match[0])):
            _fill(state.push("html_tag", tag[2].lower(), 0), tag)
            in_summary = tag[2].lower() == "summary" and not tag[1]
            position = match.end()


def _push_words(state: StateBlock, number: int, words: str, *, bare: bool) -> None:
    opened = None if bare else state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    inline.content, inline.children, inline.map = words, [], [number, number + 1]
    if opened:
        opened.map = inline.map
        state.push("paragraph_close", "p", -1)


def _fill(token: Token, match: re.Match[str]) -> None:
    slash, name = match[1], match[2].lower()
    is_open = name == "details" and not slash and _OPEN.search(match[0])
    token.content = f"<{slash}{name}{' open' if is_open else ''}>"


def _render(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    return token.content + ("\n" if token.block and token.content != "<summary>" else "")
