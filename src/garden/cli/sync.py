"""``garden sync``: take what others have pushed, and index it."""

from __future__ import annotations

import time
from typing import Any

import click

from garden import config as configuration
from garden.characters import printable
from garden.cli.durations import DURATION
from garden.cli.index import stats_data, tell_stats
from garden.cli.output import echo_json, plural
from garden.cli.session import Session, json_option, root_option
from garden.core.syncing import sync
from garden.errors import GardenError
from garden.history.pulling import Pulled

pause = time.sleep


@click.command("sync")
@click.option("--every", type=DURATION, help="Go on, and sync again after this time: 5m, 90s, 1h.")
@click.option(
    "--trust-code",
    is_flag=True,
    help="Take changes of plugins, templates and garden.toml, too: they are code.",
)
@json_option
@root_option
@click.pass_obj
def command(session: Session, every: float | None, trust_code: bool, as_json: bool) -> None:
    """Fetch what was pushed to the garden's remote, move on to it, and index what changed.

    Nothing is merged or thrown away: where the remote does not simply go on from what is here,
    that is told. The exit code is 1 then, and where code was not taken because it is not trusted.
    """
    if every is None:
        if _once(session, trust_code, as_json).held:
            click.get_current_context().exit(1)
        return
    while True:
        try:
            _once(session, trust_code, as_json)
        except GardenError as error:  # the network, or what somebody can mend meanwhile
            click.echo(f"garden: {error}", err=True)
        pause(every)


def _once(session: Session, trust_code: bool, as_json: bool) -> Pulled:
    # Before the garden is opened, since what is pulled may decide how.
    pulled = sync(configuration.load(session.root, safe=session.safe), trust_code=trust_code)
    if pulled.code:
        session.close()
    stats = session.index(session.open())
    if as_json:
        echo_json({**_data(pulled), "index": stats_data(stats)})
    else:
        _tell(pulled)
        tell_stats(stats, asked=False)
    if pulled.held:
        click.echo(f"garden: {printable(pulled.held)}", err=True)
    return pulled


def _data(pulled: Pulled) -> dict[str, Any]:
    return {
        "before": pulled.before,
        "after": pulled.after,
        "commits": pulled.commits,
        "files": list(pulled.paths),
        "unpushed": pulled.unpushed,
        "held": pulled.held,
        "code": pulled.code,
    }


def _tell(pulled: Pulled) -> None:
    if pulled.commits:
        files = plural(len(pulled.paths), "file")
        click.echo(f"{plural(pulled.commits, 'commit')}, {files}: now at {pulled.after[:10]}.")
    else:
        click.echo("Nothing new." if not pulled.held else "Nothing was taken.")
    if pulled.unpushed:
        click.echo(f"{plural(pulled.unpushed, 'commit')} here can be pushed: git push")
    if pulled.code:
        click.echo("Code changed: start 'garden serve' again where it runs.")
