"""``#tag`` and ``#tag/below`` among the words, in any script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import escapeHtml

from garden.markdown.slots import slot

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# A tag may hold anything but blanks and punctuation: letters alone would leave out vowel
# signs and emoji. Hyphen, slash and underscore are allowed, and so are joiners (200c, 200d).
_ASCII = r"\x00-,.:-@\[-^`{-\x7f"
_LATIN = r"\x80-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7"
_GENERAL = r"\u2000-\u200b\u200e-\u206f\u2190-\u22ff"
_EAST_ASIAN = (
    r"\u3000-\u3003\u3008-\u3020\u3030\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff65"
)
_TAG = re.compile(rf"#(?!/)([^\s{_ASCII}{_LATIN}{_GENERAL}{_EAST_ASIAN}]{{1,100}})")
_SOMETHING = re.compile(r"[^\d/_-]")
_MAY_PRECEDE = frozenset("([（［「『【《“‘«*_~>|—–,，、;；:：。！？")


def install(md: MarkdownIt) -> None:
    """Adds tags."""
    md.inline.ruler.before("link", "tag", tag)
    md.add_render_rule("tag", _render)


def tag(state: StateInline, silent: bool) -> bool:
    """An inline rule: makes a ``tag`` token; numbers alone are none."""
    position = state.pos
    before = state.src[position - 1] if position else " "
    if state.linkLevel or not (before.isspace() or before in _MAY_PRECEDE):
        return False
    match = _TAG.match(state.src, position, state.posMax)
    name = match[1].rstrip("/-") if match else ""
    if not _SOMETHING.search(name):
        return False
    if not silent:
        token = state.push("tag", "a", 0)
        token.content = f"#{name}"
        token.meta = {"tag": name}
    state.pos = position + 1 + len(name)
    return True


def _render(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    words = escapeHtml(token.content)
    return f"{slot('T', token.meta['slot'])}{words}</a>" if "slot" in token.meta else words
