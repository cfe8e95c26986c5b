"""Generations: what is put in is there, all of it or nothing, and stays whatever its form."""

from __future__ import annotations

import os
import pickle
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from garden.errors import IndexingError, LockTimeoutError
from garden.search.engine import Batch, Document, FileState, Known, Part, PartMaker
from tests.search.conftest import PUBLIC
from tests.search.contract.engines import ask, facet, found, put, states

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from garden.search.engine import Engine
    from tests.search.conftest import Kit


def test_what_is_put_in_is_found(engine: Engine, kit: Kit) -> None:
    assert put(engine, kit.document("a", "slow questions"), kit.document("b", "kitchen table")) == 1
    assert engine.snapshot().generation == 1
    assert found(engine, "question") == ["a"]
    assert found(engine) == ["a", "b"]


def test_a_changed_note_is_found_by_its_new_words_alone(engine: Engine, kit: Kit) -> None:
    put(engine, kit.document("a", "old words"), kit.document("b", "old words"))
    put(engine, kit.document("a", "new words"))
    assert found(engine, "old") == ["b"]
    assert found(engine, "new") == ["a"]
    assert found(engine, "words") == ["a", "b"]


def test_a_removed_note_is_gone_everywhere(engine: Engine, kit: Kit) -> None:
    put(engine, kit.document("a", "words", links=["b"]), kit.document("b", "words"))
    put(engine, removed=("a", "never-there"))
    snapshot = engine.snapshot()
    assert found(engine, "words") == ["b"]
    assert snapshot.note("a") is None
    assert snapshot.find("A") == ()
    assert [note.id for note in snapshot.notes()] == ["b"]
    assert snapshot.links_to("b") == ()
    assert [(value.value, value.count) for value in facet(engine, "kind").values] == [("note", 1)]
    assert snapshot.resolve("a", "b", "wikilink").to is None


def test_fresh_begins_from_nothing(engine: Engine, kit: Kit) -> None:
    put(engine, kit.document("a", "words"))
    put(engine, kit.document("b", "words"), fresh=True)
    assert found(engine, "words") == ["b"]


def test_an_index_of_no_notes_is_one(engine: Engine, kit: Kit) -> None:
    put(engine, fresh=True, attachments=("x.png",))
    assert engine.snapshot().generation == 1
    put(engine, kit.document("a", "words"))
    put(engine, removed=("a",))
    assert found(engine) == []


def test_what_raises_while_iterated_ends_the_batch(engine: Engine, kit: Kit) -> None:
    put(engine, kit.document("a", "words"))

    def documents(error: Exception) -> Iterator[Document]:
        yield kit.document("b", "words")
        raise error

    for error in (ZeroDivisionError("mine"), OSError(5, "mine")):
        with pytest.raises(type(error), match="mine"):
            put(engine, documents=documents(error))
    assert found(engine, "words") == ["a"]
    assert put(engine, kit.document("c", "words")) == 2


def test_files_are_read_once_documents_are_consumed(engine: Engine, kit: Kit) -> None:
    files: dict[str, FileState] = {}

    def documents() -> Iterator[Document]:
        yield kit.document("a", "words")
        files["a.md"] = FileState(id="a", fingerprint="late", size=0, mtime_ns=0)

    put(engine, documents=documents(), files=files)
    assert engine.snapshot().files["a.md"].fingerprint == "late"


def test_a_second_writer_waits_and_is_told(make: Callable[[], Engine]) -> None:
    first, second = make(), make()
    with first.writing(), pytest.raises(LockTimeoutError, match="Another process"), second.writing():
        pytest.fail("two writers at once")
    with second.writing():
        pass


