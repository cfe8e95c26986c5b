"""The nouns of a garden: frozen values that every layer shares.

Nothing here reads, writes or computes more than a property; every collection
is a tuple or a read-only mapping, so that a value can be handed to plugins,
threads and templates without being changed behind anyone's back.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal

from garden.errors import NoteError

EMPTY: Mapping[str, Any] = MappingProxyType({})


class Visibility(StrEnum):
    """Who may meet a note; decided once, when the note is parsed."""

    PUBLIC = "public"
    """Everywhere."""
    UNLISTED = "unlisted"
    """At its own address for those who know it; in no list, search or count."""
    HIDDEN = "hidden"
    """Nowhere (drafts, ``publish: false``, ``visibility: hidden``)."""
    WITHDRAWN = "withdrawn"
    """Nowhere but as a gentle stone at its old address."""


# --- notes ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who had a part in a note."""

    name: str
    role: str = "author"
    """``author``, ``teller``, ``scribe``, ``host``, ``translator`` or any word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextChoice:
    """One way on that the author chose: where, and for which mood."""

    to: str
    """What the author wrote: an id, a file name, a title or an alias."""
    when: str = ""
    """Completes "when ..."; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note as its path and front matter tell it; the body is a `Content`."""

    id: str
    """The path without ``.md``, in NFC, case kept; unique in its garden."""
    path: str
    """Relative to the notes folder, with ``/``; exactly as on disk."""
    fingerprint: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    title: str
    """From front matter, else the first heading, else the file's name."""
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
    def minutes(self) -> int:
        """Reading time in minutes at 220 words a minute, at least 1."""
        return max(1, round(self.words / 220))

    @property
    def year(self) -> str:
        """Year of the note's date with four digits, or an empty string."""
        return f"{self.date.year:04d}" if self.date else ""


