"""``{{ x }}``, ``{% x %}`` and ``<% x %>``: what other programs would fill stays as written.

A note's text never is a template. The rule is added after those of plugins, so
that ``{{prompt: slow-start}}`` can mean something to one of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_TEMPLATE = re.compile(r"\{\{[^{}\n]{0,500}\}\}|\{%[^%\n]{0,500}%\}|<%[^%\n]{0,500}%>")


def install(md: MarkdownIt) -> None:
    """Adds the rule at the end."""
    md.inline.ruler.push("template", template)


def template(state: StateInline, silent: bool) -> bool:
    """An inline rule: takes the whole of it as text, with no markup inside."""
    match = _TEMPLATE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.append_pending(match[0])
    state.pos = match.end()
    return True
