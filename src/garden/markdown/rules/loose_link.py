"""``[words](a name.md)`` and ``[words]([[a name]])``: addresses with blanks in them.

CommonMark wants angle brackets around such an address; people forget. To be no
link by accident ("[sic](as he said it)") the address must be a wikilink, begin
like a path or end like a file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from markdown_it.helpers import parseLinkLabel
from markdown_it.token import Token

from garden.markdown.rules.link import bounded

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_MAX_WORDS = 1_000
_ADDRESS = re.compile(
    r"""\([ \t]*(
          \[\[[^\[\]\n]{1,500}\]\]
        | \.{0,2}/[^()\[\]<>"\n]{1,500}?
        | [^()\[\]<>":\n]{1,500}?\.[A-Za-z0-9]{1,5}(?:\#[^()\[\]<>"\n]{0,200}?)?
        )(?:[ \t]+"([^"\n]{0,500})")?[ \t]*\)""",
    re.VERBOSE,
)


def install(md: MarkdownIt) -> None:
    """Adds the forgiving rules after the strict ones."""
    md.inline.ruler.after("link", "loose_link", bounded(loose_link, "link_open", "href"))
    md.inline.ruler.after("image", "loose_image", bounded(loose_image, "image", "src"))


def loose_link(state: StateInline, silent: bool) -> bool:
    """An inline rule, tried where the stock rule for links found none."""
    found = None if state.linkLevel else _find(state, state.pos, disable_nested=True)
    if not found:
        return False
    label_end, address = found
    if not silent:
        position, end = state.pos, state.posMax
        token = state.push("link_open", "a", 1)
        token.attrs = {"href": quote(address[1], safe="/#%[]|")}
        state.pos, state.posMax = position + 1, label_end
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.push("link_close", "a", -1)
        state.posMax = end
    state.pos = address.end()
    return True


def loose_image(state: StateInline, silent: bool) -> bool:
    """An inline rule, tried where the stock rule for images found none."""
    found = None
    if state.src.startswith("[", state.pos + 1):
        found = _find(state, state.pos + 1, disable_nested=False)
    if not found:
        return False
    label_end, address = found
    if not silent:
        words = state.src[state.pos + 2 : label_end]
        token = state.push("image", "img", 0)
        token.attrs = {"src": quote(address[1], safe="/#%[]|"), "alt": ""}
        token.children = [Token("text", "", 0, content=words)]
    state.pos = address.end()
    return True


def _find(state: StateInline, start: int, *, disable_nested: bool) -> tuple[int, re.Match[str]] | None:
    """Where the words end, and the address after them."""
    # Cheap, and nearly always the answer: no address follows within reach.
    if state.src.find("](", start, start + _MAX_WORDS) < 0:
        return None
    label_end = parseLinkLabel(state, start, disable_nested)
    address = _ADDRESS.match(state.src, label_end + 1, state.posMax) if label_end >= 0 else None
    return (label_end, address) if address else None
