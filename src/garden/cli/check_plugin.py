"""``garden plugins --check NAME``: what of one plugin fits this Garden, and what does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

import click

from garden.characters import printable
from garden.cli.output import echo_json
from garden.cli.session import Session
from garden.core import Garden
from garden.host.declared import API_VERSION
from garden.host.guard import STDOUT_ASIDE
from garden.model import PluginFault, PluginInfo

_TIMES = re.compile(r" \(\d+ times\)$")


def check(session: Session, name: str, *, as_json: bool) -> None:
    """Tells what is well and what is not; exit code 1 if anything must be mended."""
    garden = session()
    infos = {info.name: info for info in garden.host.plugins()}
    if name not in infos:
        near = get_close_matches(name, infos, n=1)
        raise click.ClickException(
            f"There is no plugin {name!r} here" + (f"; did you mean {near[0]}?" if near else ".")
        )
    loaded = {info.name for info in infos.values() if info.state in {"active", "resting"}}
    # Its pages and templates are asked first, so that what they do wrong is among its faults.
    templates = list(_templates(garden, name)) if name in loaded else []
    [info] = [info for info in garden.host.plugins() if info.name == name]
    wrong = [*map(in_words, _untold(info.faults, templates)), *templates]
    soon = [in_words(deprecation) for deprecation in info.deprecations]
    advice = list(_advice(garden, info))
    if as_json:
        echo_json({"name": name, "state": info.state, "wrong": wrong, "deprecations": soon, "advice": advice})
    else:
        _tell(info, wrong, soon, advice)
    if wrong:
        click.get_current_context().exit(1)


def _templates(garden: Garden, name: str) -> Iterator[str]:
    from garden.web import create_app, plugin_templates  # other commands need no Flask

    _ask_for_commands()
    with STDOUT_ASIDE:
        app = create_app(garden)
        client = app.test_client()
        for path in ("/", *(garden.url(note) for note in garden.notes()[:20])):
            client.get(path)  # what its hooks do wrong is kept by the host
    folder = dict(garden.host.template_folders).get(name)
    return plugin_templates.wrong(app, name, folder) if folder else iter(())


def _ask_for_commands() -> None:
    """Asks plugins for their commands, as `garden --help` does."""
    context = click.get_current_context().find_root()
    if isinstance(context.command, click.Group):
        context.command.list_commands(context)


def in_words(fault: PluginFault) -> str:
    """A fault in one line, for a list that names its plugin."""
    times = f" ({fault.times} times)" if fault.times > 1 else ""
    where = f" ({fault.where})" if fault.where else ""
    return f"{fault.hook}: {fault.message}{times}{where}"


def _untold(faults: Iterable[PluginFault], told: list[str]) -> Iterator[PluginFault]:
    """Those that are not told already, with the line of the template where a page met them."""
    for fault in faults:
        if not any(line.endswith(_TIMES.sub("", fault.message)) for line in told):
            yield fault


def _advice(garden: Garden, info: PluginInfo) -> Iterator[str]:
    """What may be as it is."""
    if info.state in {"failed", "left out"}:
        return
    if not info.summary:
        yield "It has no docstring; its first line would say on the about page what the plugin is for."
    if not info.hooks:
        yield "It answers no hook, so it does nothing."
    if garden.host.api_version(info.name) is None:
        yield f"It does not say which version of the API it is for: write 'GARDEN_API = {API_VERSION}'."


def _tell(info: PluginInfo, wrong: list[str], soon: list[str], advice: list[str]) -> None:
    click.echo(f"{info.name} ({info.source}: {printable(info.location)})")
    for hook in info.hooks:
        click.echo(f"    answers {hook}")
    for sentence in wrong:
        click.echo(f"    mend: {printable(sentence)}")
    for sentence in soon:
        click.echo(f"    mend soon: {printable(sentence)}")
    for sentence in advice:
        click.echo(f"    could be better: {sentence}")
    click.echo("It must be mended." if wrong else f"It is left out: {info.why}" if info.why else "It fits.")
