"""``garden serve``: the garden in a browser."""

from __future__ import annotations

import errno
import os
import signal
import threading
from typing import Any

import click

from garden.cli.output import echo_problems, plural
from garden.cli.session import Session, root_option
from garden.core import Garden
from garden.errors import GardenError
from garden.host.trace import VARIABLE

THREADS = 8
MAX_BODY = 64 * 1024
"""Bytes of a request's body that are read at all; nothing here needs one."""


@click.command("serve")
@click.argument("folder", metavar="[DIR]", required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one."
)
@click.option("--reload", is_flag=True, help="Start again when a note, template or plugin changes.")
@click.option("--trace", is_flag=True, help="Tell each call into a plugin, with its time.")
@root_option
@click.pass_obj
def command(session: Session, folder: str | None, host: str, port: int, reload: bool, trace: bool) -> None:
    """Index what changed and serve the garden in DIR, or in the current folder."""
    if trace:  # for the processes of `--reload` as well
        os.environ[VARIABLE] = "1"
    if folder is not None:
        session.root = folder
    garden = session.open()
    if reload:
        root, safe = str(garden.config.root), session.safe
        garden.close()
        _serve_and_watch(root, safe, host, port)
        return
    _index(session, garden)
    _serve(session, garden, host, port)


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


def _serve(session: Session, garden: Garden, host: str, port: int) -> None:
    from waitress.server import create_server  # after the garden was seen to open

    from garden.web import create_app
    from garden.web.maps import keep_up

    app = create_app(garden, host=host)
    try:
        server = create_server(
            app, host=host, port=port, threads=THREADS, ident="garden", max_request_body_size=MAX_BODY
        )
    except OSError as error:
        raise click.ClickException(_why_not(error, host, port)) from None
    # Whoever stops services (systemd, a container) asks by SIGTERM: let answers end, as at Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    click.echo(f"Serving at {_address(server, host)} (Ctrl-C stops).")
    keep_up(app, garden)
    tidying = threading.Thread(target=session.tidy, args=(garden,))
    tidying.start()
    try:
        server.run()
    finally:
        server.close()
        tidying.join()


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


def _serve_and_watch(root: str, safe: bool, host: str, port: int) -> None:
    from watchfiles import run_process  # only for --reload

    click.echo("Watching for changes.")
    run_process(root, target=_child, args=(root, safe, host, port))


def _child(root: str, safe: bool, host: str, port: int) -> None:
    """One life of a watched server: opens everything anew."""
    arguments = ["--root", root, *(["--safe"] if safe else []), "serve", "--host", host, "--port", str(port)]
    from garden.cli.group import cli  # the group looks this module up

    cli(arguments)
