from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from garden.search.codes import terms
from tests.search.fragments import shown

if TYPE_CHECKING:
    from tests.search.conftest import Kit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++, C# and F#.", ["c#", "c++", "f#"]),
        ("(.NET) node.js.", [".net", "node.js"]),
        ("v1.2 2.7.4, NHS-12!", ["1.2", "2.7.4", "nhs-12"]),
        ("“kitchen_table.md” e-mail E\u2011Mail", ["e-mail", "kitchen_table.md"]),
        ("#listening #health/care", ["#health/care", "#listening"]),
        ("R&D, “Q＆A” and B&B-2 of A & E", ["b&b-2", "q&a", "r&d"]),
        ("£4.60, £1,240.50 1,240 240.50", ["1240.50", "240.50", "4.60"]),
        ("ana@example.org https://example.org/x", ["ana@example.org", "example.org"]),
        ("Caf\u00e9.md \uff23\uff0b\uff0b", ["c++", "cafe.md"]),
        ("東京-2", ["东京-2"]),
        ("plain words, don't (really) -- and _ more ... 1 + 1 = #", []),
        ("\ud800.x \x00#", [".x"]),
    ],
)
def test_codes(text: str, expected: list[str]) -> None:
    assert sorted(term.decode() for term in terms([text])) == expected


def test_a_long_row_of_signs_takes_no_time() -> None:
    assert len(terms(["a" + "." * 100_000 + "+" * 100_000, "a.b" * 50_000, "#" * 100_000])) == 1


CODES = ["C++", "C#", ".NET", "F#", "A&E", "R&D"]


@pytest.mark.parametrize("code", CODES)
def test_a_code_with_signs_is_not_its_letter(kit: Kit, code: str) -> None:
    others = [kit.document(f"n{place}", f"About {one}; net f c e d") for place, one in enumerate(CODES)]
    engine = kit.indexed(*others, kit.document("c", "c c c f net a e r d " * 9))
    assert kit.ids(engine, code) == [f"n{CODES.index(code)}"]
    assert kit.ids(engine, f'"{code}"') == [f"n{CODES.index(code)}"]
    assert f"n{CODES.index(code)}" not in kit.ids(engine, f"about -{code}")
    assert kit.search(engine, code).notice == ""


@pytest.mark.parametrize("code", [*CODES, "4.60", "£4.60", "v2.7.4", "£1,240.50", "2024-05-01"])
def test_a_code_is_marked_and_its_pieces_are_not(kit: Kit, code: str) -> None:
    pieces = " ".join(re.split(r"\W+", code))
    engine = kit.indexed(
        kit.document("it", f"It was {code}, and {pieces} again", title="x"), kit.document("no", pieces * 3)
    )
    page = kit.search(engine, code)
    assert [hit.note.id for hit in page.hits] == ["it"]
    assert shown(page) == [code.lstrip("£")]
    assert page.notice == ""


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("C++", "'c'"),
        ("A&E", "'e'"),
        ("£4.60", "'4' or '60'"),
        ("c.e.60.4", "parts of it"),
        ("c-60", "'c' or '60'"),
    ],
)
def test_a_code_that_no_note_has_is_its_words_and_that_is_told(kit: Kit, code: str, named: str) -> None:
    engine = kit.indexed(kit.document("c", "c 4 e 60"), kit.document("a", "a d"))
    page = kit.search(engine, code)
    assert [hit.note.id for hit in page.hits] == ["c"]
    said = f"No note has '{code.lstrip('£')}' as it is written; showing notes with {named}."
    assert page.notice == said
    assert set(shown(page)) <= {"c", "e", "4", "60"}
    # What is to be left out is not looked for in words.
    assert sorted(kit.ids(engine, f"(c OR a) -{code}")) == ["a", "c"]
    assert kit.search(engine, f"(c OR a) -{code}").notice == ""


def test_a_code_that_nothing_is_found_for_is_not_told_of(kit: Kit) -> None:
    assert kit.search(kit.indexed(kit.document("a", "b")), "C++").notice == ""


@pytest.mark.parametrize("code", ["N.H.S.", "Ph.D.", "U.K."])
def test_initials_are_not_their_letters(kit: Kit, code: str) -> None:
    """A flag -h, or what is Tom's, has nothing to do with the N.H.S."""
    letters = kit.document("letters", "Type -h or -d, and Tom's k for u; ph is sour. A kettle.")
    page = kit.search(kit.indexed(letters), code)
    assert (page.total, page.notice) == (0, "")
    page = kit.search(kit.indexed(letters), f"{code} kettle")
    assert shown(page) == ["kettle"]
    assert page.notice == "No note has both words; showing notes with one of them."
    engine = kit.indexed(letters, kit.document("it", f"The {code} said so."))
    assert kit.ids(engine, code) == ["it"]
    assert kit.ids(engine, code.replace(".", "")) == ["it"]


