"""`garden serve`: it follows changes when it watches, and goes on with an older index when it must."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from garden.cli import serve
from garden.errors import IndexingError
from garden.testing import run, write_files

AT_MOST = 60.0
"""Seconds until a program that says nothing is stopped, so that a failure ends."""


class Watched:
    """A server that watches its garden, in a process of its own."""

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
def watching(root: Path) -> Iterator[Watched]:
    command = [sys.executable, "-c", "from garden.cli import main; main()"]
    with subprocess.Popen(
        [*command, "serve", str(root), "--reload", "--port", "0"], stdout=subprocess.PIPE, text=True
    ) as process:
        stop = threading.Timer(AT_MOST, process.terminate)
        stop.start()
        try:
            yield Watched(process)
        finally:
            stop.cancel()
            process.terminate()


def found(address: str) -> bool:
    with urllib.request.urlopen(f"{address}search.json?q=rhubarb", timeout=20) as answer:
        return b'"id":"kettle"' in answer.read().replace(b" ", b"")


def test_a_changed_note_is_found_without_starting_again(tmp_path: Path) -> None:
    root = tmp_path / "bed"
    write_files(root, {"notes/kettle.md": "# Kettle\n\nTea.\n"})
    with watching(root) as server:
        assert not found(server.address())
        write_files(root, {"notes/kettle.md": "# Kettle\n\nTea, with rhubarb.\n"})
        assert found(server.address())


def test_serving_goes_on_with_what_was_indexed_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "bed"
    write_files(root, {"notes/kettle.md": "# Kettle\n\nTea.\n"})
    assert run(["index"], root).exit_code == 0
    served: list[int] = []
    monkeypatch.setattr(serve, "_serve", lambda _, garden, *__: served.append(garden.generation))
    monkeypatch.setattr("garden.core.indexing.Indexer.run", full_disk)
    result = run(["serve"], root)
    assert result.exit_code == 0
    assert served == [1]
    assert result.stderr == "garden: The disk is full. Serving what was indexed before.\n"


def test_without_any_index_nothing_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "bed"
    write_files(root, {"notes/kettle.md": "# Kettle\n"})
    monkeypatch.setattr("garden.core.indexing.Indexer.run", full_disk)
    result = run(["serve"], root)
    assert result.exit_code == 1
    assert result.stderr == "garden: The disk is full.\n"


def full_disk(*_: object, **__: object) -> None:
    raise IndexingError("The disk is full.")
