"""Notes by when they are from: the years, the months of one, and what was tended lately."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from flask import Blueprint, abort

from garden.core.dates import calendar
from garden.core.lately import Lately
from garden.core.lately import lately as tended_lately
from garden.model import Note
from garden.parsing.dates import month
from garden.web.browsing import LatelyPage, TendedStretch, UndatedPage, YearPage, YearsPage
from garden.web.current import garden, render
from garden.web.paging import PER_PAGE, page_of
from garden.web.parts import Jump, Stretch
from garden.web.urls import paged, year_url

UNDATED = "/years/undated"

pages = Blueprint("garden_years", __name__)


@pages.get("/years/")
def years() -> str:
    """All years that notes are from, and how many are from each."""
    found = garden().kept(calendar)
    page = YearsPage(
        years=tuple(Jump(title=it, url=year_url(it), count=len(notes)) for it, notes in found.years.items()),
        most=max(map(len, found.years.values()), default=0),
        undated=len(found.undated),
    )
    return render("years.html", page)


@pages.get("/years/undated")
def undated() -> str:
    """Notes that do not say when they are from."""
    shown, paging = page_of(garden().kept(calendar).undated, UNDATED)
    return render("undated.html", UndatedPage(notes=shown, paging=paging))


@pages.get("/years/<year>")
def year(year: str) -> str:
    """The notes of one year, month by month."""
    found = garden().kept(calendar).years
    if year not in found:
        abort(404)
    order = list(found)
    place = order.index(year)
    shown, paging = page_of(found[year], year_url(year))
    page = YearPage(
        year=year,
        months=tuple(_stretches(shown, _month)),
        jumps=tuple(_months(found[year], year_url(year))),
        before=order[place + 1] if place + 1 < len(order) else "",
        after=order[place - 1] if place else "",
        paging=paging,
    )
    return render("year.html", page)


@pages.get("/lately")
def lately() -> str:
    """Notes by the day on which they were last tended, the latest first."""
    here = garden()
    everything = here.kept(tended_lately)
    shown, paging = page_of(everything, "/lately")
    today = here.today()
    page = LatelyPage(
        stretches=tuple(
            TendedStretch(title=title, tended=tuple(those))
            for title, those in groupby(shown, lambda it: _since(it, today))
        ),
        by_git=any(one.names for one in everything),
        paging=paging,
    )
    return render("lately.html", page)


def _stretches(notes: Iterable[Note], title: Callable[[Note], str]) -> Iterator[Stretch]:
    """Notes that stand one after the other under the same title."""
    for heading, group in groupby(notes, title):
        those = tuple(group)
        yield Stretch(title=heading, notes=those, total=len(those))


def _month(note: Note) -> str:
    return month(note.date) if note.date else ""


def _months(notes: Iterable[Note], url: str) -> Iterator[Jump]:
    """The months of a year, each with the page on which it begins."""
    place = 0
    for name, group in groupby(notes, _month):
        count = len(tuple(group))
        yield Jump(title=name, url=f"{paged(url, place // PER_PAGE + 1)}#{name.lower()}", count=count)
        place += count


def _since(one: Lately, today: date) -> str:
    """When a note was last tended, as one would say today."""
    when = one.when
    if when > today:
        return "Dated ahead"
    if when > today - timedelta(days=today.weekday() + 1):
        return "This week"
    if (when.year, when.month) == (today.year, today.month):
        return "This month"
    return f"{month(when)} {when.year}"
