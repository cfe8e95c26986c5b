"""``garden index``: bring the index up to date and tell the problems."""

from __future__ import annotations

import click

from garden.cli.output import echo_json, echo_problems, plural
from garden.cli.session import Session, json_option, root_option
from garden.core.shapes import problem_data
from garden.model import IndexStats


@click.command("index")
@click.option("--full", is_flag=True, help="Index every note anew.")
@json_option
@root_option
@click.pass_obj
def command(session: Session, full: bool, as_json: bool) -> None:
    """Index the notes that changed, and say what was wrong with any.

    The exit code is 0 even where notes have problems, and 1 when nothing could be indexed.
    """
    stats = session.index(session.open(), full=full)
    if as_json:
        echo_json(stats_data(stats))
    else:
        tell_stats(stats, asked=full)
    if stats.total == 0:
        if not as_json:
            click.echo(f"garden: there are no notes that can be read in '{session.root}'.", err=True)
        click.get_current_context().exit(1)


def stats_data(stats: IndexStats) -> dict[str, object]:
    """What a run did, for programs."""
    return {
        "added": stats.added,
        "modified": stats.modified,
        "removed": stats.removed,
        "total": stats.total,
        "seconds": round(stats.seconds, 3),
        "history": stats.notice,
        "problems": [problem_data(problem) for problem in stats.problems],
    }


def tell_stats(stats: IndexStats, *, asked: bool) -> None:
    """What a run did, for people; ``asked`` is whether they wanted everything anew."""
    echo_problems(stats.problems)
    if stats.rebuilt:
        click.echo(f"Everything was indexed anew{', as asked' if asked else f': {stats.reason}'}.")
    done = f"{stats.added:,} added, {stats.modified:,} changed, {stats.removed:,} removed"
    problems = f", {plural(len(stats.problems), 'problem')}" if stats.problems else ""
    click.echo(f"{plural(stats.total, 'note')}: {done} in {stats.seconds:.1f} s{problems}.")
    if stats.notice and stats.total:
        click.echo(stats.notice)
