"""The JSON of the site: the shapes of `garden.core.shapes`, and what only the web adds.

Dates are ``YYYY-MM-DD`` or null, addresses are paths of this site, text is plain.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from garden.core import Garden
from garden.core.shapes import backlinks_data, links_data, note_data, page_data
from garden.model import Note, Page


def note_shape(here: Garden, note: Note) -> dict[str, Any]:
    """A note with its text, its links and what leads on from it."""
    return {
        **note_data(note),
        "updated": note.updated.isoformat() if note.updated else None,
        "summary": note.summary,
        "people": [{"name": person.name, "role": person.role} for person in note.people],
        "status": note.status,
        "series": note.series,
        "licence": note.licence,
        "rights": note.rights,
        "source": note.source,
        "content_note": note.content_note,
        "words": note.words,
        "headings": [
            {"level": heading.level, "text": heading.text, "anchor": heading.anchor}
            for heading in here.content(note).headings
        ],
        "html": here.html(note),
        "links": links_data(here.links(note)),
        "backlinks": backlinks_data(here.links_to(note)),
        "next": [
            {"id": way.note.id, "url": here.url(way.note), "reason": way.reason} for way in here.ways_on(note)
        ],
    }


def search_shape(page: Page, notices: Iterable[str]) -> dict[str, Any]:
    """One page of results, with the filters that were in force and where it stands."""
    return {
        **page_data(page),
        "notice": " ".join(notices),
        "filters": {name: list(values) for name, values in page.query.filters.items()},
        "page": page.query.page,
        "pages": page.pages,
    }
