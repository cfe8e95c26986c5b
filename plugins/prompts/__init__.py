"""Prompts: questions to sit with or to put to a room, drawn from a deck or set inside a note."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from garden import Field, NavItem, Note, NoteKind, Panel, WayOn, hookimpl, texts

if TYPE_CHECKING:
    from flask import Blueprint, Response
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    from garden import Config, Garden

GARDEN_API = 1

KIND = "prompt"
PAGE = "/-/prompts/"
ASKING = frozenset({KIND, "question"})
"""Kinds of note that ask something."""
NEAR = 24
"""Related notes among which a question is looked for."""
COMPANIES = {"alone": "you alone", "pairs": "pairs", "group": "a group"}
"""Words after ``for:`` in the order to offer them, and how they are said; others come after, as written."""

EMBEDDED = re.compile(r"\{\{[ \t]*prompt:([^{}\n]{1,200})\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A prompt as the templates show it."""

    note: Note
    companies: tuple[str, ...]
    """With whom it can be asked: ``alone``, ``pairs``, ``group``."""

    @property
    def for_whom(self) -> str:
        """The same for people: ``pairs or a group``; empty when nothing is said."""
        return " or ".join(COMPANIES.get(company, company) for company in self.companies)


SKELETON = """
---
title: {title}
kind: {kind}
for: [alone, pairs, group]
date: {date}
authors: [{author}]
---
What the question opens, and what to do with the silence after it.
"""


@hookimpl
def garden_note_kinds(config: Config) -> Iterator[NoteKind]:
    """A prompt is its title; ``for`` says with whom to ask it."""
    yield NoteKind(
        name=KIND,
        plural="prompts",
        icon="❝",
        description="A question to sit with, or to put to a room.",
        fields=("for",),
        skeleton=SKELETON,
        page=PAGE,
    )


@hookimpl
def garden_ways_on(note: Note, garden: Garden, few: bool) -> Iterator[WayOn]:
    """At need, a question that has to do with the note."""
    if not few:
        return
    asking = (one.note for one in garden.related(note, NEAR) if one.note.kind in ASKING)
    if (question := next(asking, None)) is not None:
        yield WayOn(note=question, reason="a question to take along")


@hookimpl
def garden_index_fields(config: Config) -> Iterator[Field]:
    """With whom a prompt can be asked, as a facet of searches."""
    yield Field(name="for", title="For", facet=True, order=tuple(COMPANIES))


@hookimpl
def garden_index_values(note: Note) -> dict[str, tuple[str, ...]]:
    """A prompt's companies; nothing for other notes."""
    return {"for": companies(note)} if note.kind == KIND else {}


@hookimpl
def garden_nav_items(garden: Garden) -> Iterator[NavItem]:
    """An entry where there is something to draw."""
    if garden.notes(kind=KIND):
        yield NavItem(title="Prompts", url=PAGE, order=60)


@hookimpl
def garden_home_panels(garden: Garden) -> Iterator[Panel]:
    """A prompt for today, another one each day."""
    note = garden.of_the_day(KIND)
    if note is not None:
        yield Panel(
            title="A question to sit with",
            template="prompts/today.html",
            context={"prompt": as_prompt(note)},
            order=30,
        )


@hookimpl
def garden_blueprints(garden: Garden) -> Iterator[Blueprint]:
    """The deck: a prompt drawn at random, and all of them below."""
    from flask import Blueprint, make_response, render_template, request  # only a site needs Flask

    pages = Blueprint("prompts", __name__)

    @pages.get("/")
    def deck() -> Response:
        prompts = [as_prompt(note) for note in garden.notes(kind=KIND)]
        choices = offered(prompts)
        company = request.args.get("for", "").strip().casefold()
        company = company if company in choices else ""
        fitting = [prompt for prompt in prompts if not company or company in prompt.companies]
        page = render_template(
            "prompts/deck.html",
            drawn=draw(fitting, not_id=request.args.get("not", "")),
            prompts=fitting,
            company=company,
            choices=[(choice, COMPANIES.get(choice, choice)) for choice in choices],
        )
        response = make_response(page)
        response.headers["Cache-Control"] = "no-store"  # the next visit draws anew
        return response

    yield pages


@hookimpl
def garden_markdown(md: MarkdownIt, config: Config) -> None:
    """``{{prompt: id}}`` shows a prompt inside a note."""
    md.inline.ruler.push("prompt", embedded_prompt)


def embedded_prompt(state: StateInline, silent: bool) -> bool:
    """Reads ``{{prompt: id}}`` at the place where the parser stands."""
    found = EMBEDDED.match(state.src, state.pos, state.posMax)
    target = found.group(1).strip() if found else ""
    if found is None or not target:
        return False
    if not silent:
        from garden import embed_token  # the markdown room is loaded only where notes are parsed

        embed_token(state, target)
    state.pos = found.end()
    return True


def as_prompt(note: Note) -> Prompt:
    """A prompt with what its front matter says."""
    return Prompt(note=note, companies=companies(note))


def companies(note: Note) -> tuple[str, ...]:
    """The words after ``for:``, in lower case: ``pairs, group`` or a list of them."""
    words = [word.strip().casefold() for text in texts(note.meta.get("for")) for word in text.split(",")]
    return tuple(dict.fromkeys(word for word in words if word))


def offered(prompts: Iterable[Prompt]) -> tuple[str, ...]:
    """The companies that some prompt is for, the known ones first."""
    used = {company for prompt in prompts for company in prompt.companies}
    return (*(word for word in COMPANIES if word in used), *sorted(used.difference(COMPANIES)))


def draw(prompts: list[Prompt], *, not_id: str) -> Prompt | None:
    """One by chance; another than the last one where there is another."""
    others = [prompt for prompt in prompts if prompt.note.id != not_id] or prompts
    return random.choice(others) if others else None
