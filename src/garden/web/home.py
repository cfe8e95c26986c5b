"""Where to begin: home, a note by chance, what the garden is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from flask import Blueprint, jsonify, redirect, request
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from garden.core import Garden
from garden.core.lately import Lately, lately
from garden.model import Note
from garden.web.contexts import AboutPage, HomePage
from garden.web.current import garden, render, tending
from garden.web.describing import summary_of
from garden.web.explore import ways_in
from garden.web.folders import of_the_whole
from garden.web.kinds import kinds_in_use
from garden.web.panels import show_all
from garden.web.plugins import for_readers

DOORS = 6
TENDED = 6

pages = Blueprint("garden_home", __name__)


@pages.get("/")
def home() -> str:
    """The garden's front door."""
    here = garden()
    doors = here.kept(Garden.doors)[:DOORS]  # all notes are looked through for them
    first = of_the_whole(here)
    if first in doors:
        first = None
    page = HomePage(
        total=len(here.notes()),
        first=first,
        first_words=summary_of(here, first) if first else "",
        doors=doors,
        panels=show_all(here.host.home_panels(here), here),
        tended=_tended(here),
        kinds=kinds_in_use(here),
        ways_in=ways_in(here),
    )
    return render("home.html", page)


def _tended(here: Garden) -> tuple[Lately, ...]:
    """What was tended last; of kinds that stand apart only where there is nothing else."""
    own = (one for one in here.kept(lately) if not here.view.stands_apart(one.note))
    return _by_now(here, own) or _by_now(here, here.kept(lately))


def _by_now(here: Garden, tended: Iterable[Lately]) -> tuple[Lately, ...]:
    # A gathering to come is told of before it is held: no one has tended it on that day.
    return tuple(islice((one for one in tended if one.when <= here.today()), TENDED))


@pages.get("/random")
def random() -> AnyResponse:
    """Some note, another each time; of one ``kind``, and not the one to come ``from``, where asked."""
    kind = request.args.get("kind") or None
    return _led_to(garden().random_note(kind=kind, not_id=request.args.get("from", "")))


@pages.get("/wander")
def wander() -> AnyResponse:
    """A note that has to do with the one to come ``from``, another each time."""
    here = garden()
    name = request.args.get("from", "")
    note = here.note(name) if name else None
    return _led_to(here.note_near(note) if note else here.random_note())


def _led_to(note: Note | None) -> AnyResponse:
    """The way to a note drawn by lot, which no cache may keep; to the front door where there is none."""
    answer = redirect(garden().url(note) if note else "/")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.get("/about")
def about() -> str:
    """What this garden is made of, and what it does not do to its readers."""
    here = garden()
    page = AboutPage(
        total=len(here.notes()),
        generation=here.generation,
        plugins=tuple(map(for_readers, here.host.plugins())),
        kinds=kinds_in_use(here),
        history=here.history.notice,
    )
    return render("about.html", page)


@pages.get("/-/health")
def health() -> Response:
    """For programs that watch: is it up, and how much does it know."""
    here = garden()
    return jsonify(status="ok", generation=here.generation, notes=len(here.notes()), sync=_last_sync())


def _last_sync() -> dict[str, str] | None:
    """What the last sync came to. Why it failed is told in the log: it may name what is no one's business."""
    keeper = tending()
    last = keeper.last_sync if keeper else None
    return (
        {"state": last.state, "at": last.at.isoformat("T", "seconds"), "commit": last.commit}
        if last
        else None
    )
