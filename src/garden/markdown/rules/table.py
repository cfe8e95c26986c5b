"""Tables that can be scrolled sideways, with a limit to their cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import escapeHtml
from markdown_it.rules_block import table

from garden.markdown.reading import Reading

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_TERMINATES = ["paragraph", "reference"]


def install(md: MarkdownIt) -> None:
    """Puts a limit around the stock rule, and a box around its tables."""
    md.block.ruler.at("table", bounded_table, {"alt": _TERMINATES})
    md.add_render_rule("table_open", _render_open)
    md.add_render_rule("table_close", _render_close)


def bounded_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The stock rule, unless the note's tables would have too many cells.

    It fills rows up to the width of the first one, so that a note of a few
    hundred lines could ask for millions of cells.
    """
    if start + 2 > end or not _looks_like_delimiters(state, start + 1):
        return False
    budget = Reading.of(state.env).cells
    if not budget.left or not table(state, start, end, True):
        return False
    if silent:
        return True
    columns = state.src.count("|", state.bMarks[start + 1], state.eMarks[start + 1]) + 1
    if not budget.take(columns * _rows(state, start, end)):
        _tell(state, start)
        return False
    count = len(state.tokens)
    table(state, start, end, False)
    for token in state.tokens[count:]:
        if style := str(token.attrs.pop("style", "")):
            token.attrs["class"] = style.replace("text-align:", "align-")
    return True


def _looks_like_delimiters(state: StateBlock, line: int) -> bool:
    """Whether a line may be a table's second; saves the stock rule most of its calls."""
    position = state.bMarks[line] + state.tShift[line]
    return state.src.startswith(("|", "-", ":"), position)


def _rows(state: StateBlock, start: int, end: int) -> int:
    line = start
    while line < end and not state.isEmpty(line):
        line += 1
    return line - start


def _tell(state: StateBlock, line: int) -> None:
    Reading.of(state.env).problem(
        "table-too-large",
        line,
        "This note has more table cells than can be shown as a table.",
        "Split the table over several notes, or attach it as a file.",
    )


def _render_open(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    label = escapeHtml(tokens[index].meta.get("label") or "Table")
    table_tag = self.renderToken(tokens, index, options, env)
    return f'<div class="table" role="group" tabindex="0" aria-label="{label}">{table_tag}'


def _render_close(*_: Any) -> str:
    return "</table></div>\n"
