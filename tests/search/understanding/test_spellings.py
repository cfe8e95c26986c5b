"""A word is found in the spelling that a note has, whichever was typed."""

from __future__ import annotations

import pytest

from garden.model import Query, Visibility
from garden.search.whoosh_engine import WhooshEngine
from tests.search.conftest import PUBLIC, Kit
from tests.search.fragments import matched


@pytest.fixture
def engine(kit: Kit) -> WhooshEngine:
    return kit.indexed(
        kit.document("closed", "Our foodbank opens on Tuesdays.", title="Mill Lane"),
        kit.document("open", "The food bank keeps a ledger.", title="Elm Street"),
        kit.document("bank", "The bank of the river, and the river again.", title="A walk"),
        kit.document("food", "Seeds are food for later.", title="Seeds"),
        kit.document("apart", "Food for the bank of seeds.", title="Stores"),
        kit.document("secret", "A carpool and a seedbank.", title="Kept", visibility=Visibility.HIDDEN),
        kit.document("car", "A car in the pool.", title="Sunk"),
    )


@pytest.mark.parametrize("asked", ["foodbank", "Foodbanks", "FOODBANK?"])
def test_one_word_is_also_the_two_that_it_is_made_of(kit: Kit, engine: WhooshEngine, asked: str) -> None:
    page = kit.search(engine, asked)
    assert [hit.note.id for hit in page.hits] == ["closed", "open"]
    assert matched(page.hits[1].snippet) == ["food bank"]


@pytest.mark.parametrize("asked", ["food bank", "food banks", "the food bank", "FOOD bank"])
def test_two_words_are_also_the_one_that_they_make(kit: Kit, engine: WhooshEngine, asked: str) -> None:
    page = kit.search(engine, asked)
    assert {hit.note.id for hit in page.hits} == {"open", "closed", "apart", "bank", "food"}
    assert {hit.note.id for hit in page.hits[:3]} == {"open", "closed", "apart"}
    [closed] = [hit for hit in page.hits if hit.note.id == "closed"]
    assert matched(closed.snippet) == ["foodbank"]


@pytest.mark.parametrize("asked", ["seedbed", "seed bed"])
def test_of_notes_worth_the_same_the_spelling_that_was_typed_comes_first(kit: Kit, asked: str) -> None:
    engine = kit.indexed(
        kit.document("one", "A seedbed by the wall is seldom dry.", title="Warm"),
        kit.document("two", "A seed bed by the wall is seldom dry.", title="Warm"),
        kit.document("three", "A wall."),
    )
    assert kit.ids(engine, asked) == (["one", "two"] if asked == "seedbed" else ["two", "one"])


def test_who_has_the_other_spelling_has_the_words(kit: Kit, engine: WhooshEngine) -> None:
    assert kit.search(engine, "food bank tuesdays").notice == ""
    assert kit.ids(engine, "food bank tuesdays")[0] == "closed"
    assert kit.ids(engine, "foodbank ledger")[0] == "open"


@pytest.mark.parametrize(
    "asked", ['"foodbank"', "foodbank -ledger", "-foodbank", '"food bank"', "bank food", "food, or a bank"]
)
def test_what_is_quoted_left_out_or_stands_apart_is_as_it_was_typed(
    kit: Kit, engine: WhooshEngine, asked: str
) -> None:
    found = kit.ids(engine, asked)
    if asked.startswith("-"):
        assert "open" in found
    elif "foodbank" in asked:
        assert found == ["closed"]
    else:
        assert "closed" not in found or found.index("closed") > 0


def test_exactly_is_exactly(engine: WhooshEngine) -> None:
    page = engine.snapshot().search(Query(text="foodbank", exactly=True), visible=PUBLIC)
    assert [hit.note.id for hit in page.hits] == ["closed"]


@pytest.mark.parametrize("asked", ["car pool", "seed bank"])
def test_a_hidden_note_lends_no_spelling(kit: Kit, engine: WhooshEngine, asked: str) -> None:
    assert "secret" not in kit.ids(engine, asked)
    one = asked.replace(" ", "")
    assert one not in str(kit.search(engine, asked))


def test_a_spelling_that_only_a_title_or_a_tag_has_counts_too(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("title", "Opens on Tuesdays.", title="Foodbank"),
        kit.document("tag", "Opens on Mondays.", title="Mill Lane", tags=("foodbank",)),
        kit.document("river", "Seeds are food on the bank.", title="Seeds"),
        kit.document("hall", "Opens at noon.", title="Car park"),
    )
    assert set(kit.ids(engine, "food bank")) == {"title", "tag", "river"}
    assert kit.ids(engine, "carpark") == ["hall"]


@pytest.mark.parametrize("asked", ["food bank", "foodbank", "seed bed", "seedbed"])
def test_a_spelling_of_a_hidden_note_changes_nothing(kit: Kit, asked: str) -> None:
    seen = [
        kit.document("title", "Opens on Tuesdays.", title="Foodbank"),
        kit.document("apart", "Food for the bank.", title="Seed bed"),
        kit.document("seedbed", "By the wall.", title="Warm", aliases=("Seedbed",)),
    ]
    said = "A foodbank with its seedbed. A food bank with its seed bed."
    hidden = kit.document("secret", said, visibility=Visibility.HIDDEN)
    pages = [kit.search(kit.indexed(*notes), asked) for notes in (seen, [*seen, hidden])]
    without, beside = [(page.hits, page.total, page.notice, page.mended) for page in pages]
    assert beside == without


