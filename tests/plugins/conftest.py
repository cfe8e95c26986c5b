"""A page of a garden as people see it: its text without markup, and its markup on one line."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from weakref import WeakKeyDictionary

import pytest
from flask.testing import FlaskClient

from garden.core import Garden
from garden.testing import client

Page = Callable[[Garden, str], str]


@pytest.fixture(scope="module")
def page() -> Page:
    """Gives the main part of a page, blanks collapsed; fails unless the page is there."""
    clients: WeakKeyDictionary[Garden, FlaskClient] = WeakKeyDictionary()

    def get(garden: Garden, address: str) -> str:
        if garden not in clients:
            clients[garden] = client(garden)
        answer = clients[garden].get(address)
        assert answer.status_code == 200, answer.text
        main = answer.text.partition("<main")[2].partition("</main>")[0]
        return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", main))

    return get


@pytest.fixture(scope="module")
def words(page: Page) -> Page:
    """Gives the words of a page's main part."""

    def get(garden: Garden, address: str) -> str:
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page(garden, address))))

    return get
