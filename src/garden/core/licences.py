"""Licences: which Creative Commons licence words name, and which of two lets readers do less."""

from __future__ import annotations

import re
from dataclasses import dataclass

from garden.characters import named
from garden.model import Note

_HOME = "https://creativecommons.org"
_CC = re.compile(
    r"(?:CC|Creative Commons)[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -]?([1-4]\.[05])?(?: international)?",
    re.IGNORECASE,
)
_CC0 = re.compile(r"CC0(?:[ -]1\.0)?(?: universal)?|public domain", re.IGNORECASE)
_ADDRESS = re.compile(rf"{_HOME}/(licenses/([a-z-]+)/[1-4]\.[05]|publicdomain/)[^ ]*", re.IGNORECASE)
_RESERVED = re.compile(r"(?:©|\(c\)|copyright)?[^.]*\ball rights reserved\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a licence asks of whoever takes words along; each is a burden more."""

    name: bool = False
    """To name whose they are (BY)."""
    not_sold: bool = False
    """To make no business of them (NC)."""
    alike: bool = False
    """To pass on what is made of them under the same terms (SA)."""
    unchanged: bool = False
    """To leave them as they are (ND)."""
    closed: bool = False
    """To ask first, whatever for."""

    def exceeds(self, other: Terms) -> bool:
        """Whether it asks for anything that the other does not."""
        mine = (self.name, self.not_sold, self.alike, self.unchanged, self.closed)
        theirs = (other.name, other.not_sold, other.alike, other.unchanged, other.closed)
        return not other.closed and any(ours and not its for ours, its in zip(mine, theirs, strict=True))


def terms(licence: str) -> Terms | None:
    """What a licence asks; None for words that name none surely."""
    words = " ".join(licence.split()).rstrip(".")
    if _RESERVED.fullmatch(words):
        return Terms(closed=True)
    if _CC0.fullmatch(words):
        return Terms()
    address = _ADDRESS.fullmatch(words)
    found = _CC.fullmatch(words)
    name = address[2] or "" if address else found[1] if found else None
    if name is None:
        return None
    parts = frozenset(name.upper().split("-"))
    return Terms(name="BY" in parts, not_sold="NC" in parts, alike="SA" in parts, unchanged="ND" in parts)


def licence_url(licence: str) -> str:
    """Where a licence can be read; empty for words that name no such place surely."""
    words = " ".join(licence.split()).rstrip(".")
    if _ADDRESS.fullmatch(words):
        return words
    if words[:3].upper() == "CC0" and _CC0.fullmatch(words):
        return f"{_HOME}/publicdomain/zero/1.0/"
    found = _CC.fullmatch(words)
    return f"{_HOME}/licenses/{found[1].lower()}/{found[2]}/" if found and found[2] else ""


def whose(note: Note, beside: Note, default: str) -> str:
    """Whose the words of a note are and under which licence, where it is shown beside another's.

    Only what differs; ``default`` is the licence of notes that name none.
    """
    names = tuple(dict.fromkeys(person.name for person in note.people))
    others = {person.name for person in beside.people}
    licence = note.licence or default
    told = (
        f"By {', '.join(names)}" if names and set(names) != others else "",
        licence if licence != (beside.licence or default) else "",
        note.rights if note.rights != beside.rights else "",
    )
    return named(" · ".join(filter(None, told)))
