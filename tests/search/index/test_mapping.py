"""Mappings of the index, and what the process holds of them."""

from __future__ import annotations

import gc
import mmap
import sys
import threading
import weakref
from pathlib import Path

import pytest

from garden.search.index import mapping
from garden.search.index.mapping import Pages, mapped

PAGE = mmap.PAGESIZE


def _held(path: Path) -> int:
    """Bytes that this process has in memory of a file that it mapped."""
    held, inside = 0, False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        inside = line.endswith(str(path)) if "-" in line.split()[0] else inside
        held += 1024 * int(line.split()[1]) if inside and line.startswith("Rss:") else 0
    return held


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what is held of a mapping")
def test_what_is_read_here_and_there_does_not_add_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "_HELD", 8)
    path = tmp_path / "index"
    path.write_bytes(b"x" * (1000 * PAGE))
    view = mapped(path)
    pages = Pages()
    pages.of(view)
    for number in range(7):
        assert view[100 * number * PAGE] == ord("x")
        pages.read()
    assert _held(path) >= 7 * PAGE
    pages.read()
    assert _held(path) == 0
    assert bytes(view[-3:]) == b"xxx"


def test_a_mapping_that_no_one_reads_any_more_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_bytes(b"x")
    view = mapped(path)
    assert isinstance(view.obj, mmap.mmap)
    gone = weakref.ref(view.obj)
    pages = Pages()
    pages.of(view)
    pages.of(memoryview(b""))  # what an empty file is read as
    del view
    gc.collect()
    assert gone() is None
    for _ in range(2 * mapping._HELD):
        pages.read()


def test_one_thread_may_let_go_while_another_opens_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "_HELD", 1)
    monkeypatch.setattr(mapping, "let_go", len)  # at once: what matters here is which are let go of
    pages, done = Pages(), threading.Event()
    held = [memoryview(mmap.mmap(-1, PAGE)) for _ in range(500)]
    for view in held:
        pages.of(view)

    def open_others() -> None:
        while not done.is_set():
            for view in [memoryview(mmap.mmap(-1, PAGE)) for _ in range(10)]:
                pages.of(view)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    opening = threading.Thread(target=open_others)
    opening.start()
    try:
        for _ in range(1000):
            pages.read()
    finally:
        done.set()
        opening.join()
        sys.setswitchinterval(interval)
