"""The last word of a question may be unfinished."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.model import Visibility
from garden.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from tests.search.conftest import Indexed, Kit


@pytest.fixture
def engine(kit: Kit, indexed: Indexed) -> WhooshEngine:
    return indexed(
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
        ("ki", []),
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
    assert page.mended == ""


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


def test_a_beginning_is_not_taken_for_a_slip(kit: Kit, indexed: Indexed) -> None:
    engine = indexed(
        kit.document("inte", "The word inte.", title="Swedish"),
        kit.document("inter", "An interval.", title="Music"),
        *(kit.document(f"n{n}", "They look into it.", lang="xx", title="Look") for n in range(30)),
    )
    assert kit.search(engine, "inte").offered == ""
    assert kit.ids(engine, "inte") == ["inte", "inter"]
    assert kit.search(engine, "inte look").offered == "into look"
