"""The map of a trail: what its drawing shows, for a template to write as SVG. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .layout import BELOW, BOX_HEIGHT, BOX_WIDTH, Line, lay_out  # noqa: TID252 - under a private name
from .walk import Walk  # noqa: TID252 - as above

MOST_DRAWN = 40
"""Steps that a map shows; a longer trail is told as a list alone."""
COLUMNS = 2
"""Boxes in a row that fit on a phone."""
LETTERS, ROWS = 17, 3
"""Letters in a row of a box, and rows."""
ROW_HEIGHT = 18
MARK = 5
"""How far a title makes room for the mark above it."""
ARROW = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A step on the map."""

    x: float
    y: float
    rows: tuple[tuple[float, str], ...]
    """Its title, broken into rows, each with the height at which it stands."""
    url: str
    name: str
    """What it is called by those who hear it: the title, and how one stands to it."""
    state: str
    """``here``, ``walked`` or ``ahead``."""
    end: bool
    """Whether the trail ends there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A way on the map."""

    path: str
    """The line, as SVG writes it, ..."""
    head: str
    """... and its point."""
    walked: bool
    back: bool
    """Whether it leads up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A map."""

    width: int
    height: int
    wide: bool
    """Whether it is wider than a phone."""
    box_width: int
    box_height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def draw(walk: Walk, here: str = "", by: Sequence[str] = ()) -> Drawing | None:
    """The map of a trail, with where someone is and came by; None for one too long to be drawn."""
    if not walk.stops or len(walk.stops) > MOST_DRAWN:
        return None
    layout = lay_out(walk.ways, [way.to for way in walk.begin])
    path = [*by, here]
    steps = set(pairwise(path))
    states = {**dict.fromkeys(by, "walked"), here: "here"}
    boxes = []
    for name, stop in walk.stops.items():
        x, y = layout.boxes[name]
        state = states.get(name, "ahead")
        url = walk.url(name, by[: by.index(name)]) if name in by else walk.url(name)
        told = {"here": "you are here", "walked": "walked"}.get(state, "an end" if not stop.ways else "")
        boxes.append(
            Box(
                x=x,
                y=y,
                rows=_set(wrapped(stop.note.title), y + BOX_HEIGHT / 2 + (MARK if state != "ahead" else 0)),
                url=url,
                name=f"{stop.note.title}, {told}" if told else stop.note.title,
                state=state,
                end=not stop.ways,
            )
        )
    return Drawing(
        width=layout.width,
        height=layout.height,
        wide=layout.width > COLUMNS * BOX_WIDTH + BELOW,
        box_width=BOX_WIDTH,
        box_height=BOX_HEIGHT,
        boxes=tuple(boxes),
        arrows=tuple(_arrow(line, walked=(line.start, line.end) in steps) for line in layout.lines),
    )


def wrapped(text: str, letters: int = LETTERS, rows: int = ROWS) -> tuple[str, ...]:
    """A title in so many rows of so many letters at most; what does not fit ends in ``…``."""
    done: list[str] = []
    row = ""
    for word in text.split():
        for piece in _pieces(word, letters):
            longer = f"{row} {piece}" if row else piece
            if _breadth(longer) <= letters:
                row = longer
            else:
                done.append(row)
                row = piece
    done.append(row)
    if len(done) <= rows:
        return tuple(done)
    last = done[rows - 1]
    while _breadth(last) >= letters:
        last = last[:-1]
    return (*done[: rows - 1], f"{last.rstrip()}…")


def _pieces(word: str, letters: int) -> list[str]:
    """A word, in pieces where it is longer than a row."""
    pieces = [""]
    for letter in word:
        if _breadth(pieces[-1] + letter) > letters:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _breadth(text: str) -> int:
    """Letters as wide as a Latin one: Chinese ones count as two, marks above others as none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def _set(rows: tuple[str, ...], middle: float) -> tuple[tuple[float, str], ...]:
    """Rows of a title with their heights, round a middle."""
    first = middle - (len(rows) - 1) * ROW_HEIGHT / 2
    return tuple((first + number * ROW_HEIGHT, row) for number, row in enumerate(rows))


def _arrow(line: Line, *, walked: bool) -> Arrow:
    """A line that leaves and enters boxes straight, and the point at its end."""
    up = -1 if line.back else 1
    bend = up * BELOW / 2
    *_, (x, y) = line.points
    y -= up * 2
    points = [*line.points[:-1], (x, y - up * ARROW)]
    path = f"M{points[0][0]:g} {points[0][1]:g}"
    for number, ((x1, y1), (x2, y2)) in enumerate(pairwise(points)):
        if number % 2:
            path += f"L{x2:g} {y2:g}"
        else:
            path += f"C{x1:g} {y1 + bend:g} {x2:g} {y2 - bend:g} {x2:g} {y2:g}"
    head = f"M{x - ARROW:g} {y - up * ARROW * 1.5:g}L{x:g} {y:g}L{x + ARROW:g} {y - up * ARROW * 1.5:g}Z"
    return Arrow(path=path, head=head, walked=walked, back=line.back)
