"""The progress bar: for people at a terminal who wait, and for no one else."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path

import click
import pytest

from garden import Garden
from garden.cli import session
from garden.cli.group import cli
from garden.errors import IndexingError
from garden.search.index import merging
from garden.testing import open_garden, run, write_files

NOTES = {f"notes/{n}.md": f"# Note {n}\n" for n in range(70)}
"""Two steps of the bar, the first of 64."""

CURSOR_IS_BACK = "\x1b[?25h\r\n"
LONGEST = 10.0
"""Seconds that are waited for what has been written to come."""


@pytest.fixture
def bed(tmp_path: Path) -> Path:
    write_files(tmp_path / "bed", NOTES)
    return tmp_path / "bed"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every work takes long."""
    monkeypatch.setattr(session, "PATIENCE", -1.0)


@contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A terminal as stderr; gives the end at which its reader sits."""
    reader, writer = os.openpty()
    with os.fdopen(writer, "w", encoding="utf-8") as stderr, monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", stderr)
        yield reader
    os.close(reader)


def shown(reader: int, *, last: str = "") -> str:
    """What has been written on a terminal so far; waits for the ``last`` of it, since it comes in pieces."""
    told = ""
    while wait([reader], LONGEST if not told.endswith(last) else 0):  # select() knows but a thousand files
        told += os.read(reader, 65536).decode()
    return told


def index(bed: Path, *options: str) -> None:
    cli.main(["--root", str(bed), "index", *options], prog_name="garden", standalone_mode=False)


@pytest.mark.usefixtures("impatient")
def test_who_waits_at_a_terminal_sees_a_bar(bed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch) as reader:
        index(bed)
        bar = shown(reader, last=CURSOR_IS_BACK)
    assert re.findall(r"Indexing  \[[#-]+\] +(\d+)%", bar) == ["0", "91", "100"]
    assert bar.endswith(CURSOR_IS_BACK)


def test_who_need_not_wait_sees_none(bed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "PATIENCE", float("inf"))
    with terminal(monkeypatch) as reader:
        index(bed)
        assert shown(reader) == ""


@pytest.mark.usefixtures("impatient")
def test_data_comes_without_a_bar(bed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch) as reader:
        index(bed, "--json")
        assert shown(reader) == ""


@pytest.mark.usefixtures("impatient")
def test_a_file_gets_no_bar(bed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index(bed)
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith("70 notes: 70 added")


def test_an_index_is_tidied_when_all_was_said(bed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Garden, "tidy", lambda _: click.echo("tidied"))
    assert run(["index"], bed).stdout.endswith(".\ntidied\n")
    assert run(["search", "note", "3"], bed).stdout.endswith(" found.\ntidied\n")
    assert "tidied" not in run(["--help"], bed).stdout


def test_small_changes_leave_few_segments(bed: Path) -> None:
    for number in range(merging.SEGMENTS + 4):
        (bed / "notes" / f"{number}.md").write_text(f"# Another {number}\n")
        assert run(["index"], bed).exit_code == 0
    with open_garden(bed) as garden:
        folder = garden.config.cache_folder
    newest = max(folder.glob("gen-*"), key=lambda path: int(path.name[4:]))
    assert len(list(newest.glob("*.seg"))) <= merging.SEGMENTS
    assert "12 notes found." in run(["search", "Another"], bed).stdout


def test_what_cannot_be_tidied_is_told_and_no_failure(bed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Garden) -> None:
        raise IndexingError("The index could not be written.")

    monkeypatch.setattr(Garden, "tidy", fail)
    done = run(["index"], bed)
    assert (done.exit_code, done.stderr) == (0, "garden: The index could not be written.\n")
