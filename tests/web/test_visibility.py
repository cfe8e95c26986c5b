"""What is not public is in no page but its own."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

PLACES = [
    "/",
    "/search",
    "/search?q=zebra",
    "/search?q=crossing+quietly",
    "/search.json?q=zebra",
    "/search.json",
    "/suggest.json?q=quietly",
    "/suggest.json?q=not+for",
    "/suggest.json?q=taken",
    "/suggest.json?q=zebra",
    "/notes/",
    "/kinds/",
    "/kinds/note",
    "/tags/",
    "/wanted",
    "/explore",
    "/people/",
    "/series/",
    "/years/",
    "/years/2026",
    "/years/undated",
    "/lately",
    "/-/gatherings/",
    "/-/gatherings/calendar.ics",
    "/map",
    "/map?from=slow-questions&steps=4",
    "/map.json",
    "/map.json?from=slow-questions&steps=4",
    "/about",
    "/care",
    "/feeds/all.atom",
    "/feeds/all.json",
    "/feeds/kinds/note.atom",
    "/feeds/search.atom?q=zebra",
    "/feeds/search.json",
    "/suggest/opensearch.json?q=quietly",
    "/-/health",
    "/notes/slow-questions",
    "/notes/slow-questions.json",
    "/notes/slow-questions.preview.json",
    "/notes/unliste",
    "/notes/hidde",
    "/notes/gon",
]


@pytest.mark.parametrize("place", PLACES)
def test_it_is_not_met(shared: FlaskClient, place: str) -> None:
    page = shared.get(place).text
    for words in (
        "Quietly here",
        "Not for you",
        "Taken from us",
        "zebra crossing",
        "/notes/hidden",
        "/notes/gone",
    ):
        assert words not in page


def test_it_is_never_drawn(shared: FlaskClient) -> None:
    for address in ("/random", "/wander"):
        drawn = {shared.get(address).headers["Location"] for _ in range(60)}
        assert drawn.isdisjoint({"/notes/unlisted", "/notes/hidden", "/notes/gone"})
        assert len(drawn) > 3
