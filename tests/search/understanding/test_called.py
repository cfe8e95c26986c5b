"""Notes that a question calls by name come first; nothing else changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.model import Visibility
from garden.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from tests.search.conftest import Kit


@pytest.fixture
def engine(kit: Kit) -> WhooshEngine:
    return kit.indexed(
        kit.document(
            "dry", "A long account of walls, pipes and letters.", title="Warm and dry", aliases=("Damp",)
        ),
        kit.document("table", "Damp damp damp.", title="A damp table, damp chairs"),
        kit.document("form", "Damp damp.", title="The damp form"),
        kit.document("secret", "Damp.", title="Damp", visibility=Visibility.HIDDEN),
        kit.document("what", "What is it?", title="What?"),
        kit.document("whatever", "What what what, said what.", title="What what"),
    )


@pytest.mark.parametrize("asked", ["damp", "Damp", " DAMP? ", '"damp"', "warm and dry"])
def test_a_note_that_is_called_so_comes_first(kit: Kit, engine: WhooshEngine, asked: str) -> None:
    assert kit.ids(engine, asked)[0] == "dry"


def test_a_name_of_words_that_say_nothing_is_a_name(kit: Kit, engine: WhooshEngine) -> None:
    assert kit.ids(engine, "what") == ["what", "whatever"]


def test_the_others_keep_their_order_and_their_scores(kit: Kit, engine: WhooshEngine) -> None:
    damp, damps = kit.search(engine, "damp"), kit.search(engine, "damp -nothing")
    assert damp.total == damps.total == 3
    scores = {hit.note.id: hit.score for hit in damps.hits}
    assert damps.hits[0].note.id != "dry"
    assert {hit.note.id: hit.score for hit in damp.hits[1:]} == {
        note: score for note, score in scores.items() if note != "dry"
    }


def test_what_is_left_out_stays_out(kit: Kit, engine: WhooshEngine) -> None:
    assert kit.ids(engine, "damp", filters={"kind": ("none",)}) == []
    assert "dry" not in kit.ids(engine, "damp -dry")


@pytest.mark.parametrize("asked", ["what would we stop?", "What would we stop", '"What would we stop?"'])
def test_a_title_that_asks_is_a_name_with_its_sign_or_without(kit: Kit, asked: str) -> None:
    engine = kit.indexed(
        kit.document("asks", "A long account of other things altogether.", title="What would we stop?"),
        kit.document("often", "What would we stop, stop, stop.", title="What would we stop first, stop"),
    )
    assert kit.search(engine, asked).hits[0].note.id == "asks"
    assert (
        kit.search(engine, asked).hits[0].score > 1.9 * kit.search(engine, asked, exactly=True).hits[0].score
    )


@pytest.fixture
def shelved(kit: Kit) -> WhooshEngine:
    return kit.indexed(
        kit.document("stories/the-café", "A short one.", title="Morning"),
        kit.document("soup", "A pot.", title="Soup"),
        kit.document("how", "Notes and stories: the café is in all the stories.", title="The café"),
        kit.document("bread", "Bread, bread/soup and soup.", title="Bread and soup"),
        kit.document("stories/secret", "Notes.", title="Secret", visibility=Visibility.HIDDEN),
    )


@pytest.mark.parametrize(
    "asked",
    [
        "https://garden.example/notes/stories/the-caf%C3%A9",
        "http://127.0.0.1:5000/notes/stories/the-café?x=/soup#the-soup",
        "HTTPS://GARDEN.EXAMPLE/under/NOTES/STORIES/THE-CAFÉ/",
        "/notes/stories/the-café",
        "notes/stories/the-café.md",
        "stories/the-café",
    ],
)
def test_the_note_at_an_address_comes_first(kit: Kit, shelved: WhooshEngine, asked: str) -> None:
    page = kit.search(shelved, asked)
    assert page.hits[0].note.id == "stories/the-café"
    assert page.notice == ""


def test_what_is_no_address_calls_no_note(kit: Kit, shelved: WhooshEngine) -> None:
    assert kit.ids(shelved, "/notes/soup")[0] == "soup"
    assert kit.ids(shelved, "bread/soup") == ["bread", "soup"]
    for asked in ("/", "///", "http:///", "/notes/nowhere", "https://garden.example/notes/stories/secret"):
        assert "stories/secret" not in kit.ids(shelved, asked)