def test_words_that_say_nothing_are_no_parts(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("therapist", "A therapist listens.", lang="en"),
        kit.document("other", "The rapist was tried. The rapist again.", lang="en"),
    )
    assert kit.ids(engine, "therapist") == ["therapist"]


def test_short_words_are_no_compounds(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("work", "We manage well."),
        kit.document("news", "A man aged sixty. The man, of great age."),
    )
    assert kit.ids(engine, "manage") == ["work"]
    assert kit.ids(engine, "man age") == ["news"]


def test_two_parts_apart_in_a_note_are_no_compound(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("rug", "The carpark was swept in the yard."),
        kit.document("dog", "The park was seen by car, the car was full."),
    )
    assert kit.ids(engine, "carpark") == ["rug"]
    assert kit.ids(engine, "carparks") == ["rug"]


def test_compounds_of_other_languages(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("ein", "Die Nachbarschaftshilfe kommt am Dienstag.", lang="de"),
        kit.document("zwei", "Die Nachbarschafts Hilfe hat ein Telefon.", lang="de"),
        kit.document("tür", "Die Haustüren stehen offen.", lang="de"),
    )
    assert set(kit.ids(engine, "Nachbarschaftshilfe")) == {"ein", "zwei"}
    assert kit.ids(engine, "haus türen")[0] == "tür"


@pytest.mark.parametrize(
    ("dotted", "plain"),
    [("N.H.S.", "nhs"), ("G.P.", "GP"), ("Ph.D.", "PhD"), ("M.Sc.", "msc"), ("U.K.", "uk")],
)
def test_an_abbreviation_is_found_with_dots_and_without(kit: Kit, dotted: str, plain: str) -> None:
    engine = kit.indexed(
        kit.document("with", f"Ask at the {dotted} first."),
        kit.document("without", f"Ask at the {plain} first."),
        kit.document("letters", " ".join(dotted.replace(".", " "))),
    )
    for asked, first in ((dotted, "with"), (plain, "without"), (dotted.rstrip("."), "with")):
        page = kit.search(engine, asked)
        assert [hit.note.id for hit in page.hits][:2] == [first, "without" if first == "with" else "with"]
        marked = {"".join(matched(hit.snippet)) for hit in page.hits[:2]}
        assert marked == {dotted.rstrip("."), plain}
    assert kit.ids(engine, f'"{plain}"') == ["without"]


def test_an_abbreviation_is_no_word_that_says_nothing(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("desk", "Ask at the I.T. desk.", title="Open on Mondays"),
        kit.document("said", "It was said that it rains.", title="Rain"),
        kit.document("rain", "Rain at the desk.", title="Wet"),
    )
    assert kit.ids(engine, "I.T.") == ["desk"]
    assert set(kit.ids(engine, "I.T. rain")) == {"desk", "said", "rain"}
    assert kit.ids(engine, "it") == ["said"]
    assert set(kit.ids(engine, "is it wet rain")) == {"rain", "said"}
    assert set(kit.ids(engine, "desk -I.T.")) == {"rain"}
    assert set(kit.ids(engine, "rain -I.T.")) == {"rain", "said"}


def test_two_words_are_none_that_says_nothing(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("why", "It is so because of rain, and because of wind."),
        kit.document("cause", "A cause of damp."),
    )
    assert kit.ids(engine, "be cause") == ["cause"]


def test_a_longer_code_is_no_abbreviation(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("code", "Written in node.js, from table.md."), kit.document("other", "Tables.")
    )
    assert kit.ids(engine, "nodejs") == []
    assert kit.ids(engine, "tablemd") == []


@pytest.fixture
def numbered(kit: Kit) -> WhooshEngine:
    return kit.indexed(
        kit.document("one", "Covid19 came in spring, and we met at 6pm.", title="Jabs"),
        kit.document("two", "Covid 19 came in spring, and we met at 6 pm.", title="Jabs"),
        kit.document("signed", "The Covid-19 ward.", title="Section 21"),
        kit.document("apart", "Of 19 people none spoke of covid.", title="Talk"),
        kit.document("secret", "A s22 notice, and section 23.", visibility=Visibility.HIDDEN),
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("covid19", {"one", "two", "signed"}),
        ("Covid 19", {"one", "two", "signed", "apart"}),
        ("covid-19", {"one", "two", "signed", "apart"}),
        ("6pm", {"one", "two"}),
        ("6 pm", {"one", "two"}),
        ("section21", {"signed"}),
        ('"covid19"', {"one"}),
        ("s 22", set()),
        ("section23", set()),
    ],
)
def test_a_word_and_a_number_are_one_or_two(
    kit: Kit, numbered: WhooshEngine, asked: str, found: set[str]
) -> None:
    page = kit.search(numbered, asked)
    assert {hit.note.id for hit in page.hits} == found
    assert page.mended == ""


@pytest.mark.parametrize("asked", ["covid19", "covid-19"])
def test_a_word_with_a_number_is_marked_as_each_note_has_it(
    kit: Kit, numbered: WhooshEngine, asked: str
) -> None:
    marked = {hit.note.id: " ".join(matched(hit.snippet)) for hit in kit.search(numbered, asked).hits}
    assert (marked["one"], marked["signed"]) == ("Covid19", "Covid-19")
