"""Dates that a reader types as words, and the notes that are of these days or months.

A search for words finds the notes that say "12 March 2024", and not the note that is of that
day: who types a date may want either. So the page shows what it finds and leads to the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from garden.core import Garden
from garden.model import Query
from garden.parsing.dates import MONTHS, day, month
from garden.web.parts import DateCount
from garden.web.urls import search_url

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS).replace("Sep(?:", "Sep(?:t|")
_NAMED = rf"(?P<named>{_MONTH})\.?,?"
_DAY = r"(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?,?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_FORMS = (
    rf"{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_NAMED}\s+{_YEAR}",
    rf"{_WEEKDAY}{_NAMED}\s+{_DAY}\s+{_YEAR}",
    rf"{_NAMED}\s+{_YEAR}",
    rf"{_YEAR}\s+{_NAMED}(?:\s+{_DAY})?",
    rf"{_YEAR}([-/.])(?P<month>\d{{1,2}})(?:\2(?P<day>\d{{1,2}}))?",
    r"(?P<day>\d{1,2})([-/.])(?P<month>\d{1,2})\2(?P<year>\d{4}|\d{2})",
    r"(?P<month>\d{1,2})/(?P<year>\d{4})",
)
_BEFORE = r"(?:(?:on|in|of|from|during)\s+)?"
_DATES = tuple(
    re.compile(rf'(?<![\w:./"“-]){_BEFORE}{form}(?![\w/"”-]|[.:]\w)', re.IGNORECASE) for form in _FORMS
)
_YEAR_ALONE = re.compile(rf"\s*{_BEFORE}(?P<year>(?:19|20)\d\d)\s*", re.IGNORECASE)
"""Beside words, such a number may be one of anything."""
_CENTURY = 2000
"""Of years with two digits."""


class _Reading(NamedTuple):
    """What a date in a question may be."""

    label: str
    """As people write it."""
    value: str
    """As a question asks for it, after ``date:``."""
    rest: str
    """The question without it."""


def dates_asked(here: Garden, query: Query) -> Iterator[DateCount]:
    """The days, months and years that a question names, where notes of them answer the rest of it."""
    for reading in _readings(query.text):
        text = f"{reading.rest} date:{reading.value}".strip()
        asked = replace(query, text=text, page=1)
        if found := here.search(replace(asked, per_page=1, facets=False)).total:
            yield DateCount(label=reading.label, rest=reading.rest, count=found, url=search_url(asked))


def _readings(text: str) -> list[_Reading]:
    """What the first date of a text may be: two days where it may begin with the day or with the month."""
    if not any(map(str.isdigit, text)):  # as in most questions
        return []
    if alone := _YEAR_ALONE.fullmatch(text):
        return [_Reading(alone["year"], alone["year"], "")]
    found = chain.from_iterable(form.finditer(text) for form in _DATES)
    return next(filter(None, map(_read, found)), [])


def _read(found: re.Match[str]) -> list[_Reading]:
    """What a date may be; nothing where there is no such day."""
    parts = found.groupdict()
    rest = " ".join(f"{found.string[: found.start()]} {found.string[found.end() :]}".split())
    year, first = int(parts["year"]), int(parts.get("day") or 0)
    if parts.get("named"):
        number = next(
            at for at, name in enumerate(MONTHS, 1) if name[:3].lower() == parts["named"][:3].lower()
        )
        days = [(number, first)]
    else:
        second = int(parts["month"])
        may_turn = first and first != second and found.start("day") < found.start("month")
        days = [(second, first), (first, second)] if may_turn else [(second, first)]
    year += _CENTURY if len(parts["year"]) == 2 else 0
    return list(filter(None, (_reading(year, number, of_month, rest) for number, of_month in days)))


def _reading(year: int, number: int, of_month: int, rest: str) -> _Reading | None:
    try:
        when = date(year, number, of_month or 1)
    except ValueError:
        return None
    if of_month:
        return _Reading(day(when), when.isoformat(), rest)
    return _Reading(f"{month(when)} {when.year}", when.isoformat()[:7], rest)
