"""``garden new``: a note of a kind, begun."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

import click

from garden.characters import printable
from garden.cli.output import echo_json
from garden.cli.session import Session, json_option, root_option
from garden.links import fold
from garden.model import NoteKind


@click.command("new")
@click.argument("kind")
@click.argument("title", nargs=-1)
@click.option("--edit", is_flag=True, help="Open it in $VISUAL or $EDITOR.")
@json_option
@root_option
@click.pass_obj
def command(session: Session, kind: str, title: tuple[str, ...], edit: bool, as_json: bool) -> None:
    """Begin a note of KIND with a TITLE, and print where it is.

    It has what notes of its kind have, today's date and your name as git knows it, and
    lies where the others of its kind are. Nothing is overwritten.
    """
    garden = session()
    found = _kind(kind, garden.kinds)
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if edit and not editor.strip():
        raise click.UsageError("No editor is set. Say which with: export EDITOR=nano")
    from garden.core.beginning import begin, still_to_do  # git and all that

    begun = begin(garden, found, " ".join(title))
    file = garden.config.notes_folder / begun.path
    if as_json:
        echo_json({"path": begun.path, "file": str(file), "title": begun.title, "kind": begun.kind})
    else:
        click.echo(printable(_seen_from_here(file)))
    if edit:
        _edit(editor, file)
    for problem in still_to_do(garden, begun):
        click.echo(printable(f"garden: line {problem.line or 1}: {problem.message} {problem.fix}"), err=True)


def _kind(word: str, kinds: Mapping[str, NoteKind]) -> NoteKind:
    """The kind that a word means, by its name or its plural."""
    for kind in kinds.values():
        if fold(word) in {fold(kind.name), fold(kind.label), fold(kind.plural_label)}:
            return kind
    raise click.UsageError(f"There is no kind '{word}'. There are: {', '.join(sorted(kinds))}.")


def _seen_from_here(file: Path) -> str:
    here = Path.cwd()
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)


def _edit(editor: str, file: Path) -> None:
    try:
        done = subprocess.run([*shlex.split(editor), str(file)], check=False)
    except (OSError, ValueError) as error:
        raise click.ClickException(f"The editor '{editor}' could not be started: {error}.") from None
    if done.returncode:
        raise click.ClickException(f"The editor '{editor}' ended with {done.returncode}; the note is there.")
