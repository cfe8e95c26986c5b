"""Home, lists, health and what else there is to begin from."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from garden.core import Garden
from garden.testing import client


def test_home_offers_ways_in(shared: FlaskClient) -> None:
    page = shared.get("/").text
    for part in (
        "<h1>The test garden</h1>",
        "Things that grow in tests.",
        'role="search"',
        "autofocus",
        "Start anywhere",
        "I feel stuck",
        "Tended lately",
        'href="/kinds/story"',
    ):
        assert part in page


def test_home_leads_to_the_note_that_stands_for_all(garden_of: Callable[..., Garden]) -> None:
    def first(files: dict[str, str]) -> str:
        page = client(garden_of({"notes/deep/index.md": "# Deep", **files})).get("/").text
        return page.partition("First of all")[2].partition("</section>")[0]

    beginning = first({"notes/README.md": "# Soup\n\n<p align=center>Tagged</p>\n\nLeeks, mostly.\n\n## Why"})
    assert re.search(r'href="/notes/README">.*Soup.*>Leeks, mostly\.', beginning, re.S)
    told = first({"notes/index.md": "---\ncontent_note: a fall\n---\n# All\n\nFell."})
    assert 'href="/notes/index"' in told
    assert "Before you read: a fall" in told
    assert "Fell." not in told
    for front in ("visibility: unlisted", "draft: true", "door: I am new"):
        assert not first({f"notes/{name}.md": f"---\n{front}\n---\n# Mine" for name in ("index", "README")})


def test_an_empty_garden_says_how_to_begin(garden_of: Callable[..., Garden]) -> None:
    browser = client(garden_of({"garden.toml": ""}))
    assert "Nothing is planted yet" in browser.get("/").text
    assert browser.get("/random").headers["Location"] == "/"
    for address in (
        "/search",
        "/search?q=tea",
        "/kinds/",
        "/tags/",
        "/wanted",
        "/about",
        "/notes/",
        "/-/health",
    ):
        assert browser.get(address).status_code == 200


def test_random_minds_the_kind_and_where_one_comes_from(shared: FlaskClient) -> None:
    for _ in range(20):
        answer = shared.get("/random?kind=story&from=hall")
        assert answer.headers["Location"] == "/notes/kitchen"
        assert answer.headers["Cache-Control"] == "no-store"
    assert shared.get("/random?kind=nothing").headers["Location"] == "/"


def test_kinds_and_their_notes(shared: FlaskClient) -> None:
    assert "Gatherings" in shared.get("/kinds/").text
    page = shared.get("/kinds/story").text
    assert "A kitchen table in March" in page
    assert "Supper" not in page
    assert shared.get("/kinds/nothing").status_code == 404


def test_tags_are_a_tree(shared: FlaskClient) -> None:
    page = shared.get("/tags/").text
    assert 'href="/tags/health"' in page
    assert 'href="/tags/health/mental"' in page
    above = shared.get("/tags/health").text
    assert "Slow questions" in above
    assert 'href="/tags/health/mental"' in above
    assert shared.get("/tags/LISTENING").headers["Location"] == "/tags/listening"
    assert shared.get("/tags/listening/").headers["Location"] == "/tags/listening"
    assert shared.get("/tags/nothing").status_code == 404


def test_about_names_the_plugins(shared: FlaskClient) -> None:
    page = shared.get("/about").text
    for plugin in ("backlinks", "gatherings", "maxims", "practices", "prompts"):
        assert plugin in page


def test_health_is_for_programs(shared: FlaskClient) -> None:
    data = json.loads(shared.get("/-/health").text)
    assert data["status"] == "ok"
    assert data["generation"] >= 1
    assert data["notes"] == 10


def test_robots_and_the_little_picture(shared: FlaskClient) -> None:
    assert shared.get("/robots.txt").text.startswith("User-agent: *")
    assert shared.get("/favicon.svg").content_type.startswith("image/svg+xml")


@pytest.mark.parametrize(
    ("page", "first"), [("", "Note 000"), ("2", "Note 060"), ("3", "Note 120"), ("99", "Note 120")]
)
def test_long_lists_come_in_pages(garden_of: Callable[..., Garden], page: str, first: str) -> None:
    browser = client(garden_of({f"notes/n{n:03}.md": f"# Note {n:03}\n" for n in range(130)}))
    shown = browser.get(f"/notes/?page={page}").text
    assert shown.index("Note ") == shown.index(first)
    assert 'href="/notes/?page=3"' in shown


def test_one_generation_answers_a_request(garden_of: Callable[..., Garden]) -> None:
    garden = garden_of({"notes/a.md": "# A\n"})
    browser = client(garden)
    assert json.loads(browser.get("/-/health").text)["notes"] == 1
    garden_of({"notes/b.md": "# B\n"})
    assert json.loads(browser.get("/-/health").text)["notes"] == 2


def test_languages_are_marked(garden_of: Callable[..., Garden]) -> None:
    browser = client(garden_of({"notes/a.md": "---\ntitle: שלום\nlang: he\n---\nשלום עולם\n"}))
    page = browser.get("/notes/a").text
    assert '<article class="note note-note" lang="he" dir="rtl">' in page
    assert '<html lang="en" dir="ltr">' in page
    assert '<span lang="he" dir="auto">שלום</span>' in browser.get("/notes/").text


def test_two_gardens_do_not_meet(tmp_path_factory: pytest.TempPathFactory) -> None:
    from garden.testing import make_garden

    with (
        make_garden(
            tmp_path_factory.mktemp("one") / "one", {"garden.toml": 'title = "One"', "n.md": "# A"}
        ) as one,
        make_garden(
            tmp_path_factory.mktemp("two") / "two", {"garden.toml": 'title = "Two"', "n.md": "# B"}
        ) as two,
    ):
        first, second = client(one), client(two)
        assert "<h1>One</h1>" in first.get("/").text
        assert "<h1>Two</h1>" in second.get("/").text
        assert "<h1>One</h1>" in first.get("/").text


def test_very_many_tags_are_folded(garden_of: Callable[..., Garden], shared: FlaskClient) -> None:
    tags = [f"{name}/{n}" for name in ("one", "two") for n in range(45)]
    files = {f"notes/n{n}.md": f"---\ntags: [{tag}, often]\n---\n" for n, tag in enumerate(tags)}
    page = client(garden_of(files)).get("/tags/").text
    most = page.partition("Most is said about")[2].partition("</section>")[0]
    assert most.count("<li>") == 24
    assert most.index("often") == most.index('href="/tags/') + len('href="/tags/')
    assert "<summary><span>45 tags under it" in page
    assert all(f'href="/tags/{tag}"' in page for tag in tags)
    few = shared.get("/tags/").text
    assert "Most is said about" not in few
    assert "<summary>" not in few


def titles(page: str) -> list[str]:
    return re.findall(r'class="(?:notes|card)-title"><a [^>]*><span[^>]*>(.*?)<', page)


@pytest.mark.parametrize(
    ("layout", "expected", "cards"),
    [
        ("", ["Newer", "Older", "A first"], False),
        ('layout = "newest"', ["Newer", "Older", "A first"], False),
        ('layout = "titles"', ["A first", "Newer", "Older"], False),
        ('layout = "cards"', ["A first", "Newer", "Older"], True),
    ],
)
def test_a_kind_is_laid_out_as_suits_its_notes(
    garden_of: Callable[..., Garden], layout: str, expected: list[str], cards: bool
) -> None:
    files = {
        "garden.toml": f"[kinds.theme]\n{layout}\n",
        "notes/a.md": "---\ntitle: Older\nkind: theme\ndate: 2024-01-01\nsummary: What it is.\n---\n",
        "notes/b.md": "---\ntitle: Newer\nkind: theme\ndate: 2025-01-01\nupdated: 2025-06-06\n---\n",
        "notes/c.md": "---\ntitle: A first\nkind: theme\n---\n",
    }
    page = client(garden_of(files)).get("/kinds/theme").text
    assert titles(page) == expected
    assert ('<ul class="cards"' in page) == cards
    assert "What it is." in page


def test_without_dates_a_kind_is_in_order_of_titles(garden_of: Callable[..., Garden]) -> None:
    files = {
        "notes/b.md": "---\ntitle: B\nkind: theme\n---\n",
        "notes/a.md": "---\ntitle: A\nkind: theme\n---\n",
        "notes/c.md": "---\ntitle: C\nkind: theme\ndate: 2025-01-01\n---\n",
    }
    assert titles(client(garden_of(files)).get("/kinds/theme").text) == ["A", "B", "C"]


@pytest.mark.parametrize(
    "address",
    [
        "/search?sort=newest",
        "/search?q=tea&year=2025",
        "/search?q=date:2025-01-01",
        "/tags/tea",
        "/people/Ada",
        "/kinds/note",
        "/years/2025",
    ],
)
def test_lists_show_the_day_that_notes_are_sorted_and_found_by(
    garden_of: Callable[..., Garden], address: str
) -> None:
    head = "tags: tea\nauthors: Ada\nupdated: 2026-06-06"
    files = {"notes/a.md": f"---\n{head}\ndate: 2025-01-01\n---\nTea.\n"}
    if "2025" not in address:
        files["notes/b.md"] = f"---\n{head}\n---\nTea.\n"
    main = client(garden_of(files)).get(address).text.partition("<main")[2]
    shown = re.findall(r'(tended )?<time datetime="([\d-]+)', main)
    assert sorted(shown) == [("", "2025-01-01"), ("tended ", "2026-06-06")][: len(files)]
