"""The map as data, short enough for ten thousand notes on a phone.

    notes     how many; each list below has one entry a note, the best linked notes first
    start     the note whose map it is, by number, or null
    kinds     [label, number of its colour] of each kind
    kind      the kind of each note, by its place in `kinds`
    titles    as they are shown
    folders   all folders there are
    folder    the folder of each note, by its place in `folders`
    names     the rest of each note's id: 0 where that is its title, 1 where it is the title in
              lower case with "-" for blanks, else itself
    x, y      where each stands, from 0 to 9999, no two at one place
    links     for each note, how many links it has with notes further on; then for each of these,
              rising, how much further on it is than the one before it, or than the note itself

The script that draws it is ``static/drawing.js``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from garden.characters import named
from garden.core import Garden
from garden.core.layout import Numbers
from garden.core.map import GardenMap, Integers
from garden.model import Note
from garden.web.kinds import kinds_in_use

EDGE = 9999
COLOURS = 8
"""Kinds that have a colour of their own; all others share one more."""


def map_shape(
    here: Garden, of: GardenMap, numbers: Sequence[int], places: Numbers, start: Note | None
) -> dict[str, Any]:
    """Some notes of a map; ``places`` are theirs, about within 1 of the middle."""
    notes = [of.notes[number] for number in numbers]
    colours = {entry.kind.name: place for place, entry in enumerate(kinds_in_use(here))}
    kinds = sorted({note.kind for note in notes}, key=colours.__getitem__)
    folders = sorted({note.id.rpartition("/")[0] for note in notes})
    folder_of = {folder: place for place, folder in enumerate(folders)}
    x, y = _spread(places)
    return {
        "notes": len(notes),
        "start": next((n for n, note in enumerate(notes) if start and note.id == start.id), None),
        "kinds": [[named(here.kind(kind).label), min(colours[kind], COLOURS)] for kind in kinds],
        "kind": [kinds.index(note.kind) for note in notes],
        "titles": [named(note.title) for note in notes],
        "folders": folders,
        "folder": [folder_of[note.id.rpartition("/")[0]] for note in notes],
        "names": [_name(note) for note in notes],
        "x": x,
        "y": y,
        "links": list(_steps(of.links_among(numbers), len(numbers))),
    }


def _name(note: Note) -> str | int:
    name = note.id.rpartition("/")[2]
    title = named(note.title)
    if name == title:
        return 0
    return 1 if title.isascii() and name == title.lower().replace(" ", "-") else name


def _spread(places: Numbers) -> tuple[list[int], list[int]]:
    """Places as whole numbers; of two at one place, the second is put beside it."""
    if not len(places):
        return [], []
    low, high = places.min(axis=0), places.max(axis=0)
    size = max(float((high - low).max()), 1e-9)
    # In the middle of the square, whichever way the map is longer.
    whole = np.rint((places - (low + high) / 2) / size * EDGE + EDGE / 2).astype(np.int64).clip(0, EDGE)
    in_order = list(_distinct(whole.tolist()))
    return [x for x, _ in in_order], [y for _, y in in_order]


def _distinct(places: Iterable[list[int]]) -> Iterator[tuple[int, int]]:
    taken: set[tuple[int, int]] = set()
    for x, y in places:
        while (x, y) in taken:
            x, y = (x + 1, y) if x < EDGE else (0, (y + 1) % (EDGE + 1))
        taken.add((x, y))
        yield x, y


def _steps(links: Integers, count: int) -> Iterator[int]:
    """Links, sorted, as the module's docstring tells."""
    ends = np.searchsorted(links[:, 0], np.arange(count), "right").tolist()
    others = links[:, 1].tolist()
    start = 0
    for note, end in enumerate(ends):
        yield end - start
        before = note
        for other in others[start:end]:
            yield other - before
            before = other
        start = end
