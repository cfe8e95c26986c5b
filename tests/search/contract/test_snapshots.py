"""One generation as readers see it, whole and unchanging."""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING

from garden.model import Consent, Page, Problem, Query, Section, Visibility
from garden.search.engine import FileState
from tests.search.conftest import PUBLIC
from tests.search.contract.engines import found, put

if TYPE_CHECKING:
    from collections.abc import Callable

    from garden.search.engine import Engine, Snapshot
    from tests.search.conftest import Kit


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


def test_texts_come_back_by_section(engine: Engine, kit: Kit) -> None:
    sections = (
        Section(heading="", anchor="", text="Above."),
        Section(heading="A", anchor="a", text="`code` and\nmore \ud800", code=((0, 6),)),
        Section(heading="A", anchor="a-1", text=""),
    )
    put(engine, kit.document("a", sections=sections), kit.document("b", "Other."))
    snapshot = engine.snapshot()
    assert snapshot.sections("a") == sections
    assert [section.text for section in snapshot.sections("b")] == ["Other."]
    assert snapshot.sections("nowhere") == ()


def ids(snapshot: Snapshot, text: str = "") -> list[str]:
    return sorted(hit.note.id for hit in snapshot.search(Query(text=text), visible=PUBLIC).hits)


LAST = date(2024, 5, 1)
AFTER = date(2024, 5, 2)


def test_a_note_whose_consent_ran_out_is_hidden_from_that_day(engine: Engine, kit: Kit) -> None:
    lent = Consent(until=LAST)
    put(
        engine,
        kit.document("lent", "words of leeks", title="Apple", tags=("lent",), links=["own"], consent=lent),
        kit.document("own", "words of leeks", title="Bread", links=["lent"]),
        kit.document("late", "Elsewhere.", consent=Consent(until=date(2030, 1, 1))),
        kit.document("gone", "words", consent=lent, visibility=Visibility.WITHDRAWN),
    )
    snapshot = engine.snapshot()
    assert snapshot.on(LAST) is snapshot
    after = snapshot.on(AFTER)
    assert after is snapshot.on(date(2029, 12, 31))
    assert after.generation == snapshot.generation
    assert [(note.id, note.visibility.value) for note in after.notes()] == [
        ("gone", "withdrawn"), ("late", "public"), ("lent", "hidden"), ("own", "public")
    ]  # fmt: skip
    assert (ids(after), ids(after, "words")) == (["late", "own"], ["own"])
    page = after.search(Query(), visible=PUBLIC)
    assert "tag" not in {facet.name for facet in page.facets}
    assert after.suggest("app", visible=PUBLIC) == ()
    assert [one.note.id for one in snapshot.similar("own", visible=PUBLIC)] == ["lent"]
    assert after.similar("own", visible=PUBLIC) == ()
    assert list(after.linked(visible=PUBLIC)) == []
    (backlink,) = after.links_to("own")
    assert backlink.source.visibility is Visibility.HIDDEN
    # Meanwhile the generation is what it was on the last day.
    assert ids(snapshot, "words") == ["lent", "own"]
    assert [one.label for one in snapshot.suggest("app", visible=PUBLIC)] == ["Apple"]
    assert sorted(snapshot.linked(visible=PUBLIC)) == [("lent", "own"), ("own", "lent")]


def test_a_hidden_note_weighs_nothing_on_the_day_its_consent_ran_out(engine: Engine, kit: Kit) -> None:
    """Scores are those of a garden without it."""
    own = [kit.document("a", "leeks and bread"), kit.document("b", "leeks leeks, bread and more bread")]
    pages: list[Page] = []
    for lent in ((), (kit.document("c", "leeks", links=["a"], consent=Consent(until=LAST)),)):
        put(engine, *own, *lent, fresh=True)
        pages.append(engine.snapshot().on(AFTER).search(Query(text="leeks bread"), visible=PUBLIC))
    assert pages[0].hits == pages[1].hits


def test_threads_share_a_snapshot(engine: Engine, kit: Kit) -> None:
    put(engine, *(kit.document(f"n{n}", "words here", tags=(f"t{n % 3}",), links=["n1"]) for n in range(30)))
    snapshot, answers = engine.snapshot(), []

    def answer() -> None:
        page = snapshot.search(Query(text='"words here" tag:t1'), visible=PUBLIC)
        answers.append((page, snapshot.links_to("n1"), snapshot.suggest("n1", visible=PUBLIC)))

    threads = [threading.Thread(target=answer) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answer()
    assert [one == answers[-1] for one in answers] == [True] * 7
    assert answers[-1][0].total == 10
