"""Links and images as CommonMark knows them, within bounds, with slots when shown.

The stock rules do the parsing. Ours notes where in the paragraph each link was,
for its line, and stops when a note has tried too many brackets or its addresses
are too long together: one definition may serve ten thousand references.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import image, link

from garden.markdown.inline import EXTERNAL, WEB
from garden.markdown.reading import Reading
from garden.markdown.slots import slot

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

InlineRule = Callable[["StateInline", bool], bool]


def install(md: MarkdownIt) -> None:
    """Puts bounds around the stock rules and slots into what they show."""
    md.inline.ruler.at("link", bounded(link, "link_open", "href"))
    md.inline.ruler.at("image", bounded(image, "image", "src"))
    md.add_render_rule("link_open", _render_link)
    md.add_render_rule("image", _render_image)


def bounded(rule: InlineRule, made: str, address: str) -> InlineRule:
    """The rule with budgets for brackets and addresses; ``made`` is the type of its token."""

    def within_bounds(state: StateInline, silent: bool) -> bool:
        reading = Reading.of(state.env)
        start, count = state.pos, len(state.tokens)
        if not reading.brackets.take(1) or not rule(state, silent):
            return False
        if not silent:
            # Text that was pending may have become a token before it.
            token = state.tokens[count if state.tokens[count].type == made else count + 1]
            token.meta["position"] = start
            size = len(str(token.attrs[address])) + len(str(token.attrs.get("title", "")))
            if not reading.addresses.take(size):
                token.attrs[address] = ""
                token.attrs.pop("title", None)
        return True

    return within_bounds


def _render_link(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    if "slot" in token.meta:
        return slot("L", token.meta["slot"])
    return self.renderToken(tokens, index, options, env)


def _render_image(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    if "slot" in token.meta:
        return slot("I", token.meta["slot"])
    alt, src = escapeHtml(str(token.attrs.get("alt", ""))), str(token.attrs["src"])
    if not src.lower().startswith(WEB):
        return alt
    # A picture of another host would tell it who reads here: it is a link.
    if token.meta.get("inside_link"):
        return alt
    attributes = f'class="{EXTERNAL["class"]} remote-image" rel="{EXTERNAL["rel"]}"'
    return f'<a href="{escapeHtml(src)}" {attributes}>{alt or escapeHtml(src)}</a>'
