"""Segments: begun anew when large, merged when many, and always the same notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden.model import Visibility
from garden.search import writing

if TYPE_CHECKING:
    from tests.search.conftest import Kit

PUBLIC = frozenset({Visibility.PUBLIC})


def sizes(engine: Any) -> list[int]:
    return [segment.size for segment, _ in engine.snapshot().corpus.parts]


def test_small_segments_are_merged_and_a_large_one_is_left(kit: Kit) -> None:
    engine = kit.engine()
    kit.write(engine, *(kit.document(f"n{n}", "words here") for n in range(60)))
    for number in range(writing.SEGMENTS + 4):
        kit.write(engine, kit.document(f"x{number}", f"words more{number}", links=["n1"], tags=("t",)))
        assert len(sizes(engine)) <= writing.SEGMENTS
    assert sizes(engine)[0] == 60
    assert len(kit.ids(engine, "words")) == 72
    assert kit.ids(engine, "more3") == ["x3"]
    assert kit.ids(engine, '"words more3"') == ["x3"]
    assert len(engine.snapshot().links_to("n1")) == 12
    assert engine.snapshot().counts("tag", visible=PUBLIC) == {"t": 12}


def test_a_segment_that_is_mostly_deleted_is_written_again(kit: Kit) -> None:
    engine = kit.engine()
    kit.write(engine, *(kit.document(f"n{n}", "words") for n in range(10)))
    kit.write(engine, removed=[f"n{n}" for n in range(6)])
    assert sizes(engine) == [4]
    kit.write(engine, removed=[f"n{n}" for n in range(10)])
    assert sizes(engine) == []


def test_a_large_batch_is_written_in_several_segments(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "FLUSH_WORDS", 100)
    monkeypatch.setattr(writing, "VOCABULARY", 10)
    engine = kit.engine()
    kit.write(engine, *(kit.document(f"n{n}", f"some common words w{n}") for n in range(40)))
    assert 1 < len(sizes(engine)) <= writing.SEGMENTS
    assert sum(sizes(engine)) == 40
    assert len(kit.ids(engine, "common")) == 40
    kit.write(engine, *(kit.document(f"n{n}", "other") for n in range(40)))
    assert kit.ids(engine, "common") == []
    assert len(kit.ids(engine, "other")) == 40


STEPS = st.lists(
    st.tuples(
        st.lists(
            st.tuples(st.integers(0, 6), st.sampled_from(["kitchen", "table table", "slow kitchen"])),
            max_size=3,
        ),
        st.lists(st.integers(0, 6), max_size=2),
    ),
    max_size=14,
)


@given(STEPS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_ends_as_a_fresh_index_would(kit: Kit, steps: list[Any]) -> None:
    """Added, changed and removed in any order, merged or not: as if written at once."""
    engine, fresh = kit.engine("grown"), kit.engine("fresh")
    kit.write(engine, fresh=True)
    notes: dict[str, Any] = {}
    for put, removed in steps:
        documents = {f"n{n}": kit.document(f"n{n}", body, links=[f"n{n + 1}"]) for n, body in put}
        gone = {f"n{n}" for n in removed} - documents.keys()
        kit.write(engine, *documents.values(), removed=gone)
        notes = {note_id: d for note_id, d in notes.items() if note_id not in gone} | documents
    kit.write(fresh, *notes.values(), fresh=True)
    for text in ("kitchen", "table slow", '"slow kitchen"', ""):
        pages = [kit.search(one, text) for one in (engine, fresh)]
        assert [[(hit.note.id, hit.score) for hit in page.hits] for page in pages[:1]] == [
            [(hit.note.id, hit.score) for hit in page.hits] for page in pages[1:]
        ]
        assert pages[0].facets == pages[1].facets
    grown, whole = engine.snapshot(), fresh.snapshot()
    assert list(grown.notes()) == list(whole.notes())
    assert [grown.links_to(f"n{n}") for n in range(8)] == [whole.links_to(f"n{n}") for n in range(8)]


def test_a_rebuild_does_not_keep_what_was_removed(kit: Kit) -> None:
    engine = kit.engine()
    kit.write(engine, kit.document("secret", "unmistakable"))
    kit.write(engine, kit.document("other", "words"), fresh=True)
    kit.write(engine, kit.document("third", "words"))
    kept = b"".join(path.read_bytes() for path in (kit.folder / "index").rglob("*") if path.is_file())
    assert b"unmistak" not in kept
