"""What the list under the search box is made of."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from garden import Garden
from garden.model import Suggestion
from garden.testing import client
from garden.web.shapes import suggestion_shape
from garden.web.suggest import LONGEST

Make = Callable[..., Garden]


def suggested(browser: FlaskClient, text: str) -> list[dict[str, str]]:
    data = browser.get(f"/suggest.json?q={quote(text, errors='surrogatepass')}").json
    assert isinstance(data, dict)
    found: list[dict[str, str]] = data["suggestions"]
    return found


def test_a_note_says_its_kind_and_where_it_is(shared: FlaskClient) -> None:
    answer = shared.get("/suggest.json?q=+kitch")
    assert answer.mimetype == "application/json"
    assert answer.json == {
        "query": "kitch",
        "suggestions": [
            {
                "label": "A kitchen table in March",
                "detail": "Story",
                "kind": "note",
                "url": "/notes/kitchen",
            }
        ],
    }


def test_an_alias_is_told(shared: FlaskClient) -> None:
    (found,) = suggested(shared, "the slow o")
    assert (found["label"], found["detail"]) == ("Slow questions", "also “The slow one”")


@pytest.mark.parametrize(
    ("typed", "kind", "label", "detail", "url"),
    [
        ("listen", "tag", "listening", "Tag · 2 notes", "/tags/listening"),
        ("mental", "tag", "health/mental", "Tag · 1 note", "/tags/health/mental"),
        ("stor", "kind", "story", "Kind · 2 notes", "/kinds/story"),
        ("nasr", "person", "Nasra Abdi", "Person · 1 note", "/people/Nasra%20Abdi"),
    ],
)
def test_other_things_say_what_they_are(
    shared: FlaskClient, typed: str, kind: str, label: str, detail: str, url: str
) -> None:
    assert {"label": label, "detail": detail, "kind": kind, "url": url} in suggested(shared, typed)
    assert shared.get(url).status_code == 200


@pytest.mark.parametrize("typed", ["", "k", " ", "zqxj", "\ud800", "\x00\x01", "%", "kitchen" * 99, "東京"])
def test_nothing_is_an_answer_too(shared: FlaskClient, typed: str) -> None:
    assert suggested(shared, typed) == []


def test_what_is_typed_is_bounded(shared: FlaskClient) -> None:
    data = shared.get(f"/suggest.json?q={'x' * 5000}").json
    assert data == {"query": "x" * LONGEST, "suggestions": []}
    assert shared.get("/suggest.json").json == {"query": "", "suggestions": []}


def test_what_cannot_be_seen_is_named(garden_of: Make) -> None:
    garden = garden_of({"notes/a.md": '---\ntitle: "tea\\u202eeet"\n---\nx\n'})
    (found,) = suggested(client(garden), "tea")
    assert found["label"] == "tea‹U+202E›eet"
    gone = Suggestion(label="Gone", value="gone", kind="note")
    assert suggestion_shape(garden, gone)["detail"] == ""


def test_a_browser_keeps_what_has_not_changed(shared: FlaskClient) -> None:
    first = shared.get("/suggest.json?q=slow")
    again = shared.get("/suggest.json?q=slow", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert first.headers["Cache-Control"] == "no-cache"


def test_the_form_says_where_to_ask_and_the_script_is_small(shared: FlaskClient) -> None:
    page = shared.get("/").text
    assert 'data-suggest="/suggest.json"' in page
    script = shared.get(page.split('<script src="')[1].split('"')[0])
    assert script.mimetype == "text/javascript"
    assert len(script.data) < 8 * 1024
    assert "innerHTML" not in script.text
    assert "eval" not in script.text
