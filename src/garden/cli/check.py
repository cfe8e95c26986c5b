"""``garden check``: everything a person should mend, by file."""

from __future__ import annotations

import click

from garden.cli.output import echo_json, echo_problems, plural
from garden.cli.session import Session, json_option, root_option
from garden.core.shapes import problem_data


@click.command("check")
@json_option
@root_option
@click.pass_obj
def command(session: Session, as_json: bool) -> None:
    """Tell what is wrong with any note, with its line and its mend; exit code 1 if anything is."""
    problems = session().check()
    if as_json:
        echo_json([problem_data(problem) for problem in problems])
    else:
        echo_problems(problems)
        click.echo(f"{plural(len(problems), 'problem')}." if problems else "Nothing to mend.")
    if problems:
        click.get_current_context().exit(1)
