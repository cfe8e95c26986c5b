"""Attachments."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from garden.core import Garden
from garden.testing import client
from garden.web.headers import FILE_POLICY


@pytest.mark.parametrize(
    ("path", "kind", "how"),
    [
        ("picture.png", "image/png", "inline"),
        ("drawing.svg", "image/svg+xml", "inline"),
        ("words.txt", "text/plain", "inline"),
        ("leaflet.pdf", "application/pdf", "inline"),
        ("page.html", "application/octet-stream", "attachment"),
    ],
)
def test_types_come_from_a_table(shared: FlaskClient, path: str, kind: str, how: str) -> None:
    with shared.get(f"/files/{path}") as answer:
        assert answer.status_code == 200
        assert answer.mimetype == kind
        assert answer.headers["Content-Disposition"].startswith(how)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.content_length == len(answer.data)


def test_a_drawing_opened_by_itself_runs_nothing(shared: FlaskClient) -> None:
    with shared.get("/files/drawing.svg") as answer:
        assert answer.headers["Content-Security-Policy"] == FILE_POLICY
        assert "sandbox" in FILE_POLICY
        assert "script" not in FILE_POLICY


def test_only_what_lies_among_the_notes_is_a_file(shared: FlaskClient) -> None:
    for path in (
        "kitchen.md",
        "../garden.toml",
        "..%2fgarden.toml",
        "/etc/passwd",
        "nothing.png",
        "%00",
        ".",
    ):
        assert shared.get(f"/files/{path}").status_code == 404


def test_a_part_of_a_file(shared: FlaskClient) -> None:
    with shared.get("/files/words.txt", headers={"Range": "bytes=1-2"}) as answer:
        assert (answer.status_code, answer.data) == (206, b"la")
    with shared.get("/files/words.txt", headers={"Range": "bytes=99-"}) as answer:
        assert answer.status_code == 416
        assert b"<h1>" in answer.data


def test_a_file_that_a_browser_has_is_not_sent_again(shared: FlaskClient) -> None:
    with shared.get("/files/picture.png") as first:
        etag = first.headers["ETag"]
    with shared.get("/files/picture.png", headers={"If-None-Match": etag}) as again:
        assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "name", ["ünï cödé.pdf", 'quo"te.bin', "a;b.txt", "line\nbreak.png", "日本.svg", "v1.2.PNG"]
)
def test_any_name_can_be_taken_along(garden_of: Callable[..., Garden], name: str) -> None:
    browser = client(garden_of({f"notes/{name}": b"bytes", "notes/a.md": f"![[{name}]]"}))
    from garden.core.addresses import file_url

    with browser.get(file_url(name)) as answer:
        assert answer.status_code == 200
        assert answer.data == b"bytes"
        assert "\n" not in answer.headers["Content-Disposition"]
