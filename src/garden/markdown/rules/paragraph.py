"""Paragraphs, half of all blocks, shown without asking what is seldom so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token


def install(md: MarkdownIt) -> None:
    """Adds how they are shown; the stock rule finds them."""
    md.add_render_rule("paragraph_open", _render_open)
    md.add_render_rule("paragraph_close", _render_close)


def _render_open(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    if token.hidden:
        return ""
    if token.attrs or (index and tokens[index - 1].hidden):
        return self.renderToken(tokens, index, options, env)
    return "<p>"


def _render_close(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return "" if tokens[index].hidden else "</p>\n"
