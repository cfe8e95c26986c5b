"""The shipped plugin for trails: read leniently, proved sound, laid out, walked."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from garden import Problem
from garden.core import Garden
from garden.testing import client, write_files

if TYPE_CHECKING:
    from tests.conftest import MakeGarden
    from tests.plugins.conftest import Page

STORY = "---\ntitle: {title}\nkind: story\n{more}---\n{text}\n"


def story(title: str, more: str = "", text: str = "It happened.") -> str:
    return STORY.format(title=title, more=more, text=text)


NOTES = {
    "notes/bill.md": story("The bill", "licence: CC BY-NC 4.0\nauthors: [{teller: Priti}]\n", "So *much*."),
    "notes/stairs.md": story("The stairs", "content_note: a fall\n"),
    "notes/chairs.md": story("The chairs"),
    "notes/room.md": story("The room", text="word " * 700),
    "notes/table.md": story("The table"),
    "notes/off.md": story("Off the path"),
    "notes/kept.md": story("Kept back", "visibility: hidden\n"),
    "notes/quiet.md": story("Quietly here", "visibility: unlisted\n"),
    "notes/gone.md": story("Taken back", "withdrawn: 2026-01-01\n"),
    "notes/walks/lift.md": """
        ---
        title: The lift
        kind: trail
        steps:
          - id: Bill
            note: "[[bill]]"
            say: Begin <here>.
            choices:
              - {to: stairs, when: you want to climb}
              - {to: chairs, when: you would rather sit}
          - id: stairs
            note: stairs
            choices: [room]
          - id: chairs
            note: chairs.md
            choices:
              to: room
          - id: room
            note: The room
            choices:
              - to: table
                when: you are hungry
              - to: bill
                when: you lost count
              - to: out
          - id: table
            note: table
            end: true
          - id: out
            note: off
            choices: []
        ---
        A tour.
        """,
    "notes/walks/line.md": """
        ---
        title: The line
        kind: trail
        steps: [bill, chairs, table]
        ---
        Three in a row.
        """,
}
LIFT = "/-/trails/walks/lift"


@pytest.fixture(scope="module")
def garden(shared_garden_of: MakeGarden) -> Garden:
    return shared_garden_of(NOTES)


# --- pages ----------------------------------------------------------------------------


def test_the_kind_has_its_page_and_its_place_in_the_navigation(garden: Garden, words: Page) -> None:
    assert garden.kinds["trail"].page == "/-/trails/"
    assert '<a href="/-/trails/">Trails</a>' in client(garden).get("/").text
    text = words(garden, "/-/trails/")
    assert "The lift 4 steps, about 6 minutes to read, 2 ends" in text
    assert "The line 3 steps, about 3 minutes to read" in text


def test_a_trails_own_page_begins_it_and_tells_it_as_a_list(garden: Garden, page: Page, words: Page) -> None:
    html = page(garden, "/notes/walks/lift")
    assert f'href="{LIFT}/bill" rel="nofollow">Begin</a>' in html
    assert html.count('<a class="trail-box') == 6
    text = words(garden, "/notes/walks/lift")
    assert "A tour." in text
    assert "The bill when you want to climb : The stairs when you would rather sit : The chairs" in text
    assert "Off the path an end" in text
    assert "<dt>Steps</dt>" not in html


def test_a_step_shows_the_note_with_all_that_belongs_to_it(garden: Garden, page: Page, words: Page) -> None:
    html = page(garden, f"{LIFT}/bill")
    assert "Begin &lt;here&gt;." in html
    assert "So <em>much</em>." in html
    text = words(garden, f"{LIFT}/bill")
    assert "The lift Step 1 of 4, about 5 minutes to go" in text
    for expected in ("Told by Priti", "Licence CC BY-NC 4.0", "Leave the trail at this note"):
        assert expected in text
    assert "Where to? when you want to climb The stairs → Before you read: a fall" in text


def test_a_gate_stands_on_a_trail_too(garden: Garden, page: Page) -> None:
    assert '<details class="gate">' in page(garden, f"{LIFT}/stairs?by=bill")


def test_pages_of_steps_are_kept_out_of_other_indexes(garden: Garden) -> None:
    answer = client(garden).get(f"{LIFT}/bill")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.text


def test_the_way_back_is_the_way_one_came(garden: Garden, page: Page, words: Page) -> None:
    html = page(garden, f"{LIFT}/room?by=bill.chairs")
    assert f'rel="prev" href="{LIFT}/chairs?by=bill"' in html
    assert "Back to “ The chairs ”" in words(garden, f"{LIFT}/room?by=bill.chairs")
    assert f'href="{LIFT}/table?by=bill.chairs.room"' in html
    assert "Step 3 of 4, about 1 minute to go" in words(garden, f"{LIFT}/room?by=bill.chairs")


def test_a_step_met_again_is_gone_back_to(garden: Garden, page: Page, words: Page) -> None:
    assert f'href="{LIFT}/bill" rel="nofollow"' in page(garden, f"{LIFT}/room?by=bill.chairs")
    assert "The bill → you have been there" in words(garden, f"{LIFT}/room?by=bill.chairs")


def states(html: str) -> dict[str, str]:
    wide = html.partition("<details")[0]
    return dict(
        re.findall(
            r'class="trail-box is-\w+(?: is-end)?" href="[^"]*" aria-label="([^",]*),? ?([^"]*)"', wide
        )
    )


def test_the_map_tells_where_one_is(garden: Garden, page: Page) -> None:
    assert states(page(garden, f"{LIFT}/room?by=bill.chairs")) == {
        "The bill": "walked",
        "The stairs": "",
        "The chairs": "walked",
        "The room": "you are here",
        "The table": "an end",
        "Off the path": "an end",
    }


@pytest.mark.parametrize(
    "by",
    [
        "nowhere",
        "table.out",
        "room",
        ".....",
        "bill..chairs",
        "%00",
        "chairs.bill",
        "x" * 3000,
        "a&by=b",
        "\u202e",
    ],
)
def test_an_address_that_no_one_can_have_come_by_is_cut_to_what_can_be(
    garden: Garden, words: Page, by: str
) -> None:
    text = words(garden, f"{LIFT}/room?by={by}")
    assert "The room" in text
    known = "Back to “ The chairs ”" if by == "bill..chairs" else "Back to the trail’s own page"
    assert known in text


def test_an_end_is_one(garden: Garden, page: Page, words: Page) -> None:
    text = words(garden, f"{LIFT}/table?by=bill.stairs.room")
    assert "Step 4, an end" in text
    assert "This is one end of the trail You walked: The bill The stairs The room The table" in text
    assert "Another trail" in text
    assert "Or on from here, without a trail" in text
    assert f'href="{LIFT}/bill" rel="nofollow">Begin again</a>' in page(garden, f"{LIFT}/table")


def test_a_straight_trail_counts(garden: Garden, words: Page) -> None:
    assert "Step 2 of 3, about 1 minute to go" in words(garden, "/-/trails/walks/line/chairs?by=bill")
    assert "Step 2 of 3, about 1 minute to go" in words(garden, "/-/trails/walks/line/chairs")
    assert "This is where the trail ends" in words(garden, "/-/trails/walks/line/table")


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        (f"{LIFT}/nowhere", "/notes/walks/lift"),
        (f"{LIFT}/", "/notes/walks/lift"),
        (LIFT, "/notes/walks/lift"),
        ("/-/trails/gone/x", "/notes/gone"),
        ("/-/trails/bill/x", None),
        ("/-/trails/kept", None),
        ("/-/trails/no/such", None),
        ("/-/trails/%00/%ff", None),
        ("/-/trails//x", None),
    ],
)
def test_addresses_of_no_step(garden: Garden, address: str, leads_to: str | None) -> None:
    answer = client(garden).get(address)
    assert answer.headers.get("Location") == leads_to
    assert answer.status_code == (302 if leads_to else 404)


def test_a_note_tells_of_its_trails(garden: Garden, words: Page) -> None:
    text = words(garden, "/notes/chairs")
    assert "On these trails The lift , step 2 Go on from here on “The lift” The line , step 2 Go on" in text
    note = garden.note("chairs")
    assert note is not None
    assert [(way.note.id, way.reason) for way in garden.ways_on(note)][:2] == [
        ("room", "next on the trail “The lift”"),
        ("table", "next on the trail “The line”"),
    ]


def test_ways_on_say_when(garden: Garden) -> None:
    reasons: dict[tuple[str, str], str] = {}
    for name in ("bill", "table", "walks/lift"):
        note = garden.note(name)
        assert note is not None
        reasons |= {(name, way.note.id): way.reason for way in garden.ways_on(note)}
    assert reasons["bill", "stairs"] == "when you want to climb, on the trail “The lift”"
    assert reasons["table", "walks/lift"] == "the trail that ends here"
    assert reasons["walks/lift", "bill"] == "where this trail begins"


def test_a_garden_without_trails(garden_of: MakeGarden, words: Page) -> None:
    garden = garden_of({"notes/a.md": "A"})
    assert "No one has laid out a trail yet" in words(garden, "/-/trails/")
    assert ">Trails<" not in client(garden).get("/").text


def test_the_plugin_works_without_a_fault(garden: Garden, page: Page) -> None:
    for address in ("/", "/notes/walks/lift", "/notes/bill", f"{LIFT}/room", "/-/trails/"):
        page(garden, address)
    assert garden.check() == tuple(problem for problem in garden.check() if problem.code == "note-orphan")
    assert garden.host.faults == ()


# --- who may see what ------------------------------------------------------------------

AROUND = """
    ---
    title: Round about
    kind: trail
    steps:
      - id: start
        note: kept
        choices:
          - {to: one, when: you were told of it}
          - {to: two, when: you like twos}
      - id: one
        note: bill
        choices:
          - {to: hidden, when: a secret draws you}
          - two
      - id: hidden
        note: kept
        choices:
          - {to: three, when: you want a third}
          - {to: quiet}
      - id: two
        note: chairs
        choices: [quiet]
      - id: three
        note: table
        choices: [gone]
      - id: quiet
        note: quiet
        choices: [gone]
      - id: gone
        note: gone
        end: true
    ---
    Round.
