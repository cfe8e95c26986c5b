"""The map of the garden: as tables, which say all of it, and as data for the drawing that a script makes."""

from __future__ import annotations

import json
import threading
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify, request

from garden.core import Garden
from garden.core.chart import Chart, lay_out_part
from garden.core.map import GardenMap, Lead
from garden.model import Note
from garden.web.contexts import MapPage
from garden.web.current import garden, render
from garden.web.map_part import MapPart, choices, part_of
from garden.web.map_question import MapQuestion, read_map_question
from garden.web.map_shape import map_shape
from garden.web.paging import page_by
from garden.web.parts import Island, MapRow

EXTENSION = "garden_map"
MOST = 20_000
"""Notes of a drawing; beyond these, the best linked are drawn."""
NAMED = 3
"""Notes that are named where there are more of a sort."""
ISLANDS = 12
_WAYS = {
    (Lead.LINK, True): "linked from it",
    (Lead.LINK, False): "links to it",
    (Lead.NEXT, True): "chosen by it as next",
    (Lead.NEXT, False): "chooses it as next",
    (Lead.RELATED, True): "called related by it",
    (Lead.RELATED, False): "calls it related",
    (Lead.ADAPTED, True): "what it was adapted from",
    (Lead.ADAPTED, False): "adapted from it",
}
"""How a note is one step away, by whether it is led to."""

pages = Blueprint("garden_maps", __name__)


class Drawing:
    """The map of all notes as data: costly to make, and the same for all who ask."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart

    def whole(self, here: Garden) -> str:
        """All of it as JSON; asked for by ``here.kept``, it is made once for a generation."""
        return self.part(here, MapQuestion())

    def part(self, here: Garden, question: MapQuestion) -> str:
        """Some notes, where they stand among all."""
        of = here.kept(GardenMap.of)
        numbers = part_of(of, question).numbers[:MOST]
        return _json(map_shape(here, of, numbers, self.chart.places(of)[list(numbers)], None))


def set_up_map(app: Flask, here: Garden) -> None:
    """Gives the app the places of its notes."""
    app.extensions[EXTENSION] = Drawing(Chart(here.config.cache_folder))


def keep_up(app: Flask, here: Garden) -> None:
    """Makes the map ready in the background, where someone asked for it before the notes changed."""
    drawing: Drawing = app.extensions[EXTENSION]
    if drawing.chart.is_used:
        threading.Thread(target=here.kept, args=(drawing.whole,), daemon=True).start()


@pages.get("/map")
def page() -> str:
    """What is on the map, as tables: around a note, or the whole."""
    here = garden()
    of = here.kept(GardenMap.of)
    question, notices = read_map_question(here, of, request.args)
    part = part_of(of, question)
    around = question.start is not None
    shown, paging = page_by(part.numbers, lambda number: question.url(page=number))
    numbers = part.numbers[1:] if around else shown
    whole = not around and not question.filters
    groups = choices(here, of, question)
    return render(
        "map.html",
        MapPage(
            start=question.start,
            steps=question.steps,
            nearer=_steps(question, -1),
            farther=_steps(question, 1),
            notices=notices,
            rows=tuple(_row(of, part, number) for number in numbers),
            left_out=part.left_out,
            links=len(of.links_among(part.numbers)),
            groups=groups,
            chosen=tuple(choice for group in groups for choice in group.choices if choice.chosen),
            islands=_islands(of) if whole else (),
            alone=of.degrees.count(0) if whole else 0,
            drawing=question.url("/map.json"),
            paging=paging,
        ),
    )


@pages.get("/map.json")
def data() -> Response:
    """What a script draws: see `garden.web.map_shape`. 503 while the notes find their places."""
    here = garden()
    of = here.kept(GardenMap.of)
    question, notices = read_map_question(here, of, request.args)
    if request.args.get("from") and question.start is None:
        return _told(404, notices[0])
    drawing: Drawing = current_app.extensions[EXTENSION]
    if question.start is not None:
        numbers = part_of(of, question).numbers
        made = _json(map_shape(here, of, numbers, lay_out_part(of, numbers), question.start))
    elif not drawing.chart.make_ready(of):
        answer = _told(503, "The map is being laid out.")
        answer.headers["Retry-After"] = "1"
        return answer
    else:
        made = drawing.part(here, question) if question.filters else here.kept(drawing.whole)
    return Response(made, mimetype="application/json")


def _json(shape: dict[str, Any]) -> str:
    return json.dumps(shape, separators=(",", ":"))


def _told(status: int, message: str) -> Response:
    answer = jsonify(error=message)
    answer.status_code = status
    return answer


def _steps(question: MapQuestion, more: int) -> str:
    """The address of the same with a step less or more; empty where there is none."""
    other = question.with_steps(question.steps + more)
    return other.url() if question.start is not None and other != question else ""


def _row(of: GardenMap, part: MapPart, number: int) -> MapRow:
    """A note, and how one comes to it: by what leads, or by way of which notes a step nearer."""
    away = part.away.get(number, 0)
    nearer = [other for other in of.beside(number) if part.away.get(other, away) < away] if away else []
    by = () if away < 2 else tuple(of.notes[other] for other in of.by_links(nearer))
    return MapRow(
        note=of.notes[number],
        steps=away,
        coming=of.coming[number],
        going=of.going[number],
        ways=_ways(of.lead(nearer[0], number), of.lead(number, nearer[0])) if away == 1 else (),
        by=by[:NAMED],
        more=max(0, len(by) - NAMED),
        url=MapQuestion(start=of.notes[number]).url(),
    )


def _ways(forth: Lead, back: Lead) -> tuple[str, ...]:
    return tuple(words for (lead, is_forth), words in _WAYS.items() if lead in (forth if is_forth else back))


def _islands(of: GardenMap) -> tuple[Island, ...]:
    """All but the largest, of which the whole map is."""
    return tuple(
        Island(notes=_first(of, island), total=len(island)) for island in of.islands[1 : 1 + ISLANDS]
    )


def _first(of: GardenMap, island: tuple[int, ...]) -> tuple[Note, ...]:
    return tuple(of.notes[number] for number in of.by_links(island)[:NAMED])
