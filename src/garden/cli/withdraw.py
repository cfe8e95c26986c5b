"""``garden withdraw``: takes a note back, at the wish of those whose words it holds."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from garden.characters import printable
from garden.cli.named_note import named_note
from garden.cli.output import echo_json
from garden.cli.session import Session, json_option, root_option

if TYPE_CHECKING:
    from garden.core.withdrawing import Withdrawal


@click.command("withdraw")
@click.argument("note")
@click.option("--why", default="", metavar="TEXT", help="A reason that readers are told.")
@click.option("--keep-title", is_flag=True, help="Keep the title in the file, for your own lists.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@root_option
@click.pass_obj
def command(session: Session, note: str, why: str, keep_title: bool, yes: bool, as_json: bool) -> None:
    """Take NOTE back: a stone stays at its address, its words go out of all that was made of them.

    The file then holds only that the note was taken back, when and why. What git keeps of it
    in its history is yours to purge; the steps are told.
    """
    from garden.core.withdrawing import steps_to_purge, withdraw

    garden = session()
    found = named_note(garden, note)
    if not yes:
        _ask(f"Take back {printable(found.title)} ({printable(found.path)})?")
    done = withdraw(garden, found, why=" ".join(why.split()), keep_title=keep_title)
    steps = steps_to_purge(garden, found)
    if as_json:
        echo_json(_data(done, garden.url(found), steps))
        return
    click.echo(f"{printable(found.path)} now says that what stood there was taken back, and nothing else.")
    click.echo(f"Its words are out of the index. Who comes to {garden.url(found)} is told so, gently.")
    _tell(
        "Only this note showed these files. They are kept back with it; take them away too?", done.stone.files
    )
    _tell("These notes link to it. See whether they repeat its words:", [it.path for it in done.linking])
    if steps:
        click.echo(f"\n{printable_lines(steps)}", nl=False)


def _ask(question: str) -> None:
    if not is_terminal():
        raise click.ClickException("There is no one here to ask whether that is meant. If it is, add: --yes")
    click.confirm(question, abort=True, err=True)


def is_terminal() -> bool:
    """Whether there is someone to ask."""
    return sys.stdin.isatty()


def _tell(sentence: str, paths: tuple[str, ...] | list[str]) -> None:
    if paths:
        click.echo(f"\n{sentence}")
        for path in paths:
            click.echo(f"    {printable(path)}")


def printable_lines(text: str) -> str:
    """A text of several lines as `printable` gives each."""
    return "".join(f"{printable(line)}\n" for line in text.splitlines())


def _data(done: Withdrawal, url: str, steps: str) -> dict[str, Any]:
    return {
        "id": done.note.id,
        "path": done.note.path,
        "url": url,
        "date": done.stone.date.isoformat() if done.stone.date else None,
        "why": done.stone.why,
        "files": list(done.stone.files),
        "linked_from": [note.id for note in done.linking],
        "history": steps,
    }
