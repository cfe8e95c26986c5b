"""A parsed note and its plugins' values to the document an engine takes; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import structs

from garden.links import fold
from garden.media import UNKNOWN, is_picture, media_type
from garden.model import EMPTY, Content, Field, Link, Note, ParsedNote, Section
from garden.search.engine import Document

VALUE_LIMIT = 200
"""Characters of a value; longer ones are cut."""
VALUES_LIMIT = 2_000
"""Values of one field of one note, as many as front matter may hold in all; the rest is left out."""
_KEY_LIMIT = 60
"""Characters of a key as it is told with its text."""
META_LIMIT = 64 * 1024
"""Characters of front matter that are searchable."""

SECTIONS_LIMIT = 200_000
"""Characters of a note's text that are kept to be shown and compared; all of it is searchable."""

_ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})$")

_SAID_ELSEWHERE = frozenset({
    "title", "alias", "aliases", "tag", "tags", "kind", "type", "date", "created", "updated", "modified",
    "lang", "language", "visibility", "draft", "private", "hidden", "publish", "published", "public",
    "unlisted", "status", "next", "related", "permalink", "slug", "consent", "cssclass", "cssclasses",
    "author", "authors", "teller", "scribe", "host", "translator",
})  # fmt: skip
"""Front-matter keys that have a field of their own, or say how and not what."""


def document(
    parsed: ParsedNote,
    values: Mapping[str, tuple[str | int | float | date, ...]] = EMPTY,
    fields: Mapping[str, Field] = EMPTY,
) -> Document:
    """The document of a note.

    ``values`` are the plugins', typed by the host; ``fields`` says which of them
    are words to search and which are whole values. Keys that are not declared are
    left out.
    """
    note, content = parsed.note, parsed.content
    texts = {
        "title": note.title,
        "aliases": "\n".join(note.aliases),
        "headings": "\n".join(heading.text for heading in content.headings),
        "tags": "\n".join(note.tags),
        "body": "\n".join(_body(parsed)),
        "meta": "\n".join(_meta(note)),
    }
    whole: dict[str, Iterable[str]] = {
        "kind": (note.kind,),
        "tag": (parent for tag in note.tags for parent in with_parents(tag)),
        "author": (person.name for person in note.people),
        "lang": (note.lang,),
        "year": (note.year,),
    }
    for name, given in values.items():
        field = fields.get(name)
        if field is None or name in texts or name in whole:
            continue
        if field.type == "text":
            texts[name] = "\n".join(map(written, given))
        else:
            whole[name] = map(written, given)
    return Document(
        note=note,
        links=content.links,
        texts={name: text for name, text in texts.items() if text},
        sections=tuple(_beginning(content.sections)),
        values={name: kept for name, given in whole.items() if (kept := _kept(given))},
        has=tuple(sorted(_flags(note, content))),
    )


def _beginning(sections: Iterable[Section]) -> Iterator[Section]:
    """As many sections, and as much of the last one, as are kept."""
    left = SECTIONS_LIMIT
    for section in sections:
        if left <= 0:
            return
        yield section if len(section.text) <= left else structs.replace(section, text=section.text[:left])
        left -= len(section.text) + len(section.heading) + len(section.anchor)


def written(value: str | int | float | date) -> str:
    """A typed value as it is kept, shown and filtered by: ``15``, ``2.5``, ``2024-05-01``."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def _flags(note: Note, content: Content) -> set[str]:
    """What the note has."""
    kinds = {_leads_to(link) for link in content.links} | content.has
    if note.summary:
        kinds.add("summary")
    return kinds


def _leads_to(link: Link) -> str:
    """What a link is to a reader who looks for one; a wikilink may name a note with a dot in it."""
    if link.kind == "image" or is_picture(link.target):
        return "image"
    ending = _ENDING.search(link.target) if link.kind != "wikilink" else None
    known = media_type(link.target) != UNKNOWN
    return "attachment" if known or (ending and ending[1].lower() != "md") else "link"


def _kept(values: Iterable[str]) -> tuple[str, ...]:
    """Values once each, whatever their case, without blanks around them and empty ones."""
    once: dict[str, str] = {}
    for value in values:
        trimmed = " ".join(value.split())[:VALUE_LIMIT].rstrip()
        if trimmed and len(once) < VALUES_LIMIT:
            once.setdefault(fold(trimmed), trimmed)
    return tuple(once.values())


def with_parents(tag: str) -> Iterator[str]:
    """``a/b/c`` is found under ``a`` and ``a/b`` too."""
    parts = [part for part in tag.split("/") if part]
    return ("/".join(parts[: end + 1]) for end in range(len(parts)))


def _body(parsed: ParsedNote) -> Iterator[str]:
    """The text, and below it what the page says of the ways on."""
    yield from (section.text for section in parsed.content.sections)
    yield from (choice.when for choice in parsed.note.next if choice.when)


def _meta(note: Note) -> Iterator[str]:
    """What front matter says in words: people, summary, and every text of a key of its own."""
    yield from (person.name for person in note.people)
    yield from (text for _, text in keyed(note))


def keyed(note: Note) -> Iterator[tuple[str, str]]:
    """Every text of a key of front matter that has no field of its own, with that key."""
    left = META_LIMIT
    for key, value in note.meta.items():
        if str(key).casefold() in _SAID_ELSEWHERE:
            continue
        for text in _texts(value):
            yield str(key)[:_KEY_LIMIT], text[:left]
            left -= len(text)
            if left <= 0:
                return


def _texts(value: Any, depth: int = 8) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part, depth - 1)
    elif depth and isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part, depth - 1)
