"""Differences between two texts, word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from garden.history.words import SHOWN, Difference, Part, Work, differences, paragraphs

WORDS = st.lists(st.sampled_from(["a", "b", "cat", " ", ".", "é", "語"]), max_size=8).map("".join)
TEXTS = st.lists(WORDS, max_size=6).map("\n\n".join)


def said(parts: tuple[Part, ...]) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in parts]


def test_a_word_that_changed_stands_among_those_that_stayed() -> None:
    found, more = differences("The cat sat on the mat.", "The cat lay on a mat.", Work())
    assert not more
    assert [said(one.parts) for one in found] == [
        [
            ("same", "The cat "), ("out", "sat"), ("in", "lay"), ("same", " on "),
            ("out", "the"), ("in", "a"), ("same", " mat."),
        ]
    ]  # fmt: skip


def test_words_that_changed_side_by_side_are_one_change() -> None:
    found, _ = differences("We met one two three here today.", "We met four five six here today.", Work())
    assert said(found[0].parts) == [
        ("same", "We met "), ("out", "one two three"), ("in", "four five six"), ("same", " here today.")
    ]  # fmt: skip


def test_a_paragraph_put_in_is_not_taken_for_the_next_one() -> None:
    found, _ = differences("One.\n\nThe cat sat here.", "One.\n\nQuite another.\n\nThe cat lay here.", Work())
    assert said(found[1].parts) == [("in", "Quite another.")]
    assert ("out", "sat") in said(found[2].parts)


def test_what_stayed_is_counted() -> None:
    found, _ = differences("a\n\nb\n\nc", "a\n\nb\n\nd", Work())
    assert found[0] == Difference(parts=(Part("gap", "2"),))


def test_the_middle_of_what_stayed_is_left_out() -> None:
    long = " ".join(f"word{number}" for number in range(400))
    found, _ = differences(f"Old. {long}", f"New. {long}", Work())
    assert sum(len(part.text) for part in found[0].parts) < 500
    assert found[0].parts[-1].text.endswith("… ")


def test_no_more_is_shown_than_there_is_room_for() -> None:
    text = "\n\n".join(f"Paragraph {number} is new." * 10 for number in range(200))
    found, more = differences("", text, Work())
    assert more
    assert sum(len(part.text) for one in found for part in one.parts) < SHOWN + 100


def test_what_would_take_too_long_is_shown_whole() -> None:
    old, new = " ".join("ab" * 80), " ".join("ba" * 80)
    found, _ = differences(f"x {old}", f"y {new}", Work(steps=1000))
    assert [part.kind for part in found[0].parts] == ["out", "in"]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_differences(before: str, after: str) -> None:
    found, _ = differences(before, after, Work())
    gaps = sum(int(one.parts[0].text) for one in found if one.parts[0].kind == "gap")
    changed = [one.parts for one in found if one.parts[0].kind != "gap"]
    for text, kinds in ((before, ("same", "out")), (after, ("same", "in"))):
        told = ["".join(part.text for part in parts if part.kind in kinds) for parts in changed]
        assert gaps + len([one for one in told if one]) == len(paragraphs(text))
        assert all(one in paragraphs(text) for one in told if one)
