"""Words by what they begin with, in all the ways in which they are looked for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garden.search.words.analysis import fold, spaced, written
from garden.search.words.letters import bare
from garden.search.words.scanning import words_beginning


def test_words_beginning_with_a_letter() -> None:
    text = spaced("Hear the heart of a_house; Éheu, ahead, हह")
    assert [word for _, word in words_beginning(text, "h")] == ["Hear", "heart", "house", "Éheu", "हह"]
    assert [word for _, word in words_beginning(text, "")] == written(text)


def test_a_letter_under_a_hundred_thousand_marks_is_one_word_found_at_once() -> None:
    text = "x" + "\u0300" * 100_000  # two minutes when each mark is looked on from
    assert list(words_beginning(text, "x")) == [(0, text)]
    assert list(words_beginning(text, "y")) == []


@given(st.text(max_size=40), st.sets(st.sampled_from("abehs"), max_size=2))
@settings(max_examples=150, deadline=None)
def test_words_beginning_leaves_out_no_word_it_should_give(text: str, letters: set[str]) -> None:
    ready = spaced(text)
    given = dict(words_beginning(ready, letters))
    every = dict(words_beginning(ready, ()))
    assert given.items() <= every.items()
    missing = {word for at, word in every.items() if at not in given}
    assert not any(bare(fold(word))[:1] in letters and letters for word in missing)


@pytest.mark.parametrize(
    "text",
    [
        "Kitchen, akin; KIN ykx kin_kind 2kin kin2",
        "Kitchen’s — “kin” akin … «Kin» kïn",
        "Küche Kiëw ákin kin\u0301d kıt Kin",
        "Кит kin Кухня κi kí",
        "İkin kin",
        "",
    ],
)
def test_however_a_text_is_written_the_same_words_begin_so(text: str) -> None:
    ready = spaced(text)
    every = list(words_beginning(ready, ()))
    wanted = [(at, word) for at, word in every if bare(fold(word)).startswith("ki")]
    found = list(words_beginning(ready, {"ki"}))
    assert found == sorted(found)
    assert set(wanted) <= set(found) <= set(every)
    assert [word for _, word in found if word.isascii() and word[:2].lower() not in {"ki", "ky"}] == []


@pytest.mark.parametrize("beginnings", [("ki", "a"), ("kiss", "aeka"), ("kəs", "iʻka", "кi")])
@given(text=st.text(alphabet="kiKIyaeésæ’ _-ßK\xad\u0301к2əʻ", max_size=30))
@settings(max_examples=200, deadline=None)
def test_no_word_that_begins_so_is_left_out(beginnings: tuple[str, ...], text: str) -> None:
    ready = spaced(text)
    every = list(words_beginning(ready, ()))
    found = list(words_beginning(ready, beginnings))
    assert set(found) <= set(every)
    assert {one for one in every if bare(fold(one[1])).startswith(beginnings)} <= set(found)


@pytest.mark.parametrize("text", ["kissing", "Kißt kïss kiſs KI\xadSS kyss æka \xe6kā äka", "ćas kißt " * 3])
def test_a_letter_that_is_written_otherwise_may_stand_anywhere_in_a_beginning(text: str) -> None:
    ready = spaced(text)
    found = {word for _, word in words_beginning(ready, {"kiss", "aeka"})}
    assert {one for one in written(ready) if bare(fold(one)).startswith(("kiss", "aeka"))} <= found


@pytest.mark.parametrize("text", ["kəndlər", "Kəndlərdə, kənd", "kəndlər" + " of letters" * 9, "İki kəndli"])
def test_a_letter_that_stays_foreign_may_stand_in_a_beginning(text: str) -> None:
    ready = spaced(text)
    found = {word for _, word in words_beginning(ready, {"kənd"})}
    assert {one for one in written(ready) if fold(one).startswith("kənd")} <= found
