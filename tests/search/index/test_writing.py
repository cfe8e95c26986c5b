"""Segments: begun anew when large, merged when many and no one waits, and always the same notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden.search.index import merging, union, writing

if TYPE_CHECKING:
    from tests.search.conftest import Kit


def sizes(engine: Any) -> list[int]:
    return [segment.size for segment, _ in engine.snapshot().corpus.parts]


def test_small_segments_are_merged_when_no_one_waits_and_a_large_one_is_left(kit: Kit) -> None:
    engine, reader = kit.engine(), kit.engine()
    kit.write(engine, *(kit.document(f"n{n}", "words here") for n in range(60)))
    for number in range(merging.SEGMENTS + 4):
        kit.write(engine, kit.document(f"x{number}", f"words more{number}", links=["n1"], tags=("t",)))
        assert kit.ids(reader, f"more{number}") == [f"x{number}"]
        assert len(sizes(engine)) == 2 + number
    assert engine.tidy()
    assert not engine.tidy()
    assert sizes(reader) == [60, 12]
    assert reader.snapshot().generation == engine.snapshot().generation == merging.SEGMENTS + 6
    assert reader.snapshot().files.keys() == {f"n{n}.md" for n in range(60)} | {f"x{n}.md" for n in range(12)}
    assert len(kit.ids(engine, "words")) == 72
    assert kit.ids(engine, "more3") == ["x3"]
    assert kit.ids(engine, '"words more3"') == ["x3"]
    assert len(engine.snapshot().links_to("n1")) == 12
    facets = {facet.name: facet.values for facet in kit.search(engine).facets}
    assert [(value.value, value.count) for value in facets["tag"]] == [("t", 12)]


def test_a_segment_that_is_mostly_deleted_is_written_again(kit: Kit) -> None:
    engine = kit.indexed(*(kit.document(f"n{n}", "words") for n in range(10)))
    kit.write(engine, removed=[f"n{n}" for n in range(6)])
    assert sizes(engine) == [10]
    assert engine.tidy()
    assert sizes(engine) == [4]
    assert not engine.tidy()
    kit.write(engine, removed=[f"n{n}" for n in range(10)])
    assert sizes(engine) == []
    assert not engine.tidy()


def test_a_large_segment_is_merged_only_where_many_questions_are_to_come(kit: Kit) -> None:
    engine, reader = kit.engine(), kit.engine()
    kit.write(engine, *(kit.document(f"a{n}", f"words of a{n}", links=["b1"], tags=("t",)) for n in range(8)))
    kit.write(engine, *(kit.document(f"b{n}", f"words of b{n}", lang="fr") for n in range(4)))
    assert not engine.tidy(wholly=True)  # what lies beside the largest is not more than half of it
    kit.write(engine, kit.document("b4", "words of b4"), removed=["a7"])
    assert not engine.tidy()
    assert sizes(reader) == [8, 4, 1]
    before = {
        text: kit.search(reader, text) for text in ("words", '"words of"', "a3", "tag:t", "links-to:b1")
    }
    assert engine.tidy(wholly=True)
    assert not engine.tidy(wholly=True)
    assert sizes(reader) == [12]
    for text, page in before.items():
        now = kit.search(reader, text)
        assert (now.hits, now.facets, now.total) == (page.hits, page.facets, page.total)
    kit.write(engine, kit.document("c", "words"))
    assert not engine.tidy(wholly=True)


def test_where_no_one_tidies_writes_do_in_the_end(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "TOO_MANY", 9)
    engine = kit.engine()
    for number in range(20):
        kit.write(engine, kit.document(f"n{number}", f"word{number}"))
        assert len(sizes(engine)) <= 10
    assert sorted(kit.ids(engine)) == sorted(f"n{number}" for number in range(20))


def test_who_tidies_gives_way_to_who_writes(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "SEGMENTS", 1)
    engine, other = kit.engine(), kit.engine()
    for note_id in ("a", "b"):
        kit.write(engine, kit.document(note_id, "words"))
    with other.writing():
        assert not engine.tidy()
    kit.write(other, kit.document("c", "words"))
    assert engine.tidy()
    assert kit.ids(engine, "words") == ["a", "b", "c"]
    assert not other.tidy()


def test_an_index_that_must_be_built_anew_is_not_tidied(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "SEGMENTS", 1)
    for note_id in ("a", "b"):
        kit.write(kit.engine(), kit.document(note_id, "words"))
    assert not kit.engine(stamp="other").tidy()
    assert not kit.engine("empty").tidy()


@pytest.mark.parametrize(
    ("sizes", "merged"),
    [
        ([], []),
        ([(5, 0)] * 7, []),
        ([(5, 0)] * 8, list(range(8))),
        ([(1000, 0), *[(1, 0)] * 8], list(range(1, 9))),
        ([(1000, 0), (3, 0), *[(1, 0)] * 7], [2, 3, 4, 5, 6, 7, 8, 1]),
        ([(4, 6), (20, 0), (8, 0)], [0, 2, 1]),
        ([(4, 6), (200, 0)], [0]),
    ],
)
def test_which_segments_are_merged(sizes: list[tuple[int, int]], merged: list[int]) -> None:
    assert merging.to_merge(sizes) == merged


@pytest.mark.parametrize(
    ("sizes", "merged"),
    [
        ([], []),
        ([(5, 0)], []),
        ([(10, 0), (5, 0)], []),
        ([(10, 0), (6, 0)], [0, 1]),
        ([(10, 9), (3, 0), (3, 0)], [0, 1, 2]),
        ([(1000, 0), *[(1, 0)] * 6], []),
        ([(1000, 0), *[(1, 0)] * 8], list(range(1, 9))),
    ],
)
def test_which_segments_are_merged_wholly(sizes: list[tuple[int, int]], merged: list[int]) -> None:
    assert merging.to_merge(sizes, wholly=True) == merged
    live = [live for live, _ in sizes]
    is_untidy = merging.is_untidy(
        len(sizes), documents=sum(live), notes=sum(live), largest=max(live, default=0), wholly=True
    )
    assert is_untidy == bool(merged)


def test_a_large_batch_is_written_in_several_segments(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "FLUSH_WORDS", 100)
    monkeypatch.setattr(writing, "VOCABULARY", 10)
    engine = kit.indexed(*(kit.document(f"n{n}", f"some common words w{n}") for n in range(40)))
    assert len(sizes(engine)) > 1
    assert sum(sizes(engine)) == 40
    assert len(kit.ids(engine, "common")) == 40
    kit.write(engine, *(kit.document(f"n{n}", "other") for n in range(40)))
    assert kit.ids(engine, "common") == []
    assert len(kit.ids(engine, "other")) == 40


def test_a_large_batch_takes_out_what_it_replaces_and_nothing_else(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = kit.indexed(*(kit.document(f"a{n}", "old") for n in range(2)))
    kit.write(engine, *(kit.document(f"b{n}", "old") for n in range(4)))
    monkeypatch.setattr(writing, "FLUSH_WORDS", 1)
    # The first segment is all gone before the second loses its first notes.
    kit.write(engine, *(kit.document(name, "other words here") for name in ("a0", "a1", "b0", "b1")))
    assert sorted(kit.ids(engine, "old")) == ["b2", "b3"]
    assert sorted(kit.ids(engine, "other")) == ["a0", "a1", "b0", "b1"]
    assert 0 not in sizes(engine)


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
def test_any_history_ends_as_a_fresh_index_would(
    kit: Kit, monkeypatch: pytest.MonkeyPatch, steps: list[Any]
) -> None:
    """Added, changed and removed in any order, merged or not: as if written at once."""
    monkeypatch.setattr(merging, "SEGMENTS", 1)
    monkeypatch.setattr(union, "AT_ONCE", 3)
    engine, fresh = kit.engine("grown"), kit.engine("fresh")
    kit.write(engine, fresh=True)
    notes: dict[str, Any] = {}
    for put, removed in steps:
        documents = {f"n{n}": kit.document(f"n{n}", body, links=[f"n{n + 1}"]) for n, body in put}
        gone = {f"n{n}" for n in removed} - documents.keys()
        kit.write(engine, *documents.values(), removed=gone)
        if len(put) > 1:
            engine.tidy(wholly=len(put) == 3)
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
    engine = kit.indexed(kit.document("secret", "unmistakable"))
    kit.write(engine, kit.document("other", "words"), fresh=True)
    kit.write(engine, kit.document("third", "words"))
    kept = b"".join(path.read_bytes() for path in (kit.folder / "index").rglob("*") if path.is_file())
    assert b"unmistak" not in kept
