"""What a reader writes for a stretch of time or of numbers, as its two ends."""

from __future__ import annotations

import calendar
import math
import re
from datetime import date

FIRST, LAST = date.min.toordinal(), date.max.toordinal()
"""The first and the last day there are, as ordinals."""

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_NUMBER = r"\d{1,15}(?:[.,]\d{1,15})?"
_COMPARED = re.compile(rf"(<=|>=|<|>|=|≤|≥)\s*({_NUMBER})")
_RANGE = re.compile(rf"({_NUMBER})\s*(?:-|–|\.\.\.?|…)\s*({_NUMBER})")
_ENDS = {"≤": "<=", "≥": ">="}


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
    """The ends of ``<30``, ``>=5`` or ``10-20``; None for all else."""
    if found := _COMPARED.fullmatch(text):
        return _compared(found[1], _number(found[2]), _number(found[2]))
    if found := _RANGE.fullmatch(text):
        low, high = sorted((_number(found[1]), _number(found[2])))
        return low, high
    return None


def days(text: str) -> tuple[float, float] | None:
    """The ends of ``2024-05``, ``<2024`` or ``2023..2024``, as ordinals; None for all else."""
    begin, between, end = text.partition("..")
    if between and (first := period(begin)) and (last := period(end.lstrip("."))):
        return min(first[0], last[0]), max(first[1], last[1])
    sign = re.match("<=|>=|<|>|=|≤|≥", text)
    if whole := period(text[sign.end() :] if sign else text):
        return _compared(sign[0] if sign else "=", *whole)
    return None


def _compared(sign: str, first: float, last: float) -> tuple[float, float]:
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
