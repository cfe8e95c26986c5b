"""The last word of a question may be unfinished."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.model import Visibility
from garden.search.parameters import BEGUN_BELOW
from garden.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from tests.search.conftest import Kit


@pytest.fixture
def engine(kit: Kit) -> WhooshEngine:
    return kit.indexed(
        kit.document("garden", "A garden of herbs.", title="Plot"),
        kit.document("gardenia", "The gardenia gardenia gardenia.", title="Gardenia"),
        kit.document("kitchen", "At the kitchen table.", title="Room"),
        kit.document("secret", "zebrafish", title="Zebra", visibility=Visibility.HIDDEN),
        *(kit.document(f"many{n}", "bread for all", title="Loaf") for n in range(12)),
        kit.document("breadth", "of great breadth", title="Breadth"),
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kitc", ["kitchen"]),
        ("table kitc", ["kitchen"]),
        ("garden", ["garden", "gardenia"]),  # what has the word itself is first
        ("kitc table", ["kitchen"]),  # it is not the last, and is left alone
        ("ki", ["kitchen"]),
        ("KI", []),
        ("table ki", ["kitchen"]),
        ("plot ki", ["garden"]),
        ("kitch en", ["kitchen"]),
        ("o", []),
        ("fo", [f"many{n}" for n in (0, 1, 10, 11, 2, 3, 4, 5, 6, 7)]),
        ("of", ["breadth", "garden"]),
        ("ze", []),
        ("zebraf", []),
        ('"kitc"', []),
        ("-kitc", None),
    ],
)
def test_a_word_that_begins_others(
    kit: Kit, engine: WhooshEngine, asked: str, found: list[str] | None
) -> None:
    page = kit.search(engine, asked)
    ids = [hit.note.id for hit in page.hits]
    if found is None:
        assert page.total == 16
    else:
        assert ids == found
    assert page.mended == ("kitchen" if asked == "kitch en" else "")


def test_two_letters_are_a_beginning_where_they_are_no_word(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("home", "At home, höher, in Україна."),
        kit.document("shows", "Two tvshows and ukulele, hills."),
        kit.document("gp", "The gp of the gpxs."),
        kit.document("howl", "They howl.", title="Soup and howling"),
        *(kit.document(f"soup{n}", "soup") for n in range(3)),
        kit.document("hidden", "ho xy", visibility=Visibility.HIDDEN),
    )
    assert sorted(kit.ids(engine, "ho")) == ["home", "howl"]
    assert kit.ids(engine, "hö") == kit.ids(engine, "ho")
    assert kit.ids(engine, "gp") == ["gp"]
    for asked in ("tv", "uk", "hi", "HO", "xy", "ук", "title:ho", '"ho"', "-ho home ho "):
        assert not set(kit.ids(engine, asked)) - {"home"}, asked
    page = kit.search(engine, "soup ho")
    assert ([hit.note.id for hit in page.hits], page.notice) == (["howl", "soup0", "soup1", "soup2"], "")


@pytest.fixture
def named(kit: Kit) -> WhooshEngine:
    often = "An evening among evenings, an evening of listening."
    return kit.indexed(
        kit.document("evening", "Nothing of it here.", title="An evening in the long room"),
        kit.document("alias", "Nothing of it here.", title="Room", aliases=("An evensong",)),
        kit.document("listening", "Nothing of it here.", title="On listening"),
        kit.document("happy", "Nothing of it here.", title="Happiness"),
        *(kit.document(f"body{n}", often, title="An hour") for n in range(6)),
        *(kit.document(f"art{n}", "Of art and more." + " Much more." * n, title="Plot") for n in range(6)),
        kit.document("article", "art is long", title="The article"),
        kit.document("articles", "Nothing of it here.", title="Articles"),
        kit.document("hidden", "art", title="Artless", visibility=Visibility.HIDDEN),
    )


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("even", {"evening", "alias"}),
        ("an even", {"evening", "alias"}),
        ("An evening in the lon", {"evening"}),
        ("listeni", {"listening"}),  # its stem is shorter than what was typed
        ("happine", {"happy"}),
        ("title:listeni*", {"listening"}),
    ],
)
def test_names_that_go_on_as_was_typed_come_before_texts(
    kit: Kit, named: WhooshEngine, asked: str, first: set[str]
) -> None:
    assert set(kit.ids(named, asked)[: len(first)]) == first


def test_the_best_notes_with_the_whole_word_stay_above_names_that_it_begins(
    kit: Kit, named: WhooshEngine
) -> None:
    ids = kit.ids(named, "art")
    assert len(ids) == 8
    assert ids.index("articles") == BEGUN_BELOW
    assert kit.search(named, "art").hits[BEGUN_BELOW].title[0].matched


def test_a_word_that_says_nothing_may_be_unfinished(kit: Kit) -> None:
    engine = kit.indexed(
        *(kit.document(f"n{n}", "There are some here.", title="Plot") for n in range(12)),
        kit.document("somebody", "Nothing of it here.", title="Somebody who surprised you"),
    )
    assert kit.ids(engine, "some")[0] == "somebody"
    assert "somebody" not in kit.ids(engine, "some", exactly=True)
    assert "somebody" not in kit.ids(engine, "some plot")


def test_a_stem_of_the_word_alone_is_no_whole_word(kit: Kit) -> None:
    engine = kit.indexed(
        *(kit.document(f"n{n}", "Tom was here.", lang="es", title="Plot") for n in range(12)),
        kit.document("tomorrow", "Nothing of it here.", title="Tomorrow"),
    )
    assert kit.ids(engine, "tomo")[0] == "tomorrow"


def test_exactly_takes_no_beginning(kit: Kit, engine: WhooshEngine) -> None:
    assert kit.ids(engine, "kitc", exactly=True) == []
    assert kit.ids(engine, "garden", exactly=True) == ["garden"]


def test_where_a_word_finds_a_page_full_nothing_is_added(kit: Kit, engine: WhooshEngine) -> None:
    assert "breadth" not in kit.ids(engine, "bread")
    assert "breadth" in kit.ids(engine, "breadt")


def test_notes_with_the_word_keep_their_scores(kit: Kit, engine: WhooshEngine) -> None:
    exact = {hit.note.id: hit.score for hit in kit.search(engine, "herbs garden", exactly=True).hits}
    hits = kit.search(engine, "herbs garden").hits
    assert {hit.note.id: hit.score for hit in hits if hit.note.id in exact} == exact
    assert [hit.note.id for hit in hits] == ["garden", "gardenia"]
    assert hits[1].score < hits[0].score
    assert any(part.matched for part in hits[1].title)


def test_a_beginning_is_not_taken_for_a_slip(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("meot", "They meot it out.", title="Fairly"),
        kit.document("meotor", "A meotor.", title="Sky"),
        *(kit.document(f"n{n}", "They meet and look.", lang="xx", title="Look") for n in range(30)),
    )
    assert kit.search(engine, "meot").offered == ""
    assert kit.ids(engine, "meot") == ["meot", "meotor"]
    assert kit.search(engine, "meot look").offered == "meet look"
