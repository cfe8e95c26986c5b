"""``garden care``: what wants tending, and what helps."""

from __future__ import annotations

from typing import Any

import click

from garden.characters import printable
from garden.cli.output import echo_json
from garden.cli.session import Session, json_option, root_option
from garden.core import care
from garden.core.forge import Forge, find_forge


@click.command("care")
@click.argument("part", required=False)
@json_option
@root_option
@click.pass_obj
def command(session: Session, part: str | None, as_json: bool) -> None:
    """Tell what wants tending, hidden notes too, and what helps; only one PART of it where named.

    The parts are: problems, review, consent, stale, pictures, wanted, orphans.
    """
    garden = session()
    parts = [
        one for one in care.for_stewards(garden, session.check(garden, None)) if part in (None, one.name)
    ]
    if not parts:
        raise click.UsageError(f"There is no part '{printable(str(part))}'; see 'garden care --help'.")
    forge = find_forge(garden.config)
    if as_json:
        echo_json({one.name: [_task_data(task, forge) for task in one.tasks] for one in parts})
        return
    for one in parts:
        _tell(one, forge)
    if not any(one.tasks for one in parts):
        click.echo("Nothing wants tending just now.")


def _tell(part: care.Part, forge: Forge | None) -> None:
    if not part.tasks:
        return
    click.echo(f"{part.title} ({len(part.tasks):,})")
    click.echo(f"  {part.why}")
    for task in part.tasks:
        place = f"{task.path}:{task.line}" if task.line else task.path
        wished = f"wished for by {', '.join(note.id for note in task.sources)}"
        said = [task.what, wished] if task.sources else [place, task.what, task.mend]
        click.echo(f"  - {printable(_joined(said))}")
        if forge and task.path:
            click.echo(f"    {printable(forge.edit_url(task.path))}")


def _joined(said: list[str]) -> str:
    """The place or the name, and what is to be said of it."""
    first, *rest = filter(None, said)
    return f"{first}: {' '.join(rest)}" if rest else first


def _task_data(task: care.Task, forge: Forge | None) -> dict[str, Any]:
    """A thing to tend; ``path`` is empty for a note not written yet, ``edit`` where no forge is known."""
    return {
        "what": task.what,
        "mend": task.mend,
        "path": task.path,
        "line": task.line,
        "id": task.note.id if task.note else None,
        "sources": [note.id for note in task.sources],
        "edit": forge.edit_url(task.path) if forge and task.path else "",
    }
