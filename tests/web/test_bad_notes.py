"""Notes that no one would write on purpose: each has a page that makes sense, and is told of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from garden.core import Garden
from garden.testing import client, make_garden
from garden.web.text import count

LINKS = 5_000
LONG = "Long words " * 45 + "end."
NOTES = {
    "notes/lost.md": "---\nnext: [{to: nowhere, when: you are lost}]\nrelated: [nor]\n---\nSee [[round]].\n",
    "notes/mill.md": """---
kind: trail
steps:
  - {id: up, note: lost, choices: [{to: down}]}
  - {id: down, note: round, choices: [{to: up}]}
---
Round and round.
""",
    "notes/one/twin.md": "---\ntitle: Twin\n---\nThe first.\n",
    "notes/two/twin.md": "---\ntitle: Twin\n---\nThe second.\n",
    "notes/asks.md": "See [[Twin]].\n",
    "notes/round.md": "Round ![[first]]\n",
    "notes/first.md": "First ![[second]]\n",
    "notes/second.md": "Second ![[third]]\n",
    "notes/third.md": "Third ![[round]]\n",
    "notes/star.md": "A star.\n",
    "notes/gazer.md": "\n\n".join(f"Night {number} under the [[star]]." for number in range(LINKS)),
    "notes/long.md": f"---\ntitle: {LONG}\n---\nShort.\n",
    "notes/turned.md": '---\ntitle: "לחישה \\u202e override"\nlang: he\n---\nשלום\n',
    "notes/zero.md": "---\ndate: 0000-01-01\n---\nBefore all years.\n",
}
SAID = {
    "lost": "or wander on",
    "mill": "Its steps",
    "one/twin": "The first.",
    "two/twin": "The second.",
    "asks": '<a class="internal" href="/notes/one/twin">Twin</a>',
    "round": "This note is already being shown here, so it is not shown again inside itself.",
    "star": f"and {count(LINKS - 3, 'time')} more",
    "gazer": f"Night {LINKS - 1} under the",
    "long": f'<h1 dir="auto" class="long">{LONG}</h1>',
    "turned": '<h1 dir="auto">לחישה ‹U+202E› override</h1>',
    "zero": "Before all years.",
}
TOLD = {
    ("asks.md", 1, "link-ambiguous"),
    ("first.md", 1, "embed-circle"),
    ("gazer.md", None, "links-many"),
    ("long.md", 2, "title-long"),
    ("lost.md", 2, "next-dead"),
    ("mill.md", 4, "trail-no-end"),
    ("turned.md", 2, "title-unseen"),
    ("two/twin.md", 2, "title-twice"),
    ("zero.md", 2, "date-unreadable"),
}


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Garden]:
    with make_garden(tmp_path_factory.mktemp("bad") / "garden", NOTES) as made:
        yield made


@pytest.mark.parametrize("note_id", SAID)
def test_a_bad_note_has_a_page_that_says_what_it_can(garden: Garden, note_id: str) -> None:
    answer = client(garden).get(f"/notes/{note_id}")
    assert answer.status_code == 200
    assert SAID[note_id] in answer.text
    assert "could not be shown" not in answer.text


def test_no_choice_of_what_is_next_leads_nowhere(garden: Garden) -> None:
    note = garden.note("lost")
    assert note is not None
    ways = garden.ways_on(note)
    assert "when you are lost" not in [way.reason for way in ways]
    assert len(ways) >= 3


def test_a_trail_that_goes_round_and_round_can_be_walked_and_left(garden: Garden) -> None:
    page = client(garden).get("/-/trails/mill/down?by=up")
    assert page.status_code == 200
    assert "Go on</h2>" in page.text
    assert "you have been there" in page.text
    assert "Leave the trail at this note" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=twin",
        "/map",
        "/notes/",
        "/years/",
        "/lately",
        "/wanted",
        "/tags/",
        "/-/trails/",
        "/care",
    ],
)
def test_pages_with_bad_notes_in_them_are_whole(garden: Garden, path: str) -> None:
    answer = client(garden).get(path)
    assert answer.status_code == 200
    assert "\u202e" not in answer.text
    assert "could not be shown" not in answer.text


def test_the_check_tells_where_they_are_wrong(garden: Garden) -> None:
    assert {(problem.path, problem.line, problem.code) for problem in garden.check()} >= TOLD
    assert garden.host.faults == ()
