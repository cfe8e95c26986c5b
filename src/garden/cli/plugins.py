"""``garden plugins``: what is loaded, from where, what it answers, what failed and why."""

from __future__ import annotations

from typing import Any

import click

from garden.characters import printable
from garden.cli import new_plugin
from garden.cli.check_plugin import check, in_words
from garden.cli.output import echo_json
from garden.cli.session import Session, json_option, root_option
from garden.model import PluginFault, PluginInfo


@click.group("plugins", invoke_without_command=True)
@json_option
@click.option("--check", "name", metavar="NAME", help="Say what of one plugin fits, and what does not.")
@root_option
@click.pass_context
def command(context: click.Context, as_json: bool, name: str | None) -> None:
    """List the plugins: where each comes from, the hooks it answers, and what failed.

    With `--check NAME`, exit code 1 if anything of it must be mended.
    """
    if context.invoked_subcommand is not None:
        return
    session = context.ensure_object(Session)
    if name is not None:
        check(session, name, as_json=as_json)
        return
    plugins = session.open().host.plugins()
    if as_json:
        echo_json([_data(plugin) for plugin in plugins])
        return
    for plugin in plugins:
        _tell(plugin)


command.add_command(new_plugin.command)


def _data(plugin: PluginInfo) -> dict[str, Any]:
    return {
        "name": plugin.name,
        "source": plugin.source,
        "location": plugin.location,
        "summary": plugin.summary,
        "hooks": list(plugin.hooks),
        "state": plugin.state,
        "why": plugin.why,
        "api_version": plugin.api_version,
        "faults": [_told(fault) for fault in plugin.faults],
        "deprecations": [_told(deprecation) for deprecation in plugin.deprecations],
    }


def _told(fault: PluginFault) -> dict[str, str | int]:
    return {"hook": fault.hook, "message": fault.message, "where": fault.where, "times": fault.times}


def _tell(plugin: PluginInfo) -> None:
    state = "" if plugin.state == "active" else f"  [{plugin.state}]"
    click.echo(f"{printable(plugin.name)}  ({plugin.source}: {printable(plugin.location)}){state}")
    if plugin.summary:
        click.echo(f"    {printable(plugin.summary)}")
    if plugin.why:
        click.echo(f"    {printable(plugin.why)}")
    if plugin.hooks:
        click.echo(f"    hooks: {', '.join(plugin.hooks)}")
    for fault in plugin.faults:
        click.echo(f"    failed in {printable(in_words(fault))}")
    for deprecation in plugin.deprecations:
        click.echo(f"    mend soon: {printable(in_words(deprecation))}")
