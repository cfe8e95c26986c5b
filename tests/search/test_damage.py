"""Files of the index that change in their places while they are read: noticed, left, and never built upon."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from garden.errors import IndexingError
from garden.search.index import generations, merging
from garden.search.index.generations import Entry

if TYPE_CHECKING:
    from garden.search.whoosh_engine import WhooshEngine
    from tests.search.conftest import Kit

AT_MOST = 30.0
"""Seconds to wait for what must come, so that a failure ends."""
RANDOM = Random(7).randbytes(500)


@pytest.fixture
def engine(kit: Kit) -> WhooshEngine:
    """An open index of two generations: note a, then notes a and b."""
    engine = kit.indexed(kit.document("a", "words"))
    kit.write(engine, kit.document("b", "words"))
    assert kit.ids(engine, "words") == ["a", "b"]
    return engine


def overwrite(path: Path, data: bytes, at: int = 0) -> None:
    """Writes into a file, as a disk may: nothing tells of it but the bytes."""
    state = path.stat()
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def newest(kit: Kit, pattern: str) -> Path:
    """The file of the newest generation that no other generation has."""
    numbered = sorted((kit.folder / "index").glob("gen-*"), key=lambda path: int(path.name[4:]))
    (path,) = [path for path in numbered[-1].glob(pattern) if path.stat().st_nlink == 1]
    return path


def shared(kit: Kit, pattern: str) -> Path:
    """The file of the newest generation that another has, too."""
    (path,) = [path for path in (kit.folder / "index" / "gen-2").glob(pattern) if path.stat().st_nlink == 2]
    return path


def test_what_is_as_it_was_written_is_left_open(kit: Kit, engine: WhooshEngine) -> None:
    before = engine.snapshot()
    engine.look_again()
    assert engine.snapshot() is before
    assert engine.rebuild_reason == ""


def test_there_may_be_nothing_to_look_at(kit: Kit) -> None:
    engine = kit.engine()
    engine.look_again()
    assert engine.snapshot().generation == 0


@pytest.mark.parametrize("pattern", ["*.seg", "*.toc", "later.json", "MANIFEST.json"])
@pytest.mark.parametrize("data", [bytes(40), b"\xff" * 40, RANDOM[:40]], ids=["zeros", "ones", "random"])
def test_what_became_other_bytes_is_left_for_the_generation_before(
    kit: Kit, engine: WhooshEngine, pattern: str, data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path = newest(kit, pattern)
    overwrite(path, data[: path.stat().st_size])
    engine.look_again()
    assert engine.snapshot().generation == 1
    assert engine.rebuild_reason == ""
    assert kit.ids(engine, "words") == ["a"]
    assert [message.partition(":")[0] for message in caplog.messages] == [
        "Generation 2 of the index is damaged"
    ]
    kit.write(engine, kit.document("b", "words"))
    assert kit.ids(engine, "words") == kit.ids(kit.engine(), "words") == ["a", "b"]


def test_where_no_generation_is_whole_all_is_to_be_indexed_anew(kit: Kit, engine: WhooshEngine) -> None:
    overwrite(shared(kit, "*.seg"), bytes(100), at=50)
    engine.look_again()
    assert engine.rebuild_reason == "the index was damaged"
    kit.write(engine, kit.document("c", "words"), fresh=True)
    assert (engine.rebuild_reason, kit.ids(engine, "words")) == ("", ["c"])


def test_even_what_is_known_of_files_can_be_damaged_before_it_is_read(kit: Kit, engine: WhooshEngine) -> None:
    other = kit.engine()
    assert kit.ids(other, "words") == ["a", "b"]
    path = shared(kit, "files.json")
    overwrite(path, b"\xff" * path.stat().st_size)
    with pytest.raises(UnicodeDecodeError):
        other.known()
    other.look_again()
    assert other.known().rebuild_reason == "the index was damaged"
    kit.write(other, kit.document("c", "words"), fresh=True)
    assert other.known().files.keys() == {"c.md"}


def test_questions_are_answered_while_files_are_read(
    kit: Kit, engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    overwrite(newest(kit, "*.seg"), bytes(40))
    check, answered = generations._check, threading.Event()

    def ask() -> None:
        engine.snapshot()
        answered.set()

    def asked_meanwhile(entry: Entry, view: memoryview) -> None:
        answered.clear()
        threading.Thread(target=ask).start()
        assert answered.wait(AT_MOST)
        check(entry, view)

    monkeypatch.setattr(generations, "_check", asked_meanwhile)
    engine.look_again()
    assert answered.is_set()
    assert engine.snapshot().generation == 1


def test_files_that_were_put_back_are_read_in_place_of_what_is_open(kit: Kit, engine: WhooshEngine) -> None:
    path = newest(kit, "*.seg")
    good = path.read_bytes()
    overwrite(path, bytes(len(good)))
    path.unlink()  # it is open, and stays what it was
    path.write_bytes(good)
    engine.look_again()
    assert engine.snapshot().generation == 2
    assert kit.ids(engine, "words") == ["a", "b"]
    assert kit.ids(engine, "id:b") == ["b"]


@pytest.mark.parametrize("data", [bytes(500), RANDOM], ids=["zeros", "random"])
def test_a_batch_that_its_base_does_not_take_is_told_and_the_base_left(
    kit: Kit, engine: WhooshEngine, data: bytes
) -> None:
    path = newest(kit, "*.toc")
    overwrite(path, data[: path.stat().st_size])
    with pytest.raises(IndexingError, match="The index cannot be read that this is to be added to"):
        kit.write(engine, kit.document("c", "words"))
    assert engine.known().generation == 1
    kit.write(engine, kit.document("c", "words"))
    assert kit.ids(engine, "words") == ["a", "c"]


def test_what_is_damaged_is_not_merged_into_what_looks_sound(
    kit: Kit, caplog: pytest.LogCaptureFixture
) -> None:
    engine = kit.engine()
    for number in range(merging.SEGMENTS + 1):
        kit.write(engine, kit.document(f"n{number}", "words"))
    path = newest(kit, "*.seg")
    overwrite(path, bytes(path.stat().st_size // 2), at=path.stat().st_size // 4)
    with pytest.raises(IndexingError, match="was damaged"):
        engine.tidy()
    assert engine.known().generation == merging.SEGMENTS
    kit.write(engine, kit.document(f"n{merging.SEGMENTS}", "words"))
    assert engine.tidy()
    assert len(kit.ids(engine, "words")) == merging.SEGMENTS + 1
