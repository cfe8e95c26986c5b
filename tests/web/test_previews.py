"""What is shown of a note beside a link to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from garden.core import Garden
from garden.testing import client
from garden.web.shapes import SHOWN


def test_a_note_in_a_few_words(shared: FlaskClient) -> None:
    assert shared.get("/notes/slow-questions.preview.json").json == {
        "title": "Slow questions",
        "kind": "Note",
        "lang": "en",
        "text": "One question and a long silence.",
    }
    begun = shared.get("/notes/guide/writing.preview.json").json
    assert begun
    assert begun["text"] == "With a pen."


def test_a_content_note_is_all_that_is_shown(garden_of: Callable[..., Garden]) -> None:
    front = "title: The hall\ncontent_note: a death\nsummary: Nobody came."
    shown = client(garden_of({"notes/hall.md": f"---\n{front}\n---\nWe waited."})).get(
        "/notes/hall.preview.json"
    )
    assert shown.json
    assert shown.json["text"] == "Before you read: a death"
    assert "Nobody" not in shown.text


def test_long_words_are_cut_and_hidden_ones_named(garden_of: Callable[..., Garden]) -> None:
    garden = garden_of({"notes/x.md": f"---\ntitle: a\u202eb\nsummary: {'word ' * 200}\n---\n"})
    shown = client(garden).get("/notes/x.preview.json").json
    assert shown
    assert shown["title"] == "a‹U+202E›b"
    assert shown["text"].endswith("word…")
    assert len(shown["text"]) <= SHOWN + 1


def test_a_browser_that_has_it_is_not_sent_it_again(shared: FlaskClient) -> None:
    first = shared.get("/notes/kitchen.preview.json")
    again = shared.get("/notes/kitchen.preview.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("name", "status"),
    [("hidden", 404), ("gone", 410), ("nothing", 404), ("unlisted", 200), ("KITCHEN", 302)],
)
def test_what_has_no_page_has_no_preview(shared: FlaskClient, name: str, status: int) -> None:
    answer = shared.get(f"/notes/{name}.preview.json")
    assert answer.status_code == status
    if name == "unlisted":
        assert answer.headers["X-Robots-Tag"] == "noindex"
    else:
        assert "zebra" not in answer.text
