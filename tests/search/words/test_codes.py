from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from garden.search.words.codes import standing
from tests.search.fragments import shown

if TYPE_CHECKING:
    from tests.search.conftest import Kit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++, C# and F#.", ["c#", "c++", "f#"]),
        ("(.NET) node.js.", [".net", "node.js"]),
        ("v1.2 2.7.4, NHS-12!", ["1.2", "2.7.4", "nhs-12"]),
        ("“kitchen_table.md” e-mail E\u2011Mail", ["e-mail", "kitchen_table", "kitchen_table.md"]),
        (
            "a-b.md a.b.md x_y@z.org a_b.c-d n.h.s soup-club.Then",
            ["a-b", "a-b.md", "a.b.md", "a_b.c-d", "n.h.s", "soup-club", "soup-club.then", "x_y@z.org"],
        ),
        ("2\u20134pm, 10 \u2013 12 and Oslo\u2013Rome", ["2-4pm", "oslo-rome"]),
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
    assert sorted(codes_of(text)) == expected


def codes_of(text: str) -> set[str]:
    return {code for _, _, code in standing(text)}


def test_a_long_row_of_signs_takes_no_time() -> None:
    texts = ["a" + "." * 100_000 + "+" * 100_000, "a.b" * 50_000, "#" * 100_000]
    assert [len(codes_of(text)) for text in texts] == [0, 1, 0]


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


@pytest.mark.parametrize(
    ("asked", "marked"),
    [("2.4", "v2.4.2"), ("wb-30", "WB-3000i"), ("6-8", "6\u20138pm"), ("ana@ex", "ana@example.org")],
)
def test_a_code_that_no_note_has_is_half_of_one_that_some_have(kit: Kit, asked: str, marked: str) -> None:
    engine = kit.indexed(
        kit.document("it", "Version v2.4.2 of a WB-3000i, 6\u20138pm, ana@example.org"),
        kit.document("no", "2 4 30 6 8 " * 9),
    )
    page = kit.search(engine, asked)
    assert [hit.note.id for hit in page.hits] == ["it"]
    assert shown(page) == [marked]
    assert page.notice == f"No note has '{asked}' alone; showing notes with what begins so."
    # In quotes it is all of it, and to leave it out leaves out nothing longer.
    assert "as it is written" in kit.search(engine, f'"{asked}"').notice
    assert kit.ids(engine, f"version -{asked}") == ["it"]


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
    assert kit.ids(engine, f'"{code}"') == ["named"]


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


@pytest.mark.parametrize(
    "span", ["9.30-11.30", "9.30\u201111.30", "9.30\u201311.30", "9-11.30", "11.30-1.15pm"]
)
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
    assert codes_of("a-1.5 2.7-beta 1.5-2.5-3.5") == {"a-1.5", "2.7-beta", "1.5-2.5-3.5"}
    assert codes_of("1." * 99_999 + "1-1.5") == {"1." * 32}


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
    told = "No note has 'C++' in its title as it is written; showing notes with 'c' there."
    assert ([hit.note.id for hit in page.hits], page.notice) == (["title"], told)


