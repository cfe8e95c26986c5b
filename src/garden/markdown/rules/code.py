"""Code: fenced and indented, to be coloured when a page is made.

Colouring takes longer than all the rest of parsing, and nobody looks at most
notes that are indexed; so the HTML holds a slot with the code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import escapeHtml

from garden.markdown import slots

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

_LANGUAGE = re.compile(r"\s*\{?\.?([A-Za-z0-9][A-Za-z0-9+#_-]{0,29})")


def install(md: MarkdownIt) -> None:
    """Shows both kinds of code."""
    md.add_render_rule("fence", _render)
    md.add_render_rule("code_block", _render)


def _render(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    match = _LANGUAGE.match(token.info)
    language = match[1].lower() if match else ""
    named = f' data-lang="{language}"' if language else ""
    code = slots.code(language, escapeHtml(token.content))
    attributes = self.renderAttrs(token)
    return f'<pre class="code" tabindex="0"{named}{attributes}><code>{code}</code></pre>\n'
