"""A graph laid out in rows, from top to bottom: every pair leads down, or is marked as leading back. Pure.

The way of Sugiyama, Tagawa and Toda ("Methods for Visual Understanding of
Hierarchical System Structures", 1981), in its plainest form: rows by the longest path, a lane
through every row that a line passes, the order in a row by the mean place of
what it is joined to, rows set in the middle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .graph import Ways, ordered  # noqa: TID252 - a plugin is imported under a private name

BOX_WIDTH, BOX_HEIGHT = 148, 74
LANE = 20
"""Width that a line takes which passes a row."""
BESIDE, BELOW, EDGE = 16, 46, 6
"""Room between boxes of a row, between rows, and around it all."""
SWEEPS = 4
"""Times that the order in the rows is looked at, down and up; more changes no map that can be read."""
BACK = 24
"""How far from the middle of a box lines that lead back begin and end, so as to stand apart."""

Point = tuple[float, float]
Lane = tuple[str, str, int]
"""A line from the upper to the lower name, where it passes a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line from one box to another."""

    start: str
    end: str
    points: tuple[Point, ...]
    """From ``start`` to ``end``: where it leaves a row of boxes, and where it enters the next, in turn."""
    back: bool
    """Whether it leads up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything is, in pixels from the top left."""

    width: int
    height: int
    boxes: Mapping[str, Point]
    """Top left corners."""
    lines: tuple[Line, ...]


def lay_out(ways: Ways, starts: Sequence[str]) -> Layout:
    """The layout of what is reached from ``starts``; the same for the same graph."""
    order, back = ordered(ways, starts)
    pairs = [(name, other) for name in order for other in dict.fromkeys(ways[name])]
    downward = {(b, a) if (a, b) in back else (a, b) for a, b in pairs if a != b}
    row = _rows(order, downward)
    lanes = {
        (upper, lower): [(upper, lower, at) for at in range(row[upper] + 1, row[lower])]
        for upper, lower in sorted(downward)
    }
    rows = _arranged(order, row, lanes)
    places, width = _placed(rows)
    lines = [_line(pair, pair in back, row, lanes, places) for pair in pairs if pair[0] != pair[1]]
    return Layout(
        width=width,
        height=2 * EDGE + len(rows) * (BOX_HEIGHT + BELOW) - BELOW if rows else 2 * EDGE,
        boxes={name: (places[name] - BOX_WIDTH / 2, _top(row[name])) for name in order},
        lines=tuple(lines),
    )


def _rows(order: Sequence[str], downward: set[tuple[str, str]]) -> dict[str, int]:
    """Each name's row: below all that lead to it."""
    above: dict[str, list[str]] = {name: [] for name in order}
    for upper, lower in downward:
        above[lower].append(upper)
    row: dict[str, int] = {}
    for name in order:
        row[name] = max((row[upper] + 1 for upper in above[name]), default=0)
    return row


Node = str | Lane


def _arranged(
    order: Sequence[str], row: Mapping[str, int], lanes: Mapping[tuple[str, str], list[Lane]]
) -> list[list[Node]]:
    """Names and lanes by row, each row in its order."""
    rows: list[list[Node]] = [[] for _ in range(max(row.values(), default=-1) + 1)]
    for name in order:
        rows[row[name]].append(name)
    joined: dict[Node, list[Node]] = {name: [] for name in order}
    for (upper, lower), passed in lanes.items():
        for lane in passed:
            rows[lane[2]].append(lane)
            joined[lane] = []
        chain: list[Node] = [upper, *passed, lower]
        for one, other in pairwise(chain):
            joined[one].append(other)
            joined[other].append(one)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for at in range(1, len(rows)) if down else range(len(rows) - 2, -1, -1):
            beside = rows[at - 1 if down else at + 1]
            place = {node: number / max(1, len(beside) - 1) for number, node in enumerate(beside)}
            mean = {
                node: _mean([place[other] for other in joined[node] if other in place]) for node in rows[at]
            }
            rows[at].sort(key=mean.__getitem__)
    return rows


def _mean(places: list[float]) -> float:
    return sum(places) / len(places) if places else 0.5


def _placed(rows: list[list[Node]]) -> tuple[dict[Node, float], int]:
    """The middle of each box and lane, from the left; and the width of it all."""
    widths = [sum(map(_width, row)) + BESIDE * (len(row) - 1) for row in rows]
    widest = max(widths, default=0)
    places = {}
    for row, width in zip(rows, widths, strict=True):
        left = EDGE + (widest - width) / 2
        for node in row:
            places[node] = left + _width(node) / 2
            left += _width(node) + BESIDE
    return places, widest + 2 * EDGE


def _width(node: Node) -> int:
    return BOX_WIDTH if isinstance(node, str) else LANE


def _top(row: int) -> float:
    return EDGE + row * (BOX_HEIGHT + BELOW)


def _line(
    pair: tuple[str, str],
    back: bool,
    row: Mapping[str, int],
    lanes: Mapping[tuple[str, str], list[Lane]],
    places: Mapping[Node, float],
) -> Line:
    upper, lower = (pair[1], pair[0]) if back else pair
    aside = BACK if back else 0
    points = [(places[upper] + aside, _top(row[upper]) + BOX_HEIGHT)]
    for lane in lanes[upper, lower]:
        points += [(places[lane], _top(lane[2])), (places[lane], _top(lane[2]) + BOX_HEIGHT)]
    points.append((places[lower] + aside, _top(row[lower])))
    return Line(start=pair[0], end=pair[1], points=tuple(reversed(points) if back else points), back=back)