AS_TYPED = {
    "exact": "We run version 2.7.4 here.",
    "pieces": "Version 2 7 4: page 2 of 7, and 4 more. Main file py; we write c, and here.",
    "ten": "Or version 2.7.10 instead, not 2.7.4-beta.",
    "seventy": "It is 2.70 pounds, and £1,240.50.",
    "c++": "We write C++ here, on A&E days.",
    "c": "We write C, and then C++ too.",
    "file": "See main_file.py, or v2.7.4.",
    "span": "Open 9.30\u201111.30 on 2024-05-01, says ana@example.org.",
}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ('"2.7.4"', "exact file"),
        ('"version 2.7.4"', "exact"),
        ('"run version v2.7.4 here"', "exact"),
        ("text:2.7.4", "exact file"),
        ("text:(2.7.4 run)", "exact"),
        ('text:"version 2.7.4"', "exact"),
        ('"we write C++"', "c++"),
        ('"we write C++ here"', "c++"),
        ('"then C++ too"', "c"),
        ('"on A&E days"', "c++"),
        ('"see main_file.py or"', "file"),
        ("main_file", "file pieces"),
        ('"main_file"', "file"),
        ('"see main_file"', "file"),
        ("text:main_file.py", "file"),
        ('"open 9.30"', "span"),
        ('"11.30 on 2024-05-01"', "span"),
        ('"9.30-11.30 on"', "span"),
        ('"says ana@example.org"', "span"),
        ('"and £1240.50"', "seventy"),
        ("2.7.4 AND run", "exact"),
        ("we -2.7.4", "c++ c pieces"),
        ("version -2.7.4", "pieces ten"),
        ("we -v2.7.4", "c++ c pieces"),
        ("we -C++", "exact pieces"),
        ('we -"2.7.4"', "c++ c pieces"),
        ('we -"write C++"', "exact c pieces"),
        ("-text:2.7.4 version", "pieces ten"),
        ("version -2.7.4/x", "exact pieces ten"),
        ("2.7.*", "exact ten file"),
        ("v2.7.*", "exact ten file"),
        ('"2.7.*"', "exact ten file"),
        ('"run vers*"', "exact"),
        ('"2.7.4 her*"', "exact"),
        ("2.7*", "exact ten file seventy"),
        ("text:2.7.1*", "ten"),
        ("version -2.7.*", "pieces"),
        ("C++*", "c++ c"),
        ("main_f*", "file"),
        ("2024-*", "span"),
        ("open 2024-0*", "span"),
    ],
)
def test_a_code_is_found_as_typed_everywhere(kit: Kit, asked: str, found: str) -> None:
    engine = kit.indexed(*(kit.document(name, text, title="x") for name, text in AS_TYPED.items()))
    page = kit.search(engine, asked, per_page=100)
    assert ({hit.note.id for hit in page.hits}, page.notice) == (set(found.split()), "")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ('"7.2.9"', "No note has '7.2.9' as it is written; showing notes with '7', '2' or '9'."),
        ("text:7.9", "No note has '7.9' in its text as it is written; showing notes with '7' or '9' there."),
        ("7.2.*", "No note has a code that begins with '7.2.'; showing notes with '7' or '2'."),
        ("text:7.2.*",
         "No note has a code that begins with '7.2.' in its text; showing notes with '7' or '2' there."),
        ('"version 2.7.*"', "In a phrase, a code is taken as it stands and not as a beginning."),
        ('"we A&E"', "No note has these words next to each other; showing notes with the words."),
    ],
)  # fmt: skip
def test_what_stands_nowhere_as_typed_is_told(kit: Kit, asked: str, told: str) -> None:
    engine = kit.indexed(*(kit.document(name, text, title="x") for name, text in AS_TYPED.items()))
    page = kit.search(engine, asked)
    assert page.total
    assert told in page.notice
    assert kit.search(engine, f"we -{asked}").total == kit.search(engine, "we").total


def test_a_code_is_asked_of_the_field_it_stands_in(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("title", "2.7.5", title="On 2.7.4"),
        kit.document("body", "2.7.4", title="2 7 4, 2.7.5"),
        kit.document("東京", "x", title="東京-2"),
        kit.document("apart", "2", title="東京"),
    )
    assert kit.ids(engine, "title:2.7.4") == ["title"]
    assert kit.ids(engine, "text:2.7.4") == ["body"]
    assert sorted(kit.ids(engine, "title:2.7.*")) == ["body", "title"]
    assert kit.ids(engine, "title:東京-2 -text:5") == ["東京"]
    assert set(shown(kit.search(engine, "title:2.7.*"))) == {"2.7.4", "2.7.5"}


def test_a_phrase_is_marked_with_its_codes(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("a", "We write C, we write C++ and main_file.py; see main file.", title="x")
    )
    asked = "we write C++ and main_file.py"
    assert shown(kit.search(engine, f'"{asked}"')) == ["write", asked]
    assert shown(kit.search(engine, '"main_file.py"')) == ["main_file.py"]
    assert shown(kit.search(engine, "main_*")) == ["main_file.py"]


def test_a_code_of_many_words_is_one_in_quotes_and_left_out(kit: Kit) -> None:
    long = "garden-2.7.4-linux-x86.tar.gz"
    engine = kit.indexed(
        kit.document("it", f"get {long} now"), kit.document("no", f"get {long.replace('.', ' ')} now")
    )
    assert kit.ids(engine, f'"get {long} now"') == ["it"]
    assert kit.ids(engine, f"get -{long}") == ["no"]
