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
            given = set(self._from_plugins(ctx))
        except GardenError as error:
            click.echo(f"garden: {error}", err=True)
            given = set()
        return [*sorted(_OWN), *sorted(given - set(_OWN))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, ours before a plugin's."""
        if cmd_name in _OWN:
            command = importlib.import_module(_OWN[cmd_name]).command
            assert isinstance(command, click.Command)
            return command
        return self._from_plugins(ctx).get(cmd_name)

    def _from_plugins(self, ctx: click.Context) -> dict[str, click.Command]:
        session = ctx.find_object(Session)
        if session is None or ctx.resilient_parsing:
            return {}
        commands = session.open().host.commands()
        return {command.name: command for command in commands if command.name}

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
            return super().invoke(ctx)
        except GardenError as error:
            click.echo(f"garden: {error}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            # The reader of our output has gone (`garden list | head`): nothing to say to no one.
            sys.stderr.close()
            ctx.exit(1)
        except OSError as error:
            if error.errno not in _UNWRITABLE or error.filename is not None:  # not our output, but a file
                raise
            # Python writes the rest when it ends, and would complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            click.echo(f"garden: What was to be told could not be written: {error.strerror}.", err=True)
            ctx.exit(1)


@click.group(
    cls=GardenGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="garden", message="%(prog)s %(version)s")
@root_option
@safe_option
def cli() -> None:
    """A folder of markdown notes becomes a garden: searched and wandered in a browser."""