def test_a_note_that_cannot_be_indexed_is_left_out_and_said(engine: Engine, kit: Kit) -> None:
    bad = kit.document("bad", "words", meta={"k": object()})
    twice = kit.document("good", "other", path="twice.md")
    files = {"bad.md": kit.state("bad")}
    put(engine, kit.document("good", "words"), bad, twice, kit.document("last", "words"), files=files)
    assert found(engine, "words") == ["good", "last"]
    state = engine.snapshot().files["bad.md"]
    assert (state.id, [problem.code for problem in state.problems]) == ("", ["not-indexed"])
    assert [problem.code for problem in engine.snapshot().files["twice.md"].problems] == ["id-taken"]


@pytest.mark.parametrize(
    "document",
    [
        {"body": "\x00\x1f\ud800 words \U0010ffff"},
        {"body": "word " * 100_000},
        {"tags": tuple(f"tag{n}" for n in range(5000))},
        {"title": "\x1f", "kind": "\x1f\ud800"},
        {"links": ["x" * 5000, "\ud800", "", "\x1f"]},
        {"body": "x" * 100_000},
        {"aliases": ("",) * 100},
    ],
)
def test_strange_notes_go_in(engine: Engine, kit: Kit, document: dict[str, Any]) -> None:
    put(engine, kit.document("odd", **document), kit.document("a", "plain"))
    assert found(engine) == ["a", "odd"]
    assert engine.snapshot().note("odd") is not None
    assert found(engine, "plain") == ["a"]


def test_parts_made_elsewhere_are_put_in_beside_documents(engine: Engine, kit: Kit) -> None:
    made = [kit.document(note_id, f"words of {note_id}", links=["a"]) for note_id in ("b", "c")]
    bad = kit.document("bad", "words", meta={"k": object()})

    def parts(maker: PartMaker) -> Iterator[Part]:
        for some in (made[:1], [bad, made[1]]):
            here = pickle.loads(pickle.dumps(maker)).make(iter(some))
            yield pickle.loads(pickle.dumps(here))

    put(engine, kit.document("a", "words"), removed=("b", "c"), parts=parts, files=states(*made, bad))
    assert found(engine, "words") == ["a", "b", "c"]
    assert engine.snapshot().sections("c") == made[1].sections
    assert [backlink.source.id for backlink in engine.snapshot().links_to("a")] == ["b", "c"]
    assert [problem.code for problem in engine.snapshot().files["bad.md"].problems] == ["not-indexed"]


def test_what_raises_in_a_part_ends_the_batch(engine: Engine, kit: Kit) -> None:
    put(engine, kit.document("a", "words"))

    def parts(maker: PartMaker) -> Iterator[Part]:
        yield maker.make(iter([kit.document("b", "words")]))
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        put(engine, parts=parts)
    assert found(engine, "words") == ["a"]


def test_who_writes_holds_the_lock(engine: Engine, kit: Kit) -> None:
    batch = Batch(files={}, attachments=(), documents=iter([kit.document("a", "words")]))
    with pytest.raises(IndexingError):
        engine.write(batch)
    assert engine.snapshot().generation == 0


def test_what_is_known_of_files_is_that_of_the_newest_generation(
    make: Callable[[], Engine], kit: Kit
) -> None:
    writer, reader = make(), make()
    assert reader.known() == Known(0, {}, frozenset(), "")
    made = kit.document("a", "words")
    put(writer, made, files=states(made), attachments=("x.png",))
    known = reader.known()
    assert known == writer.known() == Known(1, states(made), frozenset({"x.png"}), "")
    assert reader.known() is known
    snapshot = reader.snapshot()
    assert (snapshot.generation, snapshot.files, snapshot.attachments) == known[:3]
    put(writer, removed=("a",))
    assert reader.known() == Known(2, {}, frozenset(), "")
    assert known.files == states(made)


# --- when no one waits -------------------------------------------------------------


def contents(engine: Engine) -> list[object]:
    """All that can be asked of a generation, but its number."""
    snapshot = engine.snapshot()
    notes = list(snapshot.notes())
    pages = [ask(engine, text, per_page=100) for text in ("", "words", '"words of n3"', "tag:t1 -n4", "wor*")]
    return [
        snapshot.files,
        snapshot.attachments,
        [(note, snapshot.sections(note.id), snapshot.links(note.id)) for note in notes],
        [snapshot.links_to(note.id) for note in notes],
        [replace(page, generation=0) for page in pages],
        snapshot.suggest("n1", visible=PUBLIC),
        [snapshot.similar(note.id, visible=PUBLIC) for note in notes],
        [snapshot.mentions(note.id, visible=PUBLIC) for note in notes],
    ]


