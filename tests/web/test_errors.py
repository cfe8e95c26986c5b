"""What is said when a page cannot be shown."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from garden.core import Garden
from garden.errors import IndexingError
from garden.testing import client


def test_a_missing_page_says_what_it_might_have_been(shared: FlaskClient) -> None:
    answer = shared.get("/notes/slwo-questions")
    assert answer.status_code == 404
    assert "It might have been" in answer.text
    assert 'href="/notes/slow-questions"' in answer.text
    assert 'href="/search?q=slwo+questions"' in answer.text


@pytest.mark.parametrize("address", ["/notes/A%20wish", "/notes/a%20WISH.md", "/notes/guide/A%20wish"])
def test_a_missing_page_says_who_wishes_for_it(shared: FlaskClient, address: str) -> None:
    page = shared.get(address).text
    assert "“A wish” has been wished for and not written." in page
    assert 'href="/notes/kitchen"' in page


def test_no_one_can_put_words_on_the_page(shared: FlaskClient) -> None:
    page = shared.get("/notes/your-account-is-closed-ring-0900").text
    assert "ring 0900" not in page
    assert "ring-0900" not in page


def test_programs_get_data(shared: FlaskClient) -> None:
    data = json.loads(shared.get("/notes/nothing.json").text)
    assert data["error"] == 404
    assert data["message"] == "There is no page at this address."


def test_a_mistake_of_ours_is_told_without_its_insides(
    garden_of: Callable[..., Garden], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    garden = garden_of({"notes/a.md": "# A"})
    monkeypatch.setattr(Garden, "doors", lambda _: 1 / 0)
    browser = client(garden)
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "It is not your doing" in answer.text
    assert "ZeroDivision" not in answer.text
    assert "ZeroDivision" in caplog.text
    assert browser.get("/about").status_code == 200


def test_an_index_that_cannot_be_read_is_a_calm_page(
    garden_of: Callable[..., Garden], monkeypatch: pytest.MonkeyPatch
) -> None:
    garden = garden_of({"notes/a.md": "# A"})

    def fail(_garden: Garden) -> None:
        raise IndexingError("The disk is full at /secret/place.")

    monkeypatch.setattr(Garden, "doors", fail)
    answer = client(garden).get("/")
    assert answer.status_code == 503
    assert "/secret" not in answer.text
    assert "tended" in answer.text
