"""A question of too many words is read by those that say most, wherever they stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.model import Visibility
from garden.search.query.grammar import CUT, MAX_WORDS
from garden.search.understanding.lengthy import NOTICE
from garden.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from tests.search.conftest import Kit

USUAL = [f"usual{chr(ord('a') + number)}" for number in range(MAX_WORDS + 4)]


@pytest.fixture
def engine(kit: Kit) -> WhooshEngine:
    return kit.indexed(
        *(kit.document(f"n{number}", " ".join(USUAL), title="x") for number in range(3)),
        kit.document("sought", "hibiscus", title="x"),
        kit.document("secret", "hibiscus zinnia", title="x", visibility=Visibility.HIDDEN),
    )


def test_a_telling_word_at_the_end_is_looked_for(kit: Kit, engine: WhooshEngine) -> None:
    page = kit.search(engine, " ".join([*USUAL, "hibiscus"]))
    assert "sought" in [hit.note.id for hit in page.hits]
    assert page.notice.startswith(NOTICE)


def test_a_question_of_few_words_keeps_them_all(kit: Kit, engine: WhooshEngine) -> None:
    asked = " ".join([*USUAL[: MAX_WORDS - 1], "hibiscus", "the", "of", "and"])
    assert NOTICE not in kit.search(engine, asked).notice
    assert kit.search(engine, asked).total == 4


def test_one_word_too_often_is_still_looked_for(kit: Kit, engine: WhooshEngine) -> None:
    page = kit.search(engine, "hibiscus " * (MAX_WORDS + 1))
    assert [hit.note.id for hit in page.hits] == ["sought"]
    assert page.notice == CUT


@pytest.mark.parametrize(
    "asked",
    [
        " ".join([*USUAL[: MAX_WORDS - 1], "hibiscus", USUAL[0], USUAL[1]]),
        "我们想知道坐在旁边听别人讲他们自己的故事的时候应该怎么做厨房",
    ],
)
def test_one_sentence_says_what_was_left_out(kit: Kit, engine: WhooshEngine, asked: str) -> None:
    kit.write(engine, kit.document("kitchen", "在厨房里", title="x"))
    page = kit.search(engine, asked)
    assert {"sought", "kitchen"} & {hit.note.id for hit in page.hits}
    assert (page.notice.count("long question"), page.notice.startswith(NOTICE)) == (1, True)
