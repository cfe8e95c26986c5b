"""Pages of results: order, paging, what is quoted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden.model import Hit, NextChoice, Person, Query, Section, Visibility
from garden.search.corpus import Corpus
from garden.search.whoosh_engine import WhooshEngine
from tests.search.conftest import PUBLIC, Kit
from tests.search.fragments import matched, written


def keyed(hit: Hit) -> list[str]:
    return [f"{key}: {written(said)}" for key, said in hit.by_keys]


@pytest.fixture
def engine(kit: Kit) -> WhooshEngine:
    return kit.indexed(
        *(kit.document(f"n{n:02}", "same words", title="Same") for n in range(25)),
        kit.document("old", "words", title="“Älter”", date=date(1, 1, 1)),
        kit.document("new", "words words", title="zuletzt", date=date(2024, 5, 1)),
        kit.document("tended", "", title="Banane", updated=date(2024, 4, 1)),
    )


def test_ties_come_by_id_on_every_page(kit: Kit, engine: WhooshEngine) -> None:
    pages = [kit.search(engine, "same", page=page, per_page=10) for page in (1, 2, 3)]
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
def test_a_page_that_is_not_there(
    kit: Kit, engine: WhooshEngine, asked: int, given: int, notice: str
) -> None:
    page = kit.search(engine, "same", page=asked)
    assert (page.query.page, page.notice) == (given, notice)
    assert page.hits


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-1, 1), (10**9, 100)])
def test_sizes_of_pages_are_bounded(kit: Kit, engine: WhooshEngine, asked: int, given: int) -> None:
    assert kit.search(engine, per_page=asked).query.per_page == given


def test_no_question_gives_all_notes_the_newest_first(kit: Kit, engine: WhooshEngine) -> None:
    assert kit.ids(engine)[:4] == ["new", "tended", "old", "n00"]
    assert len(kit.ids(engine)) == 28


def test_filters_alone_give_the_newest_first(kit: Kit, engine: WhooshEngine) -> None:
    assert kit.ids(engine, "kind:note")[0] == "new"
    assert kit.ids(engine, filters={"year": ("0001", "2024")}) == ["new", "old"]


def test_sorting_by_title_and_date(kit: Kit, engine: WhooshEngine) -> None:
    assert kit.ids(engine, sort="title")[:3] == ["old", "tended", "n00"]
    assert kit.ids(engine, sort="title")[-1] == "new"
    assert kit.ids(engine, "words", sort="newest")[:2] == ["new", "old"]
    assert kit.search(engine, "words", sort="newest").hits[0].score > 0


def test_titles_are_in_order_whatever_their_accents(kit: Kit) -> None:
    titles = ("Zeal", "«À quoi bon»", "Abacus", "aardvark", "Éclair", "East")
    engine = kit.indexed(*(kit.document(str(at), title=title) for at, title in enumerate(titles)))
    found = [hit.note.title for hit in kit.search(engine, sort="title").hits]
    assert found == ["«À quoi bon»", "aardvark", "Abacus", "East", "Éclair", "Zeal"]


def test_hits_that_show_no_word_tell_the_tags_and_aliases_that_have_it(kit: Kit) -> None:
    names: dict[str, Any] = {"tags": ("health/mental", "power"), "aliases": ("Mental care", "MENTAL", "Else")}
    engine = kit.indexed(
        kit.document("named", "Nothing.", **names),
        kit.document("titled", "Nothing.", title="Mental", **names),
        kit.document("saying", "Mental as well.", **names),
    )
    told = {
        hit.note.id: [*map(written, (*hit.by_tags, *hit.by_aliases))]
        for hit in kit.search(engine, "mental").hits
    }
    assert told == {
        "named": ["health/[mental]", "[Mental] care", "[MENTAL]"],
        "titled": [],
        "saying": [],
    }
    assert not any(hit.by_tags or hit.by_aliases for hit in kit.search(engine, "tag:power").hits)
    (hit, *_) = kit.search(kit.indexed(kit.document("many", tags=[f"x/{n}" for n in range(9)])), "x").hits
    assert len(hit.by_tags) == 5


NAMED: dict[str, Any] = {
    "tags": ("health/consent",),
    "aliases": ("Consent", "How we ask"),
    "meta": {"venue": "Where consent forms are kept", "costs": "Of consent alone"},
}


@pytest.mark.parametrize(
    ("asked", "note", "told"),
    [
        ("bread consent", {}, ["health/[consent]", "[Consent]"]),
        ("bread how", {}, []),
        ("bread table", {}, []),
        ("forms consent", {"title": "Consent"}, ["venue: Where [consent] [forms] are kept"]),
        (
            "bread forms consent",
            {},
            ["health/[consent]", "[Consent]", "venue: Where [consent] [forms] are kept"],
        ),
        ("forms consent", {"people": (Person(name="A. Forms"),)}, ["health/[consent]", "[Consent]"]),
        ("bread cons*", {}, ["health/[consent]", "[Consent]"]),
    ],
)
def test_of_each_word_that_a_hit_does_not_show_it_tells_what_has_it(
    kit: Kit, asked: str, note: dict[str, Any], told: list[str]
) -> None:
    """But nothing of words that it has nowhere, or that say nothing by themselves."""
    others = (kit.document(word, word) for word in ("table", "forms"))
    engine = kit.indexed(kit.document("a", "Bread.", **NAMED | note), *others)
    hit = next(hit for hit in kit.search(engine, asked).hits if hit.note.id == "a")
    assert [*map(written, (*hit.by_tags, *hit.by_aliases)), *keyed(hit)] == told


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ({}, ["venue: [Blackthorn] hall", "costs: of [blackthorn] wine", "next: for more [blackthorn]"]),
        ({"title": "Blackthorn"}, []),
        ({"tags": ("blackthorn",)}, []),
        ({"people": (Person(name="Ada Blackthorn"),)}, []),
    ],
    ids=["told", "in its title", "in a tag", "in a name"],
)
def test_hits_that_show_no_word_tell_the_front_matter_that_has_it(
    kit: Kit, note: dict[str, Any], told: list[str]
) -> None:
    meta = {
        "venue": "Blackthorn hall",
        "costs": [{"name": "of rooms"}, {"name": "of blackthorn wine"}],
        "status": "blackthorn",
    }
    engine = kit.indexed(
        kit.document(
            "a",
            "Nothing.",
            meta=meta,
            next=(NextChoice(to="b", when="for more blackthorn"),),
            **note,
        )
    )
    (hit,) = kit.search(engine, "blackthorn").hits
    assert keyed(hit) == told


def test_hits_that_show_no_word_tell_the_people_whose_names_have_it(kit: Kit) -> None:
    people = (Person(name="Tom Reyes"), Person(name="Ada Reyes", role="host"), Person(name="Tom Abdi"))
    engine = kit.indexed(
        kit.document("a", "Bread.", people=people), kit.document("b", "Tom had bread.", people=people)
    )
    told = {
        hit.note.id: {name: written(pieces) for name, pieces in hit.by_people}
        for hit in kit.search(engine, "tom bread").hits
    }
    assert told == {"a": {"Tom Reyes": "[Tom] Reyes", "Tom Abdi": "[Tom] Abdi"}, "b": {}}


def test_of_long_front_matter_the_sentence_that_has_the_word_is_told(kit: Kit) -> None:
    meta = {f"{n}{'k' * 99}": f"{'Nothing much. ' * 99}A blackthorn." for n in range(9)}
    (hit,) = kit.search(kit.indexed(kit.document("a", meta=meta)), "blackthorn").hits
    assert len(hit.by_keys) == 3
    for key, said in hit.by_keys:
        assert len(key) + sum(len(part.text) for part in said) < 400
        assert any(part.matched for part in said)


def test_hits_quote_the_passage_with_its_heading(kit: Kit) -> None:
    where = Section(heading="Where", anchor="where", text="At the kitchen table.")
    engine = kit.indexed(kit.document("a", sections=(where,), title="A kitchen", summary="In short."))
    (hit,) = kit.search(engine, "kitchens").hits
    assert written(hit.title) == "A [kitchen]"
    assert (hit.heading, hit.anchor) == ("Where", "where")
    assert matched(hit.snippet) == ["kitchen"]


def test_words_of_headings_are_marked_there(kit: Kit) -> None:
    sections = tuple(
        Section(heading=heading, anchor=heading, text=text)
        for heading, text in (
            ("Slow kitchens", "Nobody."),
            ("Where", "At the kitchen table."),
            ("A kitchen", ""),
        )
    )
    engine = kit.indexed(
        kit.document("a", sections=sections, headings=("Slow kitchens", "Where", "A kitchen"))
    )
    (hit,) = kit.search(engine, "kitchen").hits
    headings = (hit.heading_marked, *(place.heading_marked for place in hit.more))
    assert list(map(written, headings)) == ["Where", "Slow [kitchens]"]
    (hit,) = kit.search(engine, "slow").hits
    assert written(hit.heading_marked) == "[Slow] kitchens"


def test_a_passage_is_of_the_generation_of_its_hit(kit: Kit) -> None:
    engine = kit.indexed(kit.document("a", "At the kitchen table."))
    before = engine.snapshot()
    kit.write(engine, kit.document("a", "In the kitchen garden."))
    pages = [one.search(Query(text="kitchen"), visible=PUBLIC) for one in (before, engine.snapshot())]
    assert [written(page.hits[0].snippet) for page in pages] == [
        "At the [kitchen] table.",
        "In the [kitchen] garden.",
    ]


def test_only_the_notes_of_the_page_are_looked_at_again(
    kit: Kit, engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    read = Corpus.sections

    def sections(corpus: Corpus, doc: int) -> tuple[Section, ...]:
        asked.append(corpus.id(doc))
        return read(corpus, doc)

    monkeypatch.setattr(Corpus, "sections", sections)
    kit.search(engine, "same", page=2)
    assert sorted(asked) == [f"n{n:02}" for n in range(10, 20)]


WORDS = st.lists(
    st.sampled_from(
        ["kitchen", "table", '"slow kitchen"', "-table", "kind:story", "kit*", "OR", "(", ")", "tag:a"]
    ),
    max_size=5,
).map(" ".join)  # fmt: skip
NOTES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["kitchen", "slow", "table", "kitten"]), max_size=4).map(" ".join),
        st.sampled_from(["note", "story"]),
        st.sampled_from([(), ("a",), ("b",)]),
        st.sampled_from([Visibility.PUBLIC, *Visibility]),
    ),
    max_size=6,
)


@given(NOTES, WORDS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_hidden_note_changes_nothing(kit: Kit, notes: list[Any], text: str) -> None:
    """Hits, scores, totals, counts and notices are those of a garden without it."""
    documents = [
        kit.document(f"n{n}", body, title="x", kind=kind, tags=tags, visibility=visibility)
        for n, (body, kind, tags, visibility) in enumerate(notes)
    ]
    whole, shown = kit.engine("whole"), kit.engine("shown")
    kit.write(whole, *documents, fresh=True)
    kit.write(shown, *(d for d in documents if d.note.visibility in PUBLIC), fresh=True)
    pages = [
        kit.search(engine, text, filters={"tag": ("a",)} if "tag" in text else {})
        for engine in (whole, shown)
    ]
    told = [(page.hits, page.total, page.facets, page.notice) for page in pages]
    assert told[0] == told[1]
    assert kit.search(whole).facets == kit.search(shown).facets


# --- what a result shows besides its passage ---------------------------------------

LONG = " ".join(f"Sentence number {n} speaks of the kitchen table and of {n * 7} spoons." for n in range(20))
OTHER = " ".join(f"Another thought, the {n}th, on the kitchen and its {n * 3} windows." for n in range(20))


def test_notes_that_say_nearly_the_same_share_a_hit(kit: Kit) -> None:
    texts = {"a": LONG, "b": LONG.replace("number 3 ", "no. 3 "), "c": OTHER, "d": LONG, "short": "kitchen"}
    texts |= {"twin": "kitchen"}
    engine = kit.indexed(*(kit.document(name, text, title="Same") for name, text in texts.items()))
    page = kit.search(engine, "kitchen")
    folded = {hit.note.id: [note.id for note in hit.alike] for hit in page.hits}
    assert sorted(map(sorted, ([key, *others] for key, others in folded.items()))) == [
        ["a", "b", "d"],
        ["c"],
        ["short"],
        ["twin"],
    ]
    assert page.total == 6
    assert [hit.note.id for hit in kit.search(engine).hits if hit.alike] == []


def test_every_note_is_on_one_page_however_many_are_alike(kit: Kit) -> None:
    texts = {f"n{n:02}": LONG if n % 2 else OTHER for n in range(23)}
    engine = kit.indexed(*(kit.document(name, text, title="Same") for name, text in texts.items()))
    pages = [kit.search(engine, "kitchen", page=number, per_page=5) for number in range(1, 6)]
    shown = [[note.id for hit in page.hits for note in (hit.note, *hit.alike)] for page in pages]
    assert list(map(len, shown)) == [5, 5, 5, 5, 3]
    assert sorted(note for page in shown for note in page) == sorted(texts)
    assert all(len(page.hits) <= 2 and page.total == 23 for page in pages)


def test_other_places_of_a_note_are_given_with_their_headings(kit: Kit) -> None:
    sections = tuple(
        Section(heading=f"Part {n}", anchor=f"part-{n}", text=text)
        for n, text in enumerate(
            ["A kitchen table.", "Nothing.", "A kitchen.", "A table.", "The kitchen table."]
        )
    )
    engine = kit.indexed(kit.document("a", sections=sections, title="Rooms"))
    (hit,) = kit.search(engine, "kitchen table").hits
    assert (hit.heading, [place.heading for place in hit.more]) == ("Part 0", ["Part 4", "Part 2"])
    assert matched(hit.more[0].snippet) == ["kitchen", "table"]


@pytest.mark.parametrize(
    ("asked", "notice"),
    [
        ("words banane zzzz", "No note has all three words; showing notes with one of them."),
        ("words zuletzt banane yyyy", "No note has all four words; showing notes with up to two."),
        ("words banane", "No note has both words; showing notes with one of them."),
        ("words zuletzt", ""),
    ],
)
def test_how_many_of_the_words_notes_have_is_said(
    kit: Kit, engine: WhooshEngine, asked: str, notice: str
) -> None:
    assert kit.search(engine, asked).notice == notice


BOTH = "has both words; showing notes with one of them."
NEXT = "has these words next to each other; showing notes with the words."


@pytest.mark.parametrize(
    ("asked", "kind", "ids", "notice"),
    [
        ('"kitchen table"', "", ["story"], ""),
        ('"purple kitchen"', "", ["guide", "story"], f"No note {BOTH}"),
        ('"table kitchen"', "", ["guide", "story"], f"No note {NEXT}"),
        (
            '"kitchen table" "table and"',
            "",
            ["guide", "story"],
            "No note has all of these phrases; showing notes with the words.",
        ),
        ('"kitchen table"', "guide", ["guide"], f"None of these notes {NEXT}"),
        ("kitchen chairs", "guide", ["guide"], f"None of these notes {BOTH}"),
        ("kitchen cha", "guide", ["guide"], f"None of these notes {BOTH}"),
        ("kitchen table", "guide", ["guide"], ""),
        ("kitchen chairs", "", ["guide", "story"], ""),
    ],
)
def test_what_no_note_has_is_said_of_those_that_filters_leave(
    kit: Kit, asked: str, kind: str, ids: list[str], notice: str
) -> None:
    engine = kit.indexed(
        kit.document("story", "At the kitchen table.", title="Kitchen chairs", kind="story"),
        kit.document("guide", "A table and a kitchen.", title="x", kind="guide"),
    )
    filters = {"kind": (kind,)} if kind else {}
    for page in (
        kit.search(engine, asked, filters=filters),
        kit.search(engine, f"kind:{kind} {asked}" if kind else asked),
    ):
        assert (sorted(hit.note.id for hit in page.hits), page.notice) == (ids, notice)


@pytest.mark.parametrize(
    ("asked", "notice"),
    [
        ("コンピューター", ""),  # one word, found by pairs of its characters
        ("부엌이", ""),
        ("부엌이 식탁", f"No note {BOTH}"),
        ("コンピュータ 机 窓", "No note has all three words; showing notes with up to two."),
        ('"机コンピュータ"', f"No note {NEXT}"),
        ("AI東京 机", f"No note {BOTH}"),
        ("東京大学", "No note has this word whole; showing notes with parts of it."),
        ("東京大学 居酒屋", "No note has any of these words whole; showing notes with parts of them."),
    ],
)
def test_words_and_not_pairs_of_characters_are_counted(kit: Kit, asked: str, notice: str) -> None:
    engine = kit.indexed(
        kit.document("computer", "コンピュータと机", title="x"),
        kit.document("kitchen", "부엌에 식탁", title="x"),
        kit.document("tokyo", "東京", title="x"),
    )
    page = kit.search(engine, asked)
    assert (bool(page.hits), page.notice) == (True, notice)


def test_nothing_found_gives_notes_with_names_like_the_question(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("a", "x", title="A kitchen table"),
        kit.document("b", "x", title="Other", aliases=("Kitchen tables",)),
        kit.document("c", "x", title="Far away"),
        kit.document("secret", "x", title="Kitshin tabel", visibility=Visibility.HIDDEN),
    )
    page = kit.search(engine, "kitshinn tabbell", exactly=True)
    assert page.total == 0
    assert {note.id for note in page.near} == {"a", "b"}
    for asked in ("kitchen", "zz", "", "-kitchen", "\ud800"):
        assert kit.search(engine, asked).near == ()
