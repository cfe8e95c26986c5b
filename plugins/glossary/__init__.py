"""Glossary: words explained once, linked where a page first uses them, and all of them from A to Z."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from garden import Field, Hint, NavItem, Note, NoteKind, Problem, WayOn, WordLink, hookimpl, texts

if TYPE_CHECKING:
    from flask import Blueprint

    from garden import Config, Garden

GARDEN_API = 1

KIND = "term"
PAGE = "/-/glossary/"
TOGETHER = 400
"""Terms up to which the page shows all letters; beyond, one at a time."""
OTHER = "#"
"""Stands for whatever begins with no letter."""

SKELETON = """
---
title: {title}
kind: {kind}
definition:
date: {date}
authors: [{author}]
---
Where the word comes from, and who means something else by it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term as the templates show it."""

    note: Note
    definition: str
    """What it means, in a sentence or two; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Terms that begin with the same letter."""

    title: str
    url: str
    count: int
    terms: tuple[Term, ...]


@hookimpl
def garden_note_kinds(config: Config) -> Iterator[NoteKind]:
    """A term is its title and aliases; ``definition`` says what is meant by it."""
    yield NoteKind(
        name=KIND,
        plural="terms",
        icon="≡",
        description="A word as it is meant here.",
        fields=("definition",),
        template="glossary/term.html",
        skeleton=SKELETON,
        page=PAGE,
    )


@hookimpl
def garden_index_fields(config: Config) -> Iterator[Field]:
    """Definitions are found by their words."""
    yield Field(name="definition", type="text", title="Definition", many=False)


@hookimpl
def garden_index_values(note: Note) -> dict[str, str]:
    """A term's definition; nothing for other notes."""
    return {"definition": definition(note)} if note.kind == KIND else {}


@hookimpl
def garden_word_links(garden: Garden) -> Iterator[WordLink]:
    """Every term leads to its note, by its title and aliases."""
    for note in garden.notes(kind=KIND):
        yield WordLink(note=note, words=(note.title, *note.aliases))


@hookimpl
def garden_note_problems(note: Note, garden: Garden) -> Iterator[Problem]:
    """A term that does not say what it means."""
    if note.kind == KIND and not definition(note):
        yield Hint(
            path=note.path,
            code="term-without-definition",
            message="This term does not say what it means.",
            fix="Add a line such as 'definition: Water where a room should be dry.' to the front matter.",
        )


@hookimpl
def garden_ways_on(note: Note, garden: Garden, few: bool) -> Iterator[WayOn]:
    """From a term to the next one."""
    if (following := next_term(note, garden)) is not None:
        yield WayOn(note=following, reason="the next word of the glossary", weight=0.1)


@hookimpl
def garden_leads(note: Note, garden: Garden) -> Iterator[Note]:
    """The same: a term that no author links to is found by its words, and from the term before."""
    if (following := next_term(note, garden)) is not None:
        yield following


@hookimpl
def garden_nav_items(garden: Garden) -> Iterator[NavItem]:
    """An entry where there are terms."""
    if garden.notes(kind=KIND):
        yield NavItem(title="Glossary", url=PAGE, order=80)


@hookimpl
def garden_blueprints(garden: Garden) -> Iterator[Blueprint]:
    """All terms from A to Z."""
    from flask import Blueprint, render_template, request  # only a site needs Flask

    pages = Blueprint("glossary", __name__)
    pages.add_app_template_global(as_term, "term_of")

    @pages.get("/")
    def glossary() -> str:
        notes = garden.notes(kind=KIND)
        letters = by_letter(notes, apart=len(notes) > TOGETHER)
        chosen = [letter for letter in letters if letter.title == request.args.get("letter")]
        shown = letters if len(notes) <= TOGETHER else chosen or letters[:1]
        return render_template("glossary/all.html", letters=letters, shown=shown, total=len(notes))

    yield pages


def as_term(note: Note) -> Term:
    """A term with what its front matter says."""
    return Term(note=note, definition=definition(note))


def definition(note: Note) -> str:
    """What a term means, in its author's words; its summary where there is no definition."""
    return " ".join(texts(note.meta.get("definition"))) or note.summary


def next_term(note: Note, garden: Garden) -> Note | None:
    """The term after this one from A to Z, the first after the last; None for other notes."""
    return garden.kept(_following).get(note.id) if note.kind == KIND else None


def _following(garden: Garden) -> dict[str, Note]:
    terms = garden.notes(kind=KIND)
    return {one.id: other for one, other in zip(terms, (*terms[1:], *terms[:1]), strict=True) if one != other}


def by_letter(notes: Iterable[Note], *, apart: bool) -> list[Letter]:
    """Terms by their first letter without its accents; ``apart``: on a page for each."""
    groups: dict[str, list[Term]] = {}
    for note in notes:
        groups.setdefault(letter_of(note.title), []).append(as_term(note))
    return [
        Letter(
            title=title,
            url=f"?letter={'%23' if title == OTHER else title}" if apart else f"#letter-{number}",
            count=len(terms),
            terms=tuple(terms),
        )
        for number, (title, terms) in enumerate(
            sorted(groups.items(), key=lambda it: (it[0] == OTHER, it[0])), 1
        )
    ]


def letter_of(title: str) -> str:
    """The capital that a title stands under."""
    first = unicodedata.normalize("NFKD", title.strip())[:1].upper()
    return first[:1] if first.isalpha() else OTHER
