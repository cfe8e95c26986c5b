"""What a note's page tells programs: who did what, and nothing that is not for everyone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import pytest
from flask.testing import FlaskClient

from garden.core import Garden
from garden.core.licences import licence_url
from garden.testing import client

Make = Callable[..., Garden]


def properties(page: str) -> dict[str, str]:
    return {
        name: unescape(value) for name, value in re.findall(r'<meta property="(.*?)" content="(.*?)">', page)
    }


def data(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    )
    return found


def test_a_note_tells_what_it_is(shared: FlaskClient) -> None:
    page = shared.get("/notes/slow-questions").text
    assert properties(page) == {
        "og:type": "article",
        "og:title": "Slow questions",
        "og:site_name": "The test garden",
        "og:description": "One question and a long silence.",
        "article:published_time": "2026-03-04",
        "article:tag": "health/mental",
    }
    told = data(page)
    assert told["author"] == [{"@type": "Person", "name": "Nasra Abdi"}]
    assert told["translator"] == [{"@type": "Person", "name": "Tom Reyes"}]
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert told["keywords"] == ["listening", "health/mental"]
    assert told["isPartOf"] == {"@type": "WebSite", "name": "The test garden"}
    assert (told["datePublished"], told["inLanguage"]) == ("2026-03-04", "en")
    assert "canonical" not in page
    assert data(shared.get("/notes/supper").text)["contributor"] == [
        {"@type": "Person", "name": "Ama Boateng"}
    ]


def test_a_note_without_a_summary_tells_how_it_begins(shared: FlaskClient) -> None:
    page = shared.get("/notes/guide/writing").text
    assert properties(page)["og:description"] == data(page)["description"] == "With a pen."


def test_a_content_note_is_all_that_is_told(garden_of: Make) -> None:
    front = "title: The hall\ncontent_note: a death in the family\nsummary: Nobody came."
    page = client(garden_of({"notes/hall.md": f"---\n{front}\n---\nWe waited."})).get("/notes/hall").text
    head = page.partition("</head>")[0]
    assert head.count("Before you read: a death in the family") == 3
    assert "Nobody came" not in head
    assert "We waited" not in head


@pytest.mark.parametrize("address", ["/notes/unlisted", "/notes/gone", "/notes/hidden"])
def test_what_is_not_public_tells_nothing(shared: FlaskClient, address: str) -> None:
    page = shared.get(address).text
    assert '<meta name="robots" content="noindex">' in page
    assert 'property="og:' not in page
    assert "ld+json" not in page


def test_a_site_that_knows_its_address_tells_it(garden_of: Make) -> None:
    files = {"garden.toml": 'site_url = "https://g.example/"', "notes/a b.md": "# A & <b>\n\nWords.\n"}
    page = client(garden_of(files)).get("/notes/a b").text
    address = "https://g.example/notes/a%20b"
    assert f'<link rel="canonical" href="{address}">' in page
    assert properties(page)["og:url"] == data(page)["@id"] == data(page)["url"] == address
    assert data(page)["isPartOf"]["url"] == "https://g.example/"
    mail = unescape(re.findall(r'href="mailto:\?(.*?)"', page)[0])
    assert parse_qs(mail) == {"subject": ["A & <b>"], "body": [f"A & <b>\r\n\r\n{address}\r\n"]}


def test_without_an_address_the_mail_has_the_title_alone(shared: FlaskClient) -> None:
    assert 'href="mailto:?subject=Slow%20questions"' in shared.get("/notes/slow-questions").text


BREAKOUT = "</script><script>alert(1)</script><!--<script>"


def test_no_title_ends_the_data(garden_of: Make) -> None:
    front = json.dumps({"title": BREAKOUT, "summary": BREAKOUT, "tags": [BREAKOUT], "rights": BREAKOUT})
    page = client(garden_of({"notes/x.md": f"---\n{front}\n---\nWords."})).get("/notes/x").text
    assert page.count("<script") == page.count("</script>") == page.count("<script src=") + 1
    assert "<!--" not in page
    assert data(page)["headline"] == BREAKOUT


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("CC BY 4.0", "licenses/by/4.0/"),
        ("cc-by-nc-sa 3.0", "licenses/by-nc-sa/3.0/"),
        ("CC BY-ND 4.0 International.", "licenses/by-nd/4.0/"),
        ("CC0", "publicdomain/zero/1.0/"),
        ("CC0 1.0 Universal", "publicdomain/zero/1.0/"),
        ("https://creativecommons.org/licenses/by/4.0/", "licenses/by/4.0/"),
        ("All rights reserved", ""),
        ("CC BY", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_licences_that_are_known_have_an_address(words: str, address: str) -> None:
    assert licence_url(words) == (f"https://creativecommons.org/{address}" if address else "")
