"""The timeline of gatherings, and the same as a calendar."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request

# Relative, since a plugin is imported under a private name that it cannot know.
from .calendar import calendar  # noqa: TID252
from .reading import Gathering, gatherings, read  # noqa: TID252

if TYPE_CHECKING:
    from garden import Garden

PER_PAGE = 60


def make_pages(garden: Garden) -> Blueprint:
    """The pages, mounted by the site."""
    pages = Blueprint("gatherings", __name__)
    pages.add_app_template_global(read, "gathering_of")

    @pages.get("/")
    def timeline() -> str:
        today = garden.today()
        every = garden.kept(gatherings).from_(today)
        number = _page(request.args.get("page", ""), -(-len(every) // PER_PAGE))
        shown = every[(number - 1) * PER_PAGE : number * PER_PAGE]
        return render_template(
            "gatherings/timeline.html",
            total=len(every),
            stretches=[(when, list(those)) for when, those in groupby(shown, lambda it: _when(it, today))],
            later=number - 1,
            earlier=number + 1 if number * PER_PAGE < len(every) else 0,
        )

    @pages.get("/calendar.ics")
    def ics() -> Response:
        with garden.reading(public=True):
            return Response(garden.kept(ics_of), content_type="text/calendar; charset=utf-8")

    return pages


def ics_of(garden: Garden) -> str:
    """The calendar of all that have a date, with addresses where the site's own is known."""
    site = garden.config.site_url.rstrip("/")
    held = garden.kept(gatherings).dated
    return calendar(garden.config.name, held, lambda note: f"{site}{garden.url(note)}" if site else "")


def _page(text: str, pages: int) -> int:
    """The page that was asked for, as far as there is one."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
    return max(1, min(number, pages))


def _when(gathering: Gathering, today: date) -> str:
    """What stands above it on the timeline."""
    day = gathering.note.date
    if day is None:
        return "Without a date"
    return gathering.note.year if day < today else "Today" if day == today else "Still to come"
