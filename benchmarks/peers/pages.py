"""The page of results that Garden makes, as the other engines make it.

Left out, which favours them: to fold notes nearly alike, to mend slips in words, to say how a
question was read, to take its last word as the beginning of an alias too, to cut passages at
sentences, to mark words in the headings of passages, and to show by which tags, aliases or front
matter a note was found whose text has none of the words.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple, Self

import msgspec
from msgspec import Struct, structs

from benchmarks.peers.texts import Text
from garden.model import Person

PASSAGE = 240
"""Characters of a passage, about."""
SHORTEST = 3
"""Letters that a last word must have to be the beginning of one."""
_MOST = 3
_WORTH_MORE = 0.5


class Card(Struct, frozen=True, array_like=True):
    """What a list shows of a note."""

    id: str
    title: str
    kind: str
    tags: tuple[str, ...]
    aliases: tuple[str, ...]
    people: tuple[Person, ...]
    date: datetime.date | None
    updated: datetime.date | None
    summary: str
    lang: str
    status: str
    series: str
    content_note: str
    words: int
    beginning: str = ""
    """Of its text, where it has no summary."""

    @classmethod
    def of(cls, text: Text) -> Self:
        """That of a note that was read from a garden."""
        told = msgspec.convert(text.note, cls, from_attributes=True)
        return told if told.summary else structs.replace(told, beginning=text.body.strip()[:PASSAGE])


class Passage(NamedTuple):
    """Where a note answers."""

    heading: str
    anchor: str
    snippet: str
    """With the words marked as bold."""


class Hit(NamedTuple):
    """A note that was found."""

    note: Card
    title: str
    """With the words marked as bold."""
    passages: list[Passage]
    """The best section and up to two more; where no section has a word, the summary or the beginning."""


class Page(NamedTuple):
    """Ten notes and what was found in all."""

    total: int
    facets: dict[str, dict[str, int]]
    """Facet to value to count."""
    hits: list[Hit]


def telling(worths: Sequence[float]) -> list[int]:
    """Places of the section that says most and of up to two that say half as much at least, in order."""
    best = sorted(range(len(worths)), key=worths.__getitem__, reverse=True)[:_MOST]
    return [place for place in best if worths[place] and worths[place] >= _WORTH_MORE * worths[best[0]]]


def begun(asked: Sequence[str]) -> str:
    """The last word of a question, where it may be the beginning of one; else empty.

    A word that is all of a question is left as it is, as Garden does where it finds a page of notes.
    """
    last = asked[-1] if len(asked) > 1 else ""
    return last if len(last) >= SHORTEST and last.isalpha() else ""
