"""``> [!tip]- Title``: callouts as Obsidian and GitHub write them, of any type, nested."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

FAMILIES: Mapping[str, str] = {
    "note": "note",
    "abstract": "abstract summary tldr",
    "info": "info",
    "todo": "todo",
    "tip": "tip hint",
    "important": "important",
    "success": "success check done",
    "question": "question help faq",
    "warning": "warning attention",
    "caution": "caution",
    "failure": "failure fail missing",
    "danger": "danger error",
    "bug": "bug",
    "example": "example",
    "quote": "quote cite",
}
"""Classes of callouts, with the words that stand for them."""
OTHER = "other"
"""Class of a callout whose word is none of these."""

_FAMILY_OF = {word: family for family, words in FAMILIES.items() for word in words.split()}
_MARKER = re.compile(r"\[!([^\[\]|\n]{1,40})(?:\|[^\[\]\n]{0,100})?\]([+-]?)(?![(\[])[ \t]*([^\n]*)\n?")
_HEAD = 4
"""Tokens that a callout's first line comes in: the quote, a paragraph's three."""


def install(md: MarkdownIt) -> None:
    """Adds callouts."""
    md.core.ruler.after("block", "callouts", callouts)


def callouts(state: StateCore) -> None:
    """A core rule: turns quotes that begin with ``[!type]`` into callouts."""
    if "[!" not in state.src:
        return
    made: list[Token] = []
    endings: list[list[Token]] = []
    skip_to = 0
    for index, token in enumerate(state.tokens):
        if index < skip_to:
            continue
        if token.type == "blockquote_open" and (marker := _marker(state.tokens, index)):
            head = state.tokens[index : index + _HEAD]
            empty = state.tokens[index + _HEAD].type == "blockquote_close"
            opening = list(_opening(head, marker, empty=empty))
            endings.append(list(_ending(opening)))
            made.extend(opening)
            skip_to = index + _HEAD
        elif token.type == "blockquote_open":
            endings.append([])
            made.append(token)
        elif token.type == "blockquote_close":
            made.extend(endings.pop() or [token])
        else:
            made.append(token)
    state.tokens = made


def _marker(tokens: Sequence[Token], index: int) -> re.Match[str] | None:
    """The match of ``[!type]`` at the start of a quote's first paragraph."""
    types = [token.type for token in tokens[index + 1 : index + _HEAD]]
    if types != ["paragraph_open", "inline", "paragraph_close"]:
        return None
    return _MARKER.match(tokens[index + 2].content)


def _opening(head: Sequence[Token], marker: re.Match[str], *, empty: bool) -> Iterator[Token]:
    """A callout's first tokens: box, title, and what is left of the first paragraph."""
    quote, paragraph, words, paragraph_end = head
    line = (quote.map or [0])[0]
    kind = marker[1].strip().lower()
    box = _token("callout_open", "details" if marker[2] else "div", 1)
    box.map, box.level = quote.map, quote.level
    box.attrs = {
        "class": f"callout callout-{_FAMILY_OF.get(kind, OTHER)}",
        "data-callout": kind,
        **({"open": "open"} if marker[2] == "+" else {}),
    }
    yield box
    title = "summary" if marker[2] else "p"
    yield _token("callout_title_open", title, 1, class_="callout-title")
    inline = Token("inline", "", 0, children=[], map=[line, line + 1])
    inline.content = marker[3].strip() or kind.replace("-", " ").replace("_", " ").capitalize()
    yield inline
    yield _token("callout_title_close", title, -1)
    words.content = words.content[marker.end() :].lstrip(" \t")
    if empty and not words.content:
        return
    yield _token("callout_body_open", "div", 1, class_="callout-body")
    if words.content:
        words.map = paragraph.map = [line + 1, (paragraph.map or [0, line + 2])[1]]
        yield from (paragraph, words, paragraph_end)


def _ending(opening: Sequence[Token]) -> Iterator[Token]:
    """The tokens that close what is still open."""
    if any(token.type == "callout_body_open" for token in opening):
        yield _token("callout_body_close", "div", -1)
    yield _token("callout_close", opening[0].tag, -1)


def _token(kind: str, tag: str, nesting: Literal[-1, 0, 1], *, class_: str = "") -> Token:
    return Token(kind, tag, nesting, block=True, attrs={"class": class_} if class_ else {})
