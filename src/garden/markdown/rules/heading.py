"""``## Title {#id}``: headings with an id of the author's own, and the ids of all others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from garden.markdown.anchors import slug
from garden.markdown.slots import slot

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_ID = re.compile(r"[ \t]*\{#([^\s{}#]{1,200})[^{}\n]{0,200}\}$")


def install(md: MarkdownIt) -> None:
    """Adds ids; the walk over the tokens gives one to every heading without."""
    md.core.ruler.before("inline", "heading_ids", take_ids)
    md.add_render_rule("heading_open", _render)


def take_ids(state: StateCore) -> None:
    """A core rule: takes ``{#id}`` off a heading's text."""
    if "{#" not in state.src:
        return
    for opened, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opened.type == "heading_open" and (match := _ID.search(inline.content)):
            inline.content = inline.content[: match.start()]
            if name := slug(match[1]):
                opened.meta["id"] = name


def _render(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """The opening tag; before it the place where a part of the note begins."""
    number = tokens[index].meta.get("slot")
    place = "" if number is None else slot("H", number)
    return place + self.renderToken(tokens, index, options, env)
