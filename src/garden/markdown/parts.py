"""Cuts parts out of a note that was read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from garden.markdown.anchors import anchor, block_anchor
from garden.markdown.slots import slot

if TYPE_CHECKING:
    from garden.markdown.body import Body
    from garden.model import Content, Heading


def find_heading(content: Content, written: str) -> Heading | None:
    """The heading that a link's part after ``#`` means, the first one if several do.

    ``One#Two`` is a heading "Two" that comes after "One" and before the next
    heading of the same rank.
    """
    headings = content.headings
    found: Heading | None = None
    for words in filter(str.strip, written.split("#")):
        wanted = anchor(words)
        found = next((h for h in headings if wanted in (h.anchor, anchor(h.text))), None)
        if not found:
            return None
        headings = _below(headings, found)
    return found


def _below(headings: tuple[Heading, ...], top: Heading) -> tuple[Heading, ...]:
    start = headings.index(top) + 1
    stop = next((i for i, h in enumerate(headings[start:], start) if h.level <= top.level), len(headings))
    return headings[start:stop]


def part(body: Body, written: str) -> Body | None:
    """The part of a note under a heading, or the block with a ``^block`` id.

    None when there is no such part, or when the heading stands inside a quote
    or a list. Links, tags and headings stay those of the whole note, to which
    the slots refer.
    """
    if written.startswith("^"):
        html = _block(body.html, block_anchor(written[1:]))
    else:
        heading = find_heading(body.content, written)
        html = _section(body, heading) if heading else ""
    return replace(body, html=html) if html else None


def without_title(body: Body, title: str) -> Body:
    """The note without a first heading that only repeats its title.

    For pages that show the title above the text: nearly every README begins
    with its own. What is left has no such heading either; it is to be shown,
    not to be cut further.
    """
    headings = body.content.headings
    first = headings[0] if headings else None
    begins = body.html.startswith(slot("H", 0))
    if not first or not begins or first.text.casefold() != title.casefold():
        return body
    html = body.html.partition(f"</h{first.level}>\n")[2]
    return replace(body, html=html, content=replace(body.content, headings=headings[1:]))


def _section(body: Body, heading: Heading) -> str:
    headings = body.content.headings
    number = headings.index(heading)
    start = body.html.find(slot("H", number))
    if start < 0:
        return ""
    for later, other in enumerate(headings[number + 1 :], number + 1):
        stop = body.html.find(slot("H", later), start)
        if other.level <= heading.level and stop >= 0:
            return body.html[start:stop]
    return body.html[start:].partition('<section class="footnotes">')[0]


def _block(html: str, name: str) -> str:
    _, _, rest = html.partition(slot("B", name))
    block, end, _ = rest.partition(slot("b", name))
    return block if end else ""
