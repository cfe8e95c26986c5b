"""Years, months, and what was tended lately."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient

from garden.core import Garden
from garden.testing import client

FILES = {
    "notes/a.md": "---\ntitle: Alpha\ndate: 2024-03-04\n---\n",
    "notes/b.md": "---\ntitle: Beta\ndate: 2026-03-04\n---\n",
    "notes/c.md": "---\ntitle: Gamma\ndate: 2026-11-30\nupdated: 2026-12-02\n---\n",
    "notes/d.md": "---\ntitle: Delta\ndate: 2026-03-20\n---\n",
    "notes/e.md": "---\ntitle: Never\n---\n",
    "notes/f.md": "---\ntitle: Broken\ndate: 0000-01-01\n---\n",
    "notes/g.md": "---\ntitle: Secret\ndate: 2026-01-01\nvisibility: hidden\n---\n",
    "notes/h.md": "---\ntitle: Early\ndate: 0001-01-01\n---\n",
}


@pytest.fixture
def browser(garden_of: Callable[..., Garden]) -> FlaskClient:
    return client(garden_of(FILES))


def flat(page: str) -> list[str]:
    """Headings and titles of notes in the order of the page."""
    found = re.findall(r'<h2[^>]*>(.*?)</h2>|class="notes-title"><a [^>]*><span[^>]*>(.*?)<', page)
    return [heading or title for heading, title in found]


def test_years_with_their_counts(browser: FlaskClient) -> None:
    page = browser.get("/years/").text
    found = re.findall(r'<a href="/years/(\d+)">\1</a>\s*<span class="count">(.*?)</span>', page)
    assert found == [("2026", "3 notes"), ("2024", "1 note"), ("0001", "1 note")]
    assert re.findall(r'<rect width="(\d+)"', page) == ["100", "33", "33"]
    assert '<a href="/years/undated">2 notes without a date</a>' in page


def test_a_year_month_by_month(browser: FlaskClient) -> None:
    page = browser.get("/years/2026").text
    assert flat(page) == ["November", "Gamma", "March", "Delta", "Beta"]
    assert "Secret" not in page
    assert 'href="/years/2026#march">March <span class="count">2' in page
    assert 'rel="prev" href="/years/2024"' in page
    assert 'rel="next"' not in page
    assert "2 December 2026" not in page
    assert "30 November 2026" in page


def test_notes_without_a_date(browser: FlaskClient) -> None:
    assert flat(browser.get("/years/undated").text) == ["Broken", "Never"]


@pytest.mark.parametrize("year", ["2025", "0000", "1", "20266", "x", "²⁰²⁶", "../x", "-1"])
def test_years_that_are_not_there(browser: FlaskClient, year: str) -> None:
    assert browser.get(f"/years/{year}").status_code == 404


def test_a_full_year_comes_in_pages(garden_of: Callable[..., Garden]) -> None:
    files = {
        f"notes/n{n:03}.md": f"---\ntitle: Note {n:03}\ndate: 2025-{1 + n // 50:02}-05\n---\n"
        for n in range(150)
    }
    browser = client(garden_of(files))
    page = browser.get("/years/2025?page=2").text
    assert [it for it in flat(page) if "Note" not in it] == ["February", "January"]
    assert 'href="/years/2025?page=2#january">January' in page
    assert 'href="/years/2025#february">February' in page


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 12, 4), ["This week", "Gamma", "March 2026", "Delta", "Beta", "March 2024", "Alpha"]),
        (date(2026, 12, 6), ["This week", "Gamma", "March 2026", "Delta", "Beta", "March 2024", "Alpha"]),
        (date(2026, 12, 7), ["This month", "Gamma", "March 2026", "Delta", "Beta", "March 2024", "Alpha"]),
        (
            date(2026, 3, 20),
            ["Dated ahead", "Gamma", "This week", "Delta", "This month", "Beta", "March 2024", "Alpha"],
        ),
    ],
)
def test_lately_as_one_would_say_it(
    garden_of: Callable[..., Garden], monkeypatch: pytest.MonkeyPatch, today: date, expected: list[str]
) -> None:
    garden = garden_of(FILES)
    monkeypatch.setattr(garden, "today", lambda: today)
    assert flat(client(garden).get("/lately").text) == [*expected, "January 1", "Early"]


def test_home_has_nothing_dated_ahead_among_what_was_tended_lately(
    garden_of: Callable[..., Garden], monkeypatch: pytest.MonkeyPatch
) -> None:
    garden = garden_of(FILES)
    monkeypatch.setattr(garden, "today", lambda: date(2026, 3, 20))
    tended = client(garden).get("/").text.partition("Tended lately")[2]
    assert "Delta" in tended
    assert "Gamma" not in tended


HELP = {
    "garden.toml": "[kinds.help]\napart = true\n",
    "notes/h.md": "---\nkind: help\ntitle: Helping\ndate: 2026-03-02\n---\n",
}


def test_home_tells_of_what_stands_apart_after_the_rest(garden_of: Callable[..., Garden]) -> None:
    story = {"notes/s.md": "---\nkind: story\ntitle: Told\ndate: 2024-01-01\n---\n"}
    tended, _, kinds = client(garden_of({**HELP, **story})).get("/").text.partition("What grows here")
    assert "Told" in tended
    assert "Helping" not in tended
    assert kinds.index("/kinds/story") < kinds.index("/kinds/help")


def test_home_tells_of_what_stands_apart_where_there_is_nothing_else(
    garden_of: Callable[..., Garden],
) -> None:
    assert "Helping" in client(garden_of(HELP)).get("/").text.partition("Tended lately")[2]


def test_empty_gardens_say_how_to_begin(garden_of: Callable[..., Garden]) -> None:
    browser = client(garden_of({"notes/a.md": "# A\n"}))
    assert "No note says when it is from yet" in browser.get("/years/").text
    assert "No note has a date yet" in browser.get("/lately").text
    assert (
        client(garden_of({"notes/a.md": FILES["notes/a.md"]})).get("/years/undated").text.count("Every note")
        == 1
    )


def test_home_leads_to_it(shared: FlaskClient) -> None:
    assert '<a href="/lately">All that was tended lately</a>' in shared.get("/").text
