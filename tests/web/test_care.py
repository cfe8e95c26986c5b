"""The page of what wants tending, and the links by which notes are edited."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from garden.core import Garden
from garden.testing import client

Make = Callable[..., Garden]
FORGE = "[forge]\nurl = 'https://forge.example/us/n'\nkind = 'forgejo'\nbranch = 'main'\nfolder = 'notes'\n"


def test_each_thing_leads_to_where_it_is_mended(garden_of: Make) -> None:
    garden = garden_of({"garden.toml": FORGE, "notes/a b.md": "---\ndate: 2026-99-99\n---\n[[wish]]\n"})
    page = client(garden).get("/care").text
    assert 'href="https://forge.example/us/n/_edit/main/notes/a%20b.md" rel="noreferrer nofollow"' in page
    assert "a b.md</span>, line 2" in page
    assert 'href="/notes/a%20b"' in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_note_leads_to_where_it_is_edited(garden_of: Make) -> None:
    page = client(garden_of({"garden.toml": FORGE, "notes/a.md": "A"})).get("/notes/a").text
    link = '<a href="https://forge.example/us/n/_edit/main/notes/a.md" rel="noreferrer nofollow">'
    assert f"{link}Edit this note</a>" in page


def test_where_no_forge_is_known_nothing_is_said_of_one(garden_of: Make) -> None:
    browser = client(garden_of({"notes/a.md": "A"}))
    assert "Edit this note" not in browser.get("/notes/a").text
    assert "noreferrer" not in browser.get("/care").text


@pytest.mark.long
def test_very_much_to_tend_is_folded_and_counted(garden_of: Make) -> None:
    browser = client(garden_of({f"notes/n{n:03}.md": f"Alone. [[wish {n}]]" for n in range(1_205)}))
    page = browser.get("/care").text
    assert page.count("<li>") < 120
    assert "Show the first 20" in page
    assert page.count("And 1,185 more.") == 2
    assert '<a href="/wanted">All of them</a>' in page
    assert "<code>garden care</code>" in page


def test_a_well_tended_garden_is_told_so(garden_of: Make) -> None:
    page = client(garden_of({"notes/a.md": "[[b]]", "notes/b.md": "[[a]]"})).get("/care").text
    assert "Nothing wants tending" in page
    assert page.count("<li>Every") >= 3


def test_what_wants_tending_is_that_of_today(garden_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    garden = garden_of({"notes/a.md": "---\nreview: 2026-06-02\n---\nA"})
    browser = client(garden)
    monkeypatch.setattr(garden, "today", lambda: date(2026, 6, 1))
    assert "Due since" not in browser.get("/care").text
    monkeypatch.setattr(garden, "today", lambda: date(2026, 6, 2))
    assert "Due since 2 June 2026" in browser.get("/care").text


def test_titles_and_targets_are_only_text(garden_of: Make) -> None:
    sly = "<script>alert(1)</script>"
    page = (
        client(garden_of({"notes/a.md": f"---\ntitle: '{sly}'\ndate: '{sly}'\n---\n[[{sly}]]\n"}))
        .get("/care")
        .text
    )
    assert sly not in page.replace("<script src", "")
    assert re.search(r"&lt;script&gt;alert", page)


def test_it_is_in_the_navigation_where_there_are_notes(garden_of: Make) -> None:
    assert '<a href="/care"' in client(garden_of({"notes/a.md": "A"})).get("/").text


def test_and_not_where_there_are_none(garden_of: Make) -> None:
    browser = client(garden_of({"garden.toml": ""}))
    assert '<a href="/care"' not in browser.get("/").text
    assert browser.get("/care").status_code == 200


@pytest.mark.parametrize("name", ["unlisted", "hidden", "gone"])
def test_it_names_no_one_who_is_not_in_lists(shared: object, name: str) -> None:
    page = shared.get("/care").text  # type: ignore[attr-defined]
    assert f"{name}.md" not in page