def test_a_code_counts_as_one_word(kit: Kit) -> None:
    engine = kit.indexed(kit.document("code", "A&E"), kit.document("word", "a kettle"))
    assert sorted(kit.ids(engine, "A&E kettle")) == ["code", "word"]
    assert (
        kit.search(engine, "A&E kettle").notice == "No note has both words; showing notes with one of them."
    )


def test_a_name_with_a_slip_is_mended(kit: Kit) -> None:
    engine = kit.indexed(kit.document("it", "see kitchen_table.md"), kit.document("no", "other_thing.md"))
    page = kit.search(engine, "kitchn_table.md")
    assert page.hits[0].note.id == "it"
    assert page.mended == "kitchen_table.md"


def test_a_code_stands_in_a_title_where_it_is_asked_for_there(kit: Kit) -> None:
    engine = kit.indexed(kit.document("a", "x", title="On C++"), kit.document("b", "C++", title="Other"))
    assert kit.ids(engine, "title:c++") == ["a"]


@pytest.mark.parametrize(("asked", "written"), [("2.7.4", "v2.7.4"), ("v2.7.4", "2.7.4")])
def test_a_version_is_the_same_with_and_without_its_letter(kit: Kit, asked: str, written: str) -> None:
    engine = kit.indexed(
        kit.document("it", f"Since {written}."), kit.document("other", "Since v2.7.5: 2 7 4, v2 7 4.")
    )
    assert kit.ids(engine, asked)[0] == "it"


@pytest.mark.parametrize("code", ["NHS-12", "kitchen_table.md", "node.js", "ana@example.org"])
def test_a_code_that_names_one_thing_comes_first(kit: Kit, code: str) -> None:
    parts = " ".join(code.replace("@", " ").replace(".", " ").replace("-", " ").replace("_", " ").split())
    engine = kit.indexed(
        kit.document("other", f"{parts} " * 20, title=parts),
        kit.document("named", f"Once, in a long text with many words: {code}. " + "word " * 60),
        kit.document("some", f"{parts.split()[-1]} alone"),
    )
    assert kit.ids(engine, code) == ["named", "other"]
    assert kit.ids(engine, code.upper())[0] == "named"
    assert sorted(kit.ids(engine, f'"{code}"')) == ["named", "other"]


def test_a_number_in_a_code_says_nothing_alone(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("it", "NHS-12 on the 12th, page 12"),
        kit.document("word", "NHS"),
        kit.document("no", "12"),
    )
    page = kit.search(engine, "NHS-12")
    assert [hit.note.id for hit in page.hits] == ["it", "word"]
    assert shown(page) == ["NHS-12", "NHS"]


def test_a_code_is_one_word_among_those_of_a_long_question(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("on it", "Who sits nearest the kettle when a meeting runs late, 12 of NHS", title="x"),
        kit.document("named", "NHS-12, and nothing that was asked about here", title="x"),
        *(kit.document(f"n{number}", "something else in there", title="x") for number in range(9)),
    )
    assert kit.ids(engine, "kettle NHS-12")[0] == "named"
    assert kit.ids(engine, "who sits nearest the kettle when a meeting runs late NHS-12")[0] == "on it"


def test_a_hyphened_word_as_it_was_typed_comes_before_its_parts(kit: Kit) -> None:
    engine = kit.indexed(kit.document("apart", "e mail here"), kit.document("whole", "e-mail here"))
    assert kit.ids(engine, "e-mail") == ["whole", "apart"]
    assert sorted(kit.ids(engine, "mail")) == ["apart", "whole"]


def test_a_tag_with_its_sign_comes_before_the_word(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("word", "care care care", title="Care"),
        kit.document("tagged", "Something else, and once care", tags=("Care/home",)),
        kit.document("inline", "Something more #care"),
    )
    assert set(kit.ids(engine, "#care")) == {"word", "tagged", "inline"}
    assert kit.ids(engine, "#care/home")[0] == "tagged"


@pytest.mark.parametrize(
    ("one", "other"), [("café", "cafe"), ("Ёлка", "Елка"), ("naïve", "naive"), ("ñu", "nu")]
)
def test_accents_as_typed_come_first_and_others_are_found(kit: Kit, one: str, other: str) -> None:
    engine = kit.indexed(kit.document("one", f"the {one} here"), kit.document("other", f"the {other} here"))
    assert kit.ids(engine, one) == ["one", "other"]
    assert kit.ids(engine, other) == ["other", "one"]
    assert kit.ids(engine, other.upper()) == ["other", "one"]


