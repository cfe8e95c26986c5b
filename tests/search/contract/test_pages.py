"""Pages of results: order, size and place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from garden.model import Visibility
from tests.search.contract.engines import ask, put, ranked

if TYPE_CHECKING:
    from garden.search.engine import Engine
    from tests.search.conftest import Kit


@pytest.fixture
def many(engine: Engine, kit: Kit) -> Engine:
    put(
        engine,
        *(kit.document(f"n{n:02}", "same words", title="Same") for n in range(25)),
        kit.document("old", "words", title="“Älter”", date=date(1, 1, 1)),
        kit.document("new", "words words", title="zuletzt", date=date(2024, 5, 1)),
        kit.document("tended", "", title="Banane", updated=date(2024, 4, 1)),
    )
    return engine


def test_ties_come_by_id_on_every_page(many: Engine) -> None:
    pages = [ask(many, "same", page=page, per_page=10) for page in (1, 2, 3)]
    assert [hit.note.id for page in pages for hit in page.hits] == [f"n{n:02}" for n in range(25)]
    assert [(page.total, page.pages) for page in pages] == [(25, 3)] * 3


@pytest.mark.parametrize(
    ("asked", "given", "notice"),
    [
        (0, 1, ""),
        (-5, 1, ""),
        (3, 3, ""),
        (4, 3, "There is no page 4; this is the last one."),
        (10**30, 3, f"There is no page {10**30}; this is the last one."),
    ],
)
def test_a_page_that_is_not_there(many: Engine, asked: int, given: int, notice: str) -> None:
    page = ask(many, "same", page=asked)
    assert (page.query.page, page.notice) == (given, notice)
    assert page.hits


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-1, 1), (10**9, 100)])
def test_sizes_of_pages_are_bounded(many: Engine, asked: int, given: int) -> None:
    assert ask(many, per_page=asked).query.per_page == given


def test_no_question_gives_all_notes_the_newest_first(many: Engine) -> None:
    assert ranked(many)[:4] == ["new", "tended", "old", "n00"]
    assert len(ranked(many)) == 28


def test_filters_alone_give_the_newest_first(many: Engine) -> None:
    assert ranked(many, "kind:note")[0] == "new"
    assert ranked(many, filters={"year": ("0001", "2024")}) == ["new", "old"]


def test_sorting_by_title_and_date(many: Engine) -> None:
    assert ranked(many, sort="title")[:3] == ["old", "tended", "n00"]
    assert ranked(many, sort="title")[-1] == "new"
    assert ranked(many, "words", sort="newest")[:2] == ["new", "old"]
    assert ask(many, "words", sort="newest").hits[0].score > 0


def test_titles_are_in_order_whatever_their_accents(engine: Engine, kit: Kit) -> None:
    titles = ("Zeal", "«À quoi bon»", "Abacus", "aardvark", "Éclair", "East")
    put(engine, *(kit.document(str(at), title=title) for at, title in enumerate(titles)))
    found = [hit.note.title for hit in ask(engine, sort="title").hits]
    assert found == ["«À quoi bon»", "aardvark", "Abacus", "East", "Éclair", "Zeal"]


LONG = " ".join(f"Sentence number {n} speaks of the kitchen table and of {n * 7} spoons." for n in range(20))


OTHER = " ".join(f"Another thought, the {n}th, on the kitchen and its {n * 3} windows." for n in range(20))
THOUGHTS = [LONG.replace("speaks", f"speaks, the {n}th time,") for n in range(9)]


def test_notes_that_say_nearly_the_same_share_a_hit(engine: Engine, kit: Kit) -> None:
    texts = {"a": LONG, "b": LONG.replace("number 3 ", "no. 3 "), "c": OTHER, "d": LONG, "short": "kitchen"}
    texts |= {"twin": "kitchen"}
    put(engine, *(kit.document(name, text, title="Same") for name, text in texts.items()))
    page = ask(engine, "kitchen")
    folded = {hit.note.id: [note.id for note in hit.alike] for hit in page.hits}
    assert sorted(map(sorted, ([key, *others] for key, others in folded.items()))) == [
        ["a", "b", "d"],
        ["c"],
        ["short"],
        ["twin"],
    ]
    assert (page.total, page.folded) == (6, 2)
    assert [hit.note.id for hit in ask(engine).hits if hit.alike] == []


@pytest.mark.parametrize("sort", ["relevance", "newest", "title"])
def test_a_copy_is_shown_with_the_first_one_whichever_page_it_would_be_on(
    engine: Engine, kit: Kit, sort: str
) -> None:
    texts = {f"n{n:02}": f"{THOUGHTS[n % 9]} {n}." for n in range(23)}
    put(
        engine,
        *(
            kit.document(name, text, title=f"Same {n % 5}", date=date(2024, 1, 1 + n % 7))
            for n, (name, text) in enumerate(texts.items())
        ),
    )
    pages = [ask(engine, "kitchen", page=n, per_page=4, sort=sort) for n in range(1, 4)]
    assert [len(page.hits) for page in pages] == [4, 4, 1]
    assert {(page.total, page.folded, page.pages) for page in pages} == {(23, 14, 3)}
    shown = [[note.id for note in (hit.note, *hit.alike)] for page in pages for hit in page.hits]
    assert sorted(note for notes in shown for note in notes) == sorted(texts)
    assert all(len({int(note[1:]) % 9 for note in notes}) == 1 for notes in shown)
    if sort != "relevance":  # a list that answers no words has all of them, in the same order
        first = [notes[0] for notes in shown]
        assert first == [note for note in ranked(engine, sort=sort) if note in first]


def test_a_copy_that_does_not_answer_or_may_not_be_seen_is_with_none(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("a", LONG, kind="story"),
        kit.document("b", LONG, kind="note"),
        kit.document("c", LONG, kind="note", visibility=Visibility.HIDDEN),
        kit.document("d", LONG, kind="note"),
    )
    (hit,) = ask(engine, "kitchen").hits
    assert [hit.note.id, *(note.id for note in hit.alike)] == ["a", "b", "d"]
    (hit,) = ask(engine, "kitchen kind:note").hits
    assert [hit.note.id, *(note.id for note in hit.alike)] == ["b", "d"]
    put(engine, removed=("d",))
    (hit,) = ask(engine, "kitchen", filters={"kind": ("note",)}).hits
    assert (hit.note.id, hit.alike) == ("b", ())


def test_whether_notes_are_folded_tells_nothing_of_hidden_ones(engine: Engine, kit: Kit) -> None:
    """However many of these have a sentence of theirs too, as the copies of a form have."""
    put(
        engine,
        kit.document("a", LONG),
        kit.document("b", f"{LONG} Once more."),
        *(
            kit.document(f"h{n}", f"{LONG} This is the {n}th hidden one.", visibility=Visibility.HIDDEN)
            for n in range(70)
        ),
    )
    (hit,) = ask(engine, "kitchen").hits
    assert [hit.note.id, *(note.id for note in hit.alike)] == ["a", "b"]


def test_very_many_copies_are_counted_and_not_all_named(engine: Engine, kit: Kit) -> None:
    put(engine, *(kit.document(f"n{n:02}", LONG) for n in range(60)))
    (hit,) = (page := ask(engine, "kitchen")).hits
    assert (len(hit.alike), hit.alike_unlisted, page.folded, page.pages) == (50, 9, 59, 1)
