"""Gatherings: a timeline, what people took away from each, to be quoted elsewhere, and a calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from garden import Hint, Link, NavItem, Note, NoteKind, Panel, Problem, Quotation, hookimpl

# Relative, since a plugin is imported under a private name that it cannot know.
from .reading import KIND, entries, gatherings, is_blank, read  # noqa: TID252

if TYPE_CHECKING:
    from flask import Blueprint
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    from garden import Config, Garden

GARDEN_API = 1

PAGE = "/-/gatherings/"
NEXT = 3
"""Gatherings ahead that the home page tells of."""
MOST_NAMED = 20
"""Numbers that are named where another is asked for."""

EMBEDDED = re.compile(r"\{\{[ \t]*takeaway:([^{}\n]{1,200})#[ \t]*(\d{1,3})[ \t]*\}\}")
TAKEAWAY = re.compile(r"takeaway-(\d+)")


SKELETON = """
---
title: {title}
kind: {kind}
date: {date}
place:
hosts: []
scribe: {author}
takeaways:
  - quote:
    by:
tensions:
  - quote:
---
Who came, and what it was like.
"""


@hookimpl
def garden_note_kinds(config: Config) -> Iterator[NoteKind]:
    """A gathering says where it was, who hosted it, what people took away and what pulled them apart."""
    yield NoteKind(
        name=KIND,
        plural="gatherings",
        icon="◍",
        description="People in a room or on a walk, what they took away and what pulled them apart.",
        fields=("place", "hosts", "takeaways", "tensions"),
        template="gatherings/note.html",
        skeleton=SKELETON,
        page=PAGE,
    )


@hookimpl
def garden_nav_items(garden: Garden) -> Iterator[NavItem]:
    """An entry where there is something to come to or to look back on."""
    if garden.notes(kind=KIND):
        yield NavItem(title="Gatherings", url=PAGE, order=45)


@hookimpl
def garden_blueprints(garden: Garden) -> Iterator[Blueprint]:
    """The timeline and the calendar; and what the kind's template reads a gathering with."""
    from .pages import make_pages  # noqa: TID252 - as above; only a site needs Flask

    yield make_pages(garden)


@hookimpl
def garden_home_panels(garden: Garden) -> Iterator[Panel]:
    """What one can still come to."""
    if ahead := garden.kept(gatherings).ahead(garden.today())[:NEXT]:
        yield Panel(
            title="Coming up", template="gatherings/ahead.html", context={"gatherings": ahead}, order=10
        )


@hookimpl
def garden_markdown(md: MarkdownIt, config: Config) -> None:
    """``{{takeaway: gathering#2}}`` shows the second takeaway of a gathering inside a note."""
    md.inline.ruler.push("takeaway", embedded_takeaway)


def embedded_takeaway(state: StateInline, silent: bool) -> bool:
    """Reads ``{{takeaway: gathering#2}}`` at the place where the parser stands."""
    found = EMBEDDED.match(state.src, state.pos, state.posMax)
    if found is None or not found[1].strip():
        return False
    if not silent:
        from garden import embed_token  # the markdown room is loaded only where notes are parsed

        embed_token(state, found[1], f"takeaway-{int(found[2])}")
    state.pos = found.end()
    return True


@hookimpl
def garden_note_quotations(note: Note, garden: Garden) -> Iterator[Quotation]:
    """Takeaways and tensions, by the ids that they have on the gathering's page."""
    if note.kind == KIND:
        gathering = read(note)
        for said in (*gathering.takeaways, *gathering.tensions):
            yield Quotation(name=said.anchor, text=said.quote, by=said.by)


@hookimpl
def garden_note_problems(note: Note, garden: Garden) -> Iterator[Problem]:
    """Takeaways without words, and those that are shown elsewhere and not there to be shown."""
    if note.kind == KIND:
        with_words = {said.number for said in read(note).takeaways}
        for place, entry in enumerate(entries(note.meta, "takeaways"), 1):
            if place not in with_words:
                yield (Hint if is_blank(entry) else Problem)(
                    path=note.path,
                    code="takeaway-empty",
                    message=f"Takeaway {place} holds no words.",
                    fix="Write them after 'quote:', and whose they are after 'by:'.",
                )
    for link, found in garden.links(note):
        if (number := TAKEAWAY.fullmatch(link.heading)) and (wrong := _wrong(link, found.to, garden)):
            yield Problem(
                path=note.path,
                line=link.line,
                code="takeaway-missing",
                message=f"Takeaway {number[1]} of '{link.target}' cannot be shown here: {wrong}",
                fix="Correct the name or the number.",
            )


def _wrong(link: Link, to: str | None, garden: Garden) -> str:
    """Why a takeaway cannot be shown, or nothing."""
    target = garden.note(to) if to is not None else None
    if target is None:
        return "readers can see no such gathering."
    if target.kind == KIND:
        known = read(target).takeaways
        if any(said.anchor == link.heading for said in known):
            return ""
        numbers = ", ".join(str(said.number) for said in known[:MOST_NAMED])
        return f"the ones there are: {numbers}." if known else "that gathering has none."
    headings = garden.content(target).headings
    return "" if any(it.anchor == link.heading for it in headings) else f"'{target.id}' is no gathering."
