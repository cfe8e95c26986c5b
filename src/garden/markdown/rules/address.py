"""Bare web addresses: ``https://example.org`` and ``www.example.org`` become links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_HOST = r"(?:[\w-]{1,63}\.){1,20}\w[\w-]{0,62}|localhost"
# At most 2,000 characters are looked at, whatever stands there. East Asian punctuation
# ends an address, since no blank needs to.
_REST = (
    rf"(?:{_HOST})(?![\w-])"
    r"[^\s<>\"`{}|\\^\x00-\x1f\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]{0,2000}"
)
_AFTER_SCHEME = re.compile(rf"://{_REST}")
_WITHOUT_SCHEME = re.compile(rf"www\.(?=[^\W_]){_REST}")
_SCHEME = re.compile(r"(?<![A-Za-z0-9])https?$", re.IGNORECASE)
_TRAILING = "?!.,:;*_~'\"[]"


def install(md: MarkdownIt) -> None:
    """Adds bare addresses; linkify, which would do more, has been quadratic."""
    md.inline.ruler.before("link", "address", address)


def address(state: StateInline, silent: bool) -> bool:
    """An inline rule: makes a link of an address that begins, or has begun, here."""
    if silent or state.linkLevel:
        return False
    scheme = ""
    if state.src.startswith("://", state.pos):
        found = _SCHEME.search(state.pending[-6:])
        match = _AFTER_SCHEME.match(state.src, state.pos, state.posMax) if found else None
        scheme = found[0] if found else ""
    elif state.src.startswith("www.", state.pos) and not _in_word(state):
        match = _WITHOUT_SCHEME.match(state.src, state.pos, state.posMax)
    else:
        match = None
    if not match:
        return False
    written = scheme + _trimmed(match[0])
    href = state.md.normalizeLink(written if scheme else f"http://{written}")
    _push(state, written, href, len(scheme))
    return True


def _push(state: StateInline, written: str, href: str, behind: int) -> None:
    if behind:
        state.pending = state.pending[:-behind]
    position = state.pos
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": href}
    state.push("text", "", 0).content = written
    state.push("link_close", "a", -1)
    state.pos = position + len(written) - behind


def _in_word(state: StateInline) -> bool:
    return state.pos > 0 and (state.src[state.pos - 1].isalnum() or state.src[state.pos - 1] in "_/.-@")


def _trimmed(text: str) -> str:
    """Without punctuation at the end, and closing brackets that close nothing in it."""
    surplus = text.count(")") - text.count("(")
    while True:
        shorter = text.rstrip(_TRAILING)
        if surplus > 0 and shorter.endswith(")"):
            surplus -= 1
            shorter = shorter[:-1]
        if shorter == text:
            return text
        text = shorter
