"""``<a href="page.md">words</a>`` and ``<img src="a.png">``: HTML that markdown also can say.

People paste them, and READMEs are full of them. They become the tokens that
``[words](page.md)`` and ``![](a.png)`` make, so they are links like all others;
no attribute but the address, the description and the width is looked at.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from markdown_it.token import Token

from garden.markdown.rules.link import bounded

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_LINK = re.compile(r"<a(\s[^<>]{1,2000})>", re.IGNORECASE)
_IMAGE = re.compile(r"<img(\s[^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s(href|src|alt|width)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_MAX_WORDS = 2_000


def install(md: MarkdownIt) -> None:
    """Adds both elements."""
    md.inline.ruler.before("autolink", "html_link", bounded(html_link, "link_open", "href"))
    md.inline.ruler.before("autolink", "html_image", bounded(html_image, "image", "src"))


def html_link(state: StateInline, silent: bool) -> bool:
    """An inline rule: ``<a href>`` up to its end, which must not be far."""
    match = None if state.linkLevel else _LINK.match(state.src, state.pos, state.posMax)
    if not match or state.html_terminator_last("</a>") < match.end():
        return False
    reach = min(state.posMax, match.end() + _MAX_WORDS)
    close = state.src.find("</a>", match.end(), reach)
    href = _address(state, match, "href")
    if close < 0 or not href:
        return False
    if not silent:
        end = state.posMax
        state.push("link_open", "a", 1).attrs = {"href": href}
        state.pos, state.posMax = match.end(), close
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.push("link_close", "a", -1)
        state.posMax = end
    state.pos = close + len("</a>")
    return True


def html_image(state: StateInline, silent: bool) -> bool:
    """An inline rule: ``<img src>``."""
    match = _IMAGE.match(state.src, state.pos, state.posMax)
    src = _address(state, match, "src") if match else ""
    if not match or not src:
        return False
    if not silent:
        attributes = _attributes(match)
        token = state.push("image", "img", 0)
        token.attrs = {"src": src, "alt": ""}
        token.children = [Token("text", "", 0, content=attributes.get("alt", ""))]
        if (width := attributes.get("width", "").removesuffix("px")).isdecimal():
            token.meta["size"] = width[:4]
    state.pos = match.end()
    return True


def _attributes(match: re.Match[str]) -> dict[str, str]:
    found = _ATTRIBUTE.findall(match[1])
    return {name.lower(): html.unescape(one or other) for name, one, other in found}


def _address(state: StateInline, match: re.Match[str], name: str) -> str:
    """The address in an attribute, or nothing if it may not be one."""
    address = state.md.normalizeLink(_attributes(match).get(name, "").strip())
    return address if state.md.validateLink(address) else ""
