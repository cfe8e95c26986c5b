"""What a note's page says of itself to programs that show or file links.

Only of public notes: of others nothing is told but what the page itself shows. A note
with a content note is described by that alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from garden.core import Garden
from garden.core.licences import licence_url
from garden.core.visibility import Place
from garden.model import Note
from garden.web.citing import OTHER, people_by, plain, web_address
from garden.web.lineage import lineage
from garden.web.parts import Described
from garden.web.picture_cards import ENDING, SIZE, has_pictures
from garden.web.text import beginning, gate
from garden.web.trusted_html import data_block


def describe(here: Garden, note: Note) -> Described:
    """The values for a note's ``head``."""
    with here.reading(public=True):
        return _describe(here, note) if here.view.shows(note, Place.LIST) else Described()


def _describe(here: Garden, note: Note) -> Described:
    summary = summary_of(here, note)
    return Described(
        summary=summary,
        canonical=web_address(here, note),
        properties=tuple((name, value) for name, value in _properties(here, note, summary) if value),
        linked_data=data_block(_linked_data(here, note, summary)),
    )


def summary_of(here: Garden, note: Note) -> str:
    """A few words on a note: its content note, else its summary, else how it begins."""
    if note.content_note:
        return gate(note.content_note)
    return plain(note.summary) or beginning(_prose(here, note))


def _prose(here: Garden, note: Note) -> Iterator[str]:
    """A note's text without the lines that begin with HTML, as those of many a README do."""
    lines = (line for section in here.sections(note) for line in section.text.splitlines())
    return (line for line in lines if not line.startswith("<"))


def mail_to(here: Garden, note: Note) -> str:
    """An e-mail to be written, with the title and, where the site knows its own, the address."""
    title, address = plain(note.title), web_address(here, note)
    body = quote(f"{title}\r\n\r\n{address}\r\n", safe="")
    return f"mailto:?subject={quote(title, safe='')}{f'&body={body}' if address else ''}"


def _properties(here: Garden, note: Note, summary: str) -> Iterator[tuple[str, str]]:
    """Open Graph, by which chats and boards show a link."""
    yield "og:type", "article"
    yield "og:title", note.title
    yield "og:site_name", here.config.name
    yield "og:description", summary
    yield "og:url", web_address(here, note)
    if picture := _picture(here, note):
        yield "og:image", picture
        yield "og:image:width", str(SIZE[0])
        yield "og:image:height", str(SIZE[1])
        yield "og:image:alt", f"{note.title}, {here.kind(note.kind).label}, {here.config.name}"
    yield "article:published_time", note.date.isoformat() if note.date else ""
    yield "article:modified_time", note.updated.isoformat() if note.updated else ""
    for tag in note.tags:
        yield "article:tag", tag


def _picture(here: Garden, note: Note) -> str:
    address = web_address(here, note)
    return f"{address}{ENDING}" if address and has_pictures() else ""


def _linked_data(here: Garden, note: Note, summary: str) -> dict[str, Any]:
    """The note as schema.org has it."""
    config, address = here.config, web_address(here, note)
    people = {role: [_person(name) for name in names] for role, names in people_by(note).items()}
    guests = people.pop("host", []) + people.pop(OTHER, [])
    licence = note.licence or config.licence
    said = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": address,
        "url": address,
        "headline": note.title,
        "image": _picture(here, note),
        "description": summary,
        **people,
        OTHER: guests,
        "datePublished": note.date.isoformat() if note.date else "",
        "dateModified": note.updated.isoformat() if note.updated else "",
        "inLanguage": note.lang or config.language,
        "keywords": list(note.tags),
        "wordCount": note.words,
        "license": licence_url(licence) or (licence and {"@type": "CreativeWork", "name": licence}),
        "copyrightNotice": note.rights,
        "isBasedOn": _based_on(here, note),
        "isPartOf": {"@type": "WebSite", "name": config.name} | ({"url": config.site_url} if address else {}),
    }
    return {name: value for name, value in said.items() if value}


def _based_on(here: Garden, note: Note) -> list[str]:
    """Addresses of what it was adapted from; of notes, where the site knows its own."""
    site = here.config.site_url.rstrip("/")
    found = ((f"{site}{it.url}" if site else "") if it.note_id else it.url for it in lineage(here, note))
    return [address for address in found if address]


def _person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}
