"""``garden plugins``: what is loaded, from where, what it answers, what failed and why."""

from __future__ import annotations

from typing import Any

import click

from garden.characters import printable
from garden.cli.output import echo_json
from garden.cli.session import Session, json_option, root_option
from garden.model import PluginInfo


@click.command("plugins")
@json_option
@root_option
@click.pass_obj
def command(session: Session, as_json: bool) -> None:
    """List the plugins: where each comes from, the hooks it answers, and what failed."""
    plugins = session.open().host.plugins()
    if as_json:
        echo_json([_data(plugin) for plugin in plugins])
        return
    for plugin in plugins:
        _tell(plugin)


def _data(plugin: PluginInfo) -> dict[str, Any]:
    return {
        "name": plugin.name,
        "source": plugin.source,
        "location": plugin.location,
        "summary": plugin.summary,
        "hooks": list(plugin.hooks),
        "state": plugin.state,
        "faults": [
            {"hook": fault.hook, "message": fault.message, "where": fault.where} for fault in plugin.faults
        ],
    }


def _tell(plugin: PluginInfo) -> None:
    state = "" if plugin.state == "active" else f"  [{plugin.state}]"
    click.echo(f"{printable(plugin.name)}  ({plugin.source}: {printable(plugin.location)}){state}")
    if plugin.summary:
        click.echo(f"    {printable(plugin.summary)}")
    if plugin.hooks:
        click.echo(f"    hooks: {', '.join(plugin.hooks)}")
    for fault in plugin.faults:
        where = f" ({fault.where})" if fault.where else ""
        click.echo(f"    failed in {fault.hook}: {printable(fault.message)}{printable(where)}")
