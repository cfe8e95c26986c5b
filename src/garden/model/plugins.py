"""What plugins give, and what is known of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from garden.model.base import EMPTY
from garden.model.notes import Note

Layout = Literal["", "titles", "newest", "cards"]
"""How the page of a kind shows its notes: by title, by date, as cards; empty for what suits them."""
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
    """What a reader sees above a facet, and on a note of a kind that has a line of this name among its
    fields; the name, capitalised, when empty."""
    facet: bool = False
    many: bool = True
    """Whether one note may have several values."""
    order: tuple[str, ...] = ()
    """Facet values in the order to show and to compare them; by count when empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteKind:
    """A kind of note: a word in front matter with a name, an icon, a page."""

    name: str
    """The word after ``kind:``; lower-case letters, digits and hyphens."""
    plural: str = ""
    """The word for several; made as English makes most when empty ("stories", "witnesses")."""
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
    layout: Layout = ""
    """How ``/kinds/<name>`` shows its notes; by date when empty and most of them have one, else by title."""
    skeleton: str = ""
    """What `garden new` begins a note of the kind with; `{title}`, `{kind}`, `{date}` and `{author}`
    stand for what they say, and a line with `{author}` is left out where git knows no name. When empty:
    title, kind, the kind's fields to be filled, date and authors."""
    page: str = ""
    """Address of the page for all notes of the kind; ``/kinds/<name>`` when empty."""
    stale: int = 0
    """Days after which a note that no one tended is to be looked at again; 0 for never."""
    apart: bool = False
    """Whether its notes stand apart from what the garden is about, as a guide does: no chance leads there."""

    @property
    def label(self) -> str:
        """The kind's singular for readers."""
        return self.title or self.name.replace("-", " ").capitalize()

    @property
    def plural_label(self) -> str:
        """The kind's plural for readers."""
        return self.plural.replace("-", " ").capitalize() if self.plural else _plural(self.label)


def _plural(noun: str) -> str:
    """What English makes of most nouns."""
    if re.search("[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if re.search("(s|x|z|ch|sh)$", noun) else f"{noun}s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A box on a page: words and notes, or a template of the plugin with its values.

    One that comes out empty is not shown.
    """

    title: str
    text: str = ""
    """Plain text, its paragraphs parted by an empty line; for a panel without a template."""
    notes: tuple[Note, ...] = ()
    """Listed below the text."""
    template: str = ""
    """Under the plugin's own name: ``maxims/today.html``."""
    context: Mapping[str, Any] = field(default_factory=lambda: EMPTY)
    """What the template may use, besides ``garden`` and ``panel``."""
    slot: Literal["main", "aside"] = "main"
    """``main``: below the text; ``aside``: beside it on wide screens."""
    order: int = 100
    """Lower comes first; equal ones by plugin and title."""
    sheets: tuple[str, ...] = ()
    """Style sheets of the plugin's ``static/`` that a page with this panel needs, ``("recipes.css",)``;
    a page that has several such panels asks for each once, before the garden's own."""
    scripts: tuple[str, ...] = ()
    """Scripts, in the same way; they run when the page is there."""


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
    """Higher comes first among those of plugins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLink:
    """Words that lead to a note from wherever a page first has them."""

    note: Note
    words: tuple[str, ...]
    """As a text may have them, such as the note's title and aliases; case aside, and whole words only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words of a note that do not stand in its text, and that other notes can show with their source."""

    name: str
    """What stands after ``#`` in ``![[note#takeaway-2]]``, and the id of its place in the note's page:
    lower-case letters, digits and hyphens, beginning with a letter and not with ``n-``."""
    text: str
    """The words, as plain text."""
    by: str = ""
    """Whose they are; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginFault:
    """One thing that went wrong in a plugin."""

    plugin: str
    hook: str
    """The hook's name; ``load`` while importing or registering."""
    message: str
    where: str = ""
    """``file:line`` of the innermost frame in the plugin's own code, when known."""
    times: int = 1
    """How often."""


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
    deprecations: tuple[PluginFault, ...] = ()
    """What it uses that works today and is to go, each with the mend."""
    state: Literal["active", "resting", "failed", "left out"] = "active"
    """``resting``: pages do without it for a while; ``left out``: by its own wish, see ``why``."""
    why: str = ""
    """What a plugin that is left out is waiting for."""
    api_version: int | None = None
    """The version of the plugin API that it says it was written for."""
