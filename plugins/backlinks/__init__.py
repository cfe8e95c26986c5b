"""Backlinks: what links here with the sentence around it, what is akin, and hints at what no one leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from garden import Backlink, Hint, Link, Note, Panel, hookimpl

if TYPE_CHECKING:
    from garden import Garden

GARDEN_API = 1

SENTENCES = 3
"""Sentences shown of one note that links here often."""
AKIN = 5
"""Related notes that no link joins yet."""
NEAR = 24
"""Related notes among which they are looked for."""
MENTIONS = 20
"""Notes shown that name this one without a link."""
IN_FULL = 20
"""Notes of one kind shown with their sentences; of those beyond, the titles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A note that links here."""

    note: Note
    links: tuple[Link, ...]
    """Its first links, each with the sentence around it."""
    more: int
    """How many links there are besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Notes of one kind that link here."""

    kind: str
    sources: tuple[Source, ...]
    """With their sentences."""
    rest: tuple[Note, ...]
    """The others, when there are very many."""

    @property
    def count(self) -> int:
        """All notes of the kind that link here."""
        return len(self.sources) + len(self.rest)


@hookimpl
def garden_note_panels(note: Note, garden: Garden) -> Iterator[Panel]:
    """What links here, by kind; what names the note without a link; and what has to do with it."""
    groups = grouped(garden.links_to(note))
    if groups:
        yield Panel(
            title="What links here",
            template="backlinks/panel.html",
            context={"groups": groups, "total": sum(group.count for group in groups)},
            order=10,
        )
    mentions = garden.mentions(note, MENTIONS + 1)
    if mentions:
        yield Panel(
            title="Named without a link",
            template="backlinks/mentions.html",
            context={"mentions": mentions[:MENTIONS], "more": len(mentions) > MENTIONS},
            order=15,
        )
    linked = {backlink.source.id for backlink in garden.links_to(note)}
    linked |= {found.to for _, found in garden.links(note) if found.to}
    akin = [one for one in garden.related(note, NEAR) if one.note.id not in linked][:AKIN]
    if akin:
        yield Panel(
            title="Akin to this",
            template="backlinks/akin.html",
            context={"notes": akin},
            order=20,
        )


@hookimpl
def garden_note_problems(note: Note, garden: Garden) -> Iterator[Hint]:
    """Notes that nothing leads to; some are meant so."""
    if not note.door and garden.is_orphan(note):
        yield Hint(
            path=note.path,
            code="note-orphan",
            message="No other note leads here.",
            fix="Link to it from a note that someone would read before it.",
        )


def grouped(backlinks: tuple[Backlink, ...]) -> tuple[Group, ...]:
    """Links by the kind of their notes; kinds and notes in the order in which they first come."""
    sources: dict[str, list[Source]] = {}
    for _, found in groupby(backlinks, key=lambda backlink: backlink.source.id):
        source = _source(list(found))
        sources.setdefault(source.note.kind, []).append(source)
    return tuple(
        Group(
            kind=kind,
            sources=tuple(of_kind[:IN_FULL]),
            rest=tuple(source.note for source in of_kind[IN_FULL:]),
        )
        for kind, of_kind in sources.items()
    )


def _source(backlinks: list[Backlink]) -> Source:
    """One note with its links, a sentence that holds several of them once only."""
    sentences = {
        (link.before, link.text, link.after): link for link in (backlink.link for backlink in backlinks)
    }
    links = tuple(sentences.values())
    return Source(note=backlinks[0].source, links=links[:SENTENCES], more=max(0, len(links) - SENTENCES))
