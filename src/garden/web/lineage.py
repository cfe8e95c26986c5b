"""What a note was adapted from: notes of this garden, or addresses elsewhere."""

from __future__ import annotations

import re

from garden.core import Garden
from garden.model import Note
from garden.web.parts import Origin

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_NAMED = re.compile(r"\[([^\]]+)\]\((https?://[^\s<>\"()]+)\)", re.IGNORECASE)


def lineage(here: Garden, note: Note) -> tuple[Origin, ...]:
    """In the author's order; what leads nowhere is told as it is written."""
    return tuple(_origin(here, note, target) for target in note.adapted_from)


def _origin(here: Garden, note: Note, target: str) -> Origin:
    if _ADDRESS.fullmatch(target):
        return Origin(title=target, url=target)
    if elsewhere := _NAMED.fullmatch(target):
        return Origin(title=elsewhere[1], url=elsewhere[2])
    found = here.resolve(target, note).to
    other = here.note(found) if found is not None else None
    if other is None:
        return Origin(title=target, url="")
    return Origin(title=other.title, url=here.url(other), note_id=other.id)
