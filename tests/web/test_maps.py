"""The map as tables and as data: what it shows, how it is narrowed, and what it takes."""

from __future__ import annotations

import json
import re
import threading
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden.core.chart import Chart
from garden.testing import client
from garden.web import map_part, maps
from tests.conftest import MakeGarden

FILES: dict[str, str | bytes] = {
    "notes/hub.md": (
        "---\ntitle: Hub\ntags: [middle/inner]\nnext: [story/one]\n---\n[[one]] [[two]] [[Other Name]]\n"
    ),
    "notes/story/one.md": "---\ntitle: One\nkind: story\ntags: [edge]\n---\n[[far]]\n",
    "notes/story/two.md": "---\ntitle: Two\nkind: story\n---\n[[hub]]\n",
    "notes/story/other-name.md": "---\ntitle: Other Name\nkind: story\ntags: [edge, middle]\n---\nWords.\n",
    "notes/far.md": "---\ntitle: 'Far \u202e away'\n---\n[[farther]]\n",
    "notes/Farther.md": "Nothing more.\n",
    "notes/alone.md": "---\ntitle: Alone\ntags: [edge]\n---\nNo one.\n",
    "notes/pair/a.md": "---\ntitle: A\n---\n[[pair/b]]\n",
    "notes/pair/b.md": "---\ntitle: B\n---\n.\n",
    "notes/hidden.md": (
        "---\ntitle: Hidden\nvisibility: hidden\ntags: [secret]\nkind: secretkind\n---\n[[hub]] [[alone]]\n"
    ),
    "notes/unlisted.md": "---\ntitle: Unlisted\nvisibility: unlisted\n---\n[[hub]]\n",
}


@pytest.fixture(scope="module")
def site(shared_garden_of: MakeGarden) -> FlaskClient:
    return client(shared_garden_of(FILES))


def unpacked(data: dict[str, Any]) -> tuple[list[str], set[tuple[str, str]]]:
    """Ids and links, read as the script reads them."""
    ids = []
    for title, folder, name in zip(data["titles"], data["folder"], data["names"], strict=True):
        last = title if name == 0 else title.lower().replace(" ", "-") if name == 1 else name
        ids.append("/".join(filter(None, (data["folders"][folder], last))))
    links: set[tuple[str, str]] = set()
    numbers = iter(data["links"])
    for note in range(data["notes"]):
        other = note
        for _ in range(next(numbers)):
            other += next(numbers)
            links.add((ids[note], ids[other]))
    assert list(numbers) == []
    return ids, links


def drawn(site: FlaskClient, **asked: Any) -> tuple[list[str], set[tuple[str, str]], dict[str, Any]]:
    answer = site.get("/map.json", query_string=asked)
    assert answer.status_code == 200
    data: dict[str, Any] = json.loads(answer.text)
    return *unpacked(data), data


