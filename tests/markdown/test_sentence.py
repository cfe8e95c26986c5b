"""The sentence around a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garden.markdown.sentence import MAX_SIDE, around


def sentence(text: str) -> str:
    """The sentence around what stands in square brackets."""
    start, end = text.index("["), text.index("]") + 1
    before, after = around(text, start, end)
    return before + text[start:end] + after


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two [x] three. Four.", "Two [x] three."),
        ("One! Two? [x] three… Four.", "[x] three…"),
        ("So (see p. 4, e.g. [x]) it is. Next.", "So (see p. 4, e.g. [x]) it is."),
        ("Dr. Ada and J. S. [x] met. Then.", "Dr. Ada and J. S. [x] met."),
        ("z. B. die [x] usw. und so. Dann.", "z. B. die [x] usw. und so."),
        ("At 5. [x] began. No.", "[x] began."),
        ("See no. 5 [x] here. No. [y]", "See no. 5 [x] here."),
        ("He said “no.” Then [x] left.", "Then [x] left."),
        ("Go to example.org/a.b [x] now.", "Go to example.org/a.b [x] now."),
        ("Done. [x]", "[x]"),
        ("no end [x] at all", "no end [x] at all"),
        ("一。二[x]三！四", "二[x]三！"),
        ("wait... [x] what", "[x] what"),
    ],
)
def test_it_ends_where_a_reader_would_say(text: str, expected: str) -> None:
    assert sentence(text) == expected


def test_it_is_cut_at_a_word_and_says_so() -> None:
    cut = sentence("word " * 100 + "[x]" + " word" * 100)
    assert cut.startswith("…word word")
    assert cut.endswith("word word…")
    assert len(cut) <= 2 * MAX_SIDE + 5


def test_it_is_cut_anywhere_without_blanks() -> None:
    assert sentence("あ" * 500 + "[x]" + "あ" * 500) == "…" + "あ" * MAX_SIDE + "[x]" + "あ" * MAX_SIDE + "…"


@given(st.text(alphabet="ab .!?…\n\"')。e.g", max_size=400), st.integers(0, 400), st.integers(0, 10))
def test_it_is_part_of_the_text_and_short(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    before, after = around(text, start, end)
    plain = " ".join(text.split())
    assert len(before) <= MAX_SIDE + 1
    assert len(after) <= MAX_SIDE + 1
    assert " ".join(before.strip("…").split()) in plain.replace("…", "") or "…" in text
