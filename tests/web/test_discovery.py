"""How other programs find their way: robots.txt, the map of the site, the search of the address bar."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from garden.core import Garden
from garden.testing import client
from garden.web import discovery

Make = Callable[..., Garden]
SITE = "https://garden.example"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPEN = "{http://a9.com/-/spec/opensearch/1.1/}"
FILES = {
    "garden.toml": f'title = "A garden with quite a long name"\nsite_url = "{SITE}"\n',
    "notes/a.md": "---\ntitle: A\ntags: [tea]\ndate: 2026-01-02\nupdated: 2026-03-04\nauthors: Ama\n---\nx\n",
    "notes/b & c.md": "---\ntitle: B\ndate: 2999-01-01\n---\nx\n",
    "notes/hidden.md": "---\ntitle: H\nvisibility: hidden\n---\nx\n",
    "notes/unlisted.md": "---\ntitle: U\nvisibility: unlisted\n---\nx\n",
    "notes/gone.md": "---\ntitle: G\nwithdrawn: 2026-01-01\n---\nx\n",
}


@pytest.fixture(scope="module")
def browser(shared_garden_of: Make) -> FlaskClient:
    return client(shared_garden_of(FILES))


def places(browser: FlaskClient, address: str) -> dict[str, str | None]:
    answer = browser.get(address)
    assert answer.content_type == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.data)
    return {str(one.findtext(f"{MAP}loc")): one.findtext(f"{MAP}lastmod") for one in root}


def test_robots_may_read_what_stays(browser: FlaskClient) -> None:
    rules = RobotFileParser()
    said = browser.get("/robots.txt").text
    rules.parse(said.splitlines())
    for path in ("/", "/notes/a", "/kinds/note", "/feeds/all.atom", "/tags/tea"):
        assert rules.can_fetch("any", f"{SITE}{path}")
    for path in (
        "/search?q=x",
        "/search.json",
        "/suggest.json?q=x",
        "/random",
        "/wander?from=a",
        "/map?from=a",
    ):
        assert not rules.can_fetch("any", f"{SITE}{path}")
    assert not rules.can_fetch("any", f"{SITE}/feeds/search.atom?q=x")
    assert rules.site_maps() == [f"{SITE}/sitemap.xml"]


def test_a_garden_can_keep_all_of_them_out(garden_of: Make) -> None:
    browser = client(garden_of({**FILES, "garden.toml": f"{FILES['garden.toml']}[web]\ncrawlers = false\n"}))
    assert browser.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
    assert browser.get("/sitemap.xml").status_code == 404


def test_the_map_has_all_that_lists_show_and_when_it_was_tended(browser: FlaskClient) -> None:
    found = places(browser, "/sitemap.xml")
    assert found[f"{SITE}/notes/a"] == "2026-03-04"
    assert found[f"{SITE}/notes/b%20%26%20c"] is None
    for path in ("/", "/kinds/note", "/tags/tea", "/people/Ama", "/about"):
        assert f"{SITE}{path}" in found
    assert not any(name in address for address in found for name in ("hidden", "unlisted", "gone"))
    for address in found:
        assert browser.get(address.removeprefix(SITE)).status_code == 200


def test_a_large_map_is_parted(browser: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = places(browser, "/sitemap.xml")
    monkeypatch.setattr(discovery, "IN_ONE", 5)
    maps = list(places(browser, "/sitemap.xml"))
    assert maps == [f"{SITE}/sitemap-{number}.xml" for number in range(1, len(maps) + 1)]
    parts = [places(browser, address.removeprefix(SITE)) for address in maps]
    assert all(len(part) <= 5 for part in parts)
    assert {address: day for part in parts for address, day in part.items()} == whole
    for number in ("0", str(len(maps) + 1), "99999999999999999999"):
        assert browser.get(f"/sitemap-{number}.xml").status_code == 404


def test_the_address_bar_searches_and_suggests(browser: FlaskClient) -> None:
    answer = browser.get("/opensearch.xml")
    assert answer.content_type == "application/opensearchdescription+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.data)
    assert len(root.findtext(f"{OPEN}ShortName") or "") <= 16
    templates = {url.get("type"): url.get("template") or "" for url in root.iter(f"{OPEN}Url")}
    assert templates["text/html"] == f"{SITE}/search?q={{searchTerms}}"
    for form, template in templates.items():
        answer = browser.get(template.removeprefix(SITE).replace("{searchTerms}", "tea"))
        assert answer.status_code == 200
        assert answer.mimetype == form
    head = browser.get("/notes/a").text.partition("</head>")[0]
    assert 'rel="search" type="application/opensearchdescription+xml"' in head


def test_suggestions_for_the_address_bar(browser: FlaskClient) -> None:
    said = json.loads(browser.get("/suggest/opensearch.json?q=te").text)
    assert said == ["te", ["tea"], ["Tag · 1 note"], [f"{SITE}/tags/tea"]]
    for question in ("", "q=", "q=%00%ff", "q=" + "x" * 9999):
        assert browser.get(f"/suggest/opensearch.json?{question}").status_code == 200


def test_a_site_that_does_not_know_its_address_has_neither(shared: FlaskClient) -> None:
    for address in ("/sitemap.xml", "/sitemap-1.xml", "/opensearch.xml"):
        assert shared.get(address).status_code == 404
    assert "opensearch" not in shared.get("/").text
    assert "Sitemap" not in shared.get("/robots.txt").text
