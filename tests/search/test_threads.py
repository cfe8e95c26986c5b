"""Many threads on one snapshot, cold: the same answers as one thread, and never a half-made one."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from garden.model import Query
from garden.search.whoosh_engine import WhooshEngine
from tests.search.conftest import PUBLIC, Kit

QUESTIONS = [
    "kitchen",
    "kitchen table",
    '"slow kitchen"',
    "sl*",
    "tag:t3 table",
    "-kitchen",
    "word7 word8 word9",
    "",
]


@pytest.fixture
def eager_switching() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def answers(engine: WhooshEngine) -> list[Any]:
    snapshot = engine.snapshot()
    pages = [snapshot.search(Query(text=text), visible=PUBLIC) for text in QUESTIONS]
    links = [tuple(b.source.id for b in snapshot.links_to(f"n{n}")) for n in range(0, 60, 7)]
    return [*pages, *links]


@pytest.mark.usefixtures("eager_switching")
def test_threads_share_a_cold_snapshot(kit: Kit) -> None:
    writer = kit.engine()
    bodies = [f"{'slow ' * (n % 3)}kitchen table word{n % 11}" for n in range(300)]
    documents = [
        kit.document(f"n{n}", body, tags=(f"t{n % 5}",), links=[f"n{(n * 7) % 60}"])
        for n, body in enumerate(bodies)
    ]
    for start in range(0, 300, 60):
        kit.write(writer, *documents[start : start + 60])
    expected = answers(writer)
    for _ in range(4):
        engine = kit.engine()
        results: list[Any] = []
        threads = [
            threading.Thread(target=lambda e=engine, r=results: r.append(answers(e))) for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(results) == len(threads)
        assert all(result == expected for result in results)


@pytest.mark.usefixtures("eager_switching")
def test_readers_are_never_shown_half_a_commit(kit: Kit) -> None:
    """Notes are written in pairs; a reader finds both or none, in one generation."""
    engine = kit.indexed(kit.document("first", "common"))
    stop = threading.Event()
    wrong: list[Any] = []

    def read() -> None:
        reader = kit.engine()
        while not stop.is_set():
            for one in (engine, reader):
                snapshot = one.snapshot()
                page = snapshot.search(Query(text="common", per_page=100), visible=PUBLIC)
                shown = [hit.note.id for hit in page.hits]
                pairs = sum(1 for note_id in shown if note_id.startswith("x"))
                if pairs % 2 or page.generation != snapshot.generation or pairs != 2 * (page.generation - 1):
                    wrong.append((shown, page.generation))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for number in range(12):
            kit.write(engine, kit.document(f"x{number}a", "common"), kit.document(f"x{number}b", "common"))
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == []
