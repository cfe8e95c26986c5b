"""Notes at their addresses: as pages, as data, as written; and folders of notes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, abort, jsonify, redirect
from werkzeug.wrappers import Response as AnyResponse

from garden.core import Garden
from garden.core.stones import Stone, stone_of
from garden.errors import NoteError
from garden.model import Note, Visibility
from garden.web import history
from garden.web.citing import bibtex, csl
from garden.web.contexts import FolderPage, WithdrawnPage
from garden.web.current import garden, render
from garden.web.folders import folder_of
from garden.web.note_page import show_note
from garden.web.paging import page_of
from garden.web.picture_cards import ENDING, answer_with_picture
from garden.web.shapes import note_shape, preview_shape
from garden.web.trees import crumbs
from garden.web.urls import folder_url

WITHDRAWN = "What stood here has been taken back by those it belongs to. Thank you for letting it rest."

CSL = "application/vnd.citationstyles.csl+json"
BIBTEX = "application/x-bibtex"

pages = Blueprint("garden_notes", __name__)


@pages.get("/notes/")
def root() -> str:
    """All notes, folder by folder, from the root."""
    return _folder(garden(), "")


@pages.get("/notes/<anything:name>")
def note(name: str) -> str | AnyResponse:
    """Whatever is called so: a note, its data, its text, a folder, or the stone of a note withdrawn.

    A note whose own id ends in ``.json`` or ``.md`` comes before what is at another's
    address with that ending. Other spellings of an id lead to the one there is.
    """
    here = garden()
    found = here.note(name)
    if found is not None and found.id == name:
        found = here.as_it_is(found)
        return _unlisted(show_note(here, found), found)
    for ending, answer, leaves in _ENDINGS:
        bare = name.removesuffix(ending)
        if bare != name:
            if here.withdrawn(bare):
                return _stone(here, bare)
            with here.reading(public=leaves):
                if (other := here.note(bare)) is not None:
                    right = other.id == bare
                    return (
                        _unlisted(answer(here, other), other) if right else redirect(here.url(other) + ending)
                    )
    if here.withdrawn(name):
        return _stone(here, name)
    if found is not None:
        return redirect(here.url(found))
    return _folder_or_missing(here, name)


def _data(here: Garden, found: Note) -> Response:
    return jsonify(note_shape(here, here.as_it_is(found)))


def _text(here: Garden, found: Note) -> Response:
    """The file as it is; shown by browsers, which would offer ``text/markdown`` for download."""
    try:
        return Response(here.raw(found), mimetype="text/plain")
    except NoteError:  # taken away since it was indexed
        abort(404)


def _csl(here: Garden, found: Note) -> Response:
    return Response(f"{json.dumps([csl(here, found)], ensure_ascii=False, indent=2)}\n", mimetype=CSL)


def _preview(here: Garden, found: Note) -> Response:
    return jsonify(preview_shape(here, found))


def _bibtex(here: Garden, found: Note) -> Response:
    return Response(bibtex(here, found), content_type=f"{BIBTEX}; charset=utf-8")


_ENDINGS: tuple[tuple[str, Callable[[Garden, Note], Response], bool], ...] = (
    (".csl.json", _csl, True),
    (".preview.json", _preview, False),
    (".json", _data, True),
    (".md", _text, True),
    (".bib", _bibtex, True),
    (ENDING, answer_with_picture, True),
    (history.PARAGRAPHS, history.answer_with_paragraphs, False),
    (history.ENDING, history.answer_with_history, False),
)
"""What else there is at a note's address with an ending, and whether it leaves the garden; a
longer ending before what it ends in."""


def _unlisted(answer: str | Response, found: Note) -> Response:
    """An answer that search engines keep out of their lists if the note is in none of ours."""
    response = Response(answer) if isinstance(answer, str) else answer
    if found.visibility is not Visibility.PUBLIC:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _stone(here: Garden, note_id: str) -> Response:
    note = here.view.snapshot.note(note_id)
    stone = (stone_of(note) if note else None) or Stone()
    page = WithdrawnPage(message=WITHDRAWN, day=stone.date, why=stone.why)
    response = Response(render("withdrawn.html", page), 410)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _folder_or_missing(here: Garden, name: str) -> str | AnyResponse:
    path = name.rstrip("/")
    if not path or folder_of(here, path) is None:
        if (renamed := here.view.renamed(path)) is not None:  # a note that was moved keeps its old address
            return redirect(here.url(renamed))
        abort(404)
    return _folder(here, path) if name == f"{path}/" else redirect(folder_url(path))


def _folder(here: Garden, path: str) -> str:
    folder = folder_of(here, path)
    if folder is None:
        abort(404)
    shown, paging = page_of(folder.notes, folder_url(path))
    inside = replace(folder, notes=shown)
    return render("folder.html", FolderPage(folder=inside, crumbs=crumbs(path, folder_url), paging=paging))
