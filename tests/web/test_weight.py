"""A note's page is light: counted as it is served, and without its pictures."""

from __future__ import annotations

import gzip
import re

import pytest
from flask.testing import FlaskClient

from garden.core import Garden
from garden.testing import client

pytestmark = pytest.mark.long

STYLE_AND_SCRIPT = 60_000
"""Bytes of all sheets and scripts of a page, compressed as a proxy would."""
ALL = 50_000
"""Bytes of a page with these and its icon, as a browser that takes gzip gets them."""
GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture(scope="module")
def browser(shipped_garden: Garden) -> FlaskClient:
    return client(shipped_garden)


def test_style_and_script_of_a_note_are_small(browser: FlaskClient) -> None:
    parts = [browser.get(address).data for address in asked_for(browser.get("/notes/index").text)]
    assert len(parts) >= 6
    assert sum(len(gzip.compress(part)) for part in parts) < STYLE_AND_SCRIPT


def test_the_longest_notes_are_light(browser: FlaskClient, shipped_garden: Garden) -> None:
    longest = sorted(shipped_garden.notes(), key=lambda note: -note.words)[:5]
    for note in longest:
        page = browser.get(shipped_garden.url(note))
        asked = (shipped_garden.url(note), *asked_for(page.text))
        total = sum(len(browser.get(address, headers=GZIP).data) for address in asked)
        assert total < ALL, note.id


def asked_for(page: str) -> list[str]:
    """Addresses of what a browser asks for to show a page."""
    head = page.partition("</head>")[0]
    return re.findall(r'<(?:link rel="(?:stylesheet|icon)"|script)[^>]*? (?:href|src)="(.*?)"', head)
