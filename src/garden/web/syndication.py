"""A feed, and its two forms: Atom (RFC 4287) and JSON Feed 1.1. Pure.

Written out with the standard library: the library for feeds knows one author for an entry,
no language of an entry and no summary in plain words, and what would have to be changed of
it is as long as this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree import ElementTree

from garden.characters import CONTROLS, NO_CHARACTERS, SURROGATES

ATOM = "application/atom+xml"
JSON_FEED = "application/feed+json"

_NOT_XML = re.compile(f"[{CONTROLS}{SURROGATES}{NO_CHARACTERS}]")
"""What no document in XML may hold, however it is written, and some more that no one sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A note as a feed tells it."""

    id: str
    """Stays the same as long as the note has its name."""
    url: str
    title: str
    kind: str
    summary: str
    html: str
    """The whole text, its addresses leading back here; empty where a content note stands before it."""
    authors: tuple[str, ...]
    contributors: tuple[str, ...]
    published: date | None
    updated: date
    tags: tuple[str, ...]
    lang: str
    rights: str
    """Licence and rights, in words."""
    licence_url: str
    """Where the licence can be read; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Some notes of a garden, and of what they are the newest."""

    id: str
    title: str
    subtitle: str
    page: str
    """Address of the page that shows the same."""
    self_url: str
    """Its own address."""
    newer: str
    """Address of the newer entries; empty on the first page."""
    older: str
    """Address of the older ones; empty on the last."""
    garden: str
    """The garden's name, for entries that name no author."""
    lang: str
    rights: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> date:
        """The day of the latest entry; a day long past where there is none."""
        return max((entry.updated for entry in self.entries), default=date(1970, 1, 1))


def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    root = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.lang})
    _texts(root, id=feed.id, title=feed.title, subtitle=feed.subtitle, updated=_moment(feed.updated))
    _people(root, "author", (feed.garden,))
    _link(root, "alternate", feed.page, "text/html")
    _link(root, "self", feed.self_url, ATOM)
    _link(root, "previous", feed.newer, ATOM)  # RFC 5005
    _link(root, "next", feed.older, ATOM)
    _texts(root, rights=feed.rights)
    for entry in feed.entries:
        _atom_entry(root, entry)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _atom_entry(root: ElementTree.Element, entry: Entry) -> None:
    here = ElementTree.SubElement(root, "entry", {"xml:lang": entry.lang})
    published = _moment(entry.published) if entry.published else ""
    _texts(here, id=entry.id, title=entry.title, published=published, updated=_moment(entry.updated))
    _people(here, "author", entry.authors)
    _people(here, "contributor", entry.contributors)
    _link(here, "alternate", entry.url, "text/html")
    _link(here, "license", entry.licence_url)  # RFC 4946
    for term in (entry.kind, *entry.tags):
        ElementTree.SubElement(here, "category", {"term": _xml(term)})
    _texts(here, summary=entry.summary, rights=entry.rights)
    if entry.html:
        ElementTree.SubElement(here, "content", {"type": "html"}).text = _xml(entry.html)


def _texts(parent: ElementTree.Element, **texts: str) -> None:
    """An element for each text; a title must be there, even without words."""
    for name, text in texts.items():
        if text or name == "title":
            ElementTree.SubElement(parent, name).text = _xml(text)


def _people(parent: ElementTree.Element, role: str, names: Iterable[str]) -> None:
    for name in names:
        _texts(ElementTree.SubElement(parent, role), name=name)


def _link(parent: ElementTree.Element, relation: str, address: str, form: str = "") -> None:
    if address:
        told = {"rel": relation, "href": address} | ({"type": form} if form else {})
        ElementTree.SubElement(parent, "link", told)


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)


def _moment(day: date) -> str:
    """A day as the moment at which it began; notes know no hours."""
    return f"{day.isoformat()}T00:00:00Z"


def json_feed(feed: Feed) -> dict[str, Any]:
    """The feed as JSON Feed."""
    return _told(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "description": feed.subtitle,
            "home_page_url": feed.page,
            "feed_url": feed.self_url,
            "next_url": feed.older,
            "language": feed.lang,
            "authors": [{"name": feed.garden}],
        }
    ) | {"items": [_json_item(entry) for entry in feed.entries]}


def _json_item(entry: Entry) -> dict[str, Any]:
    """An entry; ``_garden`` holds what that form has no word for."""
    text = {"content_html": entry.html} if entry.html else {"content_text": entry.summary}
    return (
        _told(
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "summary": entry.summary,
                "date_published": _moment(entry.published) if entry.published else "",
                "date_modified": _moment(entry.updated),
                "authors": [{"name": name} for name in (*entry.authors, *entry.contributors)],
                "tags": list(entry.tags),
                "language": entry.lang,
            }
        )
        | text
        | {"_garden": _told({"kind": entry.kind, "rights": entry.rights, "licence": entry.licence_url})}
    )


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Only what there is something to say of."""
    return {name: value for name, value in values.items() if value}
