"""A note's history: its versions with what each changed, and who last changed each paragraph."""

from __future__ import annotations

from flask import Response, abort, current_app

from garden.core import Garden
from garden.core.versions import PER_PAGE, Versions
from garden.errors import NoteError
from garden.model import Note
from garden.web.browsing import HistoryPage, ParagraphsPage
from garden.web.current import render
from garden.web.paging import page_of

ENDING = "/history"
PARAGRAPHS = "/history/paragraphs"
EXTENSION = "garden_versions"


def answer_with_history(here: Garden, note: Note) -> Response:
    """The versions, the latest first, a page at a time."""
    tended = here.history.of(note)
    if tended is None:
        abort(404)
    address = here.url(note) + ENDING
    versions: Versions = current_app.extensions[EXTENSION]
    total = versions.count(note)
    _, paging = page_of(range(total), address, PER_PAGE)
    answer = versions.page(note, paging.number)
    return _kept_out(
        render("history.html", HistoryPage(note=note, tended=tended, answer=answer, paging=paging))
    )


def answer_with_paragraphs(here: Garden, note: Note) -> Response:
    """The paragraphs as they are, each with who changed it last."""
    tended = here.history.of(note)
    if tended is None:
        abort(404)
    versions: Versions = current_app.extensions[EXTENSION]
    try:
        answer = versions.paragraphs(note)
    except NoteError:  # taken away, or hidden, since it was indexed
        abort(404)
    return _kept_out(render("paragraphs.html", ParagraphsPage(note=note, tended=tended, answer=answer)))


def _kept_out(page: str) -> Response:
    """An answer that search engines keep out of their lists: what a note once said is for who asks for it."""
    response = Response(page)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
