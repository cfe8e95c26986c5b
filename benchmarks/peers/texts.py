"""What an engine is given of a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from garden.core import Garden
from garden.model import Note, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A note as words, and as values to count."""

    id: str
    title: str
    body: str
    aliases: str = ""
    headings: str = ""
    tags: str = ""
    values: tuple[tuple[str, str], ...] = ()
    """(facet, value) pairs."""
    note: Note | None = None
    """All that is known of it, and ..."""
    sections: tuple[Section, ...] = ()
    """... its body in parts, for those that make pages."""


def texts_of(garden: Garden) -> Iterator[Text]:
    """Everything that a garden's search sees."""
    for note in garden.notes():
        sections = garden.sections(note)
        yield Text(
            id=note.id,
            title=note.title,
            aliases="\n".join(note.aliases),
            headings="\n".join(section.heading for section in sections if section.heading),
            tags=" ".join(note.tags),
            body="\n".join(section.text for section in sections),
            values=(
                ("kind", note.kind),
                ("lang", note.lang),
                ("year", note.year),
                *(("tag", tag) for tag in note.tags),
                *(("author", who.name) for who in note.people),
            ),
            note=note,
            sections=sections,
        )


def parts(question: str) -> list[str]:
    """The words, ``"phrases"`` and ``beginnings*`` of a question of `benchmarks.serving`."""
    return re.findall(r'"[^"]*"|\S+', question)


def words(question: str) -> list[str]:
    """The words of any question."""
    return re.findall(r"\w+", question)
