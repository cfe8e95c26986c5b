"""What a reader writes for a stretch of time, of numbers or other values: its ends, and what it asks for."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from garden.search.query.holding import NUMBER, held, in_numbers
from garden.search.query.nodes import Between, Dated, Value
from garden.search.words.wording import parts, plain

Reader = Callable[[str], tuple[float, float] | None]
"""Reads what a reader writes as its two ends, both included; None for what is none such."""

FIRST, LAST = date.min.toordinal(), date.max.toordinal()
"""The first and the last day there are, as ordinals."""

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_SIGN = "<=|>=|<|>|=|≤|≥"
_COMPARED = re.compile(rf"({_SIGN})\s*(.+)")
_RANGE = re.compile(rf"({NUMBER})\s*(-|–|\.\.\.?|…)\s*({NUMBER})")
_OPEN = re.compile(r"(?P<since>[\d./-]*\d) ?(?:\.\.\.?|…)|(?:\.\.\.?|…) ?(?P<until>\d[\d.,/-]*)")
_NOWHERE = (-1.0, -1.0)
"""Between places of an order where no value stands."""
_ENDS = {"≤": "<=", "≥": ">="}


def asked(name: str, text: str, ordered: Mapping[str, Reader]) -> tuple[Value | Between | Dated, str]:
    """What is asked of a field by what is written for its value, and a sentence where that means nothing.

    ``ordered`` reads the stretches of those fields whose values have an order.
    """
    reads = ordered.get(name)
    if reads is not None and (span := reads(text)) is not None:
        return Between(name, *span, text), ""
    if name == "year" and not text.isdecimal() and (span_of_days := dated("date", text)):
        return span_of_days, ""  # "year:2024-05": whoever writes a month means the month
    sign, rest = _signed(text)
    notice = ""
    if name == "year" and not rest.isdecimal():
        notice = f"'{rest[:40]}' is no year or month such as 2024 or 2024-05."
    elif reads is days:
        notice = f"'{rest[:40]}' is no date such as 2024, 2024-05 or 2024-05-31."
    elif sign not in {"", "="}:
        notice = f"'{name}' cannot be compared with '{rest[:40]}'; the '{sign}' was left out."
    return Value(name, rest), notice


def dated(how: str, text: str) -> Dated | None:
    """The days ``before``, ``after`` or of (``date``) what is written; None for what is no date."""
    if how == "date":
        span = days(text)
        ends = span and (math.ceil(max(span[0], FIRST)), math.floor(min(span[1], LAST)))
    elif whole := period(text):
        ends = (FIRST, whole[0] - 1) if how == "before" else (whole[1] + 1, LAST)
    else:
        ends = None
    return ends and Dated(*ends, how, text)


def period(text: str) -> tuple[int, int] | None:
    """The first and the last day of a year, a month or a day, as ordinals; None for what is no date."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day is not None:
            return first.toordinal(), first.toordinal()
        months = month or 12
        last = date(first.year, months, calendar.monthrange(first.year, months)[1])
    except ValueError:  # year 0, a 31st of April, a month 13
        return None
    return first.toordinal(), last.toordinal()


def numbers(text: str) -> tuple[float, float] | None:
    """The ends of ``<30``, ``>=5``, ``10-20`` or ``10..``; None for all else, as for months."""
    sign, rest = _ended(text)
    if sign and re.fullmatch(NUMBER, rest):
        return _standing(sign, _number(rest), _number(rest))
    if found := _RANGE.fullmatch(text):
        low, high = _number(found[1]), _number(found[3])
        return None if low > high and found[2] in "-–" else (min(low, high), max(low, high))
    return None


def days(text: str) -> tuple[float, float] | None:
    """The ends of ``2024-05``, ``<2024``, ``2023..2024`` or ``2024..``, as ordinals; None for all else."""
    begin, between, end = text.partition("..")
    if between and (first := period(begin)) and (last := period(end.lstrip("."))):
        return min(first[0], last[0]), max(first[1], last[1])
    sign, rest = _ended(text)
    if whole := period(rest):
        return _standing(sign or "=", *whole)
    return None


def places(text: str, order: Sequence[str]) -> tuple[float, float] | None:
    """The ends of ``<30``, ``>=medium``, ``15-30`` or ``20`` as places in an order; None for all else.

    A number means the values that hold it, and what is compared with one those that hold any such:
    20 is in "up to 30 minutes", and there are less than 20 as well. Other values are meant by
    their words, the first that has them.
    """
    if plain(text) in map(plain, order):
        return None  # that value and no other
    holding = held(order)
    if not holding:
        return _between_words(text, order)
    written = in_numbers(text, order)
    compared = numbers(written)
    if (span := compared or numbers(f"={written}")) is None:
        return _between_words(text, order)
    found = [place for place, (low, high) in enumerate(holding) if low <= span[1] and span[0] <= high]
    return (found[0], found[-1]) if found else _NOWHERE if compared else None


def _between_words(text: str, order: Sequence[str]) -> tuple[float, float] | None:
    if found := _RANGE.fullmatch(text):
        low, high = _place(found[1], order), _place(found[3], order)
        return None if low is None or high is None else (min(low, high), max(low, high))
    sign, rest = _signed(text)
    place = _place(rest, order) if sign else None
    return None if place is None else _standing(sign, place, place)


def _signed(text: str) -> tuple[str, str]:
    """The sign that a comparison begins with, empty where there is none, and the rest."""
    found = _COMPARED.fullmatch(text)
    return (found[1], found[2]) if found else ("", text)


def _ended(text: str) -> tuple[str, str]:
    """As `_signed`, and an open end: ``2024..`` is from then on, ``..2024`` until then."""
    if found := _OPEN.fullmatch(text):
        return (">=", found["since"]) if found["since"] else ("<=", found["until"])
    return _signed(text)


def _place(text: str, order: Sequence[str]) -> int | None:
    same = [place for place, value in enumerate(order) if plain(value) == plain(text)]
    words = parts(text)
    same += [place for place, value in enumerate(order) if words and words <= parts(value)]
    return same[0] if same else None


def _standing(sign: str, first: float, last: float) -> tuple[float, float]:
    """What stands so to a stretch; the ends are included, so the next number is where it begins."""
    match _ENDS.get(sign, sign):
        case "<":
            return -math.inf, math.nextafter(first, -math.inf)
        case "<=":
            return -math.inf, last
        case ">":
            return math.nextafter(last, math.inf), math.inf
        case ">=":
            return first, math.inf
        case _:
            return first, last


def _number(text: str) -> float:
    return float(text.replace(",", "."))
