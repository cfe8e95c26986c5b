"""Words that begin otherwise in a sentence are found by what they are alone."""

from __future__ import annotations

import pytest

from garden.search.words.analysis import Analysis
from garden.search.words.onsets import alone, otherwise, without_article
from tests.search.conftest import PUBLIC, Kit
from tests.search.fragments import matched


@pytest.mark.parametrize(
    ("word", "without"),
    [
        ("الجيران", "جيران"),
        ("للجيران", "جيران"),
        ("والجيران", "جيران"),
        ("بِالصِّحَّة", "صحة"),
        ("الالتزام", "تزام"),  # as التزام is
        ("التزام", "تزام"),
        ("الحي", "حي"),
        ("والدين", "والدين"),
        ("الله", "الله"),
        ("ألوان", "ألوان"),
        ("جار", "جار"),
    ],
)
def test_without_an_article(word: str, without: str) -> None:
    assert without_article(word) == without
    assert without_article(without) == without


@pytest.mark.parametrize(
    "words",
    [
        "جيران الجيران والجيران للجيران",
        "صحة الصحة بالصحة",
        "ممرضة الممرضة ممرضات الممرضات",
        "مستشفى المستشفيات",
    ],
)
def test_forms_of_an_arabic_word_have_one_stem(words: str) -> None:
    arabic = Analysis().of("ar")
    assert len({arabic.forms(word).terms for word in words.split()}) == 1


def test_no_other_word_begins_otherwise() -> None:
    assert (
        list(otherwise("gardd", "en")) == list(otherwise("house", "he")) == list(otherwise("сад", "cy")) == []
    )
    assert list(otherwise("בא", "he")) == list(otherwise("ty", "cy")) == []
    assert (alone("الجيران"), alone("הגינה"), alone("ההר"), alone("garden"), alone("")) == (
        "جيران", "גינה", "", "", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "asked", "marked"),
    [
        ("ar", "يجتمع الجيران هنا", "جيران", "الجيران"),
        ("ar", "جيران الحي", "الجيران", "جيران"),
        ("ar", "تسأل عن الصحة", "بالصحة", "الصحة"),
        ("he", "הילדים משחקים בגינה", "ילדים", "הילדים"),
        ("he", "הילדים משחקים בגינה", "הגינה", "בגינה"),
        ("he", "שואלת על בריאות", "הבריאות", "בריאות"),
        ("he", "כל הורים", "הורים", "הורים"),
        ("cy", "Mae plant yn yr ardd", "gardd", "ardd"),
        ("cy", "agored i bawb yng Nghaerdydd", "Caerdydd", "Nghaerdydd"),
        ("cy", "am eu hiechyd", "iechyd", "hiechyd"),
    ],
)
def test_a_word_is_found_and_marked_in_a_sentence(
    kit: Kit, language: str, text: str, asked: str, marked: str
) -> None:
    others = [kit.document(f"other-{one}", "soup", lang=one) for one in ("en", "fr")]
    engine = kit.indexed(kit.document("one", text, lang=language), *others)
    (hit,) = kit.search(engine, asked).hits
    assert matched(hit.snippet) == [marked]
    assert kit.ids(engine, f"-{asked}") == ["other-en", "other-fr"]


def test_a_garden_of_one_language_knows_it_too(kit: Kit) -> None:
    engine = kit.indexed(kit.document("one", "Mae plant yn yr ardd", lang="cy"))
    assert kit.ids(engine, "gardd") == ["one"]
    assert kit.ids(engine, '"yr gardd"') == ["one"]


def test_another_language_does_not_begin_so(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("one", "plant yn yr ardd", lang="cy"), kit.document("two", "A ben of wood", lang="en")
    )
    assert kit.ids(engine, "pen") == []


def test_a_name_is_suggested_by_a_word_without_its_article(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("ar", title="مائدة الجيران", lang="ar"),
        kit.document("he", title="שולחן השכנים", lang="he"),
    )
    for typed, found in (("جيرا", "ar"), ("الجيرا", "ar"), ("שכנ", "he"), ("השכנ", "he")):
        suggested = engine.snapshot().suggest(typed, visible=PUBLIC)
        assert [one.value for one in suggested] == [found]
