from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from garden.search.index.mapping import mapped
from garden.search.index.storage import Cursor, DraftStorage, SealedStorage


def test_a_cursor_reads_what_pickle_asks_for() -> None:
    data = pickle.dumps({"a": (1, 2.5, "x" * 300)}, 2) + b"rest\nend"
    cursor = Cursor(memoryview(data))
    assert pickle.load(cursor) == {"a": (1, 2.5, "x" * 300)}
    assert (cursor.readline(), cursor.readline(), cursor.readline()) == (b"rest\n", b"end", b"")
    assert [cursor.seek(2), cursor.seek(3, os.SEEK_CUR), cursor.seek(-1, os.SEEK_END)] == [
        2,
        5,
        len(data) - 1,
    ]
    assert cursor.read() == b"d"


def test_sealed_files_are_all_there_is() -> None:
    storage = SealedStorage({"a": memoryview(b"12"), "b": memoryview(b"")})
    assert sorted(storage) == ["a", "b"]
    assert (storage.file_exists("a"), storage.file_exists("c"), storage.file_length("a")) == (True, False, 2)
    assert storage.open_file("a").read() == b"12"
    with pytest.raises(NameError):
        storage.open_file("c")


def test_a_draft_never_writes_into_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    storage = DraftStorage(tmp_path)
    with pytest.raises(FileExistsError):
        storage.create_file("old")
    file = storage.create_file("new")
    file.write(b"new")
    file.close()
    assert (tmp_path / "old").read_bytes() == b"old"
    assert storage.open_file("new").read() == b"new"


def test_only_regular_files_of_a_size_are_mapped(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"123")
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe")
    assert bytes(mapped(tmp_path / "file")) == b"123"
    assert bytes(mapped(tmp_path / "empty")) == b""
    for name in ("link", "pipe", "missing", "."):
        with pytest.raises(OSError, match=r".+"):
            mapped(tmp_path / name)
    with pytest.raises(OSError, match="not a file of the index"):
        mapped(tmp_path / "file", at_most=2)
