from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote_plus

import pytest
from flask.testing import FlaskClient

from garden import Garden
from garden.testing import client

NOTES = {
    "notes/twelfth.md": "---\ndate: 2024-03-12\nkind: story\n---\nAn oak.",
    "notes/third.md": "---\ndate: 2024-12-03\n---\nAn elm.",
    "notes/march.md": "---\ndate: 2024-03-30\n---\nAn ash.",
    "notes/told.md": "---\ndate: 2020-01-01\n---\nOn 12 March 2024 we spoke of an oak.",
    "notes/hidden.md": "---\ndate: 2024-05-01\nvisibility: hidden\n---\nA yew.",
    "notes/autumn.md": "---\nupdated: 2023-09-01\n---\nA beech.",
}


@pytest.fixture
def browser(garden_of: Callable[..., Garden]) -> FlaskClient:
    return client(garden_of(NOTES))


def ways(page: str) -> list[str]:
    """The links to notes of a date, each with its address."""
    return [
        f"{re.sub('<[^>]*>', '', told)} -> {address}"
        for address, told in re.findall(
            r'See the <a rel="nofollow" href="/search\?q=([^"]*)">(.*?)</a>', page
        )
    ]


DAY = "1 note of 12 March 2024 -> date%3A2024-03-12"
TURNED = "1 note of 3 December 2024 -> date%3A2024-12-03"
MONTH = "2 notes of March 2024 -> date%3A2024-03"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("12 March 2024", [DAY]),
        ("on Tuesday, 12th of march 2024", [DAY]),
        ("tues 12 mar 2024", [DAY]),
        ("March 12, 2024", [DAY]),
        ("the 12th March, 2024", [DAY]),
        ("2024 March 12", [DAY]),
        ("2024-03-12", [DAY]),
        ("2024.3.12", [DAY]),
        ("12/03/2024", [DAY, TURNED]),
        ("03/12/24", [TURNED, DAY]),
        ("12.03.2024", [DAY, TURNED]),
        ("2024", ["3 notes of 2024 -> date%3A2024"]),
        ("in 2024", ["3 notes of 2024 -> date%3A2024"]),
        ("30/03/2024", ["1 note of 30 March 2024 -> date%3A2024-03-30"]),
        ("03/30/2024", ["1 note of 30 March 2024 -> date%3A2024-03-30"]),
        ("march 2024", [MONTH]),
        ("MAR. 2024", [MONTH]),
        ("2024 march", [MONTH]),
        ("2024-03", [MONTH]),
        ("3/2024", [MONTH]),
        ("Sept 2023", ["1 note of September 2023 -> date%3A2023-09"]),
        ("oak in march 2024", ["1 note of March 2024 with oak -> oak+date%3A2024-03"]),
        ("march 2024 kind:story", ["1 note of March 2024 with kind:story -> kind%3Astory+date%3A2024-03"]),
        ("beech march 2024", []),
        ("may 2024", []),  # of which there is a hidden note alone
        ("30 february 2024", []),
        ("march", []),
        ("marching 2024", []),
        ("before:2024-03-12", []),
        ("date:2024-03", []),
        ('"march 2024"', []),
        ("2024-03-12T10:00", []),
        ("12/03/2024/a", []),
        ("1.12.03.2024", []),
        ("v2024.03.12", []),
        ("9999999 99/99/9999", []),
    ],
)
def test_a_date_leads_to_the_notes_that_are_of_it(browser: FlaskClient, asked: str, told: list[str]) -> None:
    assert ways(browser.get(f"/search?q={quote_plus(asked)}").text) == told


def test_texts_that_have_the_date_are_what_is_found(browser: FlaskClient) -> None:
    page = browser.get("/search?q=12+March+2024").text
    assert 'href="/notes/told"' in page
    assert 'href="/notes/twelfth"' not in page
    assert 'href="/notes/twelfth"' in browser.get("/search?q=date:2024-03-12").text


def test_filters_hold_for_the_notes_of_a_date(browser: FlaskClient) -> None:
    page = browser.get("/search?q=march+2024&kind=story").text
    assert ways(page) == ["1 note of March 2024 -> date%3A2024-03&amp;kind=story"]
    assert ways(browser.get("/search?q=march+2024&kind=note").text) == [
        "1 note of March 2024 -> date%3A2024-03&amp;kind=note"
    ]


def test_what_else_is_asked_is_shown_as_it_was_typed(browser: FlaskClient) -> None:
    page = browser.get("/search?q=oak+-%3Cb%3E+march+2024").text
    assert '<em dir="auto">oak -&lt;b&gt;</em></a>.' in page
