"""A note's body to the HTML of its page: links led somewhere, embeds in place.

The slots of each body are filled with what depends on the other notes of this
generation, and the whole goes through the sanitiser, last.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from msgspec.structs import replace

from garden import markdown
from garden.characters import named
from garden.core.addresses import WANTED_URL, file_url, note_url
from garden.core.licences import whose
from garden.core.view import GardenView, wish_name
from garden.core.visibility import Place, Reach, is_for_paper, is_shown
from garden.core.word_links import WordLinks
from garden.media import is_picture
from garden.model import Link, Note, Quotation
from garden.parsing.dates import day

MAX_DEPTH = 4
"""Embeds within embeds."""
MAX_EMBEDS = 50
"""Embeds on one page, nested ones too."""
MAX_CHARACTERS = 2_000_000
"""HTML of one page that embeds may bring."""

_SIZE = re.compile(r"(\d{1,4})(?:x(\d{1,4}))?")

BodyOf = Callable[[Note], markdown.Body]
QuotationOf = Callable[[Note, str], Quotation | None]
"""Gives the words of a note that go by a name, if a plugin knows any."""


class Renderer:
    """Makes the HTML of one page, from one view of the garden."""

    def __init__(
        self,
        view: GardenView,
        body_of: BodyOf,
        quotation_of: QuotationOf,
        words: WordLinks,
        *,
        licence: str = "",
    ) -> None:
        """``licence`` is the garden's, under which notes stand that name none."""
        self._view = view
        self._body_of = body_of
        self._quotation_of = quotation_of
        self._words = words
        self._licence = licence
        self._embeds = 0
        self._characters = 0

    def html(self, note: Note) -> str:
        """Sanitised HTML of the note's body, safe for a page; without a heading that repeats its title."""
        body = markdown.without_title(self._body_of(note), note.title)
        filled = markdown.fill(body, lambda link: self._slot(link, note, (note.id,)))
        return markdown.sanitise(self._words.put_into(filled, note_url(note.id)))

    def _slot(self, link: Link, note: Note, within: tuple[str, ...]) -> str:
        match link.kind:
            case "embed":
                return self._embed(link, note, within)
            case "image":
                return self._image(link, note)
            case _:
                return self._anchor(link, note)

    def _anchor(self, link: Link, note: Note) -> str:
        """The opening tag of a link; its words and closing tag stand in the body."""
        anchor = _anchor_of(link)
        found = self._view.resolve(link.target, note, link.kind).to
        target = self._view.snapshot.note(found) if found is not None and anchor else None
        if target is not None and self._quotation_of(target, link.heading):
            anchor = link.heading  # it stands in the page, beside the note's text and its prefixed ids
        if found == note.id and (anchor or not link.target):
            return f'<a class="internal" href="#{escape(anchor)}">'
        if found is not None:
            return f'<a class="internal" href="{escape(note_url(found, anchor))}">'
        if path := self._view.file(link.target, note, link.kind):
            return f'<a class="attachment" href="{escape(file_url(path))}">'
        wish = wish_name(link.target)
        address = escape(note_url(wish) if wish else WANTED_URL)
        return f'<a class="wanted" href="{address}" title="No one has written this note yet">'

    def _image(self, link: Link, note: Note) -> str:
        path = self._view.file(link.target, note, link.kind)
        if path is None:
            words = f"{link.text or link.target} (picture not found: {link.target})"
            return f'<span class="embed-missing">{escape(words)}</span>'
        return _picture(path, link)

    def _embed(self, link: Link, note: Note, within: tuple[str, ...]) -> str:
        found = self._view.resolve(link.target, note, "wikilink").to
        target = self._view.snapshot.note(found) if found is not None else None
        if target is None:
            path = self._view.file(link.target, note, "wikilink")
            if path is None:
                words = f"{self._anchor(link, note)}{escape(link.text or link.target)}</a>"
                return f'<p class="embed-missing">{words} is not here to be shown yet.</p>'
            return _picture(path, link) if is_picture(path) else _file(path, link)
        self._embeds += 1
        if link.heading and (quotation := self._quotation_of(target, link.heading)):
            why, anchor = self._refusal(target, ()), quotation.name
        else:
            quotation, why, anchor = None, self._refusal(target, within), _anchor_of(link)
        if quotation and not why:
            return self._quotation(target, quotation, note)
        title = f'<a class="internal" href="{escape(note_url(target.id, anchor))}">{escape(target.title)}</a>'
        opening = f'<div class="embed" data-kind="{escape(target.kind)}"><p class="embed-title">{title}</p>'
        if why:
            return f'{opening}<p class="embed-note">{why}</p></div>'
        if said := whose(target, note, self._licence):
            opening += f'<p class="embed-note">{escape(said)}</p>'
        body = self._body(target, link, within)
        self._characters += len(body)
        on_page = self._view.reach is not Reach.PUBLIC
        told = (
            ""
            if is_for_paper(target) or not on_page
            else '<p class="paper-only">These words are not to be printed.</p>'
        )
        return f"{opening}{told}<div{_bounds('embed-body', target)}>{body}</div></div>"

    def _quotation(self, target: Note, quotation: Quotation, note: Note) -> str:
        """Words that another note has beside its text, with who said them, where and when."""
        lang = f' lang="{escape(target.lang)}"' if target.lang else ""
        address = escape(note_url(target.id, quotation.name))
        by = f"{escape(named(quotation.by))}, " if quotation.by else ""
        when = f", {day(target.date)}" if target.date else ""
        if said := whose(replace(target, people=note.people), note, self._licence):
            when += f" · {escape(said)}"
        opening = f"<figure{_bounds('embed', target)}><blockquote{lang}>"
        html = (
            f'{opening}<p dir="auto">{escape(named(quotation.text))}</p>'
            f'</blockquote><figcaption>{by}<a class="internal" href="{address}">'
            f"{escape(named(target.title))}</a>{when}</figcaption></figure>"
        )
        self._characters += len(html)
        return html

    def _refusal(self, target: Note, within: tuple[str, ...]) -> str:
        """Why a note is not shown in place, or an empty string."""
        if target.id in within:
            return "This note is already being shown here, so it is not shown again inside itself."
        if len(within) > MAX_DEPTH or self._embeds > MAX_EMBEDS or self._characters > MAX_CHARACTERS:
            return "There are too many notes within notes here; follow the link to read this one."
        if target.content_note:
            return f"Before you read: {escape(target.content_note)}. Follow the link when you are ready."
        return ""

    def _body(self, target: Note, link: Link, within: tuple[str, ...]) -> str:
        # Ids must be unique on a page: each embed's have a number of their own.
        prefix = f"{markdown.HEADING_PREFIX}{self._embeds}-"
        whole = self._body_of(target)
        shown = markdown.part(whole, link.heading) if link.heading else whole
        if shown is None:
            return '<p class="embed-note">This note has no such part; follow the link to read it whole.</p>'
        return markdown.fill(
            shown, lambda inner: self._slot(inner, target, (*within, target.id)), prefix=prefix
        )


def _bounds(name: str, target: Note) -> str:
    """The class of what shows a note's words, with what keeps them off paper and out of search engines."""
    classes = name if is_for_paper(target) else f"{name} off-paper"
    leaves = is_shown(target, Place.PAGE, Reach.PUBLIC)
    return f' class="{classes}"' if leaves else f' class="{classes}" data-nosnippet=""'


def _anchor_of(link: Link) -> str:
    """The fragment of a link's heading, or of its ``^block``, in the page of its note."""
    return f"{markdown.HEADING_PREFIX}{markdown.anchor(link.heading)}" if link.heading.strip() else ""


def _picture(path: str, link: Link) -> str:
    if not is_picture(path):
        return _file(path, link)
    size = _SIZE.fullmatch(link.size)
    width = f' width="{size[1]}"' if size else ""
    height = f' height="{size[2]}"' if size and size[2] else ""
    # The sanitiser lets every picture load lazily.
    return f'<img src="{escape(file_url(path))}" alt="{escape(link.text)}" decoding="async"{width}{height}>'


def _file(path: str, link: Link) -> str:
    words = link.text or path.rpartition("/")[2]
    return f'<a class="attachment" href="{escape(file_url(path))}">{escape(words)}</a>'
