"""Letters that people write in more than one way find each other, and are marked as they stand."""

from __future__ import annotations

import pytest

from garden.search.words.letters import are_all, bare, drawn_together
from garden.search.words.signs import united
from tests.search.conftest import PUBLIC, Kit
from tests.search.fragments import matched


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("þórunn", "thorunn"),
        ("ґанок", "ганок"),
        ("हिन्दी", "हिंदी"),
        ("सम्बन्ध", "संबंध"),
        ("जन्म", "जन्म"),  # a nasal before a consonant of another row is itself
        ("ज़रूरत", "जरूरत"),
        ("महिलाएँ", "महिलाएं"),
        ("ডাক্তার", "ডাক্তার"),
        ("পাড়া", "পাড়া"),  # a letter of its own in Bengali, and not one with a dot
        ("١٢٣", "123"),
        ("१२३", "123"),
        ("১২৩", "123"),
        ("๑๒๓", "123"),
    ],
)
def test_one_way_to_write(written: str, plain: str) -> None:
    assert bare(written) == plain
    assert bare(plain) == plain


def test_signs_that_are_one() -> None:
    assert united("鄰居與鄰里 コーヒー ヴァ") == "邻居与邻里 こーひー ゔぁ"
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x30100))))
    assert united(every) == "".join(map(united, every))
    assert united(united(every)) == united(every)
    assert united("\ud800" * 200) == "\ud800" * 200


def test_what_is_told_stays_as_it_is_written(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("one", "社區コーヒー", lang="zh"), kit.document("two", "社区こーひー", lang="zh")
    )
    assert [one.label for one in kit.search(engine, "咖啡 -鄰居 -コーヒー").understood] == [
        "without 鄰居",
        "without “コーヒー”",
    ]
    (related,) = engine.snapshot().similar("one", visible=PUBLIC)
    assert "社區" in related.words


def test_marks_belong_to_letters_and_digits_do_not() -> None:
    assert all(map(are_all, ("word", "शिशु", "বয়স্ক", "ñandú")))
    assert not any(map(are_all, ("nhs12", "शिशु2", "a-b", "५शिशु")))


@pytest.mark.parametrize(
    ("language", "text", "asked", "marked"),
    [
        ("hi", "पास की महिलाएँ गाती हैं", "महिलाएं", "महिलाएँ"),
        ("hi", "पास की महिलाएँ गाती हैं", "महिला", "महिलाएँ"),
        ("hi", "हिन्दी की किताब", "हिंदी", "हिन्दी"),
        ("hi", "किसी की ज़रूरत", "जरूरत", "ज़रूरत"),
        ("hi", "डॉक्टर की बात", "डाक्टर", "डॉक्टर"),
        ("bn", "শিশুরা বাগানে খেলে", "শিশু", "শিশুরা"),
        ("bn", "বছরে ১২৫০ জন", "1250", "১২৫০"),
        ("bn", "বছরে ১,২৫০ জন", "1250", "১,২৫০"),
        ("th", "ปีที่แล้ว ๑๒๕๐จาน", "1250", "๑๒๕๐"),
        ("en", "all of 1250 bowls", "१२५०", "1250"),
        ("he", "מחוץ לצה״ל", 'צה"ל', "לצה״ל"),
        ("he", 'מחוץ לצה"ל', "צה״ל", 'לצה"ל'),
        ("he", "מחוץ לצה״ל", "צהל", "לצה״ל"),
        ("he", "ג׳ינג׳ר חם", "ג'ינג'ר", "ג׳ינג׳ר"),
        ("uk", "про здоров’я громади", "здоров'я", "здоров’я"),
        ("uk", "про здоров'я громади", "здоровʼя", "здоров'я"),
        ("uk", "про здоровʼя громади", "здоровя", "здоровʼя"),
        ("uk", "про здоров’я громади", '"здоров`я громади"', "здоров’я громади"),
        ("uk", "тут п’ять родин", "п'ят", "п’ять"),
        ("zh", "我們在社區廚房做飯", "社区厨房", "社區廚房"),
        ("zh", "一碗汤", "湯", "汤"),
        ("ja", "らーめん屋まで", "ラーメン", "らーめん"),
        ("ja", "カﾞンの患者", "がん", "カﾞン"),
        ("th", "น้ำชาและทำอาหาร", "ทำอาหาร", "ทำอาหาร"),
        ("en", "We read ‘Кобзар’ and 'Лис'", "лис", "Лис"),
    ],
)
def test_whichever_way_it_is_written(kit: Kit, language: str, text: str, asked: str, marked: str) -> None:
    engine = kit.indexed(kit.document("one", text, lang=language), kit.document("other", "soup", lang="en"))
    (hit,) = kit.search(engine, asked).hits
    assert matched(hit.snippet) == [marked]


def test_signs_within_words_are_in_no_others() -> None:
    for text in ("‘Кобзар’", "«Лис»", "it’s", "l’eau", 'אמר: "בית"', "ר׳ יוסף", "Д'Artagnan", 'он"она'):
        assert drawn_together(text) == text
    assert drawn_together("п’ять") == "п\u2060ять"


def test_gershayim_end_no_phrase(kit: Kit) -> None:
    engine = kit.indexed(kit.document("one", "כאן צה״ל היום"), kit.document("two", "היום כאן"))
    assert kit.ids(engine, '"כאן צה"ל"') == ["one"]


def test_a_slip_in_a_word_with_vowel_signs_is_mended(kit: Kit) -> None:
    engine = kit.indexed(kit.document("one", "समुदायिकता की बात", lang="hi"))
    assert kit.search(engine, "समुदायिकतु").mended == "समुदायिकता"
