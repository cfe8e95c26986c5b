"""Trails: walks through notes, straight or branching, with a map, a way back and good ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from garden import NavItem, Note, NoteKind, Panel, Problem, WayOn, hookimpl

if TYPE_CHECKING:
    from flask import Blueprint

    from garden import Config, Garden

    # Relative, since a plugin is imported under a private name that it cannot know.
    from .reading import Choice  # noqa: TID252
    from .walk import Stop, Walk  # noqa: TID252

GARDEN_API = 1

KIND = "trail"
PAGE = "/-/trails/"

MOST_SHOWN = 4
"""Trails that a note's page tells of."""


SKELETON = """
---
title: {title}
kind: {kind}
authors: [{author}]
date: {date}
summary:
steps:
  - note:
    say: Begin here.
  - note:
---
What this walk is about, and for whom.
"""


@hookimpl
def garden_note_kinds(config: Config) -> Iterator[NoteKind]:
    """A trail is a note with steps, each with a note to read there and choices of where to go on."""
    yield NoteKind(
        name=KIND,
        plural="trails",
        icon="⇝",
        description="A walk through notes, step by step.",
        fields=("steps",),
        template="trails/note.html",
        skeleton=SKELETON,
        page=PAGE,
    )


@hookimpl
def garden_nav_items(garden: Garden) -> Iterator[NavItem]:
    """An entry where there is something to walk."""
    if garden.notes(kind=KIND):
        yield NavItem(title="Trails", url=PAGE, order=30)


@hookimpl
def garden_blueprints(garden: Garden) -> Iterator[Blueprint]:
    """A page for all trails and one for each step; and what the kind's template reads a trail with."""
    from .pages import make_pages  # noqa: TID252 - as above; only a site needs Flask

    yield make_pages(garden)


@hookimpl
def garden_note_panels(note: Note, garden: Garden) -> Iterator[Panel]:
    """On which trails a note is, and where they go on from it."""
    if places := _places(note, garden):
        yield Panel(
            title="On a trail" if len(places) == 1 else "On these trails",
            template="trails/panel.html",
            context={"places": places},
            slot="aside",
            order=20,
        )


@hookimpl
def garden_ways_on(note: Note, garden: Garden) -> Iterator[WayOn]:
    """From a note to those that come after it on its trails; from a trail to where it begins."""
    for walk, stop in _places(note, garden):
        for way in stop.ways:
            yield WayOn(note=walk.stops[way.to].note, reason=_reason(walk, way))
        if not stop.ways:
            yield WayOn(note=walk.note, reason="the trail that ends here")
    if note.kind == KIND:
        walk = _walk(note, garden)
        for way in walk.begin:
            yield WayOn(note=walk.stops[way.to].note, reason="where this trail begins", weight=2)


@hookimpl
def garden_leads(note: Note, garden: Garden) -> Iterator[Note]:
    """From a trail to the notes of its steps."""
    if note.kind == KIND:
        yield from {stop.note.id: stop.note for stop in _walk(note, garden).stops.values()}.values()


@hookimpl
def garden_note_problems(note: Note, garden: Garden) -> Iterator[Problem]:
    """Whether a trail can be walked: choices that lead nowhere, steps out of reach, no way to an end."""
    if note.kind == KIND:
        from . import proofs  # noqa: TID252 - as above; only `garden check` needs it

        yield from proofs.problems(note, garden)


def _walk(note: Note, garden: Garden) -> Walk:
    from .walk import walk_of  # noqa: TID252 - as above; whoever searches from a shell walks no trail

    return walk_of(note, garden)


def _places(note: Note, garden: Garden) -> tuple[tuple[Walk, Stop], ...]:
    from .walk import walks_by_note  # noqa: TID252 - as above

    return garden.kept(walks_by_note).get(note.id, ())[:MOST_SHOWN]


def _reason(walk: Walk, way: Choice) -> str:
    on = f"on the trail “{walk.note.title}”"
    return f"when {way.when}, {on}" if way.when else f"next {on}"
