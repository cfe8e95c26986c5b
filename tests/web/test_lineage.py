"""What a note was adapted from is shown, told to programs, and leads there and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from garden import Garden
from garden.testing import client, make_garden


@pytest.fixture
def garden(tmp_path: Path) -> Iterator[Garden]:
    with make_garden(
        tmp_path / "garden",
        {
            "garden.toml": 'title = "Here"\nsite_url = "https://garden.example"\nlicence = "CC BY 4.0"\n',
            "notes/new.md": (
                "---\nadapted_from: ['[[old|The old]]', https://elsewhere.example/a, "
                "'[A book](https://elsewhere.example/b)', nowhere, hidden, 'javascript:alert(1)']\n---\nNew."
            ),
            "notes/old.md": "# The old way\n\nOld.",
            "notes/hidden.md": "---\ntitle: Quite secret\ndraft: true\n---\nx",
            "notes/own.md": "---\nlicence: CC BY-SA 4.0\n---\nx",
        },
    ) as made:
        yield made


@pytest.fixture
def browser(garden: Garden) -> FlaskClient:
    return client(garden)


def test_the_page_tells_of_it(browser: FlaskClient) -> None:
    page = browser.get("/notes/new").text
    told = page.split("Adapted from</dt>")[1].split("</dd>")[0]
    assert re.findall('href="([^"]*)"', told) == [
        "/notes/old",
        "https://elsewhere.example/a",
        "https://elsewhere.example/b",
    ]
    for words in ("The old way", "A book", "nowhere", "javascript:alert(1)"):
        assert f">{words}</" in told
    assert "Quite secret" not in page


def test_programs_are_told(browser: FlaskClient) -> None:
    data = browser.get("/notes/new.json").json
    assert data is not None
    assert data["adapted_from"][0] == {"title": "The old way", "url": "/notes/old", "id": "old"}
    assert data["adapted_from"][1]["id"] is None
    page = browser.get("/notes/new").text
    linked = json.loads(page.split('ld+json">')[1].split("</script>")[0])
    assert linked["isBasedOn"] == [
        "https://garden.example/notes/old",
        "https://elsewhere.example/a",
        "https://elsewhere.example/b",
    ]


def test_it_leads_there_and_back(garden: Garden) -> None:
    new, old = garden.note("new"), garden.note("old")
    assert new is not None
    assert old is not None
    assert ("old", "this was adapted from it") in [(way.note.id, way.reason) for way in garden.ways_on(new)]
    assert ("new", "adapted from this note") in [(way.note.id, way.reason) for way in garden.ways_on(old)]
    assert not garden.is_orphan(old)


@pytest.mark.parametrize(("note", "kind"), [("old", "by"), ("own", "by-sa")])
def test_the_licence_is_for_people_and_programs(browser: FlaskClient, note: str, kind: str) -> None:
    address = f"https://creativecommons.org/licenses/{kind}/4.0/"
    assert f'<a rel="license" href="{address}">' in browser.get(f"/notes/{note}").text
    data = browser.get(f"/notes/{note}.json").json
    assert data is not None
    assert data["licence_url"] == address
