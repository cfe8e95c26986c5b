"""``garden practice``: the finder on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from garden import printable

from . import facts, finder  # noqa: TID252 - a plugin is imported under a private name

if TYPE_CHECKING:
    from garden import Garden


@click.command("practice")
@click.option("--time", type=click.IntRange(1, finder.MOST), metavar="MINUTES", help="How long you have.")
@click.option("--people", type=click.IntRange(1, finder.MOST), metavar="NUMBER", help="How many you are.")
@click.option("--setting", type=click.Choice(facts.SETTINGS), help="Where you are.")
@click.option("--energy", type=click.Choice(facts.ENERGIES), help="The energy there is.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def practice(
    open_garden: Callable[[], Garden],
    time: int | None,
    people: int | None,
    setting: str | None,
    energy: str | None,
    as_json: bool,
) -> None:
    """Find a practice for the time, people, place and energy that are there."""
    garden = open_garden()
    wish = finder.Wish(time=time, people=people, setting=setting or "", energy=energy or "")
    practices = (facts.read(note) for note in garden.notes(kind="practice"))
    found = finder.find(practices, wish)
    if as_json:
        click.echo(json.dumps([_data(garden, it) for it in found.fitting], ensure_ascii=False, indent=2))
        return
    for it in found.fitting:
        click.echo(_sentence(it))
    if found.silent:
        click.echo("These may fit, and do not say:")
        for it in found.silent:
            click.echo(_sentence(it))
    if not found.fitting and not found.silent:
        click.echo("No practice fits. Ask for less: leave out one of the options.")


def _sentence(found: facts.Practice) -> str:
    """``Slow questions (60 to 75 minutes, 6 to 45 people, in person)  [practices/slow-questions]``."""
    known = ", ".join(words for name, words in found.facts if name != "Energy")
    return f"{printable(found.note.title)}{f' ({known})' if known else ''}  [{printable(found.note.id)}]"


def _data(garden: Garden, found: facts.Practice) -> dict[str, Any]:
    return {
        "id": found.note.id,
        "title": found.note.title,
        "url": garden.url(found.note),
        "time": _span(found.time),
        "people": _span(found.people),
        "setting": list(found.settings),
        "energy": list(found.energies),
    }


def _span(span: facts.Span | None) -> list[int | None] | None:
    return [span.least, span.most] if span else None
