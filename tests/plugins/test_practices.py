"""The shipped plugin for practices."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from garden.core import Garden
from garden.model import Note, Query
from garden.testing import run

if TYPE_CHECKING:
    from tests.conftest import MakeGarden
    from tests.plugins.conftest import Page

NOTES = {
    "notes/bench.md": """
        ---
        title: A bench
        kind: practice
        time: 60-120
        people: 1-4
        setting: outdoors
        energy: low
        materials: a flask
        steps: [Sit., "Wait <b>."]
        tried:
          - when: 2026-04-25
            where: Ropewalk
            who: Yusuf
            changed: Moved to dusk.
          - It rained.
        ---
        Sit somewhere.
    """,
    "notes/check-in.md": """
        ---
        title: Check-in
        kind: practice
        time: 10 min
        people: 3-12
        setting: any
        energy: [low, medium]
        ---
    """,
    "notes/choir.md": "---\ntitle: Choir\nkind: practice\npeople: 20+\ntime: as long as it takes\n---\n",
    "notes/draft.md": "---\ntitle: Draft\nkind: practice\ntime: 10\ndraft: true\n---\n",
    "notes/other.md": "---\ntitle: Other\ntime: 10\n---\n",
}


@pytest.fixture(scope="module")
def garden(shared_garden_of: MakeGarden) -> Garden:
    return shared_garden_of(NOTES)


def facets(garden: Garden, **meta: Any) -> dict[str, Any]:
    note = Note(id="x", path="x.md", fingerprint="", title="X", kind="practice", meta=meta)
    return garden.host.index_values(note)


TIMES = {
    "10": "15 minutes or less",
    "15 min": "15 minutes or less",
    "quarter of an hour": "15 minutes or less",
    "20": "up to 30 minutes",
    "20 – 30": "up to 30 minutes",
    "half an hour": "up to 30 minutes",
    "up to 30 minutes": "up to 30 minutes",
    "30-45": "up to an hour",
    "45 min": "up to an hour",
    "1 hour": "up to an hour",
    "an hour": "up to an hour",
    "1h": "up to an hour",
    "0.5 hours": "up to 30 minutes",
    "20 to 40 minutes": "up to an hour",
    "1h30": "longer",
    "1:30": "longer",
    "1-2 hours": "longer",
    "1 hour 30 minutes": "longer",
    "an hour and a half": "longer",
    "20+": "longer",
    "from 20 minutes": "longer",
    "at least an hour": "longer",
    "Half a day": "longer",
}
UNREADABLE = ("as long as it takes", "0", "", "-", "??", "x" * 500)


@pytest.mark.parametrize("text", TIMES)
def test_times_are_read_leniently(garden: Garden, text: str) -> None:
    assert facets(garden, time=text) == {"time": (TIMES[text],)}


PEOPLE = {
    "1": ("alone",),
    "8": ("5 to 12",),
    "3-12": ("2 to 4", "5 to 12"),
    "4+": ("2 to 4", "5 to 12", "13 to 30", "more than 30"),
    "12 or more": ("5 to 12", "13 to 30", "more than 30"),
    "up to 4 people": ("alone", "2 to 4"),
    "12 — 3": ("2 to 4", "5 to 12"),
    "pairs": ("2 to 4",),
    "groups of 5": ("5 to 12",),
    "any": ("alone", "2 to 4", "5 to 12", "13 to 30", "more than 30"),
}


@pytest.mark.parametrize("text", PEOPLE)
def test_numbers_of_people_are_read_leniently(garden: Garden, text: str) -> None:
    assert facets(garden, people=text) == {"people": PEOPLE[text]}


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_cannot_be_read_is_no_value_and_no_fault(garden: Garden, text: str) -> None:
    assert facets(garden, time=text, people=text) == {}
    assert garden.host.faults == ()


@pytest.mark.parametrize("value", [None, {"a": "b"}, [], [["1"]], "é\x00" * 20])
def test_odd_front_matter_is_no_fault(garden: Garden, value: object) -> None:
    keys = ("time", "people", "setting", "energy", "materials", "steps", "tried")
    facets(garden, **dict.fromkeys(keys, value))
    assert garden.host.faults == ()


def test_setting_and_energy(garden: Garden) -> None:
    assert facets(garden, setting="Any") == {"setting": ("in person", "online", "outdoors")}
    assert facets(garden, Setting="in-person, online") == {"setting": ("in person", "online")}
    assert facets(garden, energy=["Low", "high"]) == {"energy": ("low", "high")}


def test_facets_stand_in_their_own_order(garden: Garden) -> None:
    found = {facet.name: [value.value for value in facet.values] for facet in garden.search(Query()).facets}
    assert found["time"] == ["15 minutes or less", "longer"]
    assert found["people"] == ["alone", "2 to 4", "5 to 12", "13 to 30", "more than 30"]
    assert found["setting"] == ["in person", "online", "outdoors"]
    assert found["energy"] == ["low", "medium"]


def cards(html: str) -> list[list[str]]:
    """Titles of the cards under each heading."""
    return [
        [title for title in ("A bench", "Check-in", "Choir", "Draft", "Other") if f">{title}</span>" in part]
        for part in html.split("<h2")[1:]
    ]


@pytest.mark.parametrize(
    ("query", "fitting", "silent"),
    [
        ("", ["A bench", "Check-in", "Choir"], None),
        ("time=20", ["Check-in"], ["Choir"]),
        ("time=90", ["A bench", "Check-in"], ["Choir"]),
        ("people=4", ["A bench", "Check-in"], None),
        ("people=40", ["Choir"], None),
        ("setting=outdoors", ["A bench", "Check-in"], ["Choir"]),
        ("setting=online&energy=medium", ["Check-in"], ["Choir"]),
        ("time=20&people=8&setting=&energy=", ["Check-in"], None),
        ("time=5&people=8", None, None),
    ],
)
def test_the_finder(
    garden: Garden, page: Page, query: str, fitting: list[str] | None, silent: list[str] | None
) -> None:
    html = page(garden, f"/-/practices/?{query}")
    assert cards(html) == [found for found in (fitting, silent) if found is not None]
    assert ("Nothing fits all of this" in html) is (fitting is None)


def test_the_form_keeps_what_was_asked(garden: Garden, page: Page) -> None:
    html = page(garden, "/-/practices/?time=20&setting=In-Person")
    assert 'name="time" type="number" min="1" max="9999" inputmode="numeric" value="20"' in html
    assert '<option value="in person" selected>' in html
    for field in ("time", "people", "setting", "energy"):
        assert f'<label for="{field}">' in html


@pytest.mark.parametrize("text", ["soon", "-3", "0", "1e3", "9" * 30, "٣", "<script>"])
def test_a_slip_of_the_keyboard_is_told_and_left_out(garden: Garden, page: Page, text: str) -> None:
    html = page(garden, f"/-/practices/?time={text}")
    assert "Not understood, and left out: time." in html
    assert cards(html) == [["A bench", "Check-in", "Choir"]]
    assert "<script>" not in html


def test_a_practice_shows_what_it_needs_and_how_it_goes(garden: Garden, page: Page) -> None:
    html = page(garden, "/notes/bench")
    for name, value in (("Time", "60 to 120 minutes"), ("People", "up to 4 people"), ("Setting", "outdoors")):
        assert f"<div><dt>{name}</dt><dd>{value}</dd></div>" in html
    assert html.count("<dl") == 2  # the facts once, and the note's foot
    assert '<h3>You need</h3><ul><li dir="auto">a flask</li></ul>' in html
    assert '<ol class="steps"><li dir="auto">Sit.</li><li dir="auto">Wait &lt;b&gt;.</li></ol>' in html
    assert html.index("Sit somewhere.") < html.index("Step by step")


def test_steps_are_read_as_leniently_as_all_the_rest(garden_of: MakeGarden, page: Page) -> None:
    note = "---\nkind: practice\nSteps:\n  - Sit.\n  - Round one: one word each.\n  - ''\n---\nText"
    garden = garden_of({"notes/a.md": note})
    steps = '<li dir="auto">Sit.</li><li dir="auto">Round one: one word each.</li>'
    assert f'<ol class="steps">{steps}</ol>' in page(garden, "/notes/a")
    assert garden.host.faults == ()


def test_the_log_of_those_who_tried_it(garden: Garden, page: Page) -> None:
    log = page(garden, "/notes/bench").partition("We tried this</h2>")[2].partition("</section>")[0]
    assert '<h3><time datetime="2026-04-25">25 April 2026</time>, Ropewalk</h3>' in log
    assert '<p dir="auto">Moved to dusk.</p><p class="meta">Yusuf</p>' in log
    assert '<li><p dir="auto">It rained.</p></li>' in log


def test_a_practice_that_says_nothing_has_no_boxes(garden_of: MakeGarden, page: Page) -> None:
    garden = garden_of({"notes/a.md": "---\nkind: practice\nsteps: []\n---\nText"})
    html = page(garden, "/notes/a")
    assert "panel-practices" not in html
    assert "Step by step" not in html
    assert garden.host.faults == ()


def test_what_the_finder_cannot_read_is_a_problem(garden: Garden) -> None:
    problems = [problem for problem in garden.check() if problem.code.startswith("practice-")]
    assert [(problem.path, problem.code) for problem in problems] == [("choir.md", "practice-time")]
    assert "'30-45'" in problems[0].fix


def test_the_command(garden: Garden) -> None:
    root = garden.config.root
    assert run(["practice", "--time", "20", "--people", "8"], root).stdout == (
        "Check-in (10 minutes, 3 to 12 people, anywhere)  [check-in]\n"
    )
    assert run(["practice", "--time", "20"], root).stdout.splitlines()[1:] == [
        "These may fit, and do not say:",
        "Choir (20 people or more)  [choir]",
    ]
    assert run(["practice", "--time", "1"], root).stdout.splitlines()[0] == "These may fit, and do not say:"
    assert "No practice fits" in run(["practice", "--time", "1", "--people", "1"], root).stdout


def test_the_command_for_programs(garden: Garden) -> None:
    result = run(["practice", "--people", "3", "--energy", "medium", "--json"], garden.config.root)
    assert json.loads(result.stdout) == [
        {
            "id": "check-in",
            "title": "Check-in",
            "url": "/notes/check-in",
            "time": [10, 10],
            "people": [3, 12],
            "setting": ["in person", "online", "outdoors"],
            "energy": ["low", "medium"],
        }
    ]


def test_the_command_refuses_what_cannot_be(garden: Garden) -> None:
    result = run(["practice", "--time", "0"], garden.config.root)
    assert result.exit_code == 2
    assert "is not in the range" in result.stderr


def test_the_plugin_works_without_a_fault(garden: Garden, page: Page) -> None:
    for address in ("/", "/-/practices/?time=20", "/notes/bench", "/notes/choir"):
        page(garden, address)
    assert garden.host.faults == ()


def test_what_came_of_it_stands_behind_a_content_note_too(garden_of: MakeGarden, page: Page) -> None:
    garden = garden_of(
        {
            "notes/vigil.md": "---\ntitle: Vigil\nkind: practice\ncontent_note: a death\n"
            "tried: [We wept]\n---\nLight a candle.\n"
        }
    )
    before, gate, rest = page(garden, "/notes/vigil").partition("Show what came of it")
    assert gate
    assert "We wept" not in before
    assert "We wept" in rest.partition("</details>")[0]
