"""Filters with a blank behind the colon, as the page itself names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.model import Person
from garden.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from tests.search.conftest import Kit


@pytest.fixture
def engine(kit: Kit) -> WhooshEngine:
    engine = kit.engine(kind_names={"story": ("Stories", "story")})
    people = (Person(name="Zoë Müller", role="author"),)
    kit.write(
        engine,
        kit.document("soup", "Leeks.", tags=("food",), kind="story", people=people),
        kit.document("rent", "A kind tag, by an author of a story on food and trouble.", tags=("money",)),
    )
    return engine


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("tag: food", "tag: food"),
        ("Tags : Food ", "tag: Food"),
        ("kind: stories", "kind: stories"),
        ("by: zoe muller", "author: zoe muller"),
    ],
)
def test_a_filter_may_have_a_blank_behind_its_colon(
    kit: Kit, engine: WhooshEngine, asked: str, label: str
) -> None:
    page = kit.search(engine, asked)
    assert [hit.note.id for hit in page.hits] == ["soup"]
    assert [part.label for part in page.understood] == [label]
    assert (page.notice, page.mended, page.query.text) == ("", "", asked)


@pytest.mark.parametrize(
    "asked", ["tag: trouble", "tag: food and trouble", "on: food", "a tag: food", 'tag: "food"']
)
def test_where_there_is_no_such_value_it_is_words(kit: Kit, engine: WhooshEngine, asked: str) -> None:
    assert kit.ids(engine, asked)[0] == "rent"


def test_exactly_as_typed_it_is_words(kit: Kit, engine: WhooshEngine) -> None:
    assert kit.ids(engine, "tag: food", exactly=True)[0] == "rent"