LinkKind = Literal["wikilink", "markdown", "embed", "image"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a note."""

    level: int
    text: str
    anchor: str
    """The id in the page, unique in the note, without the page's prefix."""
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The plain text under one heading, for search and snippets."""

    heading: str
    anchor: str
    """Both empty for the text before the first heading."""
    text: str
    """Paragraphs joined by a newline; no markup, no code of fenced blocks' fences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What one parse of a note's body gives; pure data, cached by fingerprint."""

    html: str
    """HTML not yet sanitised, with slots for what depends on other notes;
    only `garden.markdown.compose` turns it into what a page may show."""
    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    sections: tuple[Section, ...] = ()
    tags: tuple[str, ...] = ()
    """Inline ``#tags`` in order of appearance, without ``#``."""
    words: int = 0
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


# --- problems and changes -----------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that a person should mend, in words a person understands."""

    path: str
    """Of the note's file, relative to the notes folder."""
    code: str
    """Stable and hyphened: ``front-matter-yaml``."""
    message: str
    """One sentence: what is wrong."""
    fix: str = ""
    """One sentence: what to do."""
    line: int | None = None

    @classmethod
    def of(cls, path: str, error: NoteError) -> Problem:
        """The problem that kept a file from being read."""
        return cls(path=path, code=error.code, message=str(error), fix=error.fix, line=error.line)

    @property
    def place(self) -> tuple[str, int, str, str]:
        """Sorts problems by file, line and code."""
        return self.path, self.line or 0, self.code, self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint(Problem):
    """Something that somebody may want to mend and that may be as it is: told, and no check fails for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The difference between two states of a folder, each sorted by path."""

    added: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.modified or self.removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStats:
    """What one run of indexing did."""

    added: int
    modified: int
    removed: int
    total: int
    """Notes in the index now."""
    seconds: float
    problems: tuple[Problem, ...] = ()
    rebuilt: bool = False
    """Whether everything was indexed anew, and ..."""
    reason: str = ""
    """... why, in a few words."""


# --- search -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A reader's question, within bounds."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: EMPTY)
    """Field name to chosen values: OR within a field, AND across fields."""
    page: int = 1
    """Counted from 1."""
    per_page: int = 10
    sort: Literal["relevance", "newest", "title"] = "relevance"
    facets: bool = True
    """Whether to count the values of what was found."""
    exactly: bool = False
    """Whether the words are meant as they are written: nothing is mended or completed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A piece of a snippet or a title: plain text, matched or not."""

    text: str
    matched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Another place of a note that answers a question."""

    heading: str
    """The heading it stands under, and ..."""
    anchor: str
    """... its anchor."""
    snippet: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A note that was found."""

    note: Note
    score: float
    title: tuple[Fragment, ...]
    heading: str = ""
    """The heading the snippet stands under, and ..."""
    anchor: str = ""
    """... its anchor; both empty at the top of a note."""
    snippet: tuple[Fragment, ...] = ()
    more: tuple[Excerpt, ...] = ()
    """Up to two other sections that answer nearly as well."""
    alike: tuple[Note, ...] = ()
    """Notes of the same page that say nearly the same and have no hit of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One value of a facet with the number of notes it would give."""

    value: str
    count: int
    label: str = ""
    """What a reader sees; the value itself when empty."""
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """The values of one field among the notes found, most frequent first."""

    name: str
    title: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A part of a question that is more than plain words: a phrase, a field, a date ..."""

    label: str
    """In a few plain words: "tag: listening", "before 2024"."""
    without: str
    """The question's text without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of results, all of one generation of the index."""

    query: Query
    hits: tuple[Hit, ...]
    """In order; fewer than a page holds where notes that are alike share one."""
    total: int
    """Notes found, on all pages; those that share a hit are counted each."""
    facets: tuple[Facet, ...] = ()
    notice: str = ""
    """How the question was bent or cut to fit, in a sentence; else empty."""
    mended: str = ""
    """The question as it was read, when words of it that no note has were mended; else empty."""
    offered: str = ""
    """The question as it may have been meant, when a word of it is rare and much like a common one."""
    near: tuple[Note, ...] = ()
    """When nothing was found: notes whose names are somewhat like the question."""
    understood: tuple[Understood, ...] = ()
    """What the question's text was read as, in order."""
    generation: int = 0

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.total // self.query.per_page))


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something that a reader may be about to type the name of."""

    label: str
    """Its name as readers know it."""
    value: str
    """The note's id, the tag, the kind's word in front matter, or the person's name."""
    kind: Literal["note", "tag", "kind", "person"]
    detail: str = ""
    """For a note the alias that it was found by, if it was; else how many notes there are: ``3 notes``."""


# --- what plugins give ----------------------------------------------------------

FieldType = Literal["keyword", "number", "date", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A value of a note that can be searched, filtered or counted."""

    name: str
    """Lower-case letters, digits and ``_``, beginning with a letter."""
    type: FieldType = "keyword"
    """``keyword``, ``number`` and ``date``: whole values, for filters and facets.
    ``text``: words, searched with the body."""
    title: str = ""
    """What a reader sees above a facet; the name, capitalised, when empty."""
    facet: bool = False
    many: bool = True
    """Whether one note may have several values."""
    order: tuple[str, ...] = ()
    """Facet values in the order to show them; by count when empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteKind:
    """A kind of note: a word in front matter with a name, an icon, a page."""

    name: str
    """The word after ``kind:``; lower-case letters, digits and hyphens."""
    plural: str = ""
    title: str = ""
    """For readers, singular ("Maxim"); the name, capitalised, when empty."""
    icon: str = ""
    """One character or emoji."""
    description: str = ""
    """One sentence for the kind's page."""
    fields: tuple[str, ...] = ()
    """Front-matter keys of its own, in the order to show them."""
    template: str = ""
    """Template for a note of this kind; ``note.html`` when empty."""
    page: str = ""
    """Address of the page for all notes of the kind; ``/kinds/<name>`` when empty."""

    @property
    def label(self) -> str:
        """The kind's singular for readers."""
        return self.title or self.name.replace("-", " ").capitalize()

    @property
    def plural_label(self) -> str:
        """The kind's plural for readers."""
        return self.plural.replace("-", " ").capitalize() if self.plural else f"{self.label}s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A box on a page: a template of the plugin with its values."""

    title: str
    template: str
    """Under the plugin's own name: ``maxims/today.html``."""
    context: Mapping[str, Any] = field(default_factory=lambda: EMPTY)
    """What the template may use, besides ``garden`` and ``panel``."""
    slot: Literal["main", "aside"] = "main"
    """``main``: below the text; ``aside``: beside it on wide screens."""
    order: int = 100
    """Lower comes first; equal ones by plugin and title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """An entry of the site's navigation."""

    title: str
    url: str
    """A path of this site, beginning with ``/``."""
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOn:
    """Somewhere to go after a note, and why."""

    note: Note
    reason: str
    """Completes the card: "when you are tired", "links here", "in the same series"."""
    weight: float = 1.0
    """Higher comes first among ways of the same source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginFault:
    """One thing that went wrong in a plugin."""

    plugin: str
    hook: str
    """The hook's name; ``load`` while importing or registering."""
    message: str
    where: str = ""
    """``file:line`` of the innermost frame in the plugin's own code, when known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginInfo:
    """A plugin as `garden plugins` and the about page show it."""

    name: str
    source: Literal["garden", "installed", "shipped"]
    location: str
    """A file relative to the garden, or distribution and version."""
    summary: str
    """First line of its docstring."""
    hooks: tuple[str, ...] = ()
    faults: tuple[PluginFault, ...] = ()
    state: Literal["active", "resting", "failed"] = "active"
