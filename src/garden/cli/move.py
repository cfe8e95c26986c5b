"""``garden move``: a note to another place, and everything that names it."""

from __future__ import annotations

from pathlib import Path

import click

from garden.characters import printable
from garden.cli.named_note import named_note
from garden.cli.output import echo_json
from garden.cli.session import Session, json_option, root_option
from garden.core import Garden
from garden.model import Note

_ENDING = ".md"


@click.command("move")
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Tell what would change, and change nothing.")
@json_option
@root_option
@click.pass_obj
def command(session: Session, old: str, new: str, dry_run: bool, as_json: bool) -> None:
    """Move the note OLD to NEW, a path or a folder, and rewrite every link to it.

    Each link keeps its style, and means the same note as before; the old address leads on,
    by an alias. Git is told where it knows the note. All of it is done, or nothing.
    """
    from garden.core.moving import carry_out, plan  # most commands move nothing

    garden = session()
    note = named_note(garden, old)
    move = plan(garden, note, _path(garden, note, new))
    by_git = False if dry_run else carry_out(garden, move)
    if not dry_run:
        session.refresh(garden)
    if as_json:
        told = {"old": move.old, "new": move.new, "edits": move.edits, "remarks": move.remarks}
        echo_json({**told, "files": sorted(move.contents), "git": by_git, "moved": not dry_run})
        return
    for sentence in (*move.edits, *move.remarks):
        click.echo(printable(sentence))
    done = "Would move" if dry_run else "Moved with git" if by_git else "Moved"
    click.echo(f"{done}: {printable(move.old)} -> {printable(move.new)}")
    if by_git:
        click.echo("Commit all of it together, since the links belong to the move: git commit --all")


def _path(garden: Garden, note: Note, written: str) -> str:
    """The path that a note is to have, from the notes folder."""
    root = garden.config.notes_folder
    path = Path(written).expanduser().absolute()
    inside = path.relative_to(root).as_posix() if path.is_relative_to(root) else written.removeprefix("./")
    if written.endswith("/") or (root / inside).is_dir():
        inside = f"{inside.strip('/')}/{note.path.rpartition('/')[2]}".removeprefix("./").removeprefix("/")
    return inside if inside.lower().endswith(_ENDING) else f"{inside}{_ENDING}"
