"""All ways in, and wandering from one note to the next."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from garden.core import Garden
from garden.testing import client, write_files


def led_to(browser: FlaskClient, address: str, times: int = 30) -> set[str]:
    answers = [browser.get(address) for _ in range(times)]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
    return {answer.headers["Location"] for answer in answers}


def test_all_that_one_can_begin_from(shared: FlaskClient) -> None:
    page = shared.get("/explore").text.partition("<main")[2]
    for address in (
        *("/kinds/story", "/tags/", "/people/", "/series/", "/years/", "/lately", "/notes/"),
        *("/random", "/kinds/", "/wanted", "/about", "/care"),
    ):
        assert f'href="{address}"' in page, address
    assert "4 people" in page
    assert "1 series" in page


def test_what_there_is_nothing_of_is_not_offered(garden_of: Callable[..., Garden]) -> None:
    browser = client(garden_of({"notes/a.md": "# A\n"}))
    for page in (browser.get("/explore").text, browser.get("/").text):
        main = page.partition("<main")[2].partition("</main>")[0]
        assert not re.findall('href="(/people/|/series/|/years/|/lately|/tags/)"', main)


def test_every_page_leads_to_all_ways_in(shared: FlaskClient) -> None:
    page = shared.get("/notes/kitchen").text
    assert 'href="/explore"' in page.partition("<main")[0]
    footer = page.partition('<footer class="site-footer"')[2]
    for address in (
        "/explore",
        "/people/",
        "/series/",
        "/years/",
        "/lately",
        "/tags/",
        "/wanted",
        "/random",
        "/about",
    ):
        assert f'href="{address}"' in footer


def test_the_header_stays_short(garden_of: Callable[..., Garden]) -> None:
    plugin = (
        "from garden import NavItem, hookimpl\n@hookimpl\ndef garden_nav_items():\n"
        "    for n in range(20): yield NavItem(title=f'Page {n}', url=f'/kinds/{n}', order=n + 30)\n"
    )
    browser = client(garden_of({"notes/a.md": "# A\n", "plugins/many.py": plugin}))
    page = browser.get("/").text
    header = page.partition("</header>")[0]
    assert re.findall(r'<li><a href="[^"]*"[^>]*>(.*?)</a>', header) == [
        *("Search", "Explore", "Page 0", "Page 1", "Page 2", "Page 3"),
    ]
    assert all(f">Page {n}</a>" in browser.get("/explore").text for n in range(20))


def test_a_plugin_is_asked_for_entries_when_the_garden_changes_or_it_failed(
    garden_of: Callable[..., Garden],
) -> None:
    plugin = """
        from garden import NavItem, hookimpl
        asked = []

        @hookimpl
        def garden_nav_items(garden):
            asked.append(garden)
            if len(asked) == 1:
                raise ValueError("not now")
            yield NavItem(title=f"Asked {len(asked)} times", url="/kinds/")
        """
    garden = garden_of({"notes/a.md": "# A\n", "plugins/mine.py": plugin})
    browser = client(garden)

    def told(path: str = "/") -> list[str]:
        return re.findall(r">(Asked \d times)</a>", browser.get(path).text)

    assert told() == []
    assert [fault.plugin for fault in garden.host.faults] == ["mine"]
    assert told() == told("/notes/a") == ["Asked 2 times"]
    write_files(garden.config.root, {"notes/b.md": "# B\n"})
    garden.reindex()
    assert told() == told("/notes/b") == ["Asked 3 times"]


# --- wandering -----------------------------------------------------------------


def test_one_wanders_along_links_either_way(garden_of: Callable[..., Garden]) -> None:
    files = {
        "notes/here.md": "To [[there]], [[there]], [[here]], [[quiet]], [[wish]].\n",
        "notes/there.md": "There.\n",
        "notes/back.md": "From [[here]].\n",
        "notes/else.md": "Else.\n",
        "notes/quiet.md": "---\nvisibility: unlisted\n---\nFrom [[else]].\n",
        "notes/hidden.md": "---\nvisibility: hidden\n---\nTo [[here]].\n",
    }
    browser = client(garden_of(files))
    assert led_to(browser, "/wander?from=here") == {"/notes/there", "/notes/back"}
    assert led_to(browser, "/wander?from=HERE.md") == {"/notes/there", "/notes/back"}
    assert led_to(browser, "/wander?from=quiet") == {"/notes/else", "/notes/here"}
    everywhere = led_to(browser, "/wander", 80)
    assert everywhere == {"/notes/here", "/notes/there", "/notes/back", "/notes/else"}
    assert led_to(browser, "/wander?from=nowhere", 80) == everywhere
    assert led_to(browser, "/wander?from=hidden", 80) == everywhere


def test_without_links_one_wanders_along_the_ways_on(garden_of: Callable[..., Garden]) -> None:
    files = {
        "notes/a.md": "---\nnext: [{to: b, when: tired}]\n---\nOne.\n",
        **{f"notes/{name}.md": f"{name}\n" for name in "bcdefgh"},
    }
    garden = garden_of(files)
    note = garden.note("a")
    assert note is not None
    ways = {garden.url(way.note) for way in garden.ways_on(note)}
    found = led_to(client(garden), "/wander?from=a", 60)
    assert found == ways
    assert "/notes/a" not in found


def test_alone_one_stays_at_the_door(garden_of: Callable[..., Garden]) -> None:
    assert led_to(client(garden_of({"notes/a.md": "Alone, but for [[a]].\n"})), "/wander?from=a", 3) == {"/"}


def test_a_note_lets_the_garden_choose(shared: FlaskClient) -> None:
    assert (
        '<a href="/wander?from=kitchen" rel="nofollow">Or let the garden choose</a>'
        in shared.get("/notes/kitchen").text
    )
    assert "Disallow: /wander" in shared.get("/robots.txt").text


@pytest.mark.parametrize(
    "address", ["/wander?from=%00", "/wander?from=../../x", "/wander?from=" + "x" * 5000]
)
def test_whatever_is_asked_one_gets_somewhere(shared: FlaskClient, address: str) -> None:
    assert shared.get(address).status_code == 302
