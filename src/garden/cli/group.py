"""The group of commands: ours by name, then those that plugins give.

A command's module is imported when the command is looked up, so that
``garden --version`` imports little; plugins are asked only for names that are
not ours, or for the whole list.
"""

from __future__ import annotations

import errno
import importlib
import logging
import os
import sys
from collections.abc import Mapping
from typing import Any

import click

from garden._version import __version__
from garden.characters import printable
from garden.cli.session import Session, root_option, safe_option
from garden.errors import GardenError

_OWN = {
    "care": "garden.cli.care",
    "check": "garden.cli.check",
    "index": "garden.cli.index",
    "init": "garden.cli.init",
    "links": "garden.cli.links",
    "list": "garden.cli.list",
    "move": "garden.cli.move",
    "new": "garden.cli.new",
    "plugins": "garden.cli.plugins",
    "search": "garden.cli.search",
    "serve": "garden.cli.serve",
    "sync": "garden.cli.sync",
    "withdraw": "garden.cli.withdraw",
}


class EchoHandler(logging.Handler):
    """Writes each message as a line on stderr, wherever that leads just now."""

    def emit(self, record: logging.LogRecord) -> None:
        """Writes one message; a terminal is not to be moved by what it holds."""
        for line in self.format(record).splitlines():
            click.echo(printable(line), err=True)


_UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO})
"""What writing to a full disk says (`garden list > notes.txt`)."""


class GardenGroup(click.Group):
    """Looks commands up lazily, and asks the garden's plugins for the rest."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names; our own alone where the garden cannot be opened, since help must always come."""
        try:
            given = self._from_plugins(ctx)
        except GardenError as error:
            click.echo(f"garden: {error}", err=True)
            given = {}
        return [*sorted(_OWN), *sorted(given)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, ours before a plugin's."""
        if cmd_name in _OWN:
            command = importlib.import_module(_OWN[cmd_name]).command
            assert isinstance(command, click.Command)
            return command
        return self._from_plugins(ctx).get(cmd_name, (None, None))[1]

    def _from_plugins(self, ctx: click.Context) -> Mapping[str, tuple[str, click.Command]]:
        """(plugin, command) by the command's name."""
        session = ctx.find_object(Session)
        if session is None or ctx.resilient_parsing:
            return {}
        return {command.name or "": (plugin, command) for plugin, command in session.commands(_OWN)}

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """As click's, with a session in place before options are read, so that help can list commands."""
        extra.setdefault("obj", Session())
        return super().make_context(info_name, args, parent, **extra)

    def main(self, *args: Any, **options: Any) -> Any:
        """As click's, with our log on stderr: what plugins and damaged files do is for people to see."""
        log, handler = logging.getLogger("garden"), EchoHandler()
        log.addHandler(handler)
        try:
            return super().main(*args, **options)
        finally:
            log.removeHandler(handler)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; an error of ours is one sentence and exit code 1."""
        try:
            return self._invoke(ctx)
        except GardenError as error:
            click.echo(f"garden: {error}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            # The reader of our output has gone (`garden list | head`): nothing to say to no one.
            sys.stderr.close()
            ctx.exit(1)
        except OSError as error:
            if not _is_for_us(error):
                raise
            # Python writes the rest when it ends, and would complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            click.echo(f"garden: What was to be told could not be written: {error.strerror}.", err=True)
            ctx.exit(1)

    def _invoke(self, ctx: click.Context) -> Any:
        """As click's; a mistake in a plugin's command is told like any other of a plugin's."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, GardenError, SystemExit):
            raise
        except BaseException as error:
            from garden.host.guard import mistakes  # what a garden needs, `garden --version` need not load

            name = ctx.invoked_subcommand
            if not isinstance(error, mistakes()) or name is None or name in _OWN or _is_for_us(error):
                raise
            host = ctx.ensure_object(Session).open().host
            if host.trace is not None:  # its author is looking for the mistake
                raise
            host.record_error(self._from_plugins(ctx)[name][0], "garden_commands", error)
            ctx.exit(1)


def _is_for_us(error: BaseException) -> bool:
    """Whether an error is of our output: its reader is gone, or the disk is full."""
    return isinstance(error, BrokenPipeError) or (
        isinstance(error, OSError) and error.errno in _UNWRITABLE and error.filename is None
    )


@click.group(
    cls=GardenGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="garden", message="%(prog)s %(version)s")
@root_option
@safe_option
def cli() -> None:
    """A folder of markdown notes becomes a garden: searched and wandered in a browser."""
