"""``garden check``: everything a person should mend, by file."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from garden.characters import printable
from garden.cli.output import echo_json, echo_problems, plural
from garden.cli.session import Session, json_option, root_option
from garden.core import rules, shapes
from garden.core.rules import Severity
from garden.errors import GardenError, GitError

if TYPE_CHECKING:
    from garden.core import Garden
    from garden.core.touched import Touched
    from garden.model import Problem

COULD_NOT_RUN = 2
"""Exit code: nothing is known of the notes."""
FORMS = ("text", "json", "github", "gitlab", "sarif")


@click.command("check")
@click.argument("paths", nargs=-1)
@click.option("--fix", is_flag=True, help="Mend what is certain, and tell what was mended.")
@click.option(
    "--changed",
    metavar="[REV]",
    is_flag=False,
    flag_value="HEAD",
    help="Check only what a change since REV touches; --changed alone: since the last commit.",
)
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="For whom to tell it.")
@json_option
@root_option
@click.pass_obj
def command(
    session: Session, paths: tuple[str, ...], fix: bool, changed: str | None, form: str, as_json: bool
) -> None:
    """Tell what is wrong with any note, with its line and its mend.

    PATHS are files or folders of notes; all notes when left out. Links are followed among
    all notes either way. The exit code is 0 when there is no error, 1 when there is one,
    and 2 when nothing could be checked. Warnings and hints leave it alone: they may be as
    they are.
    """
    try:
        garden = session()
        part = _part(garden, paths, changed)
        found = session.check(garden, part)
        if fix and found and _mended(garden, found, aside=form != "text" or as_json):
            session.refresh(garden)
            found = session.check(garden, part)
    except GardenError as error:
        click.echo(f"garden: {error}", err=True)
        click.get_current_context().exit(COULD_NOT_RUN)
    _tell(garden, found, "json" if as_json else form)
    if any(rules.severity_of(problem) is Severity.ERROR for problem in found):
        click.get_current_context().exit(1)


def _mended(garden: Garden, found: Sequence[Problem], *, aside: bool) -> bool:
    """Mends what is certain and says what was mended; whether anything was."""
    from garden.core.mending import mend  # most checks mend nothing

    said = mend(garden, found)
    for sentence in said:
        click.echo(f"Mended: {printable(sentence)}", err=aside)
    if not said:
        click.echo("None of this is certain enough to be mended for you.", err=aside)
    return bool(said)


def _tell(garden: Garden, found: Sequence[Problem], form: str) -> None:
    if form == "json":
        echo_json([shapes.problem_data(problem) for problem in found])
    elif form == "text":
        echo_problems(found)
        click.echo(_sum(found))
    else:
        from garden.core.reports import FORMS as MADE  # for forges alone

        above = _above(garden)
        click.echo(MADE[form](found, lambda path: above + path), nl=False)


def _sum(found: Sequence[Problem]) -> str:
    """How many problems of each sort there are, in a line."""
    counts = Counter(rules.severity_of(problem) for problem in found)
    told = [plural(counts[severity], severity.value) for severity in Severity if counts[severity]]
    if not counts[Severity.ERROR]:
        told.insert(0, "Nothing must be mended" if told else "Nothing to mend")
    return f"{', '.join(told)}."


def _above(garden: Garden) -> str:
    """The path of the notes folder as a forge knows it, with a slash at its end."""
    from garden.history.git import Git  # for forges alone

    try:
        git = Git.of(garden.config.root)
    except GitError:  # a repository of another user, as in containers: the garden is its top, most likely
        git = None
    top = git.folder.resolve() if git else garden.config.root
    inside = os.path.relpath(garden.config.notes_folder, top)
    return "" if inside == "." else f"{Path(inside).as_posix()}/"


def _part(garden: Garden, paths: tuple[str, ...], changed: str | None) -> Touched | None:
    """What of the garden is to be checked; None for all of it."""
    from garden.core.touched import Touched, since  # a check of everything asks no git

    part = since(garden, changed) if changed is not None else None
    if not paths:
        return part
    named = frozenset().union(*(_notes_at(garden, path) for path in paths))
    return Touched(
        paths=named | (part.paths if part else frozenset()), keys=part.keys if part else frozenset()
    )


def _notes_at(garden: Garden, written: str) -> frozenset[str]:
    """Paths of the notes that a word of the command line means."""
    root = garden.config.notes_folder
    known = frozenset(garden.view.snapshot.files)
    for path in (Path(written).expanduser().resolve(), root / written):
        if path == root:
            return known
        if path.is_relative_to(root):
            inside = path.relative_to(root).as_posix()
            if found := {each for each in known if each == inside or each.startswith(f"{inside}/")}:
                return frozenset(found)
    if (note := garden.everything.note(written)) is not None:
        return frozenset({note.path})
    raise click.UsageError(f"'{written}' is no note of this garden, and no folder with notes in it.")
