"""Feeds: what is new in all the garden, of a kind, under a tag, by a person, in a series, for a search."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, redirect, request
from msgspec.structs import replace
from werkzeug.wrappers import Response as AnyResponse

from garden.core import Garden
from garden.core.contributors import contributors
from garden.core.series import all_series
from garden.links import fold
from garden.model import Note
from garden.web.citing import plain
from garden.web.current import garden, leave_the_garden
from garden.web.feed_entries import entry_of, latest_first, permanent, rights_of
from garden.web.questions import read_page, read_question
from garden.web.search import filter_names
from garden.web.syndication import ATOM, JSON_FEED, Feed, atom, json_feed
from garden.web.tags import make_tree
from garden.web.urls import feed_url, kind_url, paged, person_url, search_url, series_url, tag_url

ENTRIES = 30
"""Entries of a feed; ``?page=2`` has the next."""

pages = Blueprint("garden_feeds", __name__)
leave_the_garden(pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The notes of a feed."""

    title: str
    """What they have in common; empty for all."""
    page: str
    """Path of the page that shows them."""
    url: str
    """Path of the feed without its ending."""
    question: str = ""
    """What stands after the ending, from ``?`` on."""
    notes: tuple[Note, ...]
    """Those of this page of the feed, the newest first."""
    number: int
    """Of the page, from 1."""
    more: bool
    """Whether there is another page after it."""


Choose = Callable[[Garden, str], Chosen]


@pages.get("/feeds/<anything:name>")
def feed(name: str) -> AnyResponse:
    """The feed of this name, in the form that its ending says; other spellings lead to the usual one."""
    bare, _, ending = name.rpartition(".")
    what, slash, which = bare.partition("/")
    choose, form = (_NAMED if slash else _WHOLE).get(what), _FORMS.get(ending)
    if choose is None or form is None:
        abort(404)
    here = garden()
    chosen = choose(here, which)
    if slash and chosen.url != feed_url(what, which):
        return redirect(f"{chosen.url}.{ending}")
    return form(_made(here, chosen, ending))


def _everything(here: Garden, _: str) -> Chosen:
    return _of(here, here.notes(), title="", page="/", url=feed_url("all"))


def _kind(here: Garden, name: str) -> Chosen:
    notes = here.notes(kind=name)
    if not notes and name not in here.kinds:
        abort(404)
    kind = here.kind(name)
    return _of(here, notes, title=kind.plural_label, page=kind_url(kind), url=feed_url("kinds", name))


def _tag(here: Garden, name: str) -> Chosen:
    usual = here.kept(make_tree).spelling(name)
    if usual is None:
        abort(404)
    return _of(
        here, here.notes(tag=usual), title=f"#{usual}", page=tag_url(usual), url=feed_url("tags", usual)
    )


def _person(here: Garden, name: str) -> Chosen:
    found = here.kept(contributors).get(fold(name))
    if found is None:
        abort(404)
    notes = {note.id: note for part in found.parts.values() for note in part}
    title, url = found.name, feed_url("people", found.name)
    return _of(here, tuple(notes.values()), title=title, page=person_url(found.name), url=url)


def _series(here: Garden, name: str) -> Chosen:
    found = here.kept(all_series).get(fold(name))
    if found is None:
        abort(404)
    url = feed_url("series", found.name)
    return _of(here, found.notes, title=found.name, page=series_url(found.name), url=url)


def _search(here: Garden, _: str) -> Chosen:
    """What ``/search`` finds when asked the same, the newest first whatever order it was asked for."""
    asked = read_question(request.args, filter_names(here)).query
    query = replace(asked, sort="newest", per_page=ENTRIES, facets=False)
    found = here.search(query)
    bare = replace(asked, sort="relevance", page=1)
    return Chosen(
        title=asked.text or "Search",
        page=search_url(bare),
        url=feed_url("search"),
        question=search_url(bare, ""),
        notes=tuple(hit.note for hit in found.hits),
        number=found.query.page,
        more=found.query.page < found.pages,
    )


_WHOLE: dict[str, Choose] = {"all": _everything, "search": _search}
_NAMED: dict[str, Choose] = {"kinds": _kind, "tags": _tag, "people": _person, "series": _series}


def _of(here: Garden, notes: Sequence[Note], *, title: str, page: str, url: str) -> Chosen:
    """The part of some notes that was asked for; beyond the last, the last."""
    places = here.kept(latest_first)
    ordered = sorted(notes, key=lambda note: places[note.id])
    count = max(1, -(-len(ordered) // ENTRIES))
    number = min(read_page(request.args.get("page", ""))[0], count)
    shown = tuple(ordered[(number - 1) * ENTRIES : number * ENTRIES])
    return Chosen(title=title, page=page, url=url, notes=shown, number=number, more=number < count)


def _made(here: Garden, chosen: Chosen, ending: str) -> Feed:
    site, name = here.config.site_url.rstrip("/"), plain(here.config.name)
    first = f"{chosen.url}.{ending}{chosen.question}"

    def address(number: int) -> str:
        return f"{site}{paged(first, number)}"

    return Feed(
        id=permanent(here, f"{chosen.url}{chosen.question}"),
        title=f"{plain(chosen.title)} · {name}" if chosen.title else name,
        subtitle=here.config.tagline,
        page=f"{site}{chosen.page}",
        self_url=address(chosen.number),
        newer=address(chosen.number - 1) if chosen.number > 1 else "",
        older=address(chosen.number + 1) if chosen.more else "",
        garden=name,
        lang=here.config.language,
        rights=rights_of(here.config.licence),
        entries=tuple(entry_of(here, note) for note in chosen.notes),
    )


def _as_atom(made: Feed) -> Response:
    return Response(atom(made), content_type=f"{ATOM}; charset=utf-8")


def _as_json(made: Feed) -> Response:
    data: dict[str, Any] = json_feed(made)
    return Response(f"{json.dumps(data, ensure_ascii=False, indent=1)}\n", content_type=JSON_FEED)


_FORMS: dict[str, Callable[[Feed], Response]] = {"atom": _as_atom, "json": _as_json}
