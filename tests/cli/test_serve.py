"""`garden serve`: it tells pages of changes, and goes on with an older index when it must."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from garden.cli import serve
from garden.core import Garden
from garden.core.code_files import is_code
from garden.errors import IndexingError
from garden.testing import Files, client, run, write_files

MakeGarden = Callable[[Files], Garden]
AT_MOST = 60.0
"""Seconds until a program that says nothing is stopped, so that a failure ends."""


class Server:
    """`garden serve` in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._said = process.stdout

    def address(self) -> str:
        """Where the next life of the server is; each takes another port."""
        assert self._said is not None
        for line in self._said:
            if found := re.search(r"Serving at (http://\S+)", line):
                return found[1]
        pytest.fail("The server ended, or was stopped for saying nothing.")


@contextmanager
def serving(root: Path, *options: str) -> Iterator[Server]:
    command = [sys.executable, "-c", "from garden.cli import main; main()"]
    with subprocess.Popen(
        [*command, "serve", str(root), *options, "--port", "0"], stdout=subprocess.PIPE, text=True
    ) as process:
        stop = threading.Timer(AT_MOST, process.terminate)
        stop.start()
        try:
            yield Server(process)
        finally:
            stop.cancel()
            process.terminate()


def test_open_pages_are_told_of_changed_notes_and_of_a_new_start(tmp_path: Path) -> None:
    root = tmp_path / "bed"
    write_files(root, {"notes/kettle.md": "# Kettle\n\nTea.\n", "templates/own.css": ""})
    with serving(root, "--reload") as server:
        address = server.address()
        state = state_of(address)
        with waiting(address, state) as changed:
            write_files(root, {"notes/kettle.md": "# Kettle\n\nTea, with rhubarb.\n"})
            assert changed() == "event: changed\n"
        with urllib.request.urlopen(f"{address}search.json?q=rhubarb", timeout=20) as answer:
            assert b'"id":"kettle"' in answer.read().replace(b" ", b"")
        write_files(root, {"templates/own.css": "main { color: #111111 }"})
        assert state_of(server.address()).partition("-")[0] != state.partition("-")[0]


def state_of(address: str) -> str:
    """What the front door says that it was made of."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        found = re.search(r"reload\.js\?v=\w+&amp;at=([\w-]+)", answer.read().decode())
    assert found is not None
    return found[1]


@contextmanager
def waiting(address: str, state: str) -> Iterator[Callable[[], str]]:
    """What a page hears that waits for news, once it is heard to wait."""
    with urllib.request.urlopen(f"{address}-/reload?at={state}", timeout=20) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        assert stream.readline() == b"retry: 1000\n"
        yield lambda: next(line.decode() for line in stream if line.startswith(b"event"))


def test_a_megabyte_in_the_address_is_answered_by_a_page(tmp_path: Path) -> None:
    root = tmp_path / "bed"
    write_files(root, {"notes/kettle.md": "# Kettle\n\nTea.\n"})
    with serving(root) as server:
        address = f"{server.address()}search?q={'tea+' * 250_000}"
        with urllib.request.urlopen(address, timeout=20) as answer:
            page = answer.read().decode()
    assert "/notes/kettle" in page
    assert "Only the first 256 characters were read." in page


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_letters_in_an_address_may_be_as_they_are(tmp_path: Path, host: str) -> None:
    root = tmp_path / "bed"
    write_files(root, {"notes/café.md": "# Café\n\nTea.\n", "notes/b.md": "# Other\n\nCoffee.\n"})
    with serving(root, "--host", host) as server:
        port = int(server.address().rstrip("/").rpartition(":")[2])
        assert "/notes/caf%C3%A9" in asked(port, "/search?q=caf\xe9".encode())
        assert "<h1" in asked(port, "/notes/caf\xe9".encode())
        assert asked(port, b"/search?q=caf\xe9").startswith("HTTP/1.1 200")  # of an older encoding
        assert asked(port, b"/caf\xe9").startswith("HTTP/1.1 404")
        assert "Nothing grows here yet" in asked(port, "/caf\xe9/".encode())
        assert asked(port, b"/ caf\xe9").startswith("HTTP/1.0 400")  # a blank ends an address


def asked(port: int, address: bytes) -> str:
    """The answer to a request for an address that is sent as it is."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(b"GET %b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" % address)
        with connection.makefile("rb") as answer:
            return answer.read().decode()


def test_a_page_asks_nothing_where_no_one_writes(garden_of: MakeGarden) -> None:
    site = client(garden_of({"kettle.md": "# Kettle"}))
    assert "reload.js" not in site.get("/").text
    assert site.get("/-/reload").status_code == 404


@pytest.mark.parametrize(
    ("path", "restarts"),
    [
        ("garden.toml", True),
        ("plugins/a.py", True),
        ("templates/note.html", True),
        ("plugins/__pycache__/a.pyc", False),
        ("templates/.note.html.swp", False),
        ("notes/a.md", False),
        ("notes/plugins/a.md", False),
        ("plugins", False),
    ],
)
def test_the_server_starts_again_only_for_what_it_reads_once(
    tmp_path: Path, path: str, restarts: bool
) -> None:
    assert is_code(tmp_path / path, tmp_path) == restarts
    assert not is_code(tmp_path, tmp_path / "bed")


def test_serving_goes_on_with_what_was_indexed_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "bed"
    write_files(root, {"notes/kettle.md": "# Kettle\n\nTea.\n"})
    assert run(["index"], root).exit_code == 0
    served: list[int] = []
    monkeypatch.setattr(serve, "_serve", lambda _, garden, *__, **___: served.append(garden.generation))
    monkeypatch.setattr("garden.core.indexing.Indexer.run", full_disk)
    result = run(["serve"], root)
    assert result.exit_code == 0
    assert served == [1]
    assert result.stderr == "garden: The disk is full. Serving what was indexed before.\n"


def test_a_shell_shows_what_was_indexed_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path / "bed", {"notes/kettle.md": "# Kettle\n\nTea.\n"})
    assert run(["index"], tmp_path / "bed").exit_code == 0
    monkeypatch.setattr("garden.core.indexing.Indexer.run", full_disk)
    result = run(["search", "tea"], tmp_path / "bed")
    assert result.exit_code == 0
    assert result.stdout.startswith("Kettle")
    assert result.stderr == "garden: The disk is full. Showing what was indexed before.\n"


@pytest.mark.parametrize("host", ["", f"{'x' * 64}.example"])
def test_a_host_that_is_no_address_is_told(tmp_path: Path, host: str) -> None:
    write_files(tmp_path / "bed", {"notes/kettle.md": "Tea."})
    result = run(["serve", "--host", host], tmp_path / "bed")
    assert result.exit_code == 2
    assert f"'{host}' is no address." in result.stderr


def test_without_any_index_nothing_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "bed"
    write_files(root, {"notes/kettle.md": "# Kettle\n"})
    monkeypatch.setattr("garden.core.indexing.Indexer.run", full_disk)
    result = run(["serve"], root)
    assert result.exit_code == 1
    assert result.stderr == "garden: The disk is full.\n"


def full_disk(*_: object, **__: object) -> None:
    raise IndexingError("The disk is full.")
