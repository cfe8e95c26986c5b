"""Where notes stand: apart, near what they are linked with, and the same each time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garden.core.layout import Integers, Numbers, by_chance, lay_out, radius

FEW = 20
"""Rounds; enough for what is asked here."""


def laid_out(count: int, links: Integers, rounds: int = FEW) -> Numbers:
    return lay_out(links, started(count, links), rounds=rounds)


def started(count: int, links: Integers) -> Numbers:
    return by_chance(f"note {number}" for number in range(count)) * radius(links, count)


def linked(*pairs: tuple[int, int]) -> Integers:
    return np.array(pairs, np.int64).reshape(-1, 2)


@st.composite
def gardens(draw: st.DrawFn) -> tuple[int, Integers]:
    count = draw(st.integers(0, 40))
    number = st.integers(0, max(count - 1, 0))
    pairs = (
        draw(st.sets(st.tuples(number, number).filter(lambda pair: pair[0] < pair[1]), max_size=80))
        if count
        else ()
    )
    return count, linked(*sorted(pairs))


@given(gardens())
@settings(max_examples=30, deadline=None)
def test_any_garden_has_places_apart_within_bounds(garden: tuple[int, Integers]) -> None:
    count, links = garden
    places = laid_out(count, links)
    assert places.shape == (count, 2)
    assert np.isfinite(places).all()
    assert np.abs(places).max(initial=0) < 4 * radius(links, count)
    assert nearest(places) > 0


@given(gardens())
@settings(max_examples=10, deadline=None)
def test_the_same_garden_has_the_same_places(garden: tuple[int, Integers]) -> None:
    assert (laid_out(*garden) == laid_out(*garden)).all()


def test_what_is_linked_stands_together() -> None:
    ring = [(number, (number + 1) % 20) for number in range(20)]
    two = linked(*sorted((min(p), max(p)) for p in [*ring, *((a + 20, b + 20) for a, b in ring)]))
    places = laid_out(40, two, rounds=100)
    lengths = np.linalg.norm(places[two[:, 0]] - places[two[:, 1]], axis=1)
    assert lengths.mean() < np.linalg.norm(places[:20].mean(axis=0) - places[20:].mean(axis=0)) / 2


@pytest.mark.parametrize("count", [2, 300])
def test_notes_that_begin_at_one_place_part(count: int) -> None:
    hub = linked(*((0, leaf) for leaf in range(1, count)))
    places = lay_out(hub, np.zeros((count, 2)), rounds=FEW)
    assert np.isfinite(places).all()
    assert nearest(places) > 0


def test_leaves_of_one_note_do_not_lie_on_each_other() -> None:
    hub = linked(*((0, leaf) for leaf in range(1, 200)))
    places = laid_out(200, hub, rounds=100)
    assert nearest(places) > 0.1 * radius(hub, 200) / np.sqrt(200)


def test_chance_is_the_same_and_within_the_circle() -> None:
    places = by_chance(str(number) for number in range(500))
    assert (places == by_chance(str(number) for number in range(500))).all()
    assert np.hypot(*places.T).max() < 1
    assert np.abs(places.mean(axis=0)).max() < 0.1
    assert by_chance([]).shape == (0, 2)


def nearest(places: Numbers) -> float:
    """The distance of the two notes that are nearest."""
    if len(places) < 2:
        return np.inf
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    return float(apart[~np.eye(len(places), dtype=bool)].min())
