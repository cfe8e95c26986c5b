"""The pages of trails: all of them, and each step of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, render_template, request

from garden import Note, render_note

# Relative, since a plugin is imported under a private name that it cannot know.
from . import KIND  # noqa: TID252
from .map import draw  # noqa: TID252
from .walk import Stop, Walk, walk_of, walks  # noqa: TID252

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

    from garden import Garden

OTHERS = 3
"""Other trails that an end offers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A choice as the page of a step shows it."""

    url: str
    note: Note
    when: str
    met: bool
    """Whether one has been there on this walk."""


def make_pages(garden: Garden) -> Blueprint:
    """The pages, mounted by the site."""
    pages = Blueprint("trails", __name__)

    def walk_of_note(note: Note) -> Walk:
        return walk_of(note, garden)

    pages.add_app_template_global(walk_of_note, "walk_of")
    pages.add_app_template_global(draw, "map_of")
    pages.add_app_template_global(ahead, "ahead_on")

    @pages.get("/")
    def trails() -> str:
        return render_template("trails/all.html", walks=garden.kept(walks).values())

    @pages.get("/<path:address>")
    def step(address: str) -> AnyResponse:
        name, _, step_id = address.rpartition("/")
        for trail_name, wanted in ((name, step_id), (address, "")):
            trail = garden.note(trail_name) if trail_name else None
            if trail is not None and trail.kind == KIND:
                return _answer(garden, walk_of(trail, garden), wanted)
            if trail_name and garden.withdrawn(trail_name):
                return redirect(garden.url(trail_name))
        return abort(404)

    return pages


def _answer(garden: Garden, trail: Walk, wanted: str) -> AnyResponse:
    """The page of a step; the trail's own page in place of a step that readers cannot come to."""
    stop = trail.stops.get(wanted)
    if stop is None:
        return redirect(garden.url(trail.note))
    response = Response(_page(garden, trail, stop, trail.came_by(request.args.get("by", ""), stop.id)))
    # The same note stands at its own address, and there are as many of these as there are ways to walk.
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _page(garden: Garden, trail: Walk, stop: Stop, by: Sequence[str]) -> str:
    return render_note(
        garden,
        stop.note,
        "trails/step.html",
        walk=trail,
        stop=stop,
        came=[(trail.stops[name].note, trail.url(name, by[:place])) for place, name in enumerate(by)],
        ways=[
            Way(
                url=trail.onward(by, stop.id, way.to),
                note=trail.stops[way.to].note,
                when=way.when,
                met=way.to in by,
            )
            for way in stop.ways
        ],
        here=trail.url(stop, by),
        progress=progress(trail, stop, by),
        drawing=draw(trail, stop.id, by),
        others=[it for it in garden.kept(walks).values() if it.note.id != trail.note.id][:OTHERS],
    )


def progress(trail: Walk, stop: Stop, by: Sequence[str]) -> str:
    """Where someone is, in words, as far as it is sure: ``Step 3 of 7, about 10 minutes to go``."""
    number, left = trail.number(stop.id, by), trail.ahead.get(stop.id)
    if not stop.ways:
        end = "the end" if trail.ends == 1 else "an end"
        return f"Step {number}, {end}" if number else f"Here is {end}"
    parts = []
    if number and left and left.sure:
        parts.append(f"Step {number} of {number + left.least}")
    elif number:
        parts.append(f"Step {number}")
    if left and not (number and left.sure):
        more = ahead(left.least, left.most, "more step", "more steps")
        parts.append(f"then {more}" if number else more)
    if left:
        minutes = trail.minutes[stop.id]
        parts.append(f"about {ahead(minutes.least, minutes.most, 'minute', 'minutes')} to go")
    return ", ".join(parts)


def ahead(least: int, most: int | None, one: str, many: str) -> str:
    """``3 steps``, ``2 or 3 steps``, ``2 to 4 steps``, ``at least 2 steps``."""
    if most is None:
        return f"at least {least} {one if least == 1 else many}"
    if least == most:
        return f"{least} {one if least == 1 else many}"
    return f"{least} {'or' if most == least + 1 else 'to'} {most} {many}"
