"""``[[page]]``, ``[[page#heading]]`` and ``[[page|words]]``: links by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from garden.markdown.targets import NOWHERE, Target, from_wikilink, is_template, label

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

# [[1]](https://...) is a link whose words are in brackets, and no wikilink.
_WIKILINK = re.compile(r"\[\[([^\[\]\n]{1,1000})\]\](?!\([^\s()]+\))")
_BAR = re.compile(r"\\?\|")
_TOML_VALUE = re.compile(r"[ \t]*\n\s*[\w.\"'-]+[ \t]*=[^=]")


def install(md: MarkdownIt) -> None:
    """Adds wikilinks, which win over reference links of the same name."""
    md.inline.ruler.before("link", "wikilink", wikilink)


def wikilink(state: StateInline, silent: bool) -> bool:
    """An inline rule: makes ``link_open``, the words and ``link_close``."""
    match = _WIKILINK.match(state.src, state.pos, state.posMax)
    if not match or state.linkLevel or _is_toml_table(state, match):
        return False
    bar = _BAR.search(match[1])
    target = from_wikilink(match[1][: bar.start()] if bar else match[1])
    if target == NOWHERE or "://" in target.page or is_template(target.page):
        return False
    if not silent:
        words = match.start(1) + bar.end() if bar else match.end(1)
        _push(state, target, words, match.end(1))
    state.pos = match.end()
    return True


def _push(state: StateInline, target: Target, start: int, end: int) -> None:
    position, end_of_text = state.pos, state.posMax
    token = state.push("link_open", "a", 1)
    token.meta = {"target": target, "position": position}
    if words := state.src[start:end].strip():
        state.pos = state.src.index(words[0], start)
        state.posMax = state.pos + len(words)
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.posMax = end_of_text
    else:
        state.push("text", "", 0).content = label(target)
    state.push("link_close", "a", -1)


def _is_toml_table(state: StateInline, match: re.Match[str]) -> bool:
    """Whether this is ``[[menu]]`` above ``key = value``, as site generators show it."""
    start = match.start()
    first_on_line = start == 0 or state.src[start - 1] == "\n"
    return first_on_line and bool(_TOML_VALUE.match(state.src, match.end()))
