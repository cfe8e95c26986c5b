"""Every answer carries the policy, whatever became of the request."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from garden.web.headers import HEADERS, PAGE_POLICY

ANSWERS = [
    ("/", 200),
    ("/search?q=tea", 200),
    ("/search.json", 200),
    ("/suggest.json?q=tea", 200),
    ("/notes/kitchen", 200),
    ("/notes/kitchen.json", 200),
    ("/notes/kitchen.preview.json", 200),
    ("/notes/kitchen.md", 200),
    ("/notes/kitchen.bib", 200),
    ("/notes/kitchen.csl.json", 200),
    ("/notes/KITCHEN", 302),
    ("/notes/gone", 410),
    ("/notes/nothing", 404),
    ("/nothing.json", 404),
    ("/files/picture.png", 200),
    ("/static/garden.css", 200),
    ("/static/suggest.js", 200),
    ("/static/nothing", 404),
    ("/favicon.svg", 200),
    ("/random", 302),
    ("/-/health", 200),
    ("/-/maxims/", 200),
    ("/robots.txt", 200),
]


@pytest.mark.parametrize(("path", "status"), ANSWERS)
def test_every_answer_carries_them(shared: FlaskClient, path: str, status: int) -> None:
    with shared.get(path) as answer:
        assert answer.status_code == status
        assert set(HEADERS) <= set(answer.headers.keys())
        if not path.startswith("/files/"):
            assert answer.headers["Content-Security-Policy"] == PAGE_POLICY
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_only_reading_is_answered(shared: FlaskClient, method: str) -> None:
    for path in ("/", "/search", "/notes/kitchen", "/nothing", "/-/maxims/", "/static/garden.css"):
        answer = shared.open(path, method=method)
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD"
        assert set(HEADERS) <= set(answer.headers.keys())


def test_a_large_body_is_refused(shared: FlaskClient) -> None:
    for method in ("GET", "POST"):
        answer = shared.open("/search", method=method, data=b"x" * (64 * 1024 + 1))
        assert answer.status_code == 413
        assert "too much" in answer.text
        assert set(HEADERS) <= set(answer.headers.keys())


def test_a_stranger_gets_the_policy_too(shared: FlaskClient) -> None:
    answer = shared.get("/", headers={"Host": "evil.example"})
    assert set(HEADERS) <= set(answer.headers.keys())


def test_nothing_is_allowed_but_what_is_ours() -> None:
    rules = dict(rule.split(" ", 1) for rule in PAGE_POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules.pop("img-src") == "'self' data:"  # drawings that stand in a page
    assert set(rules.values()) <= {"'none'", "'self'"}
    assert rules["base-uri"] == rules["frame-ancestors"] == "'none'"


def test_a_page_that_a_browser_has_is_not_sent_again(shared: FlaskClient) -> None:
    first = shared.get("/notes/kitchen")
    again = shared.get("/notes/kitchen", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Security-Policy" in again.headers


def test_our_files_may_be_kept_for_good_under_their_digest(shared: FlaskClient) -> None:
    page = shared.get("/").text
    for begins in ('rel="stylesheet" href="', '<script src="'):
        address = page.split(begins)[1].split('"')[0]
        assert "immutable" in shared.get(address).headers["Cache-Control"]
    assert shared.get("/static/garden.css?v=old").headers["Cache-Control"] == "no-cache"