@pytest.mark.parametrize(
    ("lang", "text", "question"),
    [
        ("th", "วันนี้อากาศดีมากครับ", "อากาศ"),
        ("km", "ថ្ងៃនេះអាកាសធាតុល្អ", "អាកាស"),
        ("lo", "ມື້ນີ້ອາກາດດີຫຼາຍ", "ອາກາດ"),
        ("my", "ဒီနေ့ရာသီဥတုကောင်းတယ်", "ရာသီဥတု"),
        ("ja", "今日は天気がいいですね", "天気"),
        ("zh", "今天天气很好", "天气"),
        ("ko", "오늘은 날씨가 좋습니다", "날씨"),
    ],
)
def test_a_word_is_found_inside_a_script_without_blanks(
    kit: Kit, lang: str, text: str, question: str
) -> None:
    engine = kit.indexed(kit.document("found", text, lang=lang), kit.document("other", "words", lang="en"))
    assert kit.ids(engine, question) == ["found"]
    assert kit.ids(engine, f'"{question}"') == ["found"]


@pytest.mark.parametrize(
    ("lang", "text", "question"),
    [
        ("ru", "зелёные ёлки", "зеленые"),
        ("ru", "зеленые елки", "ёлки"),
        ("uk", "ґанок і сіль", "ганок"),
        ("ar", "كِتَابٌ جَدِيدٌ", "كتاب"),
        ("ar", "كتـــاب", "كتاب"),
        ("ar", "أحمد إلى آخر", "احمد"),
        ("ar", "احمد الي اخر", "أحمد"),
        ("ar", "ٱلسلام", "السلام"),
        ("ar", "مدرسة كبيرة", "مدرسه"),
        ("fa", "کتاب", "كتاب"),
        ("ar", "عام ٢٠٢٤", "2024"),
        ("fa", "سال ۱۴۰۳", "1403"),
        ("ar", "قُرۡءَانٗا", "قرءانا"),
        ("el", "Ελλάδα", "ελλαδα"),
        ("he", "שָׁלוֹם", "שלום"),
        ("tr", "ışık", "isik"),
        ("vi", "phở", "pho"),
    ],
)
def test_marks_that_may_be_left_out_are(kit: Kit, lang: str, text: str, question: str) -> None:
    engine = kit.indexed(kit.document("found", text, lang=lang))
    assert kit.ids(engine, question) == ["found"]


@pytest.mark.parametrize("span", ["9.30-11.30", "9.30\u201111.30", "9-11.30", "11.30-1.15pm"])
def test_the_ends_of_a_span_are_found(kit: Kit, span: str) -> None:
    engine = kit.indexed(
        kit.document("it", f"Open {span} on weekdays"),
        kit.document("no", "11 people, 30 chairs; 11 30 11 30 9 30"),
    )
    page = kit.search(engine, "11.30")
    assert ([hit.note.id for hit in page.hits], page.notice) == (["it"], "")
    assert shown(page) == ["11.30"]
    assert kit.ids(engine, span)[0] == "it"


def test_what_has_one_end_is_no_span(kit: Kit) -> None:
    assert sorted(terms(["a-1.5 2.7-beta 1.5-2.5-3.5 soup-club.md", "1." * 99_999 + "1-1.5"])) == sorted(
        {b"a-1.5", b"2.7-beta", b"1.5-2.5-3.5", b"soup-club.md", ("1." * 32).encode()}
    )


@pytest.mark.parametrize(
    "asked", ["2.7.4 -lang:fr -lang:de -lang:es", 'lang:en 2.7.4 -tag:food -tag:"the old money"']
)
def test_filters_make_no_question_so_long_that_a_code_is_one_word_of_many(kit: Kit, asked: str) -> None:
    engine = kit.indexed(
        kit.document("other", "On page 2 are 7 or 4 of them, and 2 7 4 more.", lang="en"),
        kit.document("version", "It needs version 2.7.4 or a later one to run.", lang="en"),
    )
    assert kit.ids(engine, asked) == ["version"]


def test_of_a_code_that_another_field_has_nothing_false_is_said(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("body", "We write C++.", title="Tools"),
        kit.document("title", "Fruit.", title="Vitamin C"),
    )
    page = kit.search(engine, "title:C++")
    assert ([hit.note.id for hit in page.hits], page.notice) == (["title"], "")
