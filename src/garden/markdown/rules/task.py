"""``- [x] done``: the boxes of task lists, each in a label with its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_core import StateCore


def install(md: MarkdownIt) -> None:
    """Shows what the stock parser finds with the option ``tasklists``."""
    md.core.ruler.push("tasks", tasks)
    md.add_render_rule("list_item_open", _render_item)
    md.add_render_rule("task", _render_box)


def tasks(state: StateCore) -> None:
    """A core rule: puts each box and the words beside it into one label."""
    if not any(box in state.src for box in ("[ ]", "[x]", "[X]")):
        return
    for index, token in enumerate(state.tokens):
        if token.attrs.get("class") == "contains-task-list":
            token.attrs["class"] = "tasks"
        elif token.type == "list_item_open" and "checked" in token.meta:
            token.attrs["class"] = "task"
            words = state.tokens[index + 2 : index + 3]
            if words and words[0].type == "inline":
                children = words[0].children or []
                box = Token("task", "input", 0, meta={"checked": token.meta.pop("checked")})
                words[0].children = [
                    Token("task_open", "label", 1), box, *children, Token("task_close", "label", -1)
                ]  # fmt: skip


def _render_item(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """An item; with its box, should there be no words to put it beside."""
    opened = self.renderToken(tokens, index, options, env)
    checked = tokens[index].meta.get("checked")
    return opened if checked is None else opened + _box(checked, ' aria-label="Task"')


def _render_box(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return _box(tokens[index].meta["checked"])


def _box(checked: bool, attributes: str = "") -> str:
    return f'<input type="checkbox" disabled{" checked" if checked else ""}{attributes}> '
