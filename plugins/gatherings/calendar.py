"""Gatherings as an iCalendar file (RFC 5545), for people's own calendars. Pure.

Days without hours are all that it takes: no time zones, nothing that comes again. A library
for the rest of that standard is larger than this program.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from unicodedata import category

from garden import Note

from .reading import Gathering  # noqa: TID252 - a plugin is imported under a private name

LONGEST = 75
"""Bytes of a line; what is longer goes on in the next, after a blank."""
_UNSEEN = frozenset({"Cc", "Cs"})
"""Categories of characters that no calendar reads: controls, lone surrogates."""


def calendar(name: str, gatherings: Iterable[Gathering], address: Callable[[Note], str]) -> str:
    """The calendar; ``address`` gives a note's address for everyone, or nothing."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Garden//Gatherings//EN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for gathering in gatherings:
        lines += _event(gathering, address(gathering.note))
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(gathering: Gathering, url: str) -> Iterator[str]:
    note = gathering.note
    about = f"Before you read: {note.content_note}" if note.content_note else note.summary
    day, changed = (f"{when or note.date}".replace("-", "") for when in (note.date, note.updated))
    yield from ("BEGIN:VEVENT", f"UID:{_digest(url or note.id)}@garden")
    yield from (f"DTSTAMP:{changed}T000000Z", f"DTSTART;VALUE=DATE:{day}", f"SUMMARY:{_text(note.title)}")
    yield from (f"LOCATION:{_text(gathering.place)}",) if gathering.place else ()
    yield from (f"DESCRIPTION:{_text(about)}",) if about else ()
    yield from (f"URL:{url}",) if url else ()
    yield "END:VEVENT"


def _digest(name: str) -> str:
    """A short name for a name, which may hold halves of characters as files' names do."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _text(value: str) -> str:
    lines = re.sub(r"([\\;,])", r"\\\1", value).splitlines()
    return r"\n".join("".join(c for c in line if category(c) not in _UNSEEN) for line in lines)


def _folded(line: str) -> str:
    """A line in pieces of no more bytes than there may be, no character parted."""
    if len(line.encode()) <= LONGEST:
        return line
    pieces, left = [""], LONGEST
    for character in line:
        size = len(character.encode())
        if size > left:
            pieces.append("")
            left = LONGEST - 1
        pieces[-1] += character
        left -= size
    return "\r\n ".join(pieces)
