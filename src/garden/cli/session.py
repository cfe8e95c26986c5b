"""What the commands of one run share: where the garden is, and the garden once opened."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from garden.errors import IndexingError, LockTimeoutError

if TYPE_CHECKING:
    from garden.core import Garden
    from garden.core.touched import Touched
    from garden.model import IndexStats, Problem

PATIENCE = 1.0
"""Seconds of work after which a progress bar appears."""


class Session:
    """The garden of this run; opened when first asked for, closed when the run ends.

    Calling it opens the garden, which is what commands of plugins do:
    ``@click.pass_obj def hello(open_garden): open_garden().notes()``.
    """

    def __init__(self) -> None:
        self.root = "."
        self.safe = False
        self.quiet = False
        """Whether no bar shows progress: where data is asked for, a program is likely to wait."""
        self._garden: Garden | None = None
        self._commands: tuple[tuple[str, click.Command], ...] | None = None
        self._indexed = False

    def __call__(self, *, history: bool = True) -> Garden:
        """The opened garden, its index brought up to date; ``history``: who tended the notes, too."""
        garden = self.open()
        self.refresh(garden, history=history)
        return garden

    def open(self) -> Garden:
        """The opened garden as it is; says on stderr which plugins are left out on purpose.

        What plugins do wrong is told there too, by the log.
        """
        if self._garden is None:
            from garden.core import Garden  # costs 0.2 s that `garden --version` need not pay

            self._garden = Garden.open(self.root, safe=self.safe)
            click.get_current_context().find_root().call_on_close(self.close)
            for notice in self._garden.host.notices:
                click.echo(f"garden: {notice}", err=True)
        return self._garden

    def commands(self, taken: Collection[str]) -> tuple[tuple[str, click.Command], ...]:
        """What `PluginHost.commands` gives, asked once: a mistake is told once, and so is who gave what."""
        if self._commands is None:
            self._commands = self.open().host.commands(taken)
        return self._commands

    def close(self) -> None:
        """Closes the garden, now that all was said; it is opened anew when it is asked for again."""
        garden, self._garden, self._commands = self._garden, None, None
        if garden is not None:
            self.tidy(garden)
            garden.close()

    def tidy(self, garden: Garden) -> None:
        """Puts in order what this run has indexed, once no one waits for it."""
        if not self._indexed:
            return
        self._indexed = False
        try:
            garden.tidy()
        except IndexingError as error:
            click.echo(f"garden: {error}", err=True)

    def tidied(self) -> None:
        """Someone else puts the index in order."""
        self._indexed = False

    def refresh(self, garden: Garden, *, history: bool = True) -> None:
        """Indexes what changed; where that cannot be now, what is there must do."""
        try:
            self.index(garden, history=history)
        except LockTimeoutError:
            if garden.generation == 0:
                raise
            click.echo("garden: another process is indexing; showing what was indexed before.", err=True)
        except IndexingError as error:
            if garden.generation == 0:
                raise
            click.echo(f"garden: {error} Showing what was indexed before.", err=True)

    def check(self, garden: Garden, part: Touched | None) -> tuple[Problem, ...]:
        """What `Garden.check` finds, with a progress bar for those who wait."""
        with _progress("Checking", quiet=self.quiet) as progress:
            return garden.check(part, progress=progress)

    def index(self, garden: Garden, *, full: bool = False, history: bool = True) -> IndexStats:
        """Indexes with a progress bar for those who wait."""
        with _progress("Indexing", quiet=self.quiet) as progress:
            stats = garden.reindex(full=full, history=history, progress=progress)
        self._indexed = True
        return stats


def _set_root(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    session = ctx.find_object(Session)
    if value is not None and session is not None:
        session.root = value


def root_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--root DIR``, before or after the command's name."""
    return click.option(
        "--root",
        metavar="DIR",
        callback=_set_root,
        expose_value=False,
        is_eager=True,
        help="The garden's folder; the current one when left out.",
    )(command)


def _set_safe(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    session = ctx.find_object(Session)
    if value and session is not None:
        session.safe = True


def safe_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--safe``; read before any command is looked up, since plugins give commands."""
    return click.option(
        "--safe",
        is_flag=True,
        callback=_set_safe,
        expose_value=False,
        is_eager=True,
        help="Load no plugins but the shipped ones.",
    )(command)


def _set_quiet(ctx: click.Context, _: click.Parameter, value: bool) -> bool:
    session = ctx.find_object(Session)
    if value and session is not None:
        session.quiet = True
    return value


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--json``: data for programs instead of words for people."""
    return click.option("--json", "as_json", is_flag=True, callback=_set_quiet, help="Print JSON.")(command)


@contextmanager
def _progress(label: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, in a terminal, once the work has taken longer than a blink."""
    started = time.monotonic()
    wanted = sys.stderr.isatty() and not quiet
    bar: Any = None

    def tell(done: int, total: int) -> None:
        nonlocal bar
        if bar is None and wanted and time.monotonic() - started > PATIENCE:
            bar = click.progressbar(length=total, label=label, file=sys.stderr)
            bar.__enter__()
        if bar is not None:
            if bar.length != total:  # one kind of work is done, and another begins
                bar.length, bar.pos = total, 0
            bar.update(done - bar.pos)

    try:
        yield tell
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)
