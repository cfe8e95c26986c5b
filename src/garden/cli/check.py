"""``garden check``: everything a person should mend, by file."""

from __future__ import annotations

import click

from garden.cli.output import echo_json, echo_problems, plural
from garden.cli.session import Session, json_option, root_option
from garden.core.shapes import problem_data
from garden.model import Hint


@click.command("check")
@json_option
@root_option
@click.pass_obj
def command(session: Session, as_json: bool) -> None:
    """Tell what is wrong with any note, with its line and its mend; exit code 1 if anything is.

    Hints are told too: notes that no other leads to, links to notes that no one has written.
    They may be as they are, and leave the exit code alone.
    """
    found = session().check()
    hints = sum(isinstance(problem, Hint) for problem in found)
    problems = len(found) - hints
    if as_json:
        echo_json([problem_data(problem) for problem in found])
    else:
        echo_problems(found)
        told = plural(problems, "problem") if problems else "Nothing to mend"
        click.echo(f"{told}, {plural(hints, 'hint')}." if hints else f"{told}.")
    if problems:
        click.get_current_context().exit(1)
