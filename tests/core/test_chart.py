"""Places are kept: notes that had theirs keep it, and a spoilt file costs nothing but time."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pytest

from garden import Garden
from garden.core import chart as charts
from garden.core import layout
from garden.core.chart import FILE, Chart, lay_out_part
from garden.core.layout import Numbers
from garden.core.map import GardenMap
from tests.conftest import MakeGarden

COUNT = 60


def files(count: int = COUNT) -> dict[str, str | bytes]:
    return {f"notes/{n:02}.md": f"[[{n // 2:02}]] [[{n // 3:02}]]" for n in range(count)}


@pytest.fixture(scope="module")
def garden(shared_garden_of: MakeGarden) -> Garden:
    return shared_garden_of(files())


def test_places_are_kept_for_who_comes_later(
    garden: Garden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = garden.kept(GardenMap.of)
    assert not Chart(tmp_path).is_used
    first = Chart(tmp_path).places(of)
    assert Chart(tmp_path).is_used
    monkeypatch.setattr(charts, "lay_out", lambda *_, **__: pytest.fail("It was laid out already."))
    assert np.abs(Chart(tmp_path).places(of) - first).max() < 0.001


def test_a_new_note_moves_the_others_hardly(garden_of: MakeGarden, tmp_path: Path) -> None:
    before = garden_of(files()).kept(GardenMap.of)
    old = Chart(tmp_path).places(before)
    after = garden_of({"notes/new.md": "[[07]] and [[30]]"}).kept(GardenMap.of)
    new = Chart(tmp_path).places(after)
    both = [after.numbers[note.id] for note in before.notes]
    moved = np.linalg.norm(new[both] - old, axis=1)
    assert moved.mean() < 0.03
    assert moved.max() < 0.15
    anew = Chart(tmp_path / "elsewhere").places(after)
    assert np.linalg.norm(anew[both] - old, axis=1).mean() > 3 * moved.mean()
    beside = new[[after.numbers["07"], after.numbers["30"]]].mean(axis=0)
    assert np.linalg.norm(new[after.numbers["new"]] - beside) < 0.4


def test_a_note_that_goes_leaves_the_others_where_they_are(garden: Garden, tmp_path: Path) -> None:
    of = garden.kept(GardenMap.of)
    old = Chart(tmp_path).places(of)
    rest = GardenMap(of.notes[:-1], [(a, b, of.lead(a, b)) for a, b in of.links.tolist() if b < COUNT - 1])
    assert np.linalg.norm(Chart(tmp_path).places(rest) - old[:-1], axis=1).mean() < 0.03


@pytest.mark.parametrize(
    "spoilt",
    [
        "",
        "nothing of the kind",
        "[]",
        '{"way": 1}',
        '{"way": 1, "ids": {}, "places": 3}',
        '{"way": 1, "ids": ["00", "01", "02", 3], "places": [[1], "x", [1, NaN], [1, 2]]}',
        '{"way": 1, "ids": ["00", "01"], "places": [[1e300, 2], [0, Infinity]]}',
        '{"way": 99, "ids": ["00"], "places": [[1, 1]]}',
        json.dumps({"way": 1, "ids": [f"{n:02}" for n in range(COUNT)], "places": [[0, 0]] * COUNT}),
    ],
)
def test_a_spoilt_file_is_written_anew(garden: Garden, tmp_path: Path, spoilt: str) -> None:
    of = garden.kept(GardenMap.of)
    (tmp_path / FILE).write_text(spoilt)
    found = Chart(tmp_path).places(of)
    assert np.isfinite(found).all()
    assert len(np.unique(found, axis=0)) == COUNT
    assert len(json.loads((tmp_path / FILE).read_text())["ids"]) == COUNT


def test_a_place_where_nothing_can_be_written_is_said(
    garden: Garden, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")
    assert len(Chart(tmp_path / "file" / "below").places(garden.kept(GardenMap.of))) == COUNT
    assert "could not be kept" in caplog.text


def test_only_one_lays_out_and_others_need_not_wait(
    garden: Garden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, chart = garden.kept(GardenMap.of), Chart(tmp_path)
    at_work, go_on = threading.Event(), threading.Event()
    really = layout.lay_out

    def slowly(*arguments: object, **options: object) -> Numbers:
        at_work.set()
        assert go_on.wait(10)
        return really(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(charts, "lay_out", slowly)
    thread = threading.Thread(target=chart.places, args=(of,))
    thread.start()
    assert at_work.wait(10)
    assert not chart.make_ready(of)
    go_on.set()
    thread.join(10)
    assert chart.make_ready(of)
    assert len(chart.places(of)) == COUNT


def test_a_part_is_laid_out_by_itself(garden: Garden) -> None:
    of = garden.kept(GardenMap.of)
    some = list(of.around(0, 1))
    found = lay_out_part(of, some)
    assert found.shape == (len(some), 2)
    assert (found == lay_out_part(of, some)).all()
    assert np.abs(found).max() < 3


def test_no_notes_have_no_places(garden_of: MakeGarden, tmp_path: Path) -> None:
    none = garden_of({"notes/a.txt": "None."}).kept(GardenMap.of)
    assert Chart(tmp_path).places(none).shape == (0, 2)
