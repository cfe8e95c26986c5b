"""A number with its thousands apart and the same without is one number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garden.search.words.thousands import grouped
from tests.search.fragments import matched

if TYPE_CHECKING:
    from tests.search.conftest import Kit

WAYS = [
    "11,340",
    "£11,340",
    "11.340",
    "11'340",
    "11\u2019340",
    "11 340",
    "11\xa0340",
    "11\u202f340",
    "\u0661\u0661\u066c\u0663\u0664\u0660",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We had £11,340.50 and 1,234,567; -2'000.", ["11340", "1234567", "2000"]),
        ("from 10,000-20,000, or 1.000.000.000", ["10000", "20000", "1000000000"]),
        ("In 2024, 11 340 people; in 2024 11,340 people", ["11340", "11340"]),
        ("2,024 1.100", ["2024", "1100"]),
        ("943 476 5919 and 555.123.4567", ["9434765919", "5551234567"]),
        ("+44 (0)1632 960 983, or (0)1632-960983", ["01632960983", "01632960983"]),
        ("約11,340円、価格は9.500円", ["11340", "9500"]),
        # Decimals, versions, dates and what is no number at all.
        ("1,5 3.11 2.7.4 1,23,456 1,2345 0.125 0,500 31.12.2024 2024.100", []),
        ("1.234.56 1,234.567.8 12,345,67 1,234 567", ["1234", "1234"]),
        ("1,2 340\n100 a1,234 1,234b 11, 340 1\n340 1,,340", []),
        ("94 476 5919; 943 47 5919; 100 943 476 5919; 943 476 5919 1; 943 476 59190", []),
        # Numbers in a row are no groups of one.
        ("2024 100 200 300; 100 200 300 400 500; 1,200,300,400,500", []),
        ("", []),
    ],
)
def test_numbers_with_their_thousands_apart(text: str, expected: list[str]) -> None:
    assert [number for _, _, number in grouped(text)] == expected


@given(st.text(alphabet="012,.' \xa0a東", max_size=30))
def test_they_stand_where_they_say(text: str) -> None:
    for start, end, number in grouped(text):
        assert "".join(filter(str.isdecimal, text[start:end])) == number
        assert 4 <= len(number) <= 12


def test_a_long_row_of_numbers_takes_no_time() -> None:
    assert not list(grouped("1,111," * 100_000))
    assert len(list(grouped("1,111;" * 100_000))) == 100_000


@pytest.mark.parametrize("written", WAYS)
@pytest.mark.parametrize("asked", ["11340", "1134*", '"11340"', "text:11340", "given 11340 -lent"])
def test_a_number_finds_it_with_its_thousands_apart(kit: Kit, written: str, asked: str) -> None:
    engine = kit.indexed(
        kit.document("it", f"We were given {written} for it"), kit.document("other", "11 of 340 were lent")
    )
    page = kit.search(engine, asked)
    assert [hit.note.id for hit in page.hits] == ["it"]
    assert (page.notice, page.mended, page.offered) == ("", "", "")
    assert " ".join(written.removeprefix("£").split()) in matched(page.hits[0].snippet)


@pytest.mark.parametrize("asked", ["11,340", "£11,340", "11.340", "11'340", '"11,340"', "title:11,340"])
def test_with_its_thousands_apart_it_finds_the_number_too(kit: Kit, asked: str) -> None:
    engine = kit.indexed(
        kit.document("one", title="11340 pounds"),
        kit.document("comma", title="11,340 pounds"),
        kit.document("point", title="11.340 pounds"),
        kit.document("apart", title="340 people and 11 more, or 340"),
        kit.document("other", title="12,340 pounds"),
    )
    page = kit.search(engine, asked)
    assert sorted(hit.note.id for hit in page.hits) == ["comma", "one", "point"]
    assert {*matched(page.hits[0].title)} <= {"11340", "11,340", "11.340"}


def test_one_that_names_a_version_comes_first_as_it_was_typed(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("a", "3110 3110", title="3110"), kit.document("z", "Since version 3.110 of it")
    )
    assert kit.ids(engine, "3.110") == ["z", "a"]


def test_to_leave_out_a_number_leaves_it_out_however_it_is_written(kit: Kit) -> None:
    engine = kit.indexed(
        *(kit.document(f"n{place}", f"about {written}") for place, written in enumerate(["11340", *WAYS])),
        kit.document("other", "about 340 and 11"),
    )
    for asked in ("11340", "11,340", "11.340", '"11,340"'):
        assert kit.ids(engine, f"about -{asked}") == ["other"]


@pytest.mark.parametrize("asked", ['"given 11340 pounds"', '"given 11,340 pounds"'])
def test_a_phrase_goes_on_before_and_after_it(kit: Kit, asked: str) -> None:
    engine = kit.indexed(
        kit.document("one", "given 11340 pounds"),
        kit.document("parted", "given 11,340 pounds"),
        kit.document("other", "pounds were given: 11,340"),
    )
    assert sorted(kit.ids(engine, asked)) == ["one", "parted"]


def test_decimals_have_no_thousands(kit: Kit) -> None:
    engine = kit.indexed(kit.document("it", "takes 1,5 hours with Python 3.11"))
    assert kit.ids(engine, "15 OR 311") == []
    assert kit.ids(engine, "3.11") == kit.ids(engine, "1,5") == ["it"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ring 01632 960 123, (01632) 960-123 or 0300 123 4567.", ["01632960123"] * 2 + ["03001234567"]),
        ("06 12 34 56 78; +44 1632 960123", ["0612345678", "441632960123"]),
        ("02-11-2024, 007 12, 1 0300 123 4567, 0 12 345 678, 01632 9601234567890", []),
        ("We gave 11,340 to 01632 960 999", ["11340", "01632960999"]),
        ("+1 415 555 2671 or +7 495 123 45 67", ["14155552671", "74951234567"]),
        ("On 01-10-2026 12:30, buses at 0900 1000 1100", []),
    ],
)
def test_numbers_of_telephones_are_one(text: str, expected: list[str]) -> None:
    assert [number for _, _, number in grouped(text)] == expected


WRITTEN = ["01632 960 123", "01632 960123", "(01632) 960 123", "01632-960-123", "01632960123"]


@pytest.mark.parametrize("asked", ["01632960123", "01632 960123", '"01632 960123"'])
def test_a_telephone_is_found_however_it_is_grouped(kit: Kit, asked: str) -> None:
    numbers = [kit.document(f"n{place}", f"Ring {written} at noon") for place, written in enumerate(WRITTEN)]
    engine = kit.indexed(*numbers, kit.document("other", "Ring 01632 960 999 or 960, 123 times"))
    page = kit.search(engine, asked)
    first = {hit.note.id for hit in page.hits[: len(WRITTEN)]}
    assert first == {f"n{place}" for place in range(len(WRITTEN))}
    assert page.notice == ""
    marked = {hit.note.id: " ".join(matched(hit.snippet)) for hit in page.hits}
    assert marked["n0"] == WRITTEN[0]
