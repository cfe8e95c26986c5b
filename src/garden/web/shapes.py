"""The JSON of the site: the shapes of `garden.core.shapes`, and what only the web adds.

Dates are ``YYYY-MM-DD`` or null, addresses are paths of this site, text is plain.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from garden.characters import named
from garden.core import Garden
from garden.core.licences import licence_url
from garden.core.shapes import backlinks_data, links_data, note_data, page_data
from garden.model import Note, Page, Suggestion
from garden.web.describing import summary_of
from garden.web.lineage import lineage
from garden.web.text import beginning
from garden.web.urls import kind_url, person_url, tag_url

SHOWN = 280
"""Characters of a note that its preview shows."""
_THINGS = {"tag": "Tag", "kind": "Kind", "person": "Person"}


def note_shape(here: Garden, note: Note) -> dict[str, Any]:
    """A note with its text, its links and what leads on from it."""
    return {
        **note_data(note),
        "updated": note.updated.isoformat() if note.updated else None,
        "summary": note.summary,
        **_history(here, note),
        "people": [{"name": person.name, "role": person.role} for person in note.people],
        "status": note.status,
        "series": note.series,
        "licence": note.licence,
        "licence_url": licence_url(note.licence or here.config.licence),
        "adapted_from": [
            {"title": origin.title, "url": origin.url, "id": origin.note_id or None}
            for origin in lineage(here, note)
        ],
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


def _history(here: Garden, note: Note) -> dict[str, Any]:
    """Who tended a note and when, as git tells: null and empty where it does not."""
    told = here.history.of(note)
    return {
        "created": told.created.date().isoformat() if told and told.created else None,
        "changed": told.changed.date().isoformat() if told else None,
        "contributors": list(told.names) if told else [],
    }


def preview_shape(here: Garden, note: Note) -> dict[str, str]:
    """A note in a few words, for those who rest on a link to it; what cannot be seen is named in it.

    ``text`` is no more than the content note where there is one.
    """
    return {
        "title": named(note.title),
        "kind": named(here.kind(note.kind).label),
        "lang": note.lang or here.config.language,
        "text": beginning((summary_of(here, note),), SHOWN),
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


def suggestion_shape(here: Garden, found: Suggestion) -> dict[str, Any]:
    """What to show of a suggestion, and where it leads; what cannot be seen is named in it.

    ``detail`` is what it is: ``Story``, ``also “An alias”``, ``Tag · 3 notes``.
    """
    return {
        "label": named(found.label),
        "detail": named(_detail(here, found)),
        "kind": found.kind,
        "url": _url_of(here, found),
    }


def _detail(here: Garden, found: Suggestion) -> str:
    if found.kind != "note":
        return f"{_THINGS[found.kind]} · {found.detail}"
    if found.detail:
        return f"also “{found.detail}”"
    note = here.note(found.value)
    return here.kind(note.kind).label if note else ""


def _url_of(here: Garden, found: Suggestion) -> str:
    if found.kind == "note":
        return here.url(found.value)
    if found.kind == "tag":
        return tag_url(found.value)
    return kind_url(here.kind(found.value)) if found.kind == "kind" else person_url(found.value)
