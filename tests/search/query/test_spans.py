from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garden.search.query import spans


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-2-9", date(2024, 2, 9), date(2024, 2, 9)),
        ("2024/05/01", date(2024, 5, 1), date(2024, 5, 1)),
        ("2024.05", date(2024, 5, 1), date(2024, 5, 31)),
        ("٢٠٢٤", date(2024, 1, 1), date(2024, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_year_a_month_or_a_day(text: str, first: date, last: date) -> None:
    assert spans.period(text) == (first.toordinal(), last.toordinal())


@pytest.mark.parametrize(
    "text",
    ["", "soon", "0000", "0000-00-00", "2024-13", "2024-04-31", "24", "20240", "2024-", "-2024", "1-2-3"],
)
def test_what_is_no_date(text: str) -> None:
    assert spans.period(text) is None


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("<30", [29.999, -5], [30, 31]),
        ("<= 30", [30], [30.001]),
        ("≤30", [30], [30.001]),
        (">30", [30.001], [30]),
        (">=30", [30], [29.9]),
        ("=2,5", [2.5], [2]),
        ("10-20", [10, 15, 20], [9, 21]),
        ("20..10", [10, 20], [9]),
        ("10 – 20", [10], [21]),
        ("10..", [10, 99], [9]),
        ("...2,5", [2.5, -9], [3]),
        ("2020-2022", [2020, 2022], [2019, 2023]),
    ],
)
def test_numbers(text: str, inside: list[float], outside: list[float]) -> None:
    ends = spans.numbers(text)
    assert ends is not None
    assert all(ends[0] <= number <= ends[1] for number in inside)
    assert not any(ends[0] <= number <= ends[1] for number in outside)


def test_a_month_is_no_range_of_numbers() -> None:
    assert spans.numbers("2024-05") is None


TIMES = ("15 minutes or less", "up to 30 minutes", "up to an hour", "longer")
SIZES = ("alone", "2 to 4", "5 to 12", "13 to 30", "more than 30")
AGES = ("under 10", "10-17", "18+")
HOURS = ("an hour or less", "1 to 2 hours", "over 2 hours")
LEVELS = ("A1", "B1", "A2")


@pytest.mark.parametrize(
    ("text", "order", "inside"),
    [
        ("<30", TIMES, [0, 1]),
        ("<=30", TIMES, [0, 1]),
        (">30", TIMES, [2, 3]),
        (">= 30", TIMES, [1, 2, 3]),
        ("=30", TIMES, [1]),
        ("15-30", TIMES, [0, 1]),
        ("<hour", TIMES, [0, 1]),
        ("<=Up to an hour", TIMES, [0, 1, 2]),
        ("<13", SIZES, [0, 1, 2]),
        ("<12", SIZES, [0, 1, 2]),
        (">5", SIZES, [2, 3, 4]),
        (">30", SIZES, [4]),
        ("2-12", SIZES, [1, 2]),
        ("30", TIMES, [1]),
        ("45", TIMES, [2]),
        ("<20", TIMES, [0, 1]),
        ("<=60", TIMES, [0, 1, 2]),
        ("20-45", TIMES, [1, 2]),
        (">=2 hours", TIMES, [3]),
        ("<an hour", TIMES, [0, 1, 2]),
        ("1-2 hours", TIMES, [2, 3]),
        ("1", SIZES, [0]),
        ("6", SIZES, [2]),
        (">10", SIZES, [2, 3, 4]),
        ("20", SIZES, [3]),
        ("30", SIZES, [3]),
        (">200", SIZES, [4]),
        ("=40", SIZES, [4]),
        ("12.5", SIZES, []),
        ("6", AGES, [0]),
        ("18..", AGES, [2]),
        (">=12", AGES, [1, 2]),
        ("10", AGES, [1]),
        (">18", AGES, [2]),
        ("1", HOURS, [0, 1]),
        (">90 min", HOURS, [1, 2]),
        ("3", HOURS, [2]),
        (">A1", LEVELS, [1, 2]),
        ("<low", ("low", "high"), []),
        (">low", ("low", "high"), [1]),
    ],
)
def test_values_in_an_order(text: str, order: tuple[str, ...], inside: list[int]) -> None:
    ends = spans.places(text, order) or (math.nan, math.nan)
    assert [place for place in range(len(order)) if ends[0] <= place <= ends[1]] == inside


@pytest.mark.parametrize("text", ["<", "", "longer", "<soon", "15 minutes or less", "soon-30"])
def test_what_is_nothing_to_compare_with(text: str) -> None:
    assert spans.places(text, TIMES) is None


def test_days_take_the_same_signs() -> None:
    may = (date(2024, 5, 1).toordinal(), date(2024, 5, 31).toordinal())
    assert spans.days("2024-05") == may
    assert spans.days("2024-05..2024-05") == may
    before = spans.days("<2024-05")
    assert before is not None
    assert before[0] == -math.inf
    assert may[0] - 1 < before[1] < may[0]
    assert spans.days("soon") is None


@given(st.text(max_size=30))
def test_any_text_is_a_span_or_none(text: str) -> None:
    for read in (spans.period, spans.numbers, spans.days):
        ends = read(text)
        assert ends is None or ends[0] <= ends[1]
