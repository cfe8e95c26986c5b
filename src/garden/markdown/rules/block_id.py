"""``words ^id``: a paragraph, an item or a block above that links and embeds can point to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

from garden.markdown.anchors import block_anchor
from garden.markdown.slots import PREFIX, slot

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_core import StateCore

_ID = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]{1,100})$")


def install(md: MarkdownIt) -> None:
    """Adds block ids."""
    md.core.ruler.before("inline", "block_ids", take_ids)
    md.add_render_rule("place", _render)


def take_ids(state: StateCore) -> None:
    """A core rule: takes ``^id`` off the end of paragraphs and gives it to their block.

    A ``place`` token before the block and one after it let `part` cut it out.
    """
    if "^" not in state.src:
        return
    seen: set[str] = set()
    places: Mapping[int, list[Token]] = defaultdict(list)
    for index, inline in enumerate(state.tokens):
        if inline.type != "inline" or state.tokens[index - 1].type != "paragraph_open":
            continue
        match = _ID.search(inline.content)
        if match and (name := block_anchor(match[1])) not in seen:
            seen.add(name)
            inline.content = inline.content[: match.start()].rstrip()
            first, after = _give(state.tokens, index, name)
            # In an item it is hidden like the paragraph, or the renderer would break the line.
            in_item = state.tokens[first].hidden
            places[first].append(_place("B", name, hidden=in_item))
            places[after].append(_place("b", name, hidden=in_item))
    state.tokens = [
        token
        for index, old in enumerate([*state.tokens, None])
        for token in (*places.get(index, ()), old)
        if token
    ]


def _give(tokens: list[Token], index: int, name: str) -> tuple[int, int]:
    """Puts the id on a block; where this begins, and where it has ended.

    The block is the paragraph, the item it is in when that shows no paragraph,
    or what stands above when the paragraph is but the id.
    """
    first, after = index - 1, index + 2
    holder = tokens[first]
    if not tokens[index].content and (above := _opening(tokens, first - 1)) is not None:
        holder.hidden = tokens[index + 1].hidden = True
        first, after, holder = above, first, tokens[above]
    elif holder.hidden:
        holder = tokens[first - 1]
    holder.attrs["id"] = PREFIX + name
    return first, after


def _opening(tokens: list[Token], index: int) -> int | None:
    """Where the block was opened which token ``index`` closes; code is one token."""
    if index < 0 or tokens[index].type in ("fence", "code_block"):
        return index if index >= 0 else None
    if tokens[index].nesting >= 0:
        return None
    kind, level = tokens[index].type.removesuffix("_close") + "_open", tokens[index].level
    return next(
        (i for i in range(index, -1, -1) if tokens[i].type == kind and tokens[i].level == level), None
    )


def _place(letter: str, name: str, *, hidden: bool) -> Token:
    return Token("place", "", 0, content=slot(letter, name), block=True, hidden=hidden)


def _render(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return tokens[index].content
