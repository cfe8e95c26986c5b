"""Emoji: what of a text is one, and which notes they find."""

from __future__ import annotations

import pytest

from garden.model import Visibility
from garden.search.words import emoji
from tests.search.conftest import Kit
from tests.search.fragments import written


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bread 🍞 and 🍞", ["🍞"]),
        ("👩\u200d👧 👍🏽 ❤️", ["👩", "👧", "👍", "❤"]),
        ("🇪🇺🇩🇪", ["🇪🇺", "🇩🇪"]),
        ("☕⭐⌚✓", ["☕", "⭐", "⌚", "✓"]),
        ("“It’s” → 1️⃣ ❶ © a™ 京 \ufe0f\u200d 🏽", []),
        ("🇪 \ud83c\udf5e", []),
        ("plain", []),
    ],
)
def test_what_is_an_emoji(text: str, found: list[str]) -> None:
    assert emoji.found(text) == found
    assert all(map(emoji.is_emoji, found))


@pytest.fixture
def asked(kit: Kit) -> Kit:
    kit.indexed(
        kit.document("title", "Of bread.", title="Loaf 🍞"),
        kit.document("text", "A day with 👩🏽\u200d👧 and ❤️: bread, bread, bread."),
        kit.document("tag", "Nothing.", values={"tag": ("🌱",)}, tags=("🌱",)),
        kit.document("bread", "Bread.", title="Bread"),
        kit.document("hidden", "🎉", visibility=Visibility.HIDDEN),
    )
    return kit


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("🍞", ["title"]),
        ('"🍞"', ["title"]),
        ("❤", ["text"]),
        ("❤️", ["text"]),
        ("👧🏿", ["text"]),
        ("🌱", ["tag"]),
        ("🎉", []),
        ("🥖", []),
        ("🍞 OR ❤️", ["text", "title"]),
        ("🍞❤️", ["text", "title"]),
        ("-🍞 bread", ["bread", "text"]),
        ("loaf 🎉", ["title"]),
        ("tag:🌱", ["tag"]),
    ],
)
def test_emoji_find_the_notes_that_have_them(asked: Kit, text: str, found: list[str]) -> None:
    page = asked.search(asked.engine(), text)
    assert sorted(hit.note.id for hit in page.hits) == found
    assert (page.notice, page.mended) == ("", "")


def test_beside_words_they_find_nothing_and_spoil_nothing(asked: Kit) -> None:
    engine = asked.engine()
    alone = asked.ids(engine, "bread")
    assert set(alone) == {"title", "text", "bread"}
    assert asked.ids(engine, "bread 🥖") == alone
    assert asked.ids(engine, "bread 🌱") == alone
    assert set(asked.ids(engine, "bread 🍞")) == set(alone)
    assert asked.search(engine, "bread 🎉 🌱 🍞").notice == ""


def test_they_are_marked_with_all_that_is_drawn_into_them(asked: Kit) -> None:
    (hit,) = asked.search(asked.engine(), "👧").hits
    assert "with [👩🏽\u200d👧] and" in written(hit.snippet)
    (hit,) = asked.search(asked.engine(), "❤").hits
    assert "[❤️]:" in written(hit.snippet)
    (hit,) = asked.search(asked.engine(), "🍞").hits
    assert written(hit.title) == "Loaf [🍞]"


def test_what_of_emoji_is_understood_can_be_read(asked: Kit) -> None:
    page = asked.search(asked.engine(), "bread -🍞")
    assert [one.label for one in page.understood] == ["without 🍞"]
    assert asked.search(asked.engine(), "bread 🍞").understood == ()
