"""``words ^id``: a paragraph, an item or a block above that links can point to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from garden.markdown.anchors import block_anchor
from garden.markdown.slots import PREFIX, slot

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_ID = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]{1,100})$")


def install(md: MarkdownIt) -> None:
    """Adds block ids."""
    md.core.ruler.before("inline", "block_ids", take_ids)
    md.add_render_rule("paragraph_open", _render_open)
    md.add_render_rule("paragraph_close", _render_close)


def take_ids(state: StateCore) -> None:
    """A core rule: takes ``^id`` off the end of paragraphs and gives it to their block."""
    if "^" not in state.src:
        return
    seen: set[str] = set()
    for index, inline in enumerate(state.tokens):
        if inline.type != "inline" or state.tokens[index - 1].type != "paragraph_open":
            continue
        match = _ID.search(inline.content)
        if match and (name := block_anchor(match[1])) not in seen:
            seen.add(name)
            inline.content = inline.content[: match.start()].rstrip()
            _give(state.tokens, index, name)


def _give(tokens: list[Token], index: int, name: str) -> None:
    """Puts the id on the paragraph, its item, or the block above a lone ``^id``."""
    paragraph = tokens[index - 1]
    block = paragraph
    if not tokens[index].content:
        block = _opening(tokens, index - 2) or paragraph
        paragraph.hidden = tokens[index + 1].hidden = block is not paragraph
    elif paragraph.hidden:
        block = tokens[index - 2]
    else:
        paragraph.meta["block"] = tokens[index + 1].meta["block"] = name
    block.attrs["id"] = PREFIX + name


def _opening(tokens: list[Token], index: int) -> Token | None:
    """The token that opened the block which token ``index`` closes."""
    close = tokens[index]
    if index < 0 or close.nesting >= 0:
        return None
    kind = close.type.removesuffix("_close") + "_open"
    return next(
        (t for t in reversed(tokens[:index]) if t.type == kind and t.level == close.level), None
    )


def _render_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    name = tokens[index].meta.get("block")
    return (slot("B", name) if name else "") + self.renderToken(tokens, index, options, env)


def _render_close(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    name = tokens[index].meta.get("block")
    return self.renderToken(tokens, index, options, env) + (slot("b", name) if name else "")