@pytest.mark.parametrize("wholly", [False, True])
def test_tidying_changes_the_form_alone(make: Callable[[], Engine], kit: Kit, wholly: bool) -> None:
    engine, reader = make(), make()
    made = [
        kit.document(f"n{n}", f"words of n{n}", tags=(f"t{n % 2}",), links=(f"n{n - 1}",)) for n in range(12)
    ]
    for number, one in enumerate(made, 1):
        put(engine, one, files=states(*made[:number]), attachments=("x.png",))
    put(engine, made[5], removed=("n0", "n7"), files=states(*made[1:]), attachments=("x.png",))
    before = contents(engine)
    tidied = engine.tidy(wholly=wholly)
    assert engine.snapshot().generation == reader.snapshot().generation == 13 + tidied
    assert contents(engine) == contents(reader) == before
    assert not engine.tidy(wholly=wholly)
    put(engine, kit.document("late", "words"), removed=("n5",))
    assert found(engine, "words", per_page=20) == sorted(
        ["late", *(f"n{n}" for n in range(12) if n not in (0, 5, 7))]
    )


def test_who_tidies_gives_way_and_who_purges_waits(make: Callable[[], Engine], kit: Kit) -> None:
    engine, other = make(), make()
    for number in range(12):
        put(engine, kit.document(f"n{number}", "words"))
    with other.writing():
        assert not engine.tidy(wholly=True)
        with pytest.raises(LockTimeoutError):
            engine.purge()
    assert engine.snapshot().generation == 12


def test_nothing_of_older_generations_is_left_on_disk(
    make: Callable[[], Engine], kit: Kit, folder: Path
) -> None:
    def is_written(word: str) -> bool:
        return any(word.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())

    engine, reader = make(), make()
    put(engine, kit.document("a", "words of quuxzanzibar"))
    assert is_written("quuxzanzibar")
    before = reader.snapshot()
    put(engine, kit.document("b", "other words"), fresh=True)
    engine.purge()
    assert not is_written("quuxzanzibar")
    assert before.note("a") is not None  # who has it open may read on
    assert found(engine, "words") == found(make(), "words") == ["b"]
    assert put(engine, kit.document("c", "words")) == 3


def spoil(folder: Path) -> None:
    """Writes other bytes into the largest file, as a failing disk may: nothing tells of it but these."""
    path = max((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
    state = path.stat()
    path.write_bytes(Random(7).randbytes(state.st_size))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def test_looking_again_at_what_is_sound_changes_nothing(engine: Engine, kit: Kit) -> None:
    engine.look_again()
    assert engine.known() == Known(0, {}, frozenset(), "")
    put(engine, kit.document("a", "words"))
    before = engine.snapshot()
    engine.look_again()
    assert engine.snapshot() is before
    assert engine.rebuild_reason == ""


def test_what_is_damaged_is_told_and_is_to_be_built_anew(
    make: Callable[[], Engine], kit: Kit, folder: Path
) -> None:
    engine, made = make(), kit.document("a", "words")
    put(engine, made, files=states(made))
    spoil(folder)
    engine.look_again()
    assert engine.rebuild_reason
    assert engine.known().rebuild_reason == engine.rebuild_reason
    with pytest.raises(IndexingError):
        put(engine, made, files=states(made))
    other = make()
    assert (other.snapshot().generation, found(other, "words")) == (0, [])
    assert other.rebuild_reason
    put(engine, made, files=states(made), fresh=True)
    assert (engine.rebuild_reason, other.rebuild_reason) == ("", "")
    assert found(engine, "words") == found(other, "words") == ["a"]
