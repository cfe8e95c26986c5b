"""All ways in: what there is to wander by, and how much of it."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint

from garden.core import Garden
from garden.core.contributors import contributors
from garden.core.dates import calendar
from garden.core.series import all_series
from garden.web.browsing import ExplorePage
from garden.web.current import garden, render
from garden.web.kinds import kinds_in_use
from garden.web.parts import WayIn
from garden.web.site import entries
from garden.web.text import count
from garden.web.urls import kind_url

BY_CHANCE = WayIn(title="Wander", url="/random", text="Let the garden choose where you begin.")
MAP = WayIn(title="Map", url="/map", text="Which notes lead to which, drawn or as tables.")
WISHED_FOR = WayIn(title="Wished for", url="/wanted", text="What others lead to and no one has written yet.")
CARE = WayIn(title="Care", url="/care", text="What wants tending, and what helps.")
KINDS = WayIn(title="Kinds", url="/kinds/", text="What a note can be here, and what there is none of yet.")
ABOUT = WayIn(title="About", url="/about", text="What this garden is made of, and what it does not do.")

pages = Blueprint("garden_explore", __name__)


@pages.get("/explore")
def explore() -> str:
    """Everything that one can begin from."""
    here = garden()
    kinds, ties = tuple(_kinds(here)), ways_in(here)
    named = {way.url for way in (*kinds, *ties)}
    of_plugins = (WayIn(title=it.title, url=it.url, text="") for it in entries(here))
    more = (
        BY_CHANCE,
        MAP,
        *(way for way in of_plugins if way.url not in named),
        KINDS,
        WISHED_FOR,
        CARE,
        ABOUT,
    )
    return render("explore.html", ExplorePage(kinds=kinds, ties=ties, more=more))


def ways_in(here: Garden) -> tuple[WayIn, ...]:
    """What ties notes together, without what there is nothing of."""
    return tuple(_ties(here))


def _ties(here: Garden) -> Iterator[WayIn]:
    if tags := len(here.tags()):
        yield WayIn(title="Tags", url="/tags/", text="What notes are about.", told=count(tags, "tag"))
    if people := len(here.kept(contributors)):
        told = count(people, "person", "people")
        yield WayIn(
            title="People", url="/people/", text="Who told, wrote down, hosted, translated.", told=told
        )
    if series := len(here.kept(all_series)):
        told = count(series, "series", "series")
        yield WayIn(title="Series", url="/series/", text="Notes to read one after the other.", told=told)
    if years := list(here.kept(calendar).years):
        told = years[0] if len(years) == 1 else f"{years[-1]} to {years[0]}"
        yield WayIn(title="Years", url="/years/", text="When things happened or were told.", told=told)
    if here.recently_tended(1):
        yield WayIn(title="Lately tended", url="/lately", text="What was written or mended last.")
    if notes := len(here.notes()):
        yield WayIn(title="All notes", url="/notes/", text="Folder by folder.", told=count(notes, "note"))


def _kinds(here: Garden) -> Iterator[WayIn]:
    """What notes are, those with most of them first."""
    for entry in kinds_in_use(here):
        yield WayIn(
            title=entry.kind.plural_label,
            url=kind_url(entry.kind),
            text=entry.kind.description,
            told=count(entry.count, "note"),
            icon=entry.kind.icon,
        )
