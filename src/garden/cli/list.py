"""``garden list``: every note, for people and for other tools."""

from __future__ import annotations

import click

from garden.characters import printable
from garden.cli.output import echo_json
from garden.cli.session import Session, json_option, root_option
from garden.core.shapes import note_data
from garden.model import Visibility


@click.command("list")
@click.option("--kind", help="Only this kind of note.")
@click.option("--tag", help="Only notes with this tag, or one below it.")
@json_option
@root_option
@click.pass_obj
def command(session: Session, kind: str | None, tag: str | None, as_json: bool) -> None:
    """List the notes: hidden and unlisted ones too, since these are your files."""
    notes = sorted(session(history=False).everything.notes_of(kind, tag), key=lambda note: note.id)
    if as_json:
        echo_json([note_data(note) for note in notes])
        return
    if not notes:
        click.echo(_none(kind, tag), err=True)
    for note in notes:
        hidden = "" if note.visibility is Visibility.PUBLIC else f"  [{note.visibility.value}]"
        click.echo(f"{printable(note.id)}  {printable(note.title)}  ({note.kind}){hidden}")


def _none(kind: str | None, tag: str | None) -> str:
    """That there is no such note, in a sentence."""
    of = f" of the kind '{printable(kind)}'" if kind is not None else ""
    with_tag = f" with the tag '{printable(tag)}'" if tag is not None else ""
    return f"garden: There is no note{of}{with_tag}."
