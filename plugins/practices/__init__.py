"""Practices: things to do together, found by the time, people, place and energy that are there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from garden import Field, NavItem, Note, NoteKind, Panel, Problem, hookimpl

# Relative, since a plugin is imported under a private name that it cannot know.
from . import facts  # noqa: TID252

if TYPE_CHECKING:
    import click
    from flask import Blueprint

    from garden import Config, Garden

GARDEN_API = 1

KIND = "practice"
PAGE = "/-/practices/"


SKELETON = """
---
title: {title}
kind: {kind}
time:
people:
setting: any
energy: low
materials: []
tried: []
date: {date}
authors: [{author}]
---
What it is for.

## How it goes

1. First,
"""


@hookimpl
def garden_note_kinds(config: Config) -> Iterator[NoteKind]:
    """A practice says how long it takes, for how many it is, what it needs and how it goes."""
    yield NoteKind(
        name=KIND,
        plural="practices",
        icon="⚘",
        description="Something to do together.",
        fields=("time", "people", "setting", "energy", "materials", "steps", "tried"),
        template="practices/note.html",
        skeleton=SKELETON,
        page=PAGE,
    )


@hookimpl
def garden_index_fields(config: Config) -> Iterator[Field]:
    """Time, people, setting and energy as facets of searches."""
    times = tuple(name for name, _ in facts.TIMES)
    yield Field(name="time", title="Time", facet=True, many=False, order=times)
    yield Field(name="people", title="People", facet=True, order=tuple(name for name, *_ in facts.PEOPLE))
    yield Field(name="setting", title="Setting", facet=True, order=facts.SETTINGS)
    yield Field(name="energy", title="Energy", facet=True, order=facts.ENERGIES)


@hookimpl
def garden_index_values(note: Note) -> dict[str, Any]:
    """A practice's facets; nothing for other notes."""
    if note.kind != KIND:
        return {}
    practice = facts.read(note)
    return {
        "time": facts.time_value(practice.time),
        "people": facts.people_values(practice.people),
        "setting": practice.settings,
        "energy": practice.energies,
    }


@hookimpl
def garden_nav_items(garden: Garden) -> Iterator[NavItem]:
    """An entry where there is something to find."""
    if garden.notes(kind=KIND):
        yield NavItem(title="Practices", url=PAGE, order=40)


@hookimpl
def garden_note_panels(note: Note, garden: Garden) -> Iterator[Panel]:
    """What a practice needs, beside the text; the log of those who tried it, below."""
    if note.kind != KIND:
        return
    practice = facts.read(note)
    if practice.facts or practice.materials:
        yield Panel(
            title="At a glance",
            template="practices/facts.html",
            context={"practice": practice},
            slot="aside",
            order=10,
        )
    if practice.tried:
        yield Panel(
            title="We tried this", template="practices/tried.html", context={"practice": practice}, order=5
        )


@hookimpl
def garden_note_problems(note: Note, garden: Garden) -> Iterator[Problem]:
    """Times and numbers of people that cannot be read, so that the finder cannot find by them."""
    if note.kind != KIND:
        return
    practice = facts.read(note)
    for key, read, example in (
        ("time", practice.time, "'30-45' (minutes)"),
        ("people", practice.people, "'6-12'"),
    ):
        if note.meta.get(key) and read is None:
            yield Problem(
                path=note.path,
                code=f"practice-{key}",
                message=f"The finder cannot read what stands after '{key}:'.",
                fix=f"Write a number or a range, such as {example}.",
            )


@hookimpl
def garden_blueprints(garden: Garden) -> Iterator[Blueprint]:
    """The finder's page; and ``practice_of(note)``, with which the kind's template reads a note."""
    from flask import Blueprint, render_template, request  # only a site needs Flask

    from . import finder  # noqa: TID252 - as above; only a site and a command of ours find

    pages = Blueprint("practices", __name__)
    pages.add_app_template_global(facts.read, "practice_of")

    @pages.get("/")
    def find() -> str:
        wish, notice = finder.wish_from(request.args)
        return render_template(
            "practices/finder.html",
            found=finder.find(all_of(garden), wish),
            wish=wish,
            notice=notice,
            settings=facts.SETTINGS,
            energies=facts.ENERGIES,
        )

    yield pages


@hookimpl
def garden_commands(config: Config) -> Iterator[click.Command]:
    """``garden practice --time 20 --people 8``."""
    from .command import practice  # noqa: TID252 - as above; only a command line needs click

    yield practice


def all_of(garden: Garden) -> list[facts.Practice]:
    """All practices, by title."""
    return [facts.read(note) for note in garden.notes(kind=KIND)]
