"""Values as plain data, in the shapes that other tools may rely on.

The command line and the web give the same. A key may be added, never renamed or
taken away without a major release.
"""

from __future__ import annotations

from typing import Any

from garden.core.addresses import note_url
from garden.model import Hit, Note, Page


def note_data(note: Note) -> dict[str, Any]:
    """A note without its text."""
    return {
        "id": note.id,
        "path": note.path,
        "url": note_url(note.id),
        "title": note.title,
        "kind": note.kind,
        "tags": list(note.tags),
        "aliases": list(note.aliases),
        "date": note.date.isoformat() if note.date else None,
        "lang": note.lang,
        "visibility": note.visibility.value,
    }


def page_data(page: Page) -> dict[str, Any]:
    """A page of search results."""
    return {
        "query": page.query.text,
        "total": page.total,
        "notice": page.notice,
        "hits": [hit_data(hit) for hit in page.hits],
        "facets": {facet.name: {value.value: value.count for value in facet.values} for facet in page.facets},
    }


def hit_data(hit: Hit) -> dict[str, Any]:
    """One note found; the snippet is plain text."""
    return {
        "id": hit.note.id,
        "title": hit.note.title,
        "kind": hit.note.kind,
        "score": round(hit.score, 4),
        "heading": hit.heading,
        "snippet": "".join(fragment.text for fragment in hit.snippet),
        "url": note_url(hit.note.id, f"n-{hit.anchor}" if hit.anchor else ""),
    }
