"""Series: all of them, and the notes of one in their order."""

from __future__ import annotations

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response

from garden.core.series import all_series
from garden.links import fold
from garden.web.browsing import AllSeriesPage, SeriesPage
from garden.web.current import garden, render
from garden.web.paging import PER_PAGE, page_of
from garden.web.urls import series_url

pages = Blueprint("garden_series", __name__)


@pages.get("/series/")
def everything() -> str:
    """All series by name, with where each begins."""
    shown, paging = page_of(tuple(garden().kept(all_series).values()), "/series/")
    return render("all_series.html", AllSeriesPage(series=shown, paging=paging))


@pages.get("/series/<anything:name>")
def series(name: str) -> str | Response:
    """The notes of one series; other spellings of its name lead to the usual one."""
    found = garden().kept(all_series).get(fold(name))
    if found is None:
        abort(404)
    if found.name.strip() != name.strip():
        return redirect(series_url(found.name))
    shown, paging = page_of(found.notes, series_url(found.name))
    first = (paging.number - 1) * PER_PAGE + 1
    return render("series.html", SeriesPage(series=found, notes=shown, first=first, paging=paging))
