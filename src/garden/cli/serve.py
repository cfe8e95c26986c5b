"""``garden serve``: the garden in a browser."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import logging
import os
import signal
from pathlib import Path
from typing import Any

import click

from garden import shipped
from garden.characters import printable
from garden.cli import collect_less
from garden.cli.durations import DURATION
from garden.cli.output import echo_problems, plural
from garden.cli.session import Session, root_option
from garden.core import Garden
from garden.errors import GardenError
from garden.host.trace import VARIABLE

LONGEST_HEAD = 2 * 1024 * 1024
"""Bytes of a request before its body: whoever pastes a whole document as a question is answered by a page."""
THREADS = 8
_ARENA_MAX = -8
"""M_ARENA_MAX of ``malloc.h`` in glibc."""


def _listenable(_context: click.Context, _option: click.Parameter, host: str) -> str:
    """An address that a name or a number leads to; looked up before any note is."""
    import socket

    try:
        socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise click.BadParameter(
            f"'{printable(host)}' is no address. 127.0.0.1 is for this computer alone, "
            "0.0.0.0 for all that can reach it."
        ) from None
    return host


@click.command("serve")
@click.argument("folder", metavar="[DIR]", required=False)
@click.option(
    "--host", default="127.0.0.1", show_default=True, callback=_listenable, help="The address to listen at."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one."
)
@click.option(
    "--reload",
    is_flag=True,
    help="Refresh open pages when notes change; start again when templates, plugins or settings do.",
)
@click.option(
    "--sync", "sync_every", type=DURATION, help="Take what was pushed as often as this: 5m, 90s, 1h."
)
@click.option("--guide", is_flag=True, help="Serve the garden that came with the program: it has the guide.")
@click.option("--refresh-pages", is_flag=True, hidden=True)  # what --reload tells the server it starts
@click.option("--trace", is_flag=True, help="Tell each call into a plugin, with its time.")
@root_option
@click.pass_obj
def command(
    session: Session,
    folder: str | None,
    host: str,
    port: int,
    reload: bool,
    sync_every: float | None,
    guide: bool,
    refresh_pages: bool,
    trace: bool,
) -> None:
    """Index what changed and serve the garden in DIR, or in the current folder.

    Notes that change meanwhile are indexed as they do.
    """
    if trace:  # for the processes of `--reload` as well
        os.environ[VARIABLE] = "1"
    if guide and folder is not None:
        raise click.UsageError("--guide has a garden of its own; leave DIR out.")
    if guide:
        folder = str(shipped.root())
    if folder is not None:
        session.root = folder
    garden = session.open()
    if reload:
        root, safe = str(garden.config.root), session.safe
        garden.close()
        _serve_and_watch(root, safe, host, port, sync_every)
        return
    _index(session, garden)
    _serve(session, garden, host, port, sync_every=sync_every, refresh_pages=refresh_pages)


def _index(session: Session, garden: Garden) -> None:
    """Indexes; where that fails and there is an older index, serving goes on with it."""
    try:
        stats = session.index(garden)
    except GardenError as error:
        if garden.generation == 0:
            raise
        click.echo(f"garden: {error} Serving what was indexed before.", err=True)
        return
    echo_problems(stats.problems)
    name = garden.config.name
    click.echo(f"{name}: {plural(stats.total, 'note')}, indexed in {stats.seconds:.1f} s.")


def _share_memory() -> None:
    """Lets the threads of this process take memory from one place, where the C library is glibc.

    It would give each thread that waits for another a place of its own, and keep what was freed there:
    a tenth of what serving 10,000 notes takes. Only one of our threads runs at a time anyway.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):  # another C library
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def _serve(
    session: Session,
    garden: Garden,
    host: str,
    port: int,
    *,
    sync_every: float | None,
    refresh_pages: bool,
) -> None:
    collect_less()
    _share_memory()
    from garden.cli.listening import listening_server  # after the garden was seen to open
    from garden.core.tending import Tending
    from garden.web import create_app, hook, reloading
    from garden.web.maps import keep_up

    with Tending(garden, sync_every=sync_every) as tending:
        app = create_app(garden, host=host, tending=tending, refresh_pages=refresh_pages)
        threads = THREADS + (reloading.STREAMS if refresh_pages else 0)
        try:
            server = listening_server(
                app,
                host=host,
                port=port,
                threads=threads,
                ident="garden",
                max_request_body_size=hook.MAX_BODY,
                max_request_header_size=LONGEST_HEAD,
            )
        except OSError as error:
            raise click.ClickException(_why_not(error, host, port)) from None
        # Whoever stops services (systemd, a container) asks by SIGTERM: let answers end, as at Ctrl-C.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        click.echo(f"Serving at {_address(server, host)} (Ctrl-C stops).")
        keep_up(app, garden)
        tending.tidy()
        session.tidied()
        logging.getLogger("garden.plugins").setLevel(logging.INFO)  # whoever serves is told what is slow
        try:
            server.run()
        finally:
            tending.end()
            server.close()


def _address(server: Any, host: str) -> str:
    port = getattr(server, "effective_port", None) or server.effective_listen[0][1]
    name = f"[{host}]" if ":" in host else "127.0.0.1" if host == "0.0.0.0" else host
    return f"http://{name}:{port}/"


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use. Choose another: garden serve --port {port + 1}"
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used by you. Choose one from 1024 up: garden serve --port 8000"
    return f"Cannot listen at '{host}', port {port}: {error.strerror or error}."


def _serve_and_watch(root: str, safe: bool, host: str, port: int, sync_every: float | None) -> None:
    from watchfiles import run_process  # only for --reload

    from garden.core.code_files import is_code

    def starts_again(_change: object, path: str) -> bool:
        return is_code(Path(path), Path(root))

    click.echo("Watching for changes.")
    run_process(root, target=_child, args=(root, safe, host, port, sync_every), watch_filter=starts_again)


def _child(root: str, safe: bool, host: str, port: int, sync_every: float | None) -> None:
    """One life of a watched server: opens everything anew."""
    serve = ["serve", "--host", host, "--port", str(port), "--refresh-pages"]
    if sync_every is not None:
        serve += ["--sync", f"{sync_every:.0f}s"]
    from garden.cli.group import cli  # the group looks this module up

    cli(["--root", root, *(["--safe"] if safe else []), *serve])
