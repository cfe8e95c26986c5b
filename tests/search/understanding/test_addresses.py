"""Addresses of pages of this site as questions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from garden.model import Person, Visibility
from garden.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from tests.search.conftest import Kit


def by(name: str) -> tuple[Person, ...]:
    return (Person(name=name, role="author"),)


@pytest.fixture
def engine(kit: Kit) -> WhooshEngine:
    engine = kit.engine(kind_names={"story": ("Stories", "story")})
    kit.write(
        engine,
        kit.document("soup", "Leeks.", tags=("food/Soup",), kind="story", people=by("Zoë Müller")),
        kit.document("bread", "Flour.", tags=("food", "C++ & co"), date=date(2024, 5, 1), people=by("AC/DC")),
        kit.document("rent", "Tags of food and people.", tags=("money",)),
        kit.document("tags/money", "A purse."),
        kit.document("secret", "Nothing.", tags=("hush",), visibility=Visibility.HIDDEN),
    )
    return engine


@pytest.mark.parametrize(
    ("asked", "label", "expected"),
    [
        ("https://garden.example/tags/food", "tag: food", ["bread", "soup"]),
        (" http://127.0.0.1:5000/tags/FOOD/?page=2#main ", "tag: food", ["bread", "soup"]),
        ("https://here.example/our/garden/tags/Food/Soup", "tag: food/Soup", ["soup"]),
        ("/tags/food", "tag: food", ["bread", "soup"]),
        ("/tags/C%2B%2B%20%26%20co", "tag: C++ & co", ["bread"]),
        ("https://garden.example/people/Zo%C3%AB%20M%C3%BCller?role=teller", "author: Zoë Müller", ["soup"]),
        ("https://garden.example/people/AC%2FDC", "author: AC/DC", ["bread"]),
        ("https://garden.example/years/2024", "year: 2024", ["bread"]),
        ("https://garden.example/kinds/story", "kind: story", ["soup"]),
        ("https://garden.example/-/stories/", "kind: story", ["soup"]),
    ],
)
def test_the_address_of_a_page_of_notes_asks_for_these(
    kit: Kit, engine: WhooshEngine, asked: str, label: str, expected: list[str]
) -> None:
    page = kit.search(engine, asked)
    assert sorted(hit.note.id for hit in page.hits) == expected
    assert [(part.label, part.without) for part in page.understood] == [(label, "")]
    assert (page.notice, page.mended, page.query.text) == ("", "", asked)


@pytest.mark.parametrize(
    "asked",
    [
        "tags/food",
        "tags of food",
        "/tags/",
        "/tags/nowhere",
        "/tags/hush",
        "/people/",
        "/series/food",
        "https://garden.example/tags/food and more",
        "https://garden.example/search?q=/tags/food",
        "https://garden.example/notes/tags/food",
    ],
)
def test_any_other_address_is_words(kit: Kit, engine: WhooshEngine, asked: str) -> None:
    assert kit.search(engine, asked).understood == ()


def test_words_are_meant_where_they_are_asked_for_exactly(kit: Kit, engine: WhooshEngine) -> None:
    assert kit.search(engine, "/tags/food", exactly=True).understood == ()


def test_a_note_of_that_path_is_meant_before(kit: Kit, engine: WhooshEngine) -> None:
    assert kit.ids(engine, "/tags/money")[0] == "tags/money"
    assert kit.ids(engine, "https://garden.example/notes/tags/money")[0] == "tags/money"
