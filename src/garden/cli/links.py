"""``garden links``: what links where, and which notes are wished for."""

from __future__ import annotations

from typing import Any

import click

from garden.characters import printable
from garden.cli.named_note import named_note
from garden.cli.output import echo_json
from garden.cli.session import Session, json_option, root_option
from garden.core.shapes import backlinks_data, links_data
from garden.core.view import GardenView
from garden.model import Link, Note, WantedNote


@click.command("links")
@click.argument("note", required=False)
@click.option("--all", "every", is_flag=True, help="The links of every note, and the notes wished for.")
@json_option
@root_option
@click.pass_obj
def command(session: Session, note: str | None, every: bool, as_json: bool) -> None:
    """Show the links of NOTE and the links to it, or of every note with --all."""
    if every == (note is not None):
        raise click.UsageError("Name one note, or give --all for every note.")
    garden = session(history=False)
    view = garden.everything
    if note is not None:
        _one(view, named_note(garden, note), as_json)
    elif as_json:
        echo_json(_everything(view))
    else:
        _tell_wanted(view.wanted)


def _one(view: GardenView, found: Note, as_json: bool) -> None:
    if as_json:
        echo_json(_note(view, found))
        return
    click.echo(f"{printable(found.title)} ({printable(found.path)})")
    for link, resolution in view.links(found):
        wanted = "" if resolution.to else "  (no one has written it yet)"
        click.echo(f"  -> {printable(resolution.to or link.target)}{wanted}")
    for backlink in view.links_to(found):
        click.echo(f"  <- {printable(backlink.source.id)}{printable(_how(backlink.link))}")


def _how(link: Link) -> str:
    """How a note links: in which sentence, or by showing the other within itself."""
    sentence = f"{link.before}{link.text}{link.after}".strip()
    if sentence:
        return f": {sentence}"
    return "  (shows it in place)" if link.kind == "embed" else ""


def _everything(view: GardenView) -> dict[str, Any]:
    return {
        "notes": [_note(view, note) for note in sorted(view.notes, key=lambda note: note.id)],
        "wanted": [{"target": want.target, "from": list(want.sources)} for want in view.wanted],
    }


def _note(view: GardenView, note: Note) -> dict[str, Any]:
    return {
        "id": note.id,
        "path": note.path,
        "links": links_data(view.links(note)),
        "backlinks": backlinks_data(view.links_to(note)),
    }


def _tell_wanted(wanted: tuple[WantedNote, ...]) -> None:
    if not wanted:
        click.echo("Every link leads to a note.")
    for want in wanted:
        click.echo(f"{printable(want.target)}: wished for by {', '.join(map(printable, want.sources))}")
