"""``![alt](x.png "caption")`` alone in its paragraph: a picture with its caption below.

The words after the address are said nowhere else: browsers show a title to a mouse
alone. A caption is text of the note, so that it is found by search. What stands in
``![[x.png|words]]`` is the picture's description, as in Obsidian, and no caption.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from markdown_it.token import Token

from garden.markdown.targets import from_href

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore


def install(md: MarkdownIt) -> None:
    """Adds figures; to be called after the walk that gathers text was added."""
    md.core.ruler.before("gather", "figure", figure)


def figure(state: StateCore) -> None:
    """A core rule: makes figures of paragraphs that hold one captioned picture."""
    if "![" not in state.src:
        return
    tokens = state.tokens
    made: list[Token] = []
    for place, token in enumerate(tokens):
        caption = _caption(token) if token.type == "inline" and made[-1].type == "paragraph_open" else ""
        if caption:
            _become(made[-1], tokens[place + 1])
            made += token, *_captioned(token, caption)
        else:
            made.append(token)
    state.tokens = made


def _caption(inline: Token) -> str:
    """The caption of a paragraph that is one picture of this garden; else empty."""
    picture = _only(inline.children or ())
    if picture is None or from_href(str(picture.attrs.get("src", ""))) is None:
        return ""
    return str(picture.attrs.get("title", "")).strip()


def _only(children: Sequence[Token]) -> Token | None:
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def _become(opening: Token, closing: Token) -> None:
    """Makes a figure of a paragraph, its id kept."""
    opening.type, closing.type = "figure_open", "figure_close"
    opening.tag = closing.tag = "figure"
    opening.hidden = closing.hidden = False


def _captioned(inline: Token, caption: str) -> Iterator[Token]:
    yield Token("figcaption_open", "figcaption", 1, level=inline.level)
    words = Token("text", "", 0, content=caption)
    yield Token("inline", "", 0, map=inline.map, content=caption, children=[words], level=inline.level + 1)
    yield Token("figcaption_close", "figcaption", -1, level=inline.level)
