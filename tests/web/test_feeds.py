"""Feeds: read by a real reader of feeds, and with nothing in them that is not for everyone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from flask.testing import FlaskClient

from garden.core import Garden
from garden.testing import client

Make = Callable[..., Garden]

AT_HOME = (
    'title = "Home"\ntagline = "One line."\nlicence = "CC BY 4.0"\nsite_url = "https://garden.example/g/"\n'
)
FEEDS = [
    "/feeds/all",
    "/feeds/kinds/story",
    "/feeds/tags/listening",
    "/feeds/tags/health/mental",
    "/feeds/people/Hana%20Soltani",
    "/feeds/series/Tables",
    "/feeds/search",
]


def atom(browser: FlaskClient, address: str) -> Any:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.data, response_headers={"content-type": answer.content_type})
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def data(browser: FlaskClient, address: str) -> Any:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/feed+json"
    return json.loads(answer.text)


def titles(found: Any) -> list[str]:
    return [entry.title for entry in found.entries]


@pytest.mark.parametrize("address", FEEDS)
def test_every_feed_is_sound_in_both_forms(shared: FlaskClient, address: str) -> None:
    found, same = atom(shared, f"{address}.atom"), data(shared, f"{address}.json")
    assert found.feed.id
    assert found.feed.updated.endswith("T00:00:00Z")
    assert found.feed.links[1].rel == "self"
    assert found.feed.links[1].href == f"{address}.atom"
    assert same["version"] == "https://jsonfeed.org/version/1.1"
    assert same["feed_url"] == f"{address}.json"
    assert same["title"] == found.feed.title
    assert [item["id"] for item in same["items"]] == [entry.id for entry in found.entries]
    assert len({entry.id for entry in found.entries}) == len(found.entries) > 0
    for entry, item in zip(found.entries, same["items"], strict=True):
        assert entry.updated
        assert entry.link == item["url"]
        assert ("content_html" in item) != ("content_text" in item)


def test_a_feed_holds_what_its_page_shows(shared: FlaskClient) -> None:
    assert titles(atom(shared, "/feeds/kinds/story.atom")) == ["A kitchen table in March", "The hall"]
    assert titles(atom(shared, "/feeds/tags/health.atom")) == ["Slow questions"]
    assert titles(atom(shared, "/feeds/people/Tom%20Reyes.atom")) == ["Slow questions"]
    assert titles(atom(shared, "/feeds/series/Tables.atom")) == ["A kitchen table in March", "The hall"]
    assert titles(atom(shared, "/feeds/all.atom"))[:2] == ["A kitchen table in March", "Slow questions"]
    assert len(titles(atom(shared, "/feeds/all.atom"))) == 10


def test_a_search_is_asked_as_on_its_page(shared: FlaskClient) -> None:
    found = atom(shared, "/feeds/search.atom?q=sat+OR+silence&kind=story&sort=title&page=1")
    assert titles(found) == ["A kitchen table in March"]
    assert found.feed.title == "sat OR silence · The test garden"
    assert found.feed.links[0].href == "/search?q=sat+OR+silence&kind=story"
    assert atom(shared, "/feeds/search.atom?q=xyzzyplugh").entries == []
    for question in ("q=%00", "q=" + "(" * 400, "page=x", "year=never", "kind=" + "a" * 999):
        atom(shared, f"/feeds/search.atom?{question}")


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/feeds/tags/LISTENING.atom", "/feeds/tags/listening.atom"),
        ("/feeds/people/hana%20SOLTANI.json", "/feeds/people/Hana%20Soltani.json"),
        ("/feeds/series/tables.atom", "/feeds/series/Tables.atom"),
    ],
)
def test_other_spellings_lead_to_the_usual_one(shared: FlaskClient, asked: str, led: str) -> None:
    assert shared.get(asked).headers["Location"] == led


@pytest.mark.parametrize(
    "address",
    [
        *("all", "all.rss", "all/x.atom", "kinds.atom", "kinds/nothing.atom", "tags/nothing.atom"),
        *("people/No%20One.atom", "series/None.atom", ".atom", "/.atom", "kinds/.atom", "search/x.atom"),
    ],
)
def test_there_is_no_such_feed(shared: FlaskClient, address: str) -> None:
    assert shared.get(f"/feeds/{address}").status_code == 404


def test_an_entry_says_who_when_and_under_which_licence(garden_of: Make) -> None:
    browser = client(
        garden_of(
            {
                "garden.toml": AT_HOME,
                "notes/tea.md": """
                    ---
                    title: Tea & <time>
                    kind: story
                    tags: [warm, a/b]
                    authors: [{teller: Ama}, Nia, {translator: Tom}, {host: Bo}]
                    date: 2026-01-02
                    updated: 2026-02-03
                    summary: Hot.
                    lang: cy
                    licence: CC BY-SA 4.0
                    rights: Ama's, as told
                    ---
                    ## Cups

                    See [[cup]], [the cups](#cups), [far](https://far.example/x), #warm, ![[p.png|a pot]]
                    """,
                "notes/cup.md": "# Cup\n",
                "notes/p.png": b"\x89PNG\r\n\x1a\n",
            }
        )
    )
    found = atom(browser, "/feeds/kinds/story.atom")
    (entry,) = found.entries
    address = "https://garden.example/g/notes/tea"
    assert found.feed.title == "Stories · Home"
    assert found.feed.subtitle == "One line."
    assert found.feed.id == "tag:garden.example,2026:/g/feeds/kinds/story"
    assert found.feed.links[0].href == "https://garden.example/g/kinds/story"
    assert found.feed.links[1].href == "https://garden.example/g/feeds/kinds/story.atom"
    assert entry.id == "tag:garden.example,2026:/g/notes/tea"
    assert entry.link == address
    assert entry.title == "Tea & <time>"
    assert (entry.published, entry.updated) == ("2026-01-02T00:00:00Z", "2026-02-03T00:00:00Z")
    assert [author.name for author in entry.authors] == ["Ama", "Nia"]
    assert [one.name for one in entry.contributors] == ["Tom", "Bo"]
    assert [tag.term for tag in entry.tags] == ["Story", "warm", "a/b"]
    assert entry.summary == "Hot."
    assert entry.rights == "CC BY-SA 4.0. Ama's, as told"
    assert {"rel": "license", "href": "https://creativecommons.org/licenses/by-sa/4.0/"}.items() <= dict(
        entry.links[1]
    ).items()
    assert entry.content[0].language == "cy"
    html = entry.content[0].value
    for link in (
        'href="https://garden.example/g/notes/cup"',
        f'href="{address}#n-cups"',
        'href="https://far.example/x"',
        'href="https://garden.example/g/tags/warm"',
        'src="https://garden.example/g/files/p.png"',
    ):
        assert link in html
    item = data(browser, "/feeds/kinds/story.json")["items"][0]
    assert 'href="https://garden.example/g/notes/cup"' in item["content_html"]
    assert item["authors"] == [{"name": name} for name in ("Ama", "Nia", "Tom", "Bo")]
    assert (item["tags"], item["language"], item["summary"]) == (["warm", "a/b"], "cy", "Hot.")
    assert item["_garden"]["licence"] == "https://creativecommons.org/licenses/by-sa/4.0/"


def test_without_an_address_of_its_own_links_have_no_host_and_names_stay(garden_of: Make) -> None:
    browser = client(garden_of({"garden.toml": 'title = "Home"\n', "notes/a.md": "# A\n\n[[b]] [up](#x)\n"}))
    one = atom(browser, "/feeds/all.atom").entries[0]
    assert one.link == "/notes/a"
    assert one.id.startswith("urn:uuid:")
    for answer in (
        browser.get("/feeds/all.atom", headers={"Host": "127.0.0.9"}),
        browser.get("/feeds/all.json"),
    ):
        assert "127.0.0.9" not in answer.text
        assert "localhost" not in answer.text
        assert "/notes/a#" in answer.text
    again = client(garden_of({"notes/a.md": "# Another title\n\nAnd text.\n"}))
    assert atom(again, "/feeds/all.atom").entries[0].id == one.id


def test_a_content_note_stands_for_the_text(shared: FlaskClient) -> None:
    hall = next(
        entry for entry in atom(shared, "/feeds/kinds/story.atom").entries if entry.title == "The hall"
    )
    assert hall.summary == "Before you read: a death in the family"
    assert "content" not in hall
    item = next(it for it in data(shared, "/feeds/kinds/story.json")["items"] if it["title"] == "The hall")
    assert item["content_text"] == hall.summary
    assert "content_html" not in item
    assert "Nobody came" not in shared.get("/feeds/all.atom").text


def test_what_no_document_may_hold_is_left_out(garden_of: Make) -> None:
    browser = client(
        garden_of(
            {
                "notes/a.md": '---\ntitle: "A\\u0008 \\u202E B \\uFFFE"\ntags: ["t\\u0001"]\n---\n'
                "Text \x0b here \ufffe and ]]> & <b>.\n",
                "notes/b.md": "# مقهى 🫖\n\nPersian \u200c joins.\n",
            }
        )
    )
    found = atom(browser, "/feeds/all.atom")
    assert "مقهى 🫖" in titles(found)
    assert any("‹U+202E›" in title for title in titles(found))
    ElementTree.fromstring(browser.get("/feeds/all.atom").data)
    data(browser, "/feeds/all.json")


def test_days_to_come_are_not_told_as_days_of_writing(garden_of: Make) -> None:
    browser = client(garden_of({"notes/a.md": "---\ntitle: A\ndate: 2999-01-01\n---\nSoon.\n"}))
    (entry,) = atom(browser, "/feeds/all.atom").entries
    assert "published" not in entry
    assert entry.updated < "2999"


def test_a_long_feed_comes_in_pages(garden_of: Make) -> None:
    notes = {
        f"notes/n{n:03}.md": f"---\ntitle: N{n:03}\ndate: 2026-01-{n % 28 + 1:02}\n---\nx\n"
        for n in range(64)
    }
    browser = client(garden_of(notes))
    for address in ("/feeds/all.atom", "/feeds/search.atom"):
        first, last = atom(browser, address), atom(browser, f"{address}?page=3")
        assert len(first.entries) == 30
        assert len(last.entries) == 4
        links = {link.rel: link.href for link in first.feed.links}
        assert links["next"] == f"{address}?page=2"
        assert "previous" not in links
        links = {link.rel: link.href for link in last.feed.links}
        assert links["self"] == f"{address}?page=3"
        assert links["previous"] == f"{address}?page=2"
        assert "next" not in links
        assert first.entries[0].published >= first.entries[-1].published >= last.entries[0].published
    assert data(browser, "/feeds/all.json")["next_url"] == "/feeds/all.json?page=2"
    assert "next_url" not in data(browser, "/feeds/all.json?page=99")


def test_a_reader_that_has_the_feed_keeps_it(shared: FlaskClient) -> None:
    first = shared.get("/feeds/all.atom")
    again = shared.get("/feeds/all.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_an_empty_garden_has_a_sound_feed(garden_of: Make) -> None:
    browser = client(
        garden_of({"garden.toml": 'title = "Empty"\n', "notes/draft.md": "---\ndraft: true\n---\nx\n"})
    )
    assert atom(browser, "/feeds/all.atom").entries == []
    assert data(browser, "/feeds/all.json")["items"] == []


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/", "/feeds/all.atom"),
        ("/kinds/story", "/feeds/kinds/story.atom"),
        ("/kinds/story", "/feeds/kinds/story.json"),
        ("/tags/health/mental", "/feeds/tags/health/mental.atom"),
        ("/people/Hana%20Soltani", "/feeds/people/Hana%20Soltani.atom"),
        ("/series/Tables", "/feeds/series/Tables.atom"),
        ("/search?q=tea&kind=story", "/feeds/search.atom?q=tea&amp;kind=story"),
        ("/-/gatherings/", "/feeds/kinds/gathering.atom"),
    ],
)
def test_pages_lead_to_their_feeds(shared: FlaskClient, page: str, feed: str) -> None:
    head, _, body = shared.get(page).text.partition("</head>")
    assert 'rel="alternate"' in head
    assert f'href="{feed}"' in head
    if feed.endswith("atom") and page != "/":
        assert f'href="{feed}"' in body
    assert 'href="/about#follow"' in body


def test_the_page_about_the_garden_tells_how_to_follow_it(shared: FlaskClient) -> None:
    page = shared.get("/about").text
    assert '<h2 id="follow">Follow this garden</h2>' in page
    for feed in ("/feeds/all.atom", "/feeds/all.json", "/feeds/kinds/gathering.atom"):
        assert f'href="{feed}"' in page
