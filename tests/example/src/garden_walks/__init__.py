"""Walks: how long each takes, and what the ground is like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click
from pydantic import BaseModel, PositiveFloat

from garden import Field, NavItem, NoteKind, Panel, Problem, hookimpl, printable

from . import routes

if TYPE_CHECKING:
    from flask import Blueprint

    from garden import Config, Garden, Note

GARDEN_API = 1

KIND = "walk"
PAGE = "/-/walks/"


class Settings(BaseModel):
    """What may stand under ``[plugins.walks]`` in ``garden.toml``."""

    pace: PositiveFloat = 3.0
    """Kilometres in an hour; people who talk go slower than a map thinks."""


@hookimpl
def garden_note_kinds() -> Iterator[NoteKind]:
    """A walk says how far it is and what one walks on."""
    yield NoteKind(name=KIND, plural="walks", icon="➳", fields=("kilometres", "ground"), page=PAGE)


@hookimpl
def garden_index_fields() -> Iterator[Field]:
    """The ground is something to filter by: steps are nothing for a pram."""
    yield Field(name="ground", title="Ground", facet=True)


@hookimpl
def garden_index_values(note: Note) -> dict[str, object]:
    """Its ground for a walk; nothing for other notes, whose ``ground:`` may mean something else."""
    return {"ground": routes.ground(note)} if note.kind == KIND else {}


@hookimpl
def garden_note_problems(note: Note) -> Iterator[Problem]:
    """Whoever writes a walk is told when no time can be worked out for it."""
    if note.kind == KIND and routes.kilometres(note) is None:
        yield Problem(
            path=note.path,
            code="walk-kilometres",
            message="This walk does not say how far it is.",
            fix="Write a number into its front matter, such as 'kilometres: 2.5'.",
        )


@hookimpl
def garden_note_panels(note: Note, garden: Garden) -> Iterator[Panel]:
    """How long this walk takes, beside its text."""
    for walk in routes.walks([note] if note.kind == KIND else [], _pace(garden.config)):
        yield Panel(title="On foot", template="walks/panel.html", context={"walk": walk}, slot="aside")


@hookimpl
def garden_nav_items(garden: Garden) -> Iterator[NavItem]:
    """An entry where there is somewhere to go."""
    if garden.notes(kind=KIND):
        yield NavItem(title="Walks", url=PAGE, order=60)


@hookimpl
def garden_blueprints(garden: Garden) -> Iterator[Blueprint]:
    """All walks, the shortest first."""
    from flask import Blueprint, render_template  # most commands show no page

    pages = Blueprint("walks", __name__)

    @pages.get("/")
    def every_walk() -> str:
        return render_template("walks/page.html", walks=_all(garden))

    yield pages


@hookimpl
def garden_commands() -> Iterator[click.Command]:
    """``garden walks --within 45``."""
    yield walks


@click.command("walks")
@click.option("--within", type=click.IntRange(min=1), metavar="MINUTES", help="How long you have.")
@click.pass_obj
def walks(open_garden: Callable[[], Garden], within: int | None) -> None:
    """Tell the walks, the shortest first."""
    fitting = [walk for walk in _all(open_garden()) if within is None or walk.minutes <= within]
    for walk in fitting:
        click.echo(f"{printable(walk.note.title)}: about {walk.minutes} minutes")
    if not fitting:
        click.echo("There is no walk as short as that. The bench by the door is nice.")


def _all(garden: Garden) -> list[routes.Walk]:
    return routes.walks(garden.notes(kind=KIND), _pace(garden.config))


def _pace(config: Config) -> float:
    """The garden's own pace; what it may be was checked before anything here was asked."""
    return Settings(**config.plugin_settings("walks")).pace
