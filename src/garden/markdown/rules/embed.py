"""``![[page]]`` and ``![[image.png|200]]``: another note, or a file, shown in place.

An embed is a block: it stands between paragraphs, never in one. Where no block
can stand, in a heading or in emphasised words, it becomes a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token
from msgspec import structs

from garden.markdown.reading import Reading
from garden.markdown.slots import slot
from garden.markdown.targets import NOWHERE, Target, from_wikilink, is_template, label
from garden.media import is_picture

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

_EMBED = re.compile(r"!\[\[([^\[\]\n]{1,1000})\]\]")
_BAR = re.compile(r"\\?\|")
_SIZE = re.compile(r"[0-9]{1,4}(?:x[0-9]{1,4})?")


def install(md: MarkdownIt) -> None:
    """Adds embeds; to be called after the walk that numbers links was added."""
    md.inline.ruler.before("image", "embed", embed)
    md.core.ruler.after("gather", "place_embeds", place)
    md.add_render_rule("embed", _render)


def embed_token(state: StateInline | StateBlock, target: str, heading: str = "") -> Token:
    """Makes the token by which a plugin's rule shows another note in place.

    ``target`` and ``heading`` are what a person would write in ``![[target#heading]]``.
    To be called by an inline or a block rule with its state; the token is already
    pushed. The garden does the rest: it finds the note, minds cycles and who may
    see it, and counts the embed as a link.
    """
    token = state.push("embed", "", 0)
    token.meta = {"target": Target(target.strip(), heading.strip())}
    if position := getattr(state, "pos", 0):
        token.meta["position"] = position
    Reading.of(state.env).has_embeds = True
    return token


def embed(state: StateInline, silent: bool) -> bool:
    """An inline rule: makes an ``embed``, or an ``image`` when the name is an image's."""
    match = _EMBED.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    written, *options = map(str.strip, _BAR.split(match[1]))
    target = from_wikilink(written)
    if target == NOWHERE or "://" in target.page or is_template(target.page):
        return False
    if not silent:
        if is_picture(target.page):
            _push_image(state, target, options)
        else:
            embed_token(state, *target)
    state.pos = match.end()
    return True


def _push_image(state: StateInline, target: Target, options: Sequence[str]) -> None:
    token = state.push("image", "img", 0)
    size = next(filter(_SIZE.fullmatch, options), "")
    words = next((option for option in options if option != size), "")
    token.meta = {"target": target, "size": size, "position": state.pos}
    token.children = [Token("text", "", 0, content=words or label(target).rpartition(".")[0])]


# --- where embeds may stand -----------------------------------------------------


def place(state: StateCore) -> None:
    """A core rule: takes embeds out of paragraphs."""
    if not Reading.of(state.env).has_embeds:
        return
    placed: list[Token] = []
    skip_close = False
    for token in state.tokens:
        if skip_close:
            skip_close = False
        elif token.type == "inline" and any(child.type == "embed" for child in token.children or ()):
            skip_close = _place(state.env, placed, token)
        else:
            placed.append(token)
    state.tokens = placed
    for footnote in state.env.get("footnotes", {}).get("list", {}).values():
        if "tokens" in footnote:
            footnote["tokens"][:] = _as_links(state.env, footnote["tokens"])


def _place(env: Any, placed: list[Token], inline: Token) -> bool:
    """Adds one inline token to those placed; whether it closed its paragraph itself."""
    container = placed[-1]
    may_hold_blocks = container.type in ("paragraph_open", "td_open", "th_open")
    inline.children = list(_as_links(env, inline.children or (), nested_only=may_hold_blocks))
    if container.type != "paragraph_open" or container.hidden:
        placed.append(inline)
        return False
    placed.pop()
    placed.extend(_split(container, inline))
    return True


def _split(paragraph: Token, inline: Token) -> Iterator[Token]:
    """The paragraphs and embeds that one paragraph becomes; the first keeps its id."""
    for is_embed, group in groupby(inline.children or (), lambda child: child.type == "embed"):
        if is_embed:
            for child in group:
                child.block = True
                yield child
        elif words := _trimmed(list(group)):
            yield paragraph
            yield replace(inline, children=words)
            yield Token("paragraph_close", "p", -1, block=True, level=paragraph.level)
            paragraph = Token("paragraph_open", "p", 1, block=True, level=paragraph.level)


def _trimmed(children: list[Token]) -> list[Token]:
    """The tokens without blanks and breaks at either end."""
    while children and _is_blank(children[-1]):
        children.pop()
    while children and _is_blank(children[0]):
        children.pop(0)
    if children and children[0].type == "text":
        children[0].content = children[0].content.lstrip()
    return children


def _is_blank(token: Token) -> bool:
    return token.type in ("softbreak", "hardbreak") or (token.type == "text" and not token.content.strip())


def _as_links(env: Any, children: Iterable[Token], *, nested_only: bool = False) -> Iterator[Token]:
    for child in children:
        if child.type == "embed" and (child.level or not nested_only):
            yield from _as_link(Reading.of(env), child)
        else:
            yield child


def _as_link(reading: Reading, embed: Token) -> Iterator[Token]:
    number = embed.meta["slot"]
    words = label(embed.meta["target"])
    if link := reading.links[number]:
        reading.links[number] = structs.replace(link, kind="wikilink", text=words)
    yield Token("link_open", "a", 1, meta={"slot": number})
    yield Token("text", "", 0, content=words)
    yield Token("link_close", "a", -1)


def _render(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    if "slot" not in token.meta:
        return ""
    return slot("E", token.meta["slot"]) + ("\n" if token.block else "")
