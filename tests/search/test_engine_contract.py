"""What any engine must do, whatever it is built on; add a second one to `engines`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from garden.errors import LockTimeoutError
from garden.model import Link, Person, Problem, Query, Visibility
from garden.search.engine import Batch, Document, Engine, FileState
from garden.search.whoosh_engine import WhooshEngine
from tests.search.conftest import PUBLIC, Kit

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "whoosh": lambda folder: WhooshEngine(folder, lock_seconds=0.2),
}


@pytest.fixture(params=ENGINES)
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Engine]]:
    made: list[Engine] = []

    def engine() -> Engine:
        made.append(ENGINES[request.param](tmp_path / "index"))
        return made[-1]

    yield engine
    for one in made:
        one.close()


@pytest.fixture
def engine(make: Callable[[], Engine]) -> Engine:
    return make()


def put(engine: Engine, *documents: Document, removed: tuple[str, ...] = (), **batch: Any) -> int:
    with engine.writing():
        gone = {*removed, *(document.note.id for document in documents)}
        return engine.write(
            Batch(**{"files": {}, "attachments": (), "removed": gone, "documents": iter(documents)} | batch)
        )


def found(engine: Engine, text: str = "", **query: Any) -> list[str]:
    page = engine.snapshot().search(Query(text=text, **query), visible=PUBLIC)
    assert page.total >= len(page.hits)
    return sorted(hit.note.id for hit in page.hits)


def test_an_empty_engine_answers(engine: Engine) -> None:
    snapshot = engine.snapshot()
    assert list(snapshot.linked(visible=PUBLIC)) == []
    assert snapshot.generation == 0
    assert engine.rebuild_reason == ""
    assert (snapshot.files, snapshot.attachments, list(snapshot.notes())) == ({}, frozenset(), [])
    assert snapshot.note("a") is None
    assert not snapshot.find("a")
    assert not snapshot.links("a")
    assert not snapshot.links_to("a")
    assert snapshot.resolve("a", "", "wikilink").to is None
    assert snapshot.search(Query(), visible=PUBLIC).facets == ()
    assert snapshot.suggest("ab", visible=PUBLIC) == ()
    page = snapshot.search(Query(text="a"), visible=PUBLIC)
    assert (page.total, page.hits, page.pages) == (0, (), 1)


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
    kinds = snapshot.search(Query(), visible=PUBLIC).facets[0]
    assert [(value.value, value.count) for value in kinds.values] == [("note", 1)]
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


def test_notes_links_and_files_come_back(engine: Engine, kit: Kit) -> None:
    problem = Problem(path="a.md", code="c", message="m")
    files = {"a.md": FileState(id="a", fingerprint="f", size=3, mtime_ns=4, problems=(problem,))}
    made = kit.document("a", "words", links=["b", "c"], tags=("x",), meta={"k": ["v"]})
    put(engine, made, files=files, attachments=("x.png",))
    snapshot = engine.snapshot()
    assert snapshot.note("a") == made.note
    assert snapshot.links("a") == made.links
    assert snapshot.files == files
    assert snapshot.attachments == {"x.png"}


def test_ids_of_any_shape_come_back(engine: Engine, kit: Kit) -> None:
    ids = [
        "Ä/b c",
        "A\u0308/b c",
        "a/B",
        "日本/語",
        "_stored_title",
        "x" * 900,
        "a\udcff",
        "%3F|#*",
        "\u202e",
    ]
    put(engine, *(kit.document(note_id, "words") for note_id in ids))
    snapshot = engine.snapshot()
    assert [note.id for note in snapshot.notes()] == sorted(ids)
    assert all(snapshot.note(note_id) for note_id in ids)
    assert snapshot.find("ä/B C") == tuple(sorted(["Ä/b c", "A\u0308/b c"]))


def test_links_to_a_note_by_every_name_it_has(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("x/slow", title="Slow questions", aliases=("Patience",)),
        kit.document("b", links=["slow", "nowhere", "Slow Questions"]),
        kit.document("a", links=["PATIENCE", "x/slow.md"]),
        kit.document("c", links=["slower"], visibility=Visibility.HIDDEN),
        kit.document("d", links=["x/slow"], visibility=Visibility.HIDDEN),
        kit.document("x/self", links=["self"]),
    )
    snapshot = engine.snapshot()
    incoming = [(backlink.source.id, backlink.link.target) for backlink in snapshot.links_to("x/slow")]
    assert incoming == [
        ("a", "PATIENCE"), ("a", "x/slow.md"), ("b", "slow"), ("b", "Slow Questions"), ("d", "x/slow")
    ]  # fmt: skip
    assert snapshot.links_to("x/self") == ()
    assert snapshot.resolve("slow", "b", "wikilink").to == "x/slow"


def test_all_links_between_notes_that_are_seen_at_once(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("one/x", links=["x", "y", "one/x"]),
        kit.document("two/x", links=["x", "../one/x", "two/x"]),
        kit.document("y", aliases=("Why",), links=["Why", "x", "nowhere", "one/x", "one/x"]),
        kit.document("z", links=["y"], visibility=Visibility.HIDDEN),
        kit.document("w", links=["z", "Y.md"]),
    )
    snapshot = engine.snapshot()
    pairs = sorted(snapshot.linked(visible=PUBLIC))
    expected = {
        (note.id, found)
        for note in snapshot.notes()
        if note.visibility in PUBLIC
        for link in snapshot.links(note.id)
        if (found := snapshot.resolve(link.target, note.id, link.kind).to) not in (None, note.id, "z")
    }
    assert pairs == sorted(expected)
    assert ("w", "y") in pairs
    assert ("y", "one/x") in pairs
    assert len([pair for pair in pairs if pair[0] == "two/x"]) == 1


def test_a_snapshot_does_not_change(engine: Engine, kit: Kit) -> None:
    put(engine, kit.document("a", "words", links=["b"]), kit.document("b"))
    before = engine.snapshot()
    for generation in range(2, 7):
        assert put(engine, kit.document("a", f"other{generation}")) == generation
    page = before.search(Query(text="words"), visible=PUBLIC)
    assert [hit.note.id for hit in page.hits] == ["a"]
    assert page.generation == before.generation == 1
    assert [backlink.source.id for backlink in before.links_to("b")] == ["a"]
    assert engine.snapshot() is engine.snapshot() is not before


def test_another_engine_sees_what_is_published(make: Callable[[], Engine], kit: Kit) -> None:
    writer, reader = make(), make()
    assert found(reader) == []
    put(writer, kit.document("a", "words"))
    assert found(reader, "words") == ["a"]


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


def test_links_with_sentences_come_back(engine: Engine, kit: Kit) -> None:
    link = Link(target="b", kind="wikilink", line=3, text="t", before="one ", after=" two", heading="h")
    made = replace(kit.document("a"), links=(link,))
    put(engine, made, kit.document("b"))
    (backlink,) = engine.snapshot().links_to("b")
    assert (backlink.link, backlink.source) == (link, made.note)


def suggested(engine: Engine, text: str, visible: frozenset[Visibility] = PUBLIC) -> list[tuple[str, str]]:
    return [(found.kind, found.label) for found in engine.snapshot().suggest(text, visible=visible)]


def test_titles_aliases_tags_kinds_and_people_are_suggested(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("a", title="Trust falls", aliases=("Falling",), tags=("trust/deep",)),
        kit.document("b", title="In trust", kind="trial", people=(Person(name="Trudy Ö. Falk"),)),
    )
    found = engine.snapshot().suggest("tru", visible=PUBLIC)
    assert {(one.kind, one.label, one.value, one.detail) for one in found} == {
        ("tag", "trust", "trust", "1 note"),
        ("tag", "trust/deep", "trust/deep", "1 note"),
        ("person", "Trudy Ö. Falk", "Trudy Ö. Falk", "1 note"),
        ("note", "Trust falls", "a", ""),
        ("note", "In trust", "b", ""),
    }
    assert suggested(engine, "tri") == [("kind", "trial")]
    (alias,) = engine.snapshot().suggest("fallin", visible=PUBLIC)
    assert (alias.label, alias.value, alias.detail) == ("Trust falls", "a", "Falling")
    assert suggested(engine, "o") == []
    assert suggested(engine, "falk trud") == [("person", "Trudy Ö. Falk")]


def test_what_is_linked_to_most_is_suggested_first(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("a", title="Tea one"),
        kit.document("b", title="Tea two"),
        kit.document("c", links=["Tea two"]),
    )
    assert suggested(engine, "tea") == [("note", "Tea two"), ("note", "Tea one")]


def test_what_only_hidden_notes_have_is_neither_suggested_nor_felt(engine: Engine, kit: Kit) -> None:
    secret: dict[str, Any] = {"tags": ("secret",), "kind": "secretive", "people": (Person(name="Secreta"),)}
    put(
        engine,
        kit.document("a", title="Tea one"),
        kit.document("b", title="Tea two"),
        kit.document("h", title="Secrets", links=["Tea two"], visibility=Visibility.HIDDEN, **secret),
        kit.document("u", title="Secret too", visibility=Visibility.UNLISTED),
    )
    for typed in ("se", "secret", "secrte"):
        assert suggested(engine, typed) == []
    assert suggested(engine, "tea") == [("note", "Tea one"), ("note", "Tea two")]
    everything = suggested(engine, "secret", frozenset(Visibility))
    assert {kind for kind, _ in everything} == {"note", "tag", "kind", "person"}
    assert suggested(engine, "secret") == []


def test_suggestions_go_with_their_generation(engine: Engine, kit: Kit) -> None:
    put(engine, kit.document("a", title="Old name"))
    before = engine.snapshot()
    assert suggested(engine, "na") == [("note", "Old name")]
    put(engine, kit.document("a", title="New name"))
    assert suggested(engine, "na") == [("note", "New name")]
    assert [found.label for found in before.suggest("na", visible=PUBLIC)] == ["Old name"]


@pytest.mark.parametrize(
    "typed", ["\ud800\udfff", "\x00\x1f", "a" * 100_000, "ﷺ" * 64, "\u0301" * 500, "(((", "-"]
)
def test_whatever_is_typed_for_suggestions_is_taken(engine: Engine, kit: Kit, typed: str) -> None:
    put(engine, kit.document("a", title="Tea"))
    assert suggested(engine, typed) == []


def alike(engine: Engine, note_id: str, **asked: Any) -> dict[str, tuple[str, ...]]:
    found = engine.snapshot().similar(note_id, **{"visible": PUBLIC} | asked)
    return {one.note.id: one.words for one in found}


BODIES = {
    "soup": "Leeks and lentils simmered in the kitchen while the council counted.",
    "stew": "She cooked lentils with leeks; the kitchen smelled of lentil stew.",
    "budget": "The council counted every pound, and the council was tired.",
    "moon": "Nothing but moonlight.",
}


def put_bodies(engine: Engine, kit: Kit, **changed: Any) -> None:
    put(engine, *(kit.document(name, text, **changed.get(name, {})) for name, text in BODIES.items()))


def test_similar_notes_share_telling_words_and_say_which(engine: Engine, kit: Kit) -> None:
    put_bodies(engine, kit)
    found = alike(engine, "soup")
    assert list(found) == ["stew", "budget"]
    assert set(found["stew"]) == {"leeks", "lentils", "kitchen"}
    assert set(found["budget"]) == {"council", "counted"}
    assert list(alike(engine, "soup", limit=1)) == ["stew"]
    assert alike(engine, "soup", limit=0) == {}
    assert alike(engine, "moon") == {}
    assert alike(engine, "nowhere") == {}


def test_a_word_in_a_title_tells_more(engine: Engine, kit: Kit) -> None:
    put_bodies(engine, kit, budget={"title": "Lentils"})
    assert next(iter(alike(engine, "soup"))) == "budget"


def test_what_only_hidden_notes_say_makes_nothing_alike(engine: Engine, kit: Kit) -> None:
    hidden = {"visibility": Visibility.HIDDEN}
    put_bodies(engine, kit, stew=hidden)
    assert list(alike(engine, "soup")) == ["budget"]
    assert list(alike(engine, "stew")) == ["soup"]
    with_stew = alike(engine, "soup")
    put(engine, removed=("stew",))
    assert alike(engine, "soup") == with_stew


def test_equally_similar_notes_come_by_id(engine: Engine, kit: Kit) -> None:
    texts = dict.fromkeys(("d", "b", "a", "c"), "lentils again")
    put(engine, *(kit.document(name, text) for name, text in texts.items()))
    assert list(alike(engine, "d", limit=2)) == ["a", "b"]


def test_scripts_without_blanks_are_alike_by_pairs(engine: Engine, kit: Kit) -> None:
    texts = {"a": "東京の庭園を歩く", "b": "京都の庭園", "c": "海辺"}
    put(engine, *(kit.document(name, text, lang="ja") for name, text in texts.items()))
    assert alike(engine, "a") == {"b": ("の庭", "庭園")}


def test_an_empty_or_a_vast_note_is_like_others_or_none(engine: Engine, kit: Kit) -> None:
    vast = "lentils " * 100_000 + "\ud800 \x00 " + "x" * 100_000
    put(engine, kit.document("a", "lentils"), kit.document("empty", ""), kit.document("vast", vast))
    assert alike(engine, "empty") == {}
    assert alike(engine, "vast") == {"a": ("lentils",)}
