"""Fills what a note's HTML leaves open."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from garden.markdown import highlight, slots
from garden.markdown.anchors import HEADING_PREFIX
from garden.markdown.sanitise import MAX_OUTPUT, sanitise

if TYPE_CHECKING:
    from garden.markdown.body import Body
    from garden.model import Link

View = Callable[["Link"], str]
"""Gives the HTML for a link: the opening tag of ``wikilink`` and ``markdown``, the
whole of ``image`` and ``embed``."""


def tag_url(tag: str) -> str:
    """Address of the page for a tag."""
    return f"/tags/{quote(tag)}"


def compose(body: Body, view: View, *, tag: Callable[[str], str] = tag_url) -> str:
    """A note's HTML with all slots filled, safe to be put in a page as it is."""
    return sanitise(fill(body, view, tag=tag))


def fill(
    body: Body,
    view: View,
    *,
    tag: Callable[[str], str] = tag_url,
    prefix: str = HEADING_PREFIX,
) -> str:
    """A note's HTML with all slots filled and nothing sanitised, to be put into another's.

    ``prefix`` begins all ids; give each embed its own (``n-1-``), that no two
    headings of a page share one. Once the text is too long for any page,
    embeds stay empty.
    """
    return _Filling(body, view, tag, prefix).html()


class _Filling:
    """One note's HTML being filled."""

    def __init__(self, body: Body, view: View, tag: Callable[[str], str], prefix: str) -> None:
        self._content = body.content
        self._html = body.html
        self._view = view
        self._tag = tag
        self._prefix = prefix
        self._length = len(body.html)
        self._colours = highlight.MAX_NOTE

    def html(self) -> str:
        return slots.ANY.sub(self._fill, self._html)

    def _fill(self, match: re.Match[str]) -> str:
        letter, number, prefix, language, code = match.groups()
        if prefix:
            return self._prefix
        if language is not None:
            return self._coloured(code, language)
        if not letter:
            return ""
        known = self._content.tags if letter == "T" else self._content.links
        if int(number) >= len(known) or (letter == "E" and self._length > MAX_OUTPUT):
            return ""
        if letter == "T":
            return f'<a class="tag" href="{escape(self._tag(self._content.tags[int(number)]))}">'
        html = self._view(self._content.links[int(number)])
        self._length += len(html)
        return html

    def _coloured(self, code: str, language: str) -> str:
        cost = len(code) + highlight.EACH
        if not language or cost > self._colours:
            return code
        self._colours -= cost
        return highlight.highlight(code, language)
