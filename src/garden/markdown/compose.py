"""Fills what a note's HTML leaves open, and cuts parts out of it."""

from __future__ import annotations

import re
from html import escape
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from garden.markdown import highlight, slots
from garden.markdown.anchors import HEADING_PREFIX, anchor, block_anchor
from garden.markdown.sanitise import MAX_OUTPUT, sanitise

if TYPE_CHECKING:
    from garden.model import Content, Heading, Link

View = Callable[["Link"], str]
"""Gives the HTML for a link: the opening tag of ``wikilink`` and ``markdown``, the
whole of ``image`` and ``embed``."""


def tag_url(tag: str) -> str:
    """Address of the page for a tag."""
    return f"/tags/{quote(tag)}"


def compose(content: Content, view: View, *, tag: Callable[[str], str] = tag_url) -> str:
    """A note's HTML with all slots filled, safe to be put in a page as it is."""
    return sanitise(fill(content, view, tag=tag))


def fill(
    content: Content,
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
    return _Filling(content, view, tag, prefix).html()


class _Filling:
    """One note's HTML being filled."""

    def __init__(
        self, content: Content, view: View, tag: Callable[[str], str], prefix: str
    ) -> None:
        self._content = content
        self._view = view
        self._tag = tag
        self._prefix = prefix
        self._length = len(content.html)
        self._colours = highlight.MAX_NOTE

    def html(self) -> str:
        return slots.ANY.sub(self._fill, self._content.html)

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
        if not language or len(code) > self._colours:
            return code
        self._colours -= len(code)
        return highlight.highlight(code, language)


# --- parts of a note ------------------------------------------------------------


def find_heading(content: Content, written: str) -> Heading | None:
    """The heading that a link's part after ``#`` means, the first one if several do.

    ``One#Two`` is a heading "Two" that comes after "One" and before the next
    heading of the same rank.
    """
    headings = content.headings
    found: Heading | None = None
    for part in written.split("#"):
        wanted = anchor(part)
        found = next((h for h in headings if wanted in (h.anchor, anchor(h.text))), None)
        if not found:
            return None
        headings = _below(headings, found)
    return found


def _below(headings: tuple[Heading, ...], top: Heading) -> tuple[Heading, ...]:
    start = headings.index(top) + 1
    stop = next(
        (i for i, h in enumerate(headings[start:], start) if h.level <= top.level), len(headings)
    )
    return headings[start:stop]


def part(content: Content, written: str) -> Content | None:
    """The part of a note under a heading, or the paragraph with a ``^block`` id.

    None when there is no such part, or when the heading stands inside a quote
    or a list. Links, tags and headings stay those of the whole note, to which
    the slots refer.
    """
    if written.startswith("^"):
        html = _block(content.html, block_anchor(written[1:]))
    else:
        heading = find_heading(content, written)
        html = _section(content, heading) if heading else ""
    return replace(content, html=html) if html else None


def _section(content: Content, heading: Heading) -> str:
    number = content.headings.index(heading)
    start = content.html.find(slots.slot("H", number))
    if start < 0:
        return ""
    for later, other in enumerate(content.headings[number + 1 :], number + 1):
        stop = content.html.find(slots.slot("H", later), start)
        if other.level <= heading.level and stop >= 0:
            return content.html[start:stop]
    return content.html[start:].partition('<section class="footnotes">')[0]


def _block(html: str, name: str) -> str:
    _, _, rest = html.partition(slots.slot("B", name))
    block, end, _ = rest.partition(slots.slot("b", name))
    return block if end else ""
