"""Addresses within the site; the one place that knows how they are spelled."""

from __future__ import annotations

from urllib.parse import quote

from garden.model import ANCHOR_PREFIX

WANTED_URL = "/wanted"
"""The page of notes that are wished for."""

_SAFE = "/!$'()*,;:@-._~"


def note_url(note_id: str, anchor: str = "") -> str:
    """The address of a note's page, and of a heading in it."""
    fragment = f"#{quote(anchor, safe=_SAFE)}" if anchor else ""
    return f"/notes/{quote(note_id, safe=_SAFE)}{fragment}"


def heading_url(note_id: str, anchor: str) -> str:
    """The address of a heading, by its anchor in the note; of the note where that is empty."""
    return note_url(note_id, f"{ANCHOR_PREFIX}{anchor}" if anchor else "")


def file_url(path: str) -> str:
    """The address of an attachment."""
    return f"/files/{quote(path, safe=_SAFE)}"
