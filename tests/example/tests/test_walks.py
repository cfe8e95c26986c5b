"""What the plugin walks does in a garden; it must be installed: pip install -e '.[test]'."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from garden import Query
from garden.testing import client, make_garden, run

if TYPE_CHECKING:
    from garden import Garden

FILES = {
    "notes/river.md": """
        ---
        title: Round by the river
        kind: walk
        kilometres: 2.5
        ground: [paved, steps]
        ---
        Past the benches, which are the point of it.
    """,
    "notes/hill.md": "---\ntitle: Up the hill\nkind: walk\nkilometres: 6\nground: gravel\n---\nWith tea.\n",
    "notes/soon.md": "---\ntitle: Not walked yet\nkind: walk\nkilometres: far\n---\nSome day.\n",
    "notes/ground.md": "---\ntitle: Coffee\nground: fine\n---\nNo walk at all.\n",
}


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Garden]:
    with make_garden(tmp_path_factory.mktemp("walks") / "garden", FILES) as garden:
        assert garden.host.faults == ()
        assert "walks" in [plugin.name for plugin in garden.host.plugins()]
        yield garden


def test_its_notes_are_of_the_kind_and_can_be_filtered(garden: Garden) -> None:
    assert garden.kind("walk").plural == "walks"
    page = garden.search(Query(text="", filters={"ground": ("steps",)}))
    assert [hit.note.id for hit in page.hits] == ["river"]
    assert garden.search(Query(text="", filters={"ground": ("fine",)})).hits == ()


def test_a_walk_says_how_long_it_takes(garden: Garden) -> None:
    assert "2.5 km, about 50 minutes on paved and steps." in client(garden).get("/notes/river").text
    assert "On foot" not in client(garden).get("/notes/soon").text


def test_all_walks_are_on_a_page_the_shortest_first(garden: Garden) -> None:
    page = client(garden).get("/-/walks/")
    assert page.status_code == 200
    assert 0 < page.text.index("Round by the river") < page.text.index("Up the hill")


def test_the_command_knows_what_there_is_time_for(garden: Garden) -> None:
    root = garden.config.root
    assert run(["walks"], root).stdout.splitlines() == [
        "Round by the river: about 50 minutes",
        "Up the hill: about 120 minutes",
    ]
    assert run(["walks", "--within", "60"], root).stdout == "Round by the river: about 50 minutes\n"
    assert run(["walks", "--within", "5"], root).stdout.startswith("There is no walk as short")


def test_a_garden_may_walk_faster(tmp_path: Path) -> None:
    files = {**FILES, "garden.toml": "[plugins.walks]\npace = 6\n"}
    with make_garden(tmp_path / "garden", files) as garden:
        assert "about 25 minutes" in client(garden).get("/notes/river").text


def test_a_pace_that_cannot_be_is_told(tmp_path: Path) -> None:
    with make_garden(tmp_path / "garden", {**FILES, "garden.toml": "[plugins.walks]\npace = 0\n"}) as garden:
        [fault] = garden.host.faults
        assert fault.message == "garden.toml, [plugins.walks]: pace: input should be greater than 0; it is 0."


def test_a_walk_without_an_end_is_told(garden: Garden) -> None:
    told = [(problem.path, problem.code) for problem in garden.check() if problem.code.startswith("walk-")]
    assert told == [("soon.md", "walk-kilometres")]
