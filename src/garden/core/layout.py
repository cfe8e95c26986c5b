"""Where notes stand on a map: near what they lead to and what leads to them, apart from all else.

The forces of ForceAtlas2 (Jacomy and others, PLOS ONE 9(6), 2014): a note pushes every other
away, the harder the more links it has, by one over their distance; a link pulls as a spring
does; and all are drawn to the middle, so that what nothing leads to stays in sight. Such pushes are
those of charges in a plane: they are read from the slope of a potential on a mesh, which costs two
Fourier transforms a round (Hockney and Eastwood, Computer Simulation Using Particles, 1981) and
not a sum over all pairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Integers = NDArray[np.int64]

ROUNDS = 120
"""In which a map takes shape; twice as many make it little better."""
AGAIN = 40
"""Rounds in which a map settles that was good before something changed."""
FREE = 0.1
"""How far a note may move in the first round, as a share of the map's width, ..."""
SETTLED = 0.0005
"""... and one that had its place before."""
_COOLING = 0.02
"""What is left of that in the last round."""
_GRAVITY = 0.1
"""Small enough for clusters to part, large enough for the map to be round."""
_ROOM = 0.6
"""Around a note, as a share of what it would have if all had the same."""
_PARTINGS = 40
"""Rounds in which notes at nearly one place part."""
_GOLDEN = np.pi * (3 - np.sqrt(5))
_MESH = (16, 256)
"""Fewest and most cells along a side."""


def lay_out(
    links: Integers, start: Numbers, *, rounds: int = ROUNDS, freedom: Numbers | float = FREE
) -> Numbers:
    """Places of notes, a row each, beginning from those of ``start``; the same for the same.

    ``links`` are pairs of rows of ``start``, each pair once. ``freedom`` is how far all, or each
    of them, may move in the first round.
    """
    places = start.copy()
    count = len(places)
    if count < 2:
        return places
    masses = _masses(links, count)
    mesh = _Mesh(count)
    for cooling in np.geomspace(1.0, _COOLING, rounds):
        width = float(np.abs(places).max()) * 2
        forces = mesh.pushes(places, masses) - _GRAVITY * places - _pulls(links, places) / masses[:, None]
        lengths = np.hypot(forces[:, 0], forces[:, 1])
        longest = freedom * cooling * width
        places += forces * np.minimum(0.5, longest / np.maximum(lengths, 1e-9))[:, None]
    return _parted(places, _ROOM * radius(links, count) / np.sqrt(count))


def _parted(places: Numbers, room: float) -> Numbers:
    """Moves apart those that are nearer than ``room``: the mesh does not see what is within a cell.

    Of the notes in a square, each is held against a few others, and the squares lie elsewhere each time.
    """
    turns = _GOLDEN * np.arange(len(places))
    ways = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    for turn in range(_PARTINGS):
        squares = np.floor(places / (2 * room) + _GOLDEN * turn * np.array([1.0, 2.0])).astype(np.int64)
        order = np.lexsort((squares[:, 1], squares[:, 0]))
        moves = np.zeros_like(places)
        for step in (1, 2, 3):
            one, other = order[step:], order[:-step]
            same = (squares[one] == squares[other]).all(axis=1)
            one, other = one[same], other[same]
            apart = places[one] - places[other]
            far = np.hypot(apart[:, 0], apart[:, 1])
            # Those at one place have no direction from each other: they are given one.
            apart = np.where(far[:, None] > room / 100, apart / np.maximum(far, 1e-12)[:, None], ways[one])
            pushes = apart * (np.maximum(room - far, 0) / 4)[:, None]
            np.add.at(moves, one, pushes)
            np.add.at(moves, other, -pushes)
        places = places + moves
    return places


def radius(links: Integers, count: int) -> float:
    """About how far from the middle a map of so many notes reaches: there, pushes and gravity are even."""
    return float(np.sqrt(_masses(links, count).sum() / _GRAVITY)) if count else 1.0


def by_chance(names: Iterable[str]) -> Numbers:
    """A place for each name within a circle of radius 1, always the same one."""
    digests = b"".join(
        blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest() for name in names
    )
    far, turn = (np.frombuffer(digests, "<u4").reshape(-1, 2) / 2**32).T
    places: Numbers = np.sqrt(far) * np.array([np.cos(2 * np.pi * turn), np.sin(2 * np.pi * turn)])
    return places.T


def _masses(links: Integers, count: int) -> Numbers:
    return (np.bincount(links.ravel(), minlength=count) + 1).astype(np.float64)


def _pulls(links: Integers, places: Numbers) -> Numbers:
    """The sum of the springs at each note."""
    here, there = links[:, 0], links[:, 1]
    apart = places[here] - places[there]
    count = len(places)
    return np.stack(
        [np.bincount(here, one, count) - np.bincount(there, one, count) for one in apart.T], axis=1
    )


class _Mesh:
    """Cells over the map, and twice as many along each side, since a Fourier transform goes round."""

    def __init__(self, count: int) -> None:
        smallest, largest = _MESH
        self._side = int(2 ** np.ceil(np.log2(np.clip(np.sqrt(count) * 2.5, smallest, largest))))
        away = np.arange(2 * self._side)
        away = np.minimum(away, 2 * self._side - away)
        # A quarter of a cell softens the push of what is nearer than a cell.
        potential = -0.5 * np.log(away[:, None] ** 2 + away[None, :] ** 2 + 0.25)
        self._potential = np.fft.rfft2(potential)

    def pushes(self, places: Numbers, masses: Numbers) -> Numbers:
        """What all notes together do to each."""
        side = self._side
        edge = float(np.abs(places).max()) * 1.02 + 1e-9
        cell = 2 * edge / (side - 1)
        at = (places + edge) / cell
        low = np.minimum(at.astype(np.int64), side - 2)
        x, y = (at - low).T
        # A note counts in the four cells around it, the more the nearer it is to their middle.
        corners = ((0, 0, (1 - x) * (1 - y)), (1, 0, x * (1 - y)), (0, 1, (1 - x) * y), (1, 1, x * y))
        cells = np.concatenate([(low[:, 0] + right) * 2 * side + low[:, 1] + up for right, up, _ in corners])
        weights = np.concatenate([masses * share for _, _, share in corners])
        charges = np.bincount(cells, weights, 4 * side * side).reshape(2 * side, 2 * side)
        potential = np.fft.irfft2(np.fft.rfft2(charges) * self._potential, s=charges.shape)[:side, :side]
        pushes = np.zeros_like(places)
        for axis in (0, 1):
            slope = np.gradient(potential, cell, axis=axis)
            for right, up, share in corners:
                pushes[:, axis] -= share * slope[low[:, 0] + right, low[:, 1] + up]
        return pushes
