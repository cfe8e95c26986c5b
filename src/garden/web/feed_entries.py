"""What a feed says of a note: who, when, under which licence, and its text where nothing stands before it."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from garden.core import Garden
from garden.core.dates import last_tended
from garden.core.licences import licence_url
from garden.markdown import for_elsewhere
from garden.model import Note
from garden.web.citing import people_by, plain
from garden.web.describing import summary_of
from garden.web.syndication import Entry

SINCE = "2026"
"""The year that names by address are reckoned from (RFC 4151); it must never change."""


def entry_of(here: Garden, note: Note) -> Entry:
    """The entry of a note that lists may show."""
    site = here.config.site_url.rstrip("/")
    path = here.url(note)
    people = people_by(note)
    licence = note.licence or here.config.licence
    return Entry(
        id=permanent(here, path),
        url=f"{site}{path}",
        title=plain(note.title),
        kind=here.kind(note.kind).label,
        summary=summary_of(here, note),
        html="" if note.content_note else for_elsewhere(here.html(note), f"{site}{path}", site),
        authors=tuple(people.pop("author", ())),
        contributors=tuple(dict.fromkeys(name for names in people.values() for name in names)),
        published=note.date if note.date and note.date <= here.today() else None,
        updated=last_tended(here, note) or _written(here, note),
        tags=tuple(map(plain, note.tags)),
        lang=note.lang or here.config.language,
        rights=rights_of(licence, note.rights),
        licence_url=licence_url(licence),
    )


def rights_of(licence: str, rights: str = "") -> str:
    """Licence and rights in one line."""
    return ". ".join(plain(words).rstrip(".") for words in (licence, rights) if words.strip())


def latest_first(here: Garden) -> Mapping[str, int]:
    """Where each note of lists stands by the day of its last tending; by ``garden.kept(latest_first)``."""
    ordered = sorted(here.notes(), key=lambda note: _dated(here, note), reverse=True)
    return {note.id: place for place, note in enumerate(ordered)}


def _dated(here: Garden, note: Note) -> tuple[bool, date, str]:
    """The day, after which notes are put in order; those of no known day come before all."""
    tended = last_tended(here, note)
    return tended is not None, tended or _written(here, note), note.id


def permanent(here: Garden, path: str) -> str:
    """A name of what is at a path that does not change: by the site's own name, where it has one (RFC 4151).

    Without, it is made of the garden's name: a garden is then known by that wherever it is served.
    """
    site = urlsplit(here.config.site_url)
    if site.hostname:
        return f"tag:{site.hostname},{SINCE}:{site.path.rstrip('/')}{path}"
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{plain(here.config.name)}\n{path}").urn


def _written(here: Garden, note: Note) -> date:
    """The day on which the note's file was written, as far as the machine knows."""
    state = here.view.snapshot.files.get(note.path)
    seconds = state.mtime_ns // 10**9 if state else 0
    # No clock is to be believed that says otherwise.
    return datetime.fromtimestamp(min(max(seconds, 0), int(time.time())), UTC).date()
