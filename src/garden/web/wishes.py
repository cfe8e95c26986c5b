"""What the garden wishes for: notes that others link to and no one has written yet."""

from __future__ import annotations

from flask import Blueprint

from garden.core import Garden
from garden.model import WantedNote
from garden.web.contexts import WantedPage
from garden.web.current import garden, render
from garden.web.paging import page_of
from garden.web.parts import Wish

pages = Blueprint("garden_wishes", __name__)


@pages.get("/wanted")
def wanted() -> str:
    """All of them, the most wished for first."""
    here = garden()
    shown, paging = page_of(here.wanted(), "/wanted")
    wishes = tuple(wish(here, want) for want in shown)
    return render("wanted.html", WantedPage(wishes=wishes, paging=paging))


def wish(here: Garden, wanted: WantedNote) -> Wish:
    """A wanted note with the notes that wish for it."""
    sources = (here.note(note_id) for note_id in wanted.sources)
    return Wish(wanted=wanted, sources=tuple(note for note in sources if note is not None))