def rows(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/notes/(.*?)"', page)


def test_the_whole_map_is_told_the_best_linked_first(site: FlaskClient) -> None:
    page = site.get("/map").text
    assert rows(page)[0] == "hub"
    assert set(rows(page)) == {
        "hub",
        "story/one",
        "story/two",
        "story/other-name",
        "far",
        "Farther",
        "pair/a",
        "pair/b",
        "alone",
    }
    assert "9 notes, 6 links between them" in page
    assert "1 note linked with no other" in page
    assert '<li><a href="/notes/pair/a">' in page


def test_the_data_says_the_same(site: FlaskClient) -> None:
    ids, links, data = drawn(site)
    assert ids[0] == "hub"
    assert set(ids) == set(rows(site.get("/map").text))
    assert {frozenset(link) for link in links} == {
        frozenset(link)
        for link in (
            ("hub", "story/one"), ("hub", "story/two"), ("hub", "story/other-name"),
            ("story/one", "far"), ("far", "Farther"), ("pair/a", "pair/b"),
        )
    }  # fmt: skip
    assert data["start"] is None
    assert data["kinds"] == [["Note", 0], ["Story", 1]]
    places = set(zip(data["x"], data["y"], strict=True))
    assert len(places) == data["notes"] == 9
    assert all(0 <= part <= 9999 for place in places for part in place)


def test_titles_show_what_cannot_be_seen(site: FlaskClient) -> None:
    assert "Far ‹U+202E› away" in drawn(site)[2]["titles"]


def test_a_map_from_a_note_goes_as_far_as_asked(site: FlaskClient) -> None:
    ids, _, data = drawn(site, **{"from": "hub"})
    assert ids == ["hub", "story/one", "story/two", "story/other-name", "far"] or set(ids[1:4]) == {
        "story/one", "story/two", "story/other-name"
    }  # fmt: skip
    assert (ids[0], data["start"], ids[4:]) == ("hub", 0, ["far"])
    assert len(drawn(site, **{"from": "hub", "steps": 1})[0]) == 4
    assert len(drawn(site, **{"from": "hub", "steps": 3})[0]) == 6


def test_its_tables_say_how_one_comes_to_each(site: FlaskClient) -> None:
    page = site.get("/map?from=hub").text
    one = page[page.index("One step away") : page.index("Two steps away")]
    assert "linked from it, chosen by it as next" in one
    assert "linked from it, links to it" in one
    two = page[page.index("Two steps away") :]
    assert rows(two) == ["far"]
    assert '<td><a href="/notes/story/one">' in two
    assert "?from=hub&amp;steps=1" in page
    assert "?from=hub&amp;steps=3" in page


@pytest.mark.parametrize("name", ["Hub", "hub.md", "/hub/"])
def test_other_spellings_of_a_note_are_understood(site: FlaskClient, name: str) -> None:
    assert "A map from <a" in site.get("/map", query_string={"from": name}).text


@pytest.mark.parametrize(
    "name", ["nowhere", "hidden", "unlisted", "\x00", "x" * 9000, "../../etc/passwd", "\ud800"]
)
def test_what_is_not_on_the_map_is_not_told_of(site: FlaskClient, name: str) -> None:
    asked = quote(name, errors="surrogatepass")
    page = site.get(f"/map?from={asked}")
    assert page.status_code == 200
    assert "There is no such note on the map; this is the whole of it." in page.text
    assert site.get(f"/map.json?from={asked}").status_code == 404


def test_what_is_hidden_leaves_no_trace(site: FlaskClient) -> None:
    for path in (
        "/map",
        "/map.json",
        "/map?from=hub&steps=4",
        "/map.json?from=hub&steps=4",
        "/map?kind=secretkind",
    ):
        text = site.get(path).text
        assert not re.search(r"/notes/(hidden|unlisted)|Hidden|Unlisted", text), path
    assert "secret" not in site.get("/map").text


@pytest.mark.parametrize(
    ("steps", "said"),
    [("999", "At most 4 steps are shown."), ("0", "Steps are a number"), ("-1", "Steps are a number"),
     ("two", "Steps are a number"), ("٣", "Steps are a number"), ("9" * 5000, "At most 4 steps are shown.")],
)  # fmt: skip
def test_steps_are_bounded_and_said(site: FlaskClient, steps: str, said: str) -> None:
    page = site.get("/map", query_string={"from": "hub", "steps": steps})
    assert page.status_code == 200
    assert said in page.text
    assert site.get("/map.json", query_string={"from": "hub", "steps": steps}).status_code == 200


def test_it_is_narrowed_by_kind_and_tag(site: FlaskClient) -> None:
    assert set(drawn(site, kind="story")[0]) == {"story/one", "story/two", "story/other-name"}
    assert set(drawn(site, tag="edge")[0]) == {"story/one", "story/other-name", "alone"}
    assert set(drawn(site, tag="Middle")[0]) == {"hub", "story/other-name"}
    assert set(drawn(site, tag="edge", kind="story")[0]) == {"story/one", "story/other-name"}
    assert set(drawn(site, kind=["story", "note"])[0]) == set(drawn(site)[0])
    assert drawn(site, kind="nothing")[0] == []
    assert drawn(site, **{"from": "hub", "kind": "story"})[0][0] == "hub"


def test_choices_are_links_with_counts(site: FlaskClient) -> None:
    page = site.get("/map?kind=story").text
    assert rows(page) == ["story/one", "story/other-name", "story/two"] or len(rows(page)) == 3
    assert '<a class="choice" rel="nofollow" href="/map" aria-current="true">' in page
    assert re.search(r'href="/map\?kind=story&amp;tag=edge".*?<span class="count">2', page)
    assert 'data-map="/map.json?kind=story"' in page


def test_tags_of_as_many_notes_are_in_the_order_of_their_names(garden_of: MakeGarden) -> None:
    names = ["dee", "ant", "fig", "bee", "elk", "cat"]
    files = {f"notes/{name}.md": f"---\ntags: [{name}, all]\n---\n[[{names[0]}]]\n" for name in names}
    page = client(garden_of(files)).get("/map?from=dee").text
    assert re.findall(r"tag=(\w+)\">", page) == ["all", *sorted(names)]


def test_no_match_is_said(site: FlaskClient) -> None:
    assert "No note is of all that was chosen." in site.get("/map?kind=story&tag=nothing").text
    assert "Nothing that was chosen is within this distance." in site.get("/map?from=alone&kind=story").text
    assert "Nothing is within this distance." in site.get("/map?from=alone").text


@given(
    st.dictionaries(
        st.sampled_from(["from", "steps", "kind", "tag", "page", "x"]),
        st.lists(st.text(max_size=40), max_size=15),
    )
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_is_answered(site: FlaskClient, asked: dict[str, list[str]]) -> None:
    query = "&".join(
        f"{quote(name)}={quote(value, errors='surrogatepass')}"
        for name, values in asked.items()
        for value in values
    )
    assert site.get(f"/map?{query}").status_code == 200
    assert site.get(f"/map.json?{query}").status_code in (200, 404)


def test_a_crowd_around_a_note_is_cut(garden_of: MakeGarden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_part, "NEAREST", 5)
    crowd: dict[str, str | bytes] = {f"notes/{n}.md": "[[hub]]" for n in range(20)}
    site = client(garden_of({**crowd, "notes/hub.md": "Middle."}))
    page = site.get("/map?from=hub").text
    assert len(rows(page)) == 4
    assert "16 more are left out" in page
    assert drawn(site, **{"from": "hub"})[2]["notes"] == 5


def test_a_long_table_has_pages(garden_of: MakeGarden) -> None:
    site = client(garden_of({f"notes/{n:03}.md": "[[000]]" for n in range(130)}))
    assert len(rows(site.get("/map").text)) == 60
    assert len(rows(site.get("/map?page=3&kind=note").text)) == 10
    assert 'href="/map?kind=note&amp;page=2"' in site.get("/map?kind=note").text
    assert drawn(site)[2]["notes"] == 130


def test_only_the_best_linked_of_very_many_are_drawn(
    garden_of: MakeGarden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maps, "MOST", 3)
    ids = drawn(client(garden_of(FILES)))[0]
    assert (ids[0], len(ids)) == ("hub", 3)


def test_a_browser_that_has_it_keeps_it(site: FlaskClient) -> None:
    tag = site.get("/map.json").headers["ETag"]
    assert site.get("/map.json", headers={"If-None-Match": tag}).status_code == 304


def test_while_it_is_laid_out_others_are_told_to_wait(
    site: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Chart, "make_ready", lambda *_: False)
    answer = site.get("/map.json")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert site.get("/map.json?from=hub").status_code == 200


def test_it_is_kept_up_where_someone_asked_for_it(
    garden_of: MakeGarden, monkeypatch: pytest.MonkeyPatch
) -> None:
    garden = garden_of({"notes/a.md": "[[b]]", "notes/b.md": "B"})
    app = client(garden).application
    begun = []
    monkeypatch.setattr(threading.Thread, "start", lambda thread: begun.append(thread))
    maps.keep_up(app, garden)
    assert begun == []
    assert app.test_client().get("/map.json").status_code == 200
    maps.keep_up(app, garden)
    assert len(begun) == 1
    begun[0].run()


def test_ten_thousand_notes_would_be_small(site: FlaskClient) -> None:
    """No figure of a garden of that size, but that nothing is said twice."""
    data = site.get("/map.json")
    assert set(json.loads(data.text)) == {
        "notes", "start", "kinds", "kind", "titles", "folders", "folder", "names", "x", "y", "links"
    }  # fmt: skip
    names = dict(zip(data.json["titles"], data.json["names"], strict=True))  # type: ignore[index]
    assert (names["Farther"], names["Other Name"], names["Hub"]) == (0, 1, 1)


def test_a_note_has_a_door_to_its_map(site: FlaskClient) -> None:
    page = site.get("/notes/hub").text
    door = re.search('<div class="map-door" (.*?)>', page)
    assert door is not None
    assert door[1].split(" data-") == [
        'data-map="/map.json?from=hub"', 'label="A map from here"', 'tables="/map?from=hub"'
    ]  # fmt: skip
    assert '<a href="/map?from=hub" rel="nofollow">A map from here</a>' in page
    assert "map-door" not in site.get("/notes/unlisted").text


def test_programs_are_asked_not_to_cut_maps(site: FlaskClient) -> None:
    robots = site.get("/robots.txt").text
    assert "Disallow: /map?\n" in robots
    assert "Disallow: /map.json\n" in robots
