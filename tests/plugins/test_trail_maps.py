"""How trails are laid out, whatever leads where; what lies ahead on them; where they stand in their files."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from itertools import combinations, pairwise
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garden import shipped

NAME = "trails_under_test"

Ways = dict[str, list[str]]


@pytest.fixture(scope="module")
def trails() -> Iterator[ModuleType]:
    """The plugin's package, imported by itself."""
    folder = shipped.folder("plugins") / "trails"
    spec = importlib.util.spec_from_file_location(
        NAME, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules[NAME] = package
    spec.loader.exec_module(package)
    yield package
    for name in [name for name in sys.modules if name.partition(".")[0] == NAME]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def layout(trails: ModuleType) -> Any:
    return importlib.import_module(f"{NAME}.layout")


@pytest.fixture(scope="module")
def graph(trails: ModuleType) -> Any:
    return importlib.import_module(f"{NAME}.graph")


@st.composite
def graphs(draw: st.DrawFn, most: int = 12) -> Ways:
    names = [f"n{number}" for number in range(draw(st.integers(1, most)))]
    return {name: draw(st.lists(st.sampled_from(names), max_size=4)) for name in names}


@given(ways=graphs())
@settings(max_examples=150, deadline=None)
def test_nothing_overlaps_and_ways_lead_down_or_say_so(layout: Any, graph: Any, ways: Ways) -> None:
    laid = layout.lay_out(ways, ["n0"])
    assert laid == layout.lay_out(ways, ["n0"])
    reached = graph.reached(ways, ["n0"])
    assert set(laid.boxes) == reached
    for (x1, y1), (x2, y2) in combinations(laid.boxes.values(), 2):
        assert abs(x1 - x2) >= layout.BOX_WIDTH or abs(y1 - y2) >= layout.BOX_HEIGHT
    for x, y in laid.boxes.values():
        assert 0 <= x <= laid.width - layout.BOX_WIDTH
        assert 0 <= y <= laid.height - layout.BOX_HEIGHT
    drawn = [(line.start, line.end) for line in laid.lines]
    assert sorted(drawn) == sorted({(a, b) for a in reached for b in ways[a] if a != b})
    for line in laid.lines:
        heights = [y for _, y in line.points]
        assert line.back is (laid.boxes[line.start][1] > laid.boxes[line.end][1])
        assert heights == sorted(heights, reverse=line.back)


@given(ways=graphs())
@settings(max_examples=100, deadline=None)
def test_no_line_passes_through_a_box(layout: Any, ways: Ways) -> None:
    laid = layout.lay_out(ways, ["n0"])
    for line in laid.lines:
        for (x1, y1), (x2, y2) in list(pairwise(line.points))[1::2]:
            assert x1 == x2, "beside boxes, lines are upright"
            top = min(y1, y2)
            for x, y in laid.boxes.values():
                assert y != top or x1 <= x or x1 >= x + layout.BOX_WIDTH


@given(ways=graphs(7))
@settings(max_examples=150, deadline=None)
def test_what_lies_ahead_is_so(graph: Any, ways: Ways) -> None:
    """Against every walk on which no step is met twice."""

    def lengths(name: str, been: tuple[str, ...]) -> Iterator[int]:
        if not ways[name]:
            yield 0
        for other in set(ways[name]) - {*been, name}:
            yield from (1 + length for length in lengths(other, (*been, name)))

    spans = graph.spans(ways, ["n0"], lambda _: 1)
    found = sorted(lengths("n0", ()))
    assert ("n0" in spans) is bool(found)
    if found:
        assert spans["n0"].least == found[0]
        assert spans["n0"].most in (found[-1], None)
        if spans["n0"].sure:
            assert found[0] == found[-1]
    depths = graph.depths(ways, ["n0"])
    assert set(depths) == graph.reached(ways, ["n0"])

    def paths(name: str, been: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        yield name, len(been)
        for other in set(ways[name]) - {*been, name}:
            yield from paths(other, (*been, name))

    met: dict[str, set[int]] = {}
    for name, depth in paths("n0", ()):
        met.setdefault(name, set()).add(depth)
    for name, span in depths.items():
        assert span.least == min(met[name])
        assert not span.sure or met[name] == {span.least}


def test_a_very_long_way_is_no_burden(graph: Any, layout: Any) -> None:
    ways = {f"n{n}": [f"n{n + 1}", f"n{n // 2}"] for n in range(1900)} | {"n1900": []}
    spans = graph.spans(ways, ["n0"], lambda _: 1)
    assert (spans["n0"].least, spans["n0"].most) == (1900, 1900)


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("The bill", ("The bill",)),
        ("An evening in the Long Room", ("An evening in the", "Long Room")),
        (
            "A complaint is a kind of loyalty and of much else besides",
            ("A complaint is a", "kind of loyalty", "and of much else…"),
        ),
        ("Donaudampfschifffahrtsgesellschaft", ("Donaudampfschifff", "ahrtsgesellschaft")),
        ("茶の湯のための長い題名です", ("茶の湯のための長", "い題名です")),
        ("", ("",)),
    ],
)
def test_titles_are_broken_into_rows(trails: ModuleType, title: str, rows: tuple[str, ...]) -> None:
    assert importlib.import_module(f"{NAME}.map").wrapped(title) == rows


@given(title=st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_a_title_never_leaves_its_box(trails: ModuleType, title: str) -> None:
    drawn = importlib.import_module(f"{NAME}.map")
    rows = drawn.wrapped(title)
    assert 1 <= len(rows) <= drawn.ROWS
    assert all(drawn._breadth(row) <= drawn.LETTERS for row in rows)


@pytest.mark.parametrize(
    ("text", "place", "word", "line"),
    [
        ("---\nsteps:\n- a\n- b\n---\n- c\n", 1, "b", 4),
        ("---\nsteps:\n- a\n- b\n---\n- c\n", 2, "c", 2),
        ("---\nsteps:\n  - id: a\n    choices:\n      - to: x\n      - to: y\n  - b\n---\n", 0, "y", 6),
        ("---\nsteps:\n  -\n    note: a\n  # aside\n  - b\n---\n", 1, "b", 6),
        ("---\ntitle: A\nsteps: [a, b]\n---\n", 1, "b", 3),
        ("---\nsteps:\n- a\ntitle: b\n---\n", 0, "b", 3),
        ("+++\n[[steps]]\nnote = 'a'\n\n[[steps]]\nnote = 'b'\n+++\nb", 1, "b", 6),
        ("---\r\nsteps:\r\n- a\r\n- b\r\n---\r\n", 1, "b", 4),
        ("No front matter.\n", 0, "a", None),
        ("", None, "", None),
    ],
)
def test_lines_are_found(
    trails: ModuleType, text: str, place: int | None, word: str, line: int | None
) -> None:
    assert importlib.import_module(f"{NAME}.lines").line_of(text, place, word) == line
