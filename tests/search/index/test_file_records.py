"""What a generation keeps of files, from one to the next."""

from __future__ import annotations

import random

import pytest

from garden.model import Problem
from garden.search.engine import FileState, Known
from garden.search.index import file_records
from garden.search.index.file_records import ALL, LATER, NO_FILES, FileRecords


def state(number: int) -> FileState:
    problems = (Problem(path="p", code="c", message=str(number), line=number),) if number % 3 == 0 else ()
    return FileState(f"n{number}", f"f{number}", number, 2**62 + number, problems)


def known(files: dict[str, FileState], *attachments: str) -> Known:
    return Known(1, files, frozenset(attachments), rebuild_reason="")


def after(kept: FileRecords, written: dict[str, bytes]) -> FileRecords:
    """What the next generation keeps, which takes over what was not written."""
    return FileRecords(written.get(ALL, kept.all), written[LATER])


def test_what_was_written_comes_back_however_often_files_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_records, "MOST", 6)
    chance, paths = random.Random(1), [f"{name}.md" for name in "abcdefghij\udcff"]
    files: dict[str, FileState] = {}
    attachments: tuple[str, ...] = ()
    kept = after(NO_FILES, NO_FILES.changes(None, files, attachments))
    wholes = 0
    for step in range(200):
        before = known(dict(files), *attachments)
        for path in chance.sample(paths, chance.choice((0, 1, 2))):
            if chance.random() < 0.3:
                files.pop(path, None)
            else:
                files[path] = state(step)
        if step % 20 == 10:
            attachments = (f"{step}.png", "a.png")
        written = kept.changes(before, files, attachments)
        wholes += ALL in written
        kept = after(kept, written)
        assert kept.read() == (files, frozenset(attachments))
    assert 10 < wholes < 100


def test_files_come_back_as_they_were() -> None:
    problem = Problem(path="b.md", code="c", message="m", fix="f", line=7)
    files = {
        "a.md": FileState(id="a", fingerprint="f", size=1, mtime_ns=2**62),
        "b.md": FileState(id="", fingerprint="", size=0, mtime_ns=0, problems=(problem, problem)),
        "\udcff.md": FileState(id="\udcff", fingerprint="", size=0, mtime_ns=0),
    }
    kept = after(NO_FILES, NO_FILES.changes(None, files, ("y.png", "x.png")))
    assert kept.read() == (files, frozenset({"x.png", "y.png"}))


def test_one_that_begins_anew_takes_nothing_over() -> None:
    files = {"a.md": state(1)}
    kept = after(NO_FILES, NO_FILES.changes(None, files, ()))
    assert kept.changes(known(files), files, ()) == {LATER: b"{}"}
    assert after(kept, kept.changes(None, {"b.md": state(2)}, ())).read() == ({"b.md": state(2)}, frozenset())


def test_what_nobody_ever_wrote_is_nothing() -> None:
    assert NO_FILES.read() == ({}, frozenset())
