"""What was checked is not read again, and whatever may have changed since is."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from garden.search.index import generations, remembered
from garden.search.index.generations import Entry

if TYPE_CHECKING:
    from tests.search.conftest import Kit


@pytest.fixture
def folder(kit: Kit) -> Path:
    """The folder of an index of one note."""
    kit.write(kit.engine(), kit.document("a", "words"))
    return Path(kit.folder / "index")


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of files that are read and digested, as they are."""
    real, names = generations._check, []

    def check(entry: Entry, view: memoryview) -> None:
        names.append(Path(entry.name).suffix)
        real(entry, view)

    monkeypatch.setattr(generations, "_check", check)
    return names


def test_what_its_writer_checked_is_not_read_again(kit: Kit, folder: Path, checked: list[str]) -> None:
    assert kit.ids(kit.engine(), "words") == ["a"]
    assert kit.engine().known().files.keys() == {"a.md"}
    assert checked == []


def test_a_reader_leaves_word_too(kit: Kit, folder: Path, checked: list[str]) -> None:
    (folder / "CHECKED").unlink()
    for _ in range(2):
        assert kit.engine().known().generation == 1
    assert sorted(checked) == [".json", ".json", ".seg", ".toc"]


def test_only_what_was_touched_is_read_again(kit: Kit, folder: Path, checked: list[str]) -> None:
    (segment,) = folder.glob("gen-1/*.seg")
    os.utime(segment, ns=(1, 1))
    assert kit.ids(kit.engine(), "words") == ["a"]
    assert checked == [".seg"]
    assert kit.ids(kit.engine(), "words") == ["a"]
    assert checked == [".seg"]


def test_a_change_that_hides_its_time_is_noticed(kit: Kit, folder: Path) -> None:
    (segment,) = folder.glob("gen-1/*.seg")
    before = segment.stat()
    with segment.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff\xff")
    os.utime(segment, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert kit.engine().known().rebuild_reason == "the index was damaged"


@pytest.mark.parametrize(
    ("name", "value"), [("SECONDS", 0.0), ("SECONDS", -1.0), ("_BOOT", Path("/nowhere/boot_id"))]
)
def test_word_does_not_outlast_a_day_or_a_start_of_the_machine(
    kit: Kit, folder: Path, checked: list[str], monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    monkeypatch.setattr(remembered, "_BOOT", folder / "CURRENT")
    kit.write(kit.engine(), kit.document("b", "words"))
    checked.clear()
    monkeypatch.setattr(remembered, name, value)
    assert kit.engine().known().generation == 2
    assert sorted(checked) == [".json", ".json", ".seg", ".seg", ".toc"]


@pytest.mark.parametrize("word", ["", "[", "null", "[]", "{}", '{"body": 1, "sha256": ""}', "[" * 100_000])
def test_a_word_that_is_none_is_not_heard(kit: Kit, folder: Path, checked: list[str], word: str) -> None:
    (folder / "CHECKED").write_text(word)
    assert kit.ids(kit.engine(), "words") == ["a"]
    assert len(checked) == 4


def test_a_word_of_another_generation_or_bent_is_not_heard(
    kit: Kit, folder: Path, checked: list[str]
) -> None:
    word = json.loads((folder / "CHECKED").read_text())
    changes: tuple[dict[str, object], ...] = ({"manifest": "0"}, {"at": 0}, {"files": {}})
    for change in changes:
        body = word["body"] | change
        (folder / "CHECKED").write_text(json.dumps({"body": body, "sha256": word["sha256"]}))
        checked.clear()
        assert kit.ids(kit.engine(), "words") == ["a"]
        assert len(checked) == 4


def test_a_folder_that_cannot_be_written_is_checked_each_time(
    kit: Kit, folder: Path, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *_: object) -> None:
        raise OSError(30, "Read-only file system")

    (folder / "CHECKED").unlink()
    monkeypatch.setattr(Path, "replace", refuse)
    assert kit.ids(kit.engine(), "words") == ["a"]
    assert kit.ids(kit.engine(), "words") == ["a"]
    assert len(checked) == 8
    assert not list(folder.glob("new-*"))


def test_doubt_has_everything_read_again(kit: Kit, folder: Path, checked: list[str]) -> None:
    engine = kit.engine()
    assert kit.ids(engine, "words") == ["a"]
    engine.look_again()
    assert engine.rebuild_reason == ""
    assert len(checked) == 4
