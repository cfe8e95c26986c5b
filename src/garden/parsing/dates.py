"""Days as people write them, read and written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_REST = r"(?:[Tt,\s].*)?"  # a time, a zone, the name of a day: not ours
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})(?:\2(\d{{1,2}}){_REST})?", re.DOTALL)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_REST}", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?")
_YEAR = re.compile(r"\d{4}")
_EPOCH = re.compile(r"\d{10,13}")
_WEEKDAY = re.compile(r"\A(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,\s]\s*", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_CLOCK = re.compile(r"(?<=\d{4})\s+\d{1,2}:\d{2}.*", re.DOTALL)
_IN_WORDS = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%B %Y", "%b %Y")
_LONGEST = 100
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(when: date) -> str:
    """A date as people write it: ``4 March 2026``."""
    return f"{when.day} {month(when)} {when.year}"


def month(when: date) -> str:
    """The month of a date, in words."""
    return MONTHS[when.month - 1]


def read_date(text: str) -> date | None:
    """A day from text: ISO with or without time, ``14.03.2026``, ``14 March 2026``,
    ``March 14, 2026``, ``20260314``, ``2026-03``, ``2026``, or the time since 1970
    in milliseconds or, with ten digits, seconds.

    ``03/04/2026`` is read only where one reading is possible; ambiguous or
    impossible days give None.
    """
    text = text.strip().strip("\"'[]").strip()
    if len(text) > _LONGEST:
        return None
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[3], match[4] or "1")
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(match)
    if _YEAR.fullmatch(text):
        return _day(text, "1", "1")
    if (match := _COMPACT.fullmatch(text)) and (found := _day(*match.groups())):
        return found
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text) / (1 if len(text) == 10 else 1000), UTC).date()
    return _in_words(text)


def is_ambiguous(text: str) -> bool:
    """Whether a text can be read as two days, as ``03/04/2026`` can."""
    match = _YEAR_LAST.fullmatch(text.strip().strip("\"'[]").strip())
    return match is not None and _year_last(match) is None and _day(match[4], match[3], match[1]) is not None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _year_last(match: re.Match[str]) -> date | None:
    first, mark, second, year = match.groups()
    day_first = _day(year, second, first)
    if mark == ".":
        return day_first
    readings = {day for day in (day_first, _day(year, first, second)) if day}
    return readings.pop() if len(readings) == 1 else None


def _in_words(text: str) -> date | None:
    text = _ORDINAL.sub("", _CLOCK.sub("", _WEEKDAY.sub("", text))).replace(",", " ")
    text = " ".join(text.split())
    for form in _IN_WORDS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None
