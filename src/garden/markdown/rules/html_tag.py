"""Harmless HTML tags among words pass, without their attributes; all other HTML is text.

A tag that is not closed in its paragraph, or closes nothing there, is text as
well: `<small>` without an end would make small all that follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

ATTRIBUTES = r"(?:\s[^<>]{0,500})?"
"""What may stand between a tag's name and its end; nothing of it is kept."""

_EMPTY = frozenset({"br", "hr", "wbr"})
_TAG = re.compile(rf"<(/?)(abbr|br|del|hr|ins|kbd|mark|small|su[bp]|wbr){ATTRIBUTES}/?>", re.IGNORECASE)


def install(md: MarkdownIt) -> None:
    """Adds the tags."""
    md.inline.ruler.before("autolink", "html_tag", html_tag)
    md.inline.ruler2.before("fragments_join", "html_tags", balance)
    md.add_render_rule("html_tag", render)


def html_tag(state: StateInline, silent: bool) -> bool:
    """An inline rule: makes an ``html_tag``, with the text it was in ``markup``."""
    match = _TAG.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        name = match[2].lower()
        token = state.push("html_tag", name, 0)
        token.content, token.markup = f"<{match[1]}{name}>", match[0]
    state.pos = match.end()
    return True


def balance(state: StateInline) -> None:
    """A rule for what was found: makes text of tags without their counterpart."""
    if "<" not in state.src:
        return
    opened: list[Token] = []
    for token in state.tokens:
        if token.type != "html_tag" or token.tag in _EMPTY:
            continue
        if not token.content.startswith("</"):
            opened.append(token)
        elif opened and opened[-1].tag == token.tag:
            opened.pop()
        else:
            _make_text(token)
    for token in opened:
        _make_text(token)


def _make_text(token: Token) -> None:
    token.type, token.tag, token.content, token.markup = "text", "", token.markup, ""


def render(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """The tag as it was made; shared with tags that take a line."""
    return tokens[index].content
