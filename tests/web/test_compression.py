"""Answers are compressed for browsers that ask, and are the same for all."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient

GZIP = {"Accept-Encoding": "br, gzip"}


@pytest.mark.parametrize("address", ["/", "/notes/slow-questions", "/search.json?q=", "/static/garden.css"])
def test_what_is_compressed_says_the_same(shared: FlaskClient, address: str) -> None:
    plain, packed = shared.get(address), shared.get(address, headers=GZIP)
    assert plain.content_encoding is None
    assert packed.content_encoding == "gzip"
    assert len(packed.data) == packed.content_length < len(plain.data) / 2
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.vary
    assert "Accept-Encoding" in plain.vary


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/", {"Accept-Encoding": "gzip;q=0"}),
        ("/", {"Accept-Encoding": "br"}),
        ("/-/health", GZIP),
        ("/files/picture.png", GZIP),
    ],
)
def test_what_would_gain_nothing_comes_as_it_is(
    shared: FlaskClient, address: str, headers: dict[str, str]
) -> None:
    with shared.get(address, headers=headers) as answer:
        assert answer.content_encoding is None


def test_a_page_that_a_browser_has_is_not_sent_again_however_it_came(shared: FlaskClient) -> None:
    tag = shared.get("/notes/kitchen", headers=GZIP).headers["ETag"]
    for headers in (GZIP, {}):
        again = shared.get("/notes/kitchen", headers={"If-None-Match": tag, **headers})
        assert (again.status_code, again.data) == (304, b"")


def test_errors_are_compressed_and_keep_their_status(shared: FlaskClient) -> None:
    answer = shared.get("/nowhere", headers=GZIP)
    assert answer.status_code == 404
    assert "Nothing grows here yet" in gzip.decompress(answer.data).decode()
