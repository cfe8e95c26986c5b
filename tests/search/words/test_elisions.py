"""What an apostrophe leaves of words says nothing by itself, and a contraction is found as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garden.search.words import analysis
from garden.search.words.elisions import contraction, standing, words
from tests.search.fragments import shown

if TYPE_CHECKING:
    from tests.search.conftest import Kit


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I don't, can\u2019t and we'll", ["don", "t", "can", "t", "ll"]),
        ("Ama's haven isn't won", ["s", "isn", "t"]),
        ("l'eau d\u2019Ama qu'il jusqu'ici", ["l", "d", "qu", "jusqu"]),
        ("dell'acqua un'altra nell\u2019orto", ["dell", "un", "nell"]),
        ("vitamin D, can won re ve m", []),
        ("O'Brien's rock'n'roll", ["O", "s", "n"]),
        ("neighbours' kitchen 'quoted' 5'10 11'340", []),
        ("", []),
    ],
)
def test_what_an_apostrophe_leaves(text: str, left: list[str]) -> None:
    assert [word for word, is_left in words(text) if is_left] == left


@given(st.text(alphabet="adntsl_1é東' \u2019-", max_size=30))
def test_words_are_those_of_a_text(text: str) -> None:
    assert [word for word, _ in words(text)] == analysis.written(text)
    for start, end, folded in standing(analysis.spaced(text)):
        assert "'" in folded
        assert len(analysis.written(text[start:end])) == folded.count("'") + 1


def test_a_long_word_takes_no_time() -> None:
    assert not list(standing("a" * 100_000 + "'" * 1000))
    assert len(list(standing("a'" * 50_000))) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don't", "don't"),
        ("(Don\u2019t!)", "don't"),
        ("we're", "we're"),
        ("don`t", "don't"),
        ("Ama's", ""),
        ("l'eau", ""),
        ("don't/can't", ""),
        ("don't-ask", ""),
        ("won", ""),
        ("здоров\u2019я\u2019s", ""),
        ("об\u2019єкт", ""),
    ],
)
def test_contractions(text: str, expected: str) -> None:
    assert contraction(text) == expected


@pytest.mark.parametrize("asked", ["don't", "don\u2019t", "Don't!", '"don\u2019t"', "don`t", "title:don't"])
def test_a_contraction_finds_itself_and_not_its_pieces(kit: Kit, asked: str) -> None:
    engine = kit.indexed(
        kit.document("straight", title="We don't, and didn't"),
        kit.document("curly", title="They don\u2019t, or couldn\u2019t"),
        kit.document("other", "It didn't, and Don can't", title="T"),
    )
    page = kit.search(engine, asked)
    assert sorted(hit.note.id for hit in page.hits) == ["curly", "straight"]
    assert sorted(shown(page)) == ["don't", "don\u2019t"]
    assert (page.notice, page.mended, page.offered, page.understood[1:]) == ("", "", "", ())


@pytest.mark.parametrize("lang", ["en", "pl"])
@pytest.mark.parametrize(
    ("asked", "marked"),
    [
        ("don't panic", {"panic"}),
        ("can\u2019t panic", {"panic"}),
        ("it isn't panic", {"panic"}),
        ("l'eau", {"eau"}),
        ("dell\u2019acqua", {"acqua"}),
        ("Ama's", {"Ama"}),
    ],
)
def test_only_what_says_something_finds_and_is_marked(
    kit: Kit, lang: str, asked: str, marked: set[str]
) -> None:
    texts = [
        "panic now",
        "it didn't, can t, isn t",
        "eau",
        "l'air, l",
        "acqua",
        "dell, dell'aria",
        "Ama",
        "s s t",
    ]
    engine = kit.indexed(
        *(kit.document(f"n{at}", text, title="", lang=lang) for at, text in enumerate(texts))
    )
    assert set(shown(kit.search(engine, asked))) <= {*marked, "it"}
    assert len(kit.ids(engine, asked)) == (2 if lang == "pl" and "it " in asked else 1)


def test_it_can_be_left_out_or_looked_for_beside_others(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("a", "panic, don't"),
        kit.document("b", "panic, they didn't"),
        kit.document("c", "we won't"),
    )
    assert kit.ids(engine, "panic -don't") == ["b"]
    assert kit.ids(engine, "don't panic")[0] == "a"
    assert sorted(kit.ids(engine, "don't OR won't")) == ["a", "c"]
    assert kit.ids(engine, "couldn't") == []


def test_what_is_left_of_a_word_is_no_slip(kit: Kit) -> None:
    engine = kit.indexed(kit.document("a", "jusque ici, eau", lang="fr"))
    assert kit.search(engine, "jusqu'eau").mended == ""
