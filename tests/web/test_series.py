"""Series: all of them, and one from its beginning."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask.testing import FlaskClient

from garden.core import Garden
from garden.testing import client


def part(series: str, section: object, title: str) -> str:
    return f"---\ntitle: {title}\nseries: {series}\nsection: {section}\n---\n"


def titles(page: str) -> list[str]:
    return re.findall(r'class="notes-title"><a [^>]*>(?:<span[^>]*>)?(.*?)<', page)


def test_all_series_say_how_many_and_where_to_begin(shared: FlaskClient) -> None:
    page = shared.get("/series/").text
    assert titles(page) == ["Tables"]
    assert "2 notes" in page
    assert 'begins with <a href="/notes/kitchen">' in page


def test_a_series_in_its_order(shared: FlaskClient) -> None:
    page = shared.get("/series/Tables").text
    assert titles(page) == ["A kitchen table in March", "The hall"]
    assert '<a class="button" href="/notes/kitchen">' in page
    assert "Before you read: a death in the family" in page


def test_its_notes_lead_to_it(shared: FlaskClient) -> None:
    for note in ("kitchen", "hall"):
        assert (
            'In the series “<a href="/series/Tables" dir="auto">Tables</a>”'
            in shared.get(f"/notes/{note}").text
        )


def test_names_that_differ_by_case_are_one(garden_of: Callable[..., Garden]) -> None:
    files = {
        "notes/a.md": part("Letters home", 2, "Second"),
        "notes/b.md": part("letters  HOME", 1, "First"),
        "notes/c.md": part("Letters home", 10, "Tenth"),
    }
    browser = client(garden_of(files))
    assert titles(browser.get("/series/").text) == ["Letters home"]
    assert browser.get("/series/LETTERS home/".rstrip("/")).headers["Location"] == "/series/Letters%20home"
    assert titles(browser.get("/series/Letters home").text) == ["First", "Second", "Tenth"]


ODD = ("a/b", "..", "what?", "<b>x</b>", "סדרה \u202e", "s" * 500, "#1")


def test_odd_names_have_an_address_that_works(garden_of: Callable[..., Garden]) -> None:
    browser = client(
        garden_of({f"notes/n{n}.md": part(f"'{name}'", 1, f"Odd {n}") for n, name in enumerate(ODD)})
    )
    urls = re.findall(r'class="notes-title"><a href="(/series/[^"]*)"', browser.get("/series/").text)
    pages = [browser.get(url) for url in urls]
    assert {page.status_code for page in pages} == {200}
    assert sorted(title for page in pages for title in titles(page.text)) == [
        f"Odd {n}" for n in range(len(ODD))
    ]
    assert not any("<b>x" in page.text or "\u202e" in page.text for page in pages)


def test_a_long_series_comes_in_pages_and_counts_on(garden_of: Callable[..., Garden]) -> None:
    browser = client(
        garden_of({f"notes/n{n:03}.md": part("Days", n + 1, f"Day {n + 1}") for n in range(130)})
    )
    page = browser.get("/series/Days?page=2").text
    assert titles(page)[0] == "Day 61"
    assert 'start="61"' in page
    assert ">61</span>" in page
    assert 'href="/series/Days?page=3"' in page


def test_what_is_not_there(shared: FlaskClient, garden_of: Callable[..., Garden]) -> None:
    assert shared.get("/series/Nothing").status_code == 404
    assert (
        "No note belongs to a series yet" in client(garden_of({"notes/a.md": "# A\n"})).get("/series/").text
    )
