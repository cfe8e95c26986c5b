"""What the plugin walks does in a garden; it must be installed: pip install -e '.[test]'."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from garden.pytest_plugin import MakeBed
    from garden.testing import Bed

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
    "notes/hill.md": """
        ---
        title: Up the hill
        kind: walk
        kilometres: 6
        ground: gravel
        ---
        With a flask of tea.
        """,
    "notes/soon.md": """
        ---
        title: Not walked yet
        kind: walk
        kilometres: far
        ---
        Some day.
        """,
    "notes/coffee.md": """
        ---
        title: Coffee
        ground: fine
        ---
        No walk at all.
        """,
}


@pytest.fixture
def bed(garden_bed: MakeBed) -> Bed:
    return garden_bed(FILES)


def test_it_is_installed(bed: Bed) -> None:
    bed.run("plugins").says("walks  (installed: garden-walks")


def test_its_notes_are_of_the_kind_and_can_be_filtered(bed: Bed) -> None:
    assert bed.garden.kind("walk").plural == "walks"
    bed.page("/search?ground=steps").shows("Round by the river").hides("Up the hill")
    bed.page("/search?ground=fine").hides("Coffee")


def test_a_walk_says_how_long_it_takes(bed: Bed) -> None:
    page = bed.page("/notes/river").links_to("/-/walks/")
    page.shows("2.5 km, about 50 minutes.", "Underfoot: paved, steps.")
    bed.page("/notes/soon").hides("On foot")


def test_all_walks_are_on_a_page_the_shortest_first(bed: Bed) -> None:
    bed.page("/").links_to("/-/walks/")
    text = bed.page("/-/walks/").hides("Not walked yet", "Coffee").text
    assert text.index("Round by the river") < text.index("Up the hill")


def test_the_command_knows_what_there_is_time_for(bed: Bed) -> None:
    bed.run("walks").says("Round by the river: about 50 minutes\nUp the hill: about 120 minutes\n")
    assert "Up the hill" not in bed.run("walks", "--within", "60").text
    bed.run("walks", "--within", "5").says("There is no walk as short as that.")


def test_a_garden_may_walk_faster(garden_bed: MakeBed) -> None:
    bed = garden_bed({**FILES, "garden.toml": "[plugins.walks]\npace = 6\n"})
    bed.page("/notes/river").shows("about 25 minutes")


def test_a_pace_that_cannot_be_is_told(garden_bed: MakeBed) -> None:
    bed = garden_bed({**FILES, "garden.toml": "[plugins.walks]\npace = 0\n"}, faults_allowed=True)
    bed.run("plugins").says("[plugins.walks]: pace: input should be greater than 0; it is 0.")


def test_a_walk_without_an_end_is_told(bed: Bed) -> None:
    told = [
        (problem.path, problem.code) for problem in bed.garden.check() if problem.code == "walk-kilometres"
    ]
    assert told == [("soon.md", "walk-kilometres")]
