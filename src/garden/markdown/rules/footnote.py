"""``[^1]`` and ``^[in place]``: footnotes, found by the stock plugin and shown accessibly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_inline, footnote_ref

from garden.markdown.reading import Reading
from garden.markdown.slots import PREFIX

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_REFERENCE = re.compile(r"\[\^[^\s\]]{1,200}\]")


def install(md: MarkdownIt) -> None:
    """Adds footnotes."""
    footnote_plugin(md)
    md.inline.ruler.at("footnote_ref", reference)
    md.inline.ruler.at("footnote_inline", in_place)
    for name, render in _RENDER.items():
        md.add_render_rule(name, render)


def reference(state: StateInline, silent: bool) -> bool:
    """The stock rule, which looks for a closing bracket as far as there is text, within bounds."""
    if not _REFERENCE.match(state.src, state.pos, state.posMax):
        return False
    if not silent and not Reading.of(state.env).footnote_refs.take(1):
        return False
    return bool(footnote_ref(state, silent))


def in_place(state: StateInline, silent: bool) -> bool:
    """The stock rule, whose bracket counts among those that may begin a link."""
    if not state.src.startswith("^[", state.pos) or not Reading.of(state.env).brackets.take(1):
        return False
    return bool(footnote_inline(state, silent))


def _name(token: Token) -> str:
    """Name of one reference: its footnote's number, and its own when it is not the first."""
    number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
    return f"{number}:{again}" if again else str(number)


def _render_reference(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    number, name = tokens[index].meta["id"] + 1, _name(tokens[index])
    return (
        f'<sup class="footnote-ref"><a href="#{PREFIX}fn:{number}" id="{PREFIX}fnref:{name}"'
        f' role="doc-noteref">{number}</a></sup>'
    )


def _render_section_open(*_: Any) -> str:
    return '<section class="footnotes">\n<hr>\n<ol>\n'


def _render_section_close(*_: Any) -> str:
    return "</ol>\n</section>\n"


def _render_open(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return f'<li id="{PREFIX}fn:{tokens[index].meta["id"] + 1}">'


def _render_close(*_: Any) -> str:
    return "</li>\n"


def _render_back(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    name = _name(tokens[index])
    return (
        f' <a class="footnote-back" href="#{PREFIX}fnref:{name}" role="doc-backlink"'
        f' aria-label="Back to reference {name}">↩</a>'
    )


_RENDER = {
    "footnote_ref": _render_reference,
    "footnote_block_open": _render_section_open,
    "footnote_block_close": _render_section_close,
    "footnote_open": _render_open,
    "footnote_close": _render_close,
    "footnote_anchor": _render_back,
}
