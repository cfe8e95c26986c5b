"""What the garden wishes for, and who wishes for it."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient

from garden.core import Garden
from garden.testing import client
from garden.web.wishes import wish


def test_wanted_notes_and_who_wishes_for_them(shared: FlaskClient) -> None:
    page = shared.get("/wanted").text
    assert "A wish" in page
    assert 'href="/notes/slow-questions"' in page
    assert 'href="/notes/kitchen"' in page


def test_a_wish_knows_the_notes_behind_it(garden_of: Callable[..., Garden]) -> None:
    garden = garden_of({"notes/a.md": "[[Soup]]", "notes/b.md": "[[soup]]"})
    [wanted] = garden.wanted()
    assert [note.id for note in wish(garden, wanted).sources] == ["a", "b"]


def test_a_garden_without_wishes_says_so(garden_of: Callable[..., Garden]) -> None:
    page = client(garden_of({"notes/a.md": "A"})).get("/wanted").text
    assert "Every link of this garden leads somewhere." in page