"""


def test_readers_are_led_round_what_they_may_not_see(garden_of: MakeGarden, words: Page, page: Page) -> None:
    garden = garden_of({**NOTES, "notes/round.md": AROUND})
    home = words(garden, "/notes/round")
    assert "Begin with “The bill”" in home
    assert "Begin with “The chairs” when you like twos" in home
    assert "when you want a third : The table" in home
    addresses = (
        "/notes/round",
        "/-/trails/",
        "/-/trails/round/one",
        "/-/trails/round/two?by=one",
        "/notes/bill",
    )
    for address in addresses:
        html = page(garden, address)
        for secret in ("Kept back", "Quietly here", "Taken back", "a secret", "/hidden", "/quiet", "/gone"):
            assert secret not in html, (address, secret)
    assert "Step 2, an end" in words(garden, "/-/trails/round/three?by=one")
    for hidden in ("start", "hidden", "quiet", "gone"):
        assert client(garden).get(f"/-/trails/round/{hidden}").location == "/notes/round"
    hints = [p for p in garden.check() if p.path == "round.md" and p.code == "trail-withheld"]
    assert [hint.line for hint in hints] == [6, 16, 26, 29]
    assert hints[0].message == "The note of the step 'start' is hidden, so readers walk past it."
    assert not [p for p in garden.check() if p.path == "round.md" and type(p) is Problem]


@pytest.mark.parametrize(
    ("more", "status", "told"),
    [
        ("draft: true\n", 404, False),
        ("visibility: unlisted\n", 200, False),
        ("withdrawn: 2026-01-01\n", 302, False),
    ],
)
def test_a_trail_that_is_not_public(
    garden_of: MakeGarden, words: Page, more: str, status: int, told: bool
) -> None:
    trail = f"---\ntitle: Secret way\nkind: trail\n{more}steps: [bill, chairs]\n---\nHere.\n"
    garden = garden_of({**NOTES, "notes/secret.md": trail})
    assert client(garden).get("/-/trails/secret/bill").status_code == status
    for address in ("/-/trails/", "/notes/bill", "/", "/-/trails/walks/line/table"):
        assert ("Secret way" in words(garden, address)) is told


def test_what_is_hidden_later_is_gone_at_once(garden_of: MakeGarden, words: Page) -> None:
    garden = garden_of(NOTES)
    assert "Step 2 of 3" in words(garden, "/-/trails/walks/line/chairs")
    write_files(garden.config.root, {"notes/chairs.md": story("The chairs", "draft: true\n")})
    garden.reindex()
    assert "Step 1 of 2" in words(garden, "/-/trails/walks/line/bill")
    assert client(garden).get("/-/trails/walks/line/chairs").location == "/notes/walks/line"


# --- bad input -------------------------------------------------------------------------

BAD: dict[str, tuple[str, list[tuple[str, int | None]]]] = {
    "no steps": ("", [("trail-steps", None)]),
    "nothing after steps": ("steps:", [("trail-steps", 4)]),
    "no list": ("steps:\n  first: bill\n  then: chairs", [("trail-steps", 4)]),
    "as begun": ("steps:\n  - note:\n    say: Begin here.\n  - note:", [("trail-unfilled", 4)]),
    "one step, and a line of words": ("steps: bill", []),
    "one step, and no list of it": ("steps: {note: bill}", []),
    "numbers": ("steps: [1, [], {}]", [("trail-note", 4), ("trail-step", 4), ("trail-step", 4)]),
    "a step without id and note": (
        "steps:\n  - bill\n  - say: hello\n  - table",
        [("trail-step", 6)],
    ),
    "a step without a note": ("steps:\n  - bill\n  - id: fork\n  - table", [("trail-step", 6)]),
    "a choice to nowhere": (
        "steps:\n  - id: a\n    note: bill\n    choices:\n      - to: chiars\n      - {}\n  - chairs",
        [("trail-choice", 5), ("trail-choice", 8)],
    ),
    "a choice of itself": (
        "steps:\n  - id: a\n    note: bill\n    choices: [a]\n  - table",
        [("trail-choice", 5)],
    ),
    "two of one id": (
        "steps:\n  - id: a\n    note: bill\n  - id: A\n    note: table",
        [("trail-twice", 7)],
    ),
    "a loop without an end": (
        "steps:\n  - {id: a, note: bill, choices: b}\n  - {id: b, note: table, choices: [a]}",
        [("trail-no-end", 5)],
    ),
    "a loop beside an end": (
        "steps:\n  - {id: a, note: bill, choices: [b, c]}\n  - {id: b, note: table, end: yes}\n"
        "  - {id: c, note: room, choices: d}\n  - {id: d, note: chairs, choices: c}",
        [("trail-no-end", 7)],
    ),
    "out of reach": (
        "steps:\n  - {id: a, note: bill, end: true}\n  - {id: b, note: table}",
        [("trail-unreached", 6)],
    ),
    "a note that is not there": ("steps:\n- bill\n# so\n- not-yet\n", [("trail-note", 7)]),
    "the same note twice": ("steps: [bill, bill, bill]", []),
    "other scripts": ("steps:\n  - {id: über, note: bill, choices: [茶]}\n  - {id: 茶, note: table}", []),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_shown_and_told(garden_of: MakeGarden, case: str) -> None:
    steps, expected = BAD[case]
    garden = garden_of(
        {**NOTES, "notes/bad.md": f"---\nkind: trail\ntitle: Bad\n{steps}\n---\nText.\n".encode()}
    )
    browser = client(garden)
    page = browser.get("/notes/bad")
    assert "Text." in page.text
    for address in {*re.findall(r'href="(/-/trails/bad/[^"]*)"', page.text), "/-/trails/bad/x", "/-/trails/"}:
        assert browser.get(address).status_code < 400, address
    problems = [p for p in garden.check() if p.path == "bad.md" and p.code != "note-orphan"]
    assert sorted((p.code, p.line) for p in problems) == sorted(expected, key=lambda it: (it[0], it[1] or 0))
    assert all(p.message.endswith(".") and p.fix.endswith(".") for p in problems)
    assert garden.host.faults == ()


def test_a_slip_of_the_fingers_is_guessed(garden_of: MakeGarden) -> None:
    steps = "steps:\n  - {note: bill, choices: [chiars]}\n  - chairs"
    garden = garden_of({**NOTES, "notes/bad.md": f"---\nkind: trail\n{steps}\n---\n".encode()})
    [problem] = [p for p in garden.check() if p.code == "trail-choice"]
    assert problem.message == "A choice of the step 'bill' leads to 'chiars', and no step is called so."
    assert problem.fix == "Write the id of one of the steps; perhaps 'chairs' is meant."
    assert client(garden).get("/-/trails/bad/chairs?by=bill").status_code == 200


TOML = """+++
kind = "trail"
title = "In TOML"
[[steps]]
note = "bill"
[[steps]]
note = "nobody-wrote-this"
+++
Text.
"""


def test_other_front_matter_has_lines_too(garden_of: MakeGarden) -> None:
    garden = garden_of(
        {**NOTES, "notes/toml.md": TOML.encode(), "notes/crlf.md": TOML.replace("\n", "\r\n").encode()}
    )
    told = [(p.path, p.line) for p in garden.check() if p.code == "trail-note"]
    assert told == [("crlf.md", 7), ("toml.md", 7)]


@pytest.mark.parametrize(
    "steps",
    [
        [f"s{n}" for n in range(1500)],
        [{"id": f"s{n}", "choices": ["x", f"s{n + 1}"]} for n in range(250)],
        ["bill"] * 1900,
        [{"note": "bill", "say": "word " * 2_000}] * 3,
        [[]] * 1900,
    ],
    ids=["notes", "choices", "one note", "long words", "nothing"],
)
@pytest.mark.long
def test_far_too_much_is_shown_and_told(garden_of: MakeGarden, steps: list[Any]) -> None:
    many = {f"notes/s/s{n}.md": f"# Step {n}" for n in range(250)}
    trail = json.dumps({"kind": "trail", "title": "Long", "steps": steps})
    garden = garden_of({**NOTES, **many, "notes/long.md": f"---\n{trail}\n---\nText.\n"})
    browser = client(garden)
    page = browser.get("/notes/long")
    assert "Text." in page.text
    begin = re.search(r'href="(/-/trails/long/[^"]+)"', page.text)
    if begin:
        assert browser.get(begin[1]).status_code == 200
    problems = [p for p in garden.check() if p.path == "long.md"]
    assert 0 < len(problems) < 100
    assert garden.host.faults == ()


# --- what is kept -----------------------------------------------------------------------


def test_trails_are_read_once_for_a_generation(
    garden_of: MakeGarden, monkeypatch: pytest.MonkeyPatch
) -> None:
    garden = garden_of(NOTES)
    asked = []
    resolve = garden.resolve

    def counted(target: str, source: Any = None) -> Any:
        asked.append((target, source.id if source else ""))
        return resolve(target, source)

    monkeypatch.setattr(garden, "resolve", counted)
    browser = client(garden)
    for _ in range(3):
        for name in ("bill", "chairs", "off"):
            browser.get(f"/notes/{name}")
    of_trails = [it for it in asked if it[1].startswith("walks/")]
    assert len(of_trails) == len(set(of_trails)) == 9
