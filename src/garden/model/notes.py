"""A note and all that is read of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from msgspec import Struct, field

from garden.model.base import EMPTY
from garden.model.problems import Problem


class Visibility(StrEnum):
    """Who may meet a note; decided once, when the note is parsed."""

    PUBLIC = "public"
    """Everywhere."""
    GARDEN = "garden"
    """On all pages of the garden, and in nothing that leaves it: no feed, no data, no search engine."""
    UNLISTED = "unlisted"
    """At its own address for those who know it; in no list, search or count."""
    HIDDEN = "hidden"
    """Nowhere (drafts, ``publish: false``, ``visibility: hidden``)."""
    WITHDRAWN = "withdrawn"
    """Nowhere but as a gentle stone at its old address."""


class Scope(StrEnum):
    """What a consent may cover."""

    GARDEN = "garden"
    """The pages of the garden."""
    PUBLIC = "public"
    """What leaves it: feeds, data for other programs, previews elsewhere, search engines."""
    PRINT = "print"
    """Paper."""


EVERY_SCOPE = frozenset(Scope)
"""What a consent covers that names no scope, and a note that needs none."""


class Consent(Struct, frozen=True, kw_only=True):
    """That someone agreed to a note being shown."""

    givers: tuple[str, ...] = ()
    """Who agreed."""
    asked_by: tuple[str, ...] = ()
    """Who asked them."""
    scopes: frozenset[Scope] = EVERY_SCOPE
    """What it covers; empty for one that was refused or taken back."""
    until: datetime.date | None = None
    """The last day of it, if it runs out."""
    words: str = ""
    """The consent where it is written as a sentence."""


class Person(Struct, frozen=True, kw_only=True):
    """Someone who had a part in a note."""

    name: str
    role: str = "author"
    """``author``, ``teller``, ``scribe``, ``host``, ``translator`` or any word."""


class NextChoice(Struct, frozen=True, kw_only=True):
    """One way on that the author chose: where, and for which mood."""

    to: str
    """What the author wrote: an id, a file name, a title or an alias."""
    when: str = ""
    """Completes "when ..."; may be empty."""


class Note(Struct, frozen=True, kw_only=True):
    """A note as its path and front matter tell it; the body is a `Content`."""

    id: str
    """The path without ``.md``, in NFC, case kept; unique in its garden."""
    path: str
    """Relative to the notes folder, with ``/``; exactly as on disk."""
    fingerprint: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    title: str
    """From front matter, else the first heading if it names the whole note, else the file's name."""
    kind: str = "note"
    tags: tuple[str, ...] = ()
    """Without ``#``, each once whatever its case; ``/`` makes a hierarchy."""
    aliases: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    date: datetime.date | None = None
    updated: datetime.date | None = None
    summary: str = ""
    lang: str = ""
    """BCP 47 tag, lower case; of a note that names none, what its text is in where that is
    sure, else the garden's."""
    status: str = ""
    series: str = ""
    section: str = ""
    next: tuple[NextChoice, ...] = ()
    related: tuple[str, ...] = ()
    """As written; resolved like links when asked."""
    licence: str = ""
    rights: str = ""
    source: str = ""
    adapted_from: tuple[str, ...] = ()
    """What it was made from, as written: notes, resolved like links when asked, or addresses."""
    consent: Consent | None = None
    """None where front matter tells of none; what it covers stands in ``scopes``."""
    content_note: str = ""
    """Why a reader may want to pause before reading; empty for most."""
    door: str = ""
    """A mood that leads here from the home page ("I feel stuck")."""
    visibility: Visibility = Visibility.PUBLIC
    words: int = 0
    """Words in the body, for the reading time."""
    meta: Mapping[str, Any] = field(default_factory=lambda: EMPTY)
    """All front matter as written, unknown keys too: text, lists and mappings
    of text (scalars are never guessed at: ``no`` stays ``"no"``)."""

    @property
    def scopes(self) -> frozenset[Scope]:
        """What those whose words these are agreed to."""
        return self.consent.scopes if self.consent else EVERY_SCOPE

    @property
    def minutes(self) -> int:
        """Reading time in minutes at 220 words a minute, at least 1."""
        return max(1, round(self.words / 220))

    @property
    def year(self) -> str:
        """Year of the note's date with four digits, or an empty string."""
        return f"{self.date.year:04d}" if self.date else ""


LinkKind = Literal["wikilink", "markdown", "embed", "image"]


class Link(Struct, frozen=True, kw_only=True):
    """A link from a note's body to something in the garden, as written."""

    target: str
    """The page part, decoded and trimmed: ``slow-questions``, ``../a/b.md``;
    empty for a link to a heading of the same note."""
    kind: LinkKind
    line: int
    """Counted from 1 in the file, front matter included."""
    heading: str = ""
    """The part after ``#`` as written, or empty."""
    text: str = ""
    """The words the reader sees (or an image's alternative text)."""
    before: str = ""
    """The sentence around the link, up to it ..."""
    after: str = ""
    """... and after it; both plain text, at most about 160 characters."""
    size: str = ""
    """``200`` or ``200x100`` from ``![[image.png|200]]``, else empty."""


ANCHOR_PREFIX = "n-"
"""What every id in a note's HTML begins with, so that none can pass for one of the page's own."""


class Heading(Struct, frozen=True, kw_only=True):
    """A heading of a note."""

    level: int
    text: str
    anchor: str
    """The id in the page, unique in the note, without the page's prefix."""
    line: int


class Section(Struct, frozen=True, kw_only=True):
    """The plain text under one heading, for search and snippets."""

    heading: str
    anchor: str
    """Both empty for the text before the first heading."""
    text: str
    """Paragraphs joined by a newline; no markup, no code of fenced blocks' fences."""
    code: tuple[tuple[int, int], ...] = ()
    """Where code stands in the text, from and to, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a note's body says, beside how it looks; pure data."""

    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    sections: tuple[Section, ...] = ()
    tags: tuple[str, ...] = ()
    """Inline ``#tags`` in order of appearance, without ``#``."""
    words: int = 0
    has: frozenset[str] = frozenset()
    """What no link and no text tells: ``table``, ``code``, ``link`` to another site, ``image`` of one."""
    problems: tuple[Problem, ...] = ()
    """With an empty path: the body does not know its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedNote:
    """A note with its content and what was wrong with either."""

    note: Note
    content: Content
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlink:
    """A link to a note, seen from the note it points to."""

    source: Note
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where a note is named in the text of another without a link."""

    source: Note
    anchor: str
    """Of the heading that it stands under, or empty."""
    text: str
    """The name as it is written there."""
    before: str
    """The sentence around it, up to it ..."""
    after: str
    """... and after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Where a written link leads."""

    to: str | None
    """The id, or None for a wanted note."""
    others: tuple[str, ...] = ()
    """Ids that fit as well by the rule that decided; not empty = ambiguous."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedNote:
    """A note that others link to and no one has written yet."""

    target: str
    """As most often written."""
    sources: tuple[str, ...]
    """Ids of the notes that link to it, sorted."""
