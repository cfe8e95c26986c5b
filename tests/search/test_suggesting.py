"""Suggestions: which names, in which order, for whom, whatever is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from garden.model import Suggestion
from garden.search.suggesting import MOST, Suggestible, Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable


def known(*names: str, uses: int = 0, kind: str = "note") -> Suggestible:
    made = Suggestion(label=names[0], value=names[0], kind=kind)  # type: ignore[arg-type]
    return Suggestible(suggestion=made, names=names, uses=uses)


def labels(things: Iterable[Suggestible], text: str, limit: int = 8) -> list[str]:
    return [found.label for found in Suggestions(things).find(text, limit)]


NOTES = [known(title) for title in ("Slow questions", "Asking slowly", "The slow cooker", "Soup and numbers")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("s", []),
        ("so", ["Soup and numbers"]),
        ("SLOW", ["Slow questions", "Asking slowly", "The slow cooker"]),
        ("ｓｌｏｗ", ["Slow questions", "Asking slowly", "The slow cooker"]),
        ("slow q", ["Slow questions"]),
        ("questions sl", ["Slow questions"]),
        ("slo questions", ["Slow questions"]),
        ("slow soup", []),
        ("numb", ["Soup and numbers"]),
        ("umbers", ["Soup and numbers"]),
        ("", []),
        ("?!", []),
    ],
)
def test_all_words_must_stand_there_and_the_last_may_go_on(typed: str, found: list[str]) -> None:
    assert labels(NOTES, typed) == found


def test_the_name_itself_comes_first_then_beginnings_then_other_words() -> None:
    things = [
        known("A word on care", uses=9),
        known("Care of chairs", uses=1),
        known("Careful now", uses=3),
        known("Care", kind="tag"),
    ]
    assert labels(things, "care") == ["Care", "Careful now", "Care of chairs", "A word on care"]


def test_among_equals_use_decides_and_then_the_alphabet() -> None:
    things = [known("Tea b"), known("tea a"), known("Tea c", uses=1)]
    assert labels(things, "tea") == ["Tea c", "tea a", "Tea b"]


@pytest.mark.parametrize("typed", ["cafe", "café", "CAFÉ", "cafe\u0301", "ｃａｆé"])
def test_accents_case_and_width_do_not_matter(typed: str) -> None:
    assert labels([known("Café stories"), known("Cafe tales")], typed) == ["Cafe tales", "Café stories"]


@pytest.mark.parametrize("typed", ["東", "東京", "京の", "庭園", "東京の庭園", "庭", "東京 庭"])
def test_scripts_without_blanks_are_taken_by_characters(typed: str) -> None:
    assert labels([known("東京の庭園"), known("大阪")], typed) == ["東京の庭園"]


def test_a_long_run_is_found_anywhere() -> None:
    name = "".join(chr(0x4E00 + number) for number in range(60))
    assert labels([known(name)], name[25:50]) == [name]
    assert labels([known(name)], name) == [name]


def test_scripts_may_meet_in_a_word() -> None:
    assert labels([known("東京tower")], "東京tow") == ["東京tower"]
    assert labels([known("東京tower")], "tow") == ["東京tower"]


@pytest.mark.parametrize(
    "typed", ["quesions", "qeustions", "questtion", "wuestions", "qustoins", "slwo", "kuestio"]
)
def test_a_slip_is_forgiven(typed: str) -> None:
    assert "Slow questions" in labels(NOTES, typed)


@pytest.mark.parametrize("typed", ["slw", "xxow", "qeusitnso", "numbrse tea"])
def test_and_no_more_than_that(typed: str) -> None:
    assert labels(NOTES, typed) == []


@pytest.mark.parametrize("typed", ["teh slow", "theslow", "the slwo coo", "hte slow c", "thes low cooker"])
def test_a_slip_may_be_in_a_short_word_or_between_words(typed: str) -> None:
    assert labels(NOTES, typed) == ["The slow cooker"]


def test_slips_come_last_and_only_where_little_else_is_found() -> None:
    things = [known("Form of words"), known("From here"), known("A late form", uses=2)]
    assert labels(things, "form") == ["Form of words", "A late form", "From here"]
    assert "From here" not in labels([*things, known("Formal")], "form")


def test_words_in_use_are_no_slips_where_a_name_has_them() -> None:
    things = [known("A stopped lift"), known("Gifts"), known("Left out")]

    def found(typed: str, *languages: str) -> list[str]:
        return [one.label for one in Suggestions(things, languages).find(typed, 8)]

    assert found("lift", "en") == ["A stopped lift"]
    assert found("lift", "xx") == ["A stopped lift", "Gifts", "Left out"]
    assert found("lifd", "en") == ["A stopped lift"]
    assert found("list", "en") == ["A stopped lift"]  # what else is there?
    assert found("stopped lift", "en") == ["A stopped lift"]


def test_a_slip_in_the_first_word_comes_before_one_further_on() -> None:
    things = [known("The kitchen", uses=5), known("Kitchen table")]
    assert labels(things, "kithcen") == ["Kitchen table", "The kitchen"]


def test_an_alias_finds_its_note_once_and_is_told() -> None:
    one = Suggestions([known("Slow questions", "Patient asking", "Slow asking")])
    (found,) = one.find("pati", 8)
    assert (found.label, found.detail) == ("Slow questions", "Patient asking")
    (found,) = one.find("slow", 8)
    assert (found.label, found.detail) == ("Slow questions", "")


def test_notes_keep_half_of_the_room() -> None:
    tags = [known(f"tea {number}", uses=9, kind="tag") for number in range(8)]
    notes = [known(f"Tea note {number}") for number in range(8)]
    kinds = [found.kind for found in Suggestions([*tags, *notes]).find("tea", 8)]
    assert kinds == ["tag"] * 4 + ["note"] * 4
    assert len(labels(tags, "tea")) == 8


def test_no_more_than_asked_for() -> None:
    many = [known(f"Tea {number:03}") for number in range(80)]
    assert labels(many, "tea", 3) == ["Tea 000", "Tea 001", "Tea 002"]
    assert labels(many, "tea", 0) == labels(many, "tea", -1) == []
    assert len(labels(many, "tea", 10**9)) == MOST


@pytest.mark.long
def test_a_great_many_are_kept_in_order() -> None:
    many = [known(f"Tea {number:05}", uses=1) for number in range(40_000)]
    things = [*many, known("Green teas"), known("Ta kaes")]
    assert labels(things, "teas") == ["Green teas", *(f"Tea {number:05}" for number in range(7))]
    assert labels(things, "tea 39999")[0] == "Tea 39999"


def test_nothing_known_nothing_suggested() -> None:
    assert labels([], "anything") == []
    assert labels([known("—")], "anything") == []


@given(typed=st.text(max_size=90), names=st.lists(st.text(max_size=30), max_size=8))
@settings(max_examples=150, deadline=None)
def test_it_never_raises(typed: str, names: list[str]) -> None:
    things = [known(name) for name in names]
    assert set(labels(things, typed)) <= set(names)
    labels(things, "\ud800" + typed)


@given(
    names=st.lists(st.text(alphabet="abcéøß 東京", min_size=1, max_size=12), min_size=1, max_size=8),
    data=st.data(),
)
@settings(max_examples=150, deadline=None)
def test_a_name_typed_whole_is_found_among_the_first(names: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names))
    things = [known(name) for name in names]
    found = labels(things, name)
    assert name in found or len("".join(c for c in name if c.isalpha())) < 2


LETTERS = "abc "


@given(
    name=st.text(alphabet=LETTERS, min_size=4, max_size=14).map(lambda text: " ".join(text.split())),
    data=st.data(),
)
@settings(max_examples=300, deadline=None)
def test_one_slip_never_hides_a_name(name: str, data: st.DataObject) -> None:
    assume(len(name) > 4)
    at = data.draw(st.integers(0, len(name) - 2))
    letter = data.draw(st.sampled_from("abcx"))
    slipped = data.draw(
        st.sampled_from(
            [
                name[:at] + letter + name[at:],
                name[:at] + name[at + 1 :],
                name[:at] + letter + name[at + 1 :],
                name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            ]
        )
    )
    assume(len(" ".join(slipped.split())) >= 4 and slipped == " ".join(slipped.split()))
    assert labels([known(name)], slipped) == [name]
