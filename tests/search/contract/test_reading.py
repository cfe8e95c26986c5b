"""How a question was read, and what is told of that: its parts, slips that were mended, a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.model import Understood, Visibility
from tests.search.contract.engines import ask, found, put

if TYPE_CHECKING:
    from garden.model import Page
    from garden.search.engine import Engine
    from tests.search.conftest import Kit

BOTH = "has both words; showing notes with one of them."
NEXT = "has these words next to each other; showing notes with the words."


@pytest.fixture
def slips(engine: Engine, kit: Kit) -> Engine:
    """A garden in which some words are common, one is a rare slip, and one only in a hidden note."""
    put(
        engine,
        *(kit.document(f"n{n}", "The garden grows.", tags=("green",)) for n in range(50)),
        kit.document("listening", "At a kitchen table.", title="Listening", tags=("care",)),
        kit.document("odd", "The gardon is a rare word at a table."),
        kit.document("hidden", "lissening zebrafish", visibility=Visibility.HIDDEN),
    )
    return engine


def read(page: Page) -> tuple[list[str], str, str]:
    """What was found, as what it was mended, and what was offered instead."""
    return [hit.note.id for hit in page.hits], page.mended, page.offered


def test_a_slip_is_mended_and_told_and_can_be_searched_instead(slips: Engine) -> None:
    for asked in ("Lisening", "Lissening"):  # which no note says, and which only a hidden one does
        assert read(ask(slips, asked)) == (["listening"], "Listening", "")
        assert read(ask(slips, asked, exactly=True)) == ([], "", "")
    assert read(ask(slips, "listening")) == (["listening"], "", "")
    assert ask(slips, "zebrafihs").mended == ""


def test_what_is_mended_keeps_the_rest_of_the_question(slips: Engine) -> None:
    page = ask(slips, 'tag:care -gardon lisening "kitchen table"')
    assert read(page) == (["listening"], 'tag:care -gardon listening "kitchen table"', "")
    assert found(slips, page.mended, exactly=True) == ["listening"]


def test_what_is_rare_is_found_as_it_is_and_the_common_word_offered(slips: Engine) -> None:
    assert read(ask(slips, "gardon")) == (["odd"], "", "garden")
    assert read(ask(slips, "gardon", exactly=True)) == (["odd"], "", "")
    assert ask(slips, "garden").offered == ""


def test_what_a_question_was_read_as_can_be_taken_out_part_by_part(slips: Engine) -> None:
    text = 'garden tag:green "garden grows" -table before:2024 serves:<4 gro*'
    page = ask(slips, text)
    assert [part.label for part in page.understood] == [
        *("tag: green", "“garden grows”", "without table", "before 2024", "serves: <4", "gro…"),
    ]
    assert page.understood[0] == Understood(
        label="tag: green", without='garden "garden grows" -table before:2024 serves:<4 gro*'
    )
    for number, part in enumerate(page.understood):
        rest = [other.label for other in ask(slips, part.without).understood]
        assert rest == [one.label for one in page.understood if one is not page.understood[number]]
    assert ask(slips, "garden grows").understood == ()


def test_what_filters_leave_out_is_counted_where_nothing_is_left(slips: Engine) -> None:
    page = ask(slips, "garden", filters={"tag": ("care",)})
    assert (page.total, page.left_out, page.hits, page.near) == (0, 50, (), ())
    assert ask(slips, "garden", filters={"tag": ("green",)}).left_out == 0
    assert ask(slips, "nowhere", filters={"tag": ("care",)}).left_out == 0


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("recipe:soup garden", "recipe"),
        ("before:yesterday", "yesterday"),
        ("has:wings", "wings"),
        ("tag:nosuch", "nosuch"),
        ("serves:<many", "many"),
        ("links-to:nowhere", "nowhere"),
        ("g*", "beginning"),
        ("word " * 300, "characters"),
        ("((((((((((garden))))))))))", "depth"),
        ("garden", ""),
        ("tag:green garden", ""),
        ("", ""),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(slips: Engine, asked: str, named: str) -> None:
    notice = ask(slips, asked).notice
    assert named in notice
    assert bool(notice) == bool(named)
    assert not notice or notice.endswith((".", "?"))


@pytest.mark.parametrize(
    ("asked", "notice"),
    [
        ("words banane zzzz", "No note has all three words; showing notes with one of them."),
        ("words zuletzt banane yyyy", "No note has all four words; showing notes with up to two."),
        ("words banane", "No note has both words; showing notes with one of them."),
        ("words zuletzt", ""),
    ],
)
def test_how_many_of_the_words_notes_have_is_said(engine: Engine, kit: Kit, asked: str, notice: str) -> None:
    put(
        engine,
        kit.document("same", "same words"),
        kit.document("last", "words words", title="zuletzt"),
        kit.document("fruit", "", title="Banane"),
    )
    assert ask(engine, asked).notice == notice


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
    engine: Engine, kit: Kit, asked: str, kind: str, ids: list[str], notice: str
) -> None:
    put(
        engine,
        kit.document("story", "At the kitchen table.", title="Kitchen chairs", kind="story"),
        kit.document("guide", "A table and a kitchen.", title="x", kind="guide"),
    )
    filters = {"kind": (kind,)} if kind else {}
    for page in (
        ask(engine, asked, filters=filters),
        ask(engine, f"kind:{kind} {asked}" if kind else asked),
    ):
        assert (sorted(hit.note.id for hit in page.hits), page.notice) == (ids, notice)


def test_nothing_found_gives_notes_with_names_like_the_question(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("a", "x", title="A kitchen table"),
        kit.document("b", "x", title="Other", aliases=("Kitchen tables",)),
        kit.document("c", "x", title="Far away"),
        kit.document("secret", "x", title="Kitshin tabel", visibility=Visibility.HIDDEN),
    )
    page = ask(engine, "kitshinn tabbell", exactly=True)
    assert page.total == 0
    assert {note.id for note in page.near} == {"a", "b"}
    for asked in ("kitchen", "zz", "", "-kitchen", "\ud800"):
        assert ask(engine, asked).near == ()
