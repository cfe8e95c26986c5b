from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden import Garden
from garden.search.index.schema import VALUES
from garden.testing import client
from garden.web.search import FILTERS


def test_results_say_where_the_words_stand(shared: FlaskClient) -> None:
    page = shared.get("/search?q=silence").text
    assert 'href="/notes/slow-questions"' in page
    assert "<mark>" in page
    assert "1 note" in page


def test_the_name_of_a_kind_leads_to_all_of_its_notes(garden_of: Callable[..., Garden]) -> None:
    browser = client(
        garden_of(
            {
                "notes/a.md": "---\nkind: gathering\n---\nOak.",
                **{f"notes/b{n}.md": f"---\ntitle: On gatherings, {n}\n---\nElm {n}." for n in range(30)},
                "notes/c.md": "---\nkind: story\nvisibility: hidden\n---\nAsh.",
            }
        )
    )
    told = 'all <a href="/-/gatherings/">Gatherings</a>: 1 note.'
    assert all(
        told in browser.get(f"/search?q={asked}").text for asked in ("gatherings", "Gathering", "+GATHERING+")
    )
    assert told not in browser.get("/search?q=gathering+oak").text
    assert "Go through all" not in browser.get("/search?q=stories").text
    assert "Go through all" not in browser.get("/search?q=gatherings&page=2").text


def test_copies_are_shown_with_their_note_and_counted(garden_of: Callable[..., Garden]) -> None:
    oak = "Of the oak at the gate there are many tales, and I know most of them by heart. " * 3
    whole = " ".join(f"It is tale {n}: {oak}" for n in range(3))
    copies = {f"notes/copies/c{n}.md": f"# The oak\n\n{whole}" for n in range(13)}
    others = {f"notes/n{n:02}.md": f"# Note {n}\n\nAn oak, {n}." for n in range(11)}
    browser = client(garden_of({**copies, **others}))
    pages = [browser.get(f"/search?q=oak&page={n}").text for n in (1, 2)]
    assert all("24 notes, 12 of them under one much like it, page" in page for page in pages)
    assert [page.count('class="hit"') for page in pages] == [10, 2]
    assert ["And 12 notes much like it" in page for page in pages].count(True) == 1
    linked = [one for page in pages for one in re.findall(r'(?:<h2.*?|auto">)<a href="(/notes/[^"#]*)', page)]
    assert len(linked) == len(set(linked)) == 24
    data = json.loads(browser.get("/search.json?q=oak").text)
    assert (data["total"], data["folded"], data["pages"]) == (24, 12, 2)


def test_a_heading_that_repeats_the_title_is_not_shown_beside_it(garden_of: Callable[..., Garden]) -> None:
    browser = client(
        garden_of({"notes/a.md": "---\ntitle: LOGGING\n---\n# Logging\n\nOak.\n\n## Levels\n\nElm."})
    )
    repeated = browser.get("/search?q=oak").text
    assert 'href="/notes/a#n-logging"' in repeated
    assert "hit-heading" not in repeated
    told = browser.get("/search?q=elm").text
    assert 'href="/notes/a"' in told
    assert 'href="/notes/a#n-levels">Levels</a>' in told
    assert json.loads(browser.get("/search.json?q=oak").text)["hits"][0]["heading"] == "Logging"


def test_a_word_that_only_a_heading_has_is_marked_in_it(garden_of: Callable[..., Garden]) -> None:
    """Also where nothing stands below the heading."""
    note = "---\ntitle: A walk\nsummary: By night.\n---\nOak.\n\n## The bridge\n\nElm.\n\n## The ford"
    browser = client(garden_of({"notes/a.md": note}))
    assert (
        'href="/notes/a#n-the-bridge">The <mark>bridge</mark></a> Elm.'
        in browser.get("/search?q=bridge").text
    )
    assert 'href="/notes/a#n-the-ford">The <mark>ford</mark></a>' in browser.get("/search?q=ford").text


def test_a_hit_that_shows_no_word_tells_the_tag_and_the_alias_that_have_it(
    garden_of: Callable[..., Garden],
) -> None:
    browser = client(garden_of({"notes/a.md": "---\ntags: [food/soup]\naliases: [Thick soup]\n---\nText."}))
    tag, alias = "food/<mark>soup</mark></span>", "Thick <mark>soup</mark></span></p>"
    page = browser.get("/search?q=soup").text
    assert f'<p class="meta">Tagged: <span dir="auto">{tag} · Also called: <span dir="auto">{alias}' in page
    (hit,) = json.loads(browser.get("/search.json?q=soup").text)["hits"]
    assert (hit["by_tags"], hit["by_aliases"]) == (["food/soup"], ["Thick soup"])
    assert "Tagged" not in browser.get("/search?q=text").text


def test_a_hit_marks_the_names_of_people_that_have_a_word_it_does_not_show(
    garden_of: Callable[..., Garden],
) -> None:
    people = "authors: [Tom <b> Reyes]\nhost: [Tom Abdi, Nasra Abdi]"
    browser = client(garden_of({"notes/a.md": f"---\ntitle: A\n{people}\n---\nBread."}))
    page = browser.get("/search?q=tom+bread").text
    for name in ("<mark>Tom</mark> &lt;b&gt; Reyes", "<mark>Tom</mark> Abdi", "Nasra Abdi"):
        assert f' dir="auto">{name}</a>' in page
    (hit,) = json.loads(browser.get("/search.json?q=tom+bread").text)["hits"]
    assert hit["by_people"] == ["Tom <b> Reyes", "Tom Abdi"]
    assert "<mark>Tom" not in browser.get("/search?q=bread").text


@pytest.mark.parametrize("line", ["", "content_note: Floods\n"])
def test_a_hit_that_shows_no_word_tells_the_front_matter_that_has_it(
    garden_of: Callable[..., Garden], line: str
) -> None:
    browser = client(garden_of({"notes/a.md": f"---\nsaid_at: The mill, <twice>\n{line}---\nText."}))
    told = (
        '<p class="meta"><bdi>Said at</bdi>: '
        '<span lang="en" dir="auto">The <mark>mill</mark>, &lt;twice&gt;</span></p>'
    )
    (hit,) = json.loads(browser.get("/search.json?q=mill").text)["hits"]
    assert (told in browser.get("/search?q=mill").text) is (not line)
    assert hit["by_keys"] == ([] if line else [{"key": "said_at", "text": "The mill, <twice>"}])


@pytest.mark.parametrize("line", ["visibility: garden", "consent: {from: Ada, scope: [garden]}"])
def test_front_matter_is_told_of_notes_alone_whose_file_anyone_may_read(
    garden_of: Callable[..., Garden], line: str
) -> None:
    browser = client(garden_of({"notes/a.md": f"---\nsaid_at: The mill\n{line}\n---\nText."}))
    assert browser.get("/notes/a.md").status_code == 302  # to the page for people
    page = browser.get("/search?q=mill").text
    assert "/notes/a" in page
    assert "Said at" not in page


def test_texts_of_one_key_stand_together_in_the_language_of_their_note(
    garden_of: Callable[..., Garden],
) -> None:
    note = "---\nlang: cy\nby: A mill\ncosts: [mill one, mill two]\n---\nText."
    page = client(garden_of({"notes/a.md": note})).get("/search?q=mill").text
    begun = '<span lang="cy" dir="auto">'
    assert (
        f"<bdi>By</bdi>: {begun}A <mark>mill</mark></span>"
        f" · <bdi>Costs</bdi>: {begun}<mark>mill</mark> one</span>, {begun}<mark>mill</mark> two</span></p>"
    ) in page


def test_a_summary_that_is_shown_is_in_the_language_of_its_note(garden_of: Callable[..., Garden]) -> None:
    """Where a note is found by a heading that is its title, and nothing stands below it."""
    note = "---\ntitle: Pont\nlang: cy\nsummary: Ger yr afon.\n---\n## Pont\n"
    page = client(garden_of({"notes/a.md": note})).get("/search?q=pont").text
    assert '<p class="hit-text" lang="cy" dir="auto">Ger yr afon.</p>' in page


def test_values_that_are_not_listed_are_told(garden_of: Callable[..., Garden]) -> None:
    tags = ", ".join(f"t{number}" for number in range(22))
    page = client(garden_of({"notes/a.md": f"---\ntags: [{tags}]\n---\nText."})).get("/search").text
    assert "2 more are not listed: type <code>tag:</code>" in page
    assert '<a href="/tags/">all of them</a>' in page


def test_facets_are_links_with_counts_that_can_be_let_go_of(shared: FlaskClient) -> None:
    page = shared.get("/search").text
    assert 'href="/search?kind=story"' in page
    narrowed = shared.get("/search?kind=story&tag=listening").text
    assert "Take away" in narrowed
    assert 'href="/search?tag=listening"' in narrowed
    assert 'href="/search?kind=story"' in narrowed
    assert '<input type="hidden" name="kind" value="story">' in narrowed
    assert "A kitchen table in March" in narrowed
    assert "Slow questions" not in re.sub(r"<footer.*", "", narrowed, flags=re.S)


def test_a_search_can_be_narrowed_by_what_the_engine_keeps_of_every_note() -> None:
    assert {field.name for field in VALUES} == FILTERS


def test_a_filter_that_no_facet_shows_can_be_let_go_of(shared: FlaskClient) -> None:
    page = shared.get("/search?tag=nowhere").text
    assert "Take away" in page
    assert 'href="/search"' in page


def test_nothing_found_is_not_a_blank_page(shared: FlaskClient) -> None:
    page = shared.get("/search?q=xyzzy+plugh&kind=story").text
    assert "No note has that yet" in page
    assert "Try fewer words" in page
    assert "search without filters" in page
    assert 'href="/tags/listening"' in page
    assert 'href="/random"' in page


@pytest.mark.parametrize(
    ("asked", "said", "way_on"),
    [
        ("q=silence&kind=story", "This filter leaves no note", "see 1 note without filters"),
        ("q=silence&kind=story&tag=nowhere", "These filters leave no note", "see 1 note without filters"),
        ("tag=nowhere", "This filter leaves no note", "notes without filters"),
        ("q=xyzzy&kind=story", "No note has that yet", "search without filters"),
        ("q=silence+kind:story", "No note has all of that", "Try fewer words"),
    ],
)
def test_what_filters_leave_out_is_not_said_to_be_in_no_note(
    shared: FlaskClient, asked: str, said: str, way_on: str
) -> None:
    page = shared.get(f"/search?{asked}").text
    assert f"<h2>{said}</h2>" in page
    assert way_on in page


def test_a_slip_is_mended_and_what_was_typed_is_one_click_away(shared: FlaskClient) -> None:
    page = shared.get("/search?q=sillence&kind=note").text
    assert 'href="/notes/slow-questions"' in page
    assert re.search(r"Showing results for\s+<em[^>]*>silence</em>", page)
    assert 'href="/search?q=sillence&amp;kind=note&amp;exactly=1"' in page
    assert '<input type="hidden" name="exactly"' not in page
    as_typed = shared.get("/search?q=sillence&exactly=1").text
    assert "No note has that yet" in as_typed
    assert "Showing results" not in as_typed
    assert "Looked for" in shared.get("/search?q=sillence&kind=story").text
    assert json.loads(shared.get("/search.json?q=sillence").text)["mended"] == "silence"


def test_a_value_with_a_slip_is_one_click_from_the_one_meant(garden_of: Callable[..., Garden]) -> None:
    note = '---\nkind: story\ntags: [food]\nauthors: ["Amanita <b>&amp;", Zoë Müller]\n---\nOak.'
    browser = client(garden_of({"notes/a.md": note}))
    page = browser.get("/search?q=oak+kind:storry&sort=title").text
    link = '<a rel="nofollow" href="/search?q=oak+kind%3Astory&amp;sort=title"><em dir="auto">story</em></a>?'
    assert f"There is no kind &#39;storry&#39; here; did you mean {link}" in page
    assert page.count("There is no kind") == 1
    two = browser.get("/search?q=oak&kind=storry&tag=fod&author=muler").text
    assert "/search?q=oak&amp;author=Zo%C3%AB+M%C3%BCller&amp;kind=story&amp;tag=food" in two
    asked = {"q": "author:amanitta", "kind": "<bb>'\"", "tag": "fod"}
    odd = browser.get(f"/search?{urlencode(asked)}").text
    assert '<em dir="auto">Amanita &lt;b&gt;&amp;amp;</em>' in odd
    assert not {"<b>", "<bb>"} & {tag.lower() for tag in re.findall("<[a-z]+>", odd)}
    assert "did you mean &#39;story&#39;" not in page
    assert "did you mean 'story'?" in json.loads(browser.get("/search.json?q=kind:storry").text)["notice"]


def test_a_pasted_address_of_a_tag_shows_its_notes_and_can_be_let_go_of(
    garden_of: Callable[..., Garden],
) -> None:
    browser = client(garden_of({"notes/a.md": "---\ntags: [a&b]\n---\nOak.", "notes/b.md": "Elm."}))
    page = browser.get(f"/search?{urlencode({'q': 'https://garden.example/tags/a&b'})}").text
    assert "1 note<" in page
    assert 'href="/notes/a"' in page
    assert 'Take away </span><span dir="auto">tag: a&amp;b</span>' in page
    assert 'value="https://garden.example/tags/a&amp;b"' in page


def test_nothing_found_shows_names_like_the_question(shared: FlaskClient) -> None:
    page = shared.get("/search?q=sloww+kwestshions&exactly=1").text
    assert "Were you looking for one of these?" in page
    assert 'href="/notes/slow-questions"' in page


def test_a_content_note_stands_for_the_passage(shared: FlaskClient) -> None:
    page = shared.get("/search?q=nobody").text
    assert "Before you read: a death in the family" in page
    assert "came." not in page


def test_the_same_as_data(shared: FlaskClient) -> None:
    data = json.loads(shared.get("/search.json?q=silence&page=7").text)
    assert data["query"] == "silence"
    assert data["total"] == 1
    assert data["page"] == 1
    assert data["notice"] == "There is no page 7; this is the last one."
    assert {"id", "title", "kind", "score", "heading", "snippet"} <= set(data["hits"][0])
    assert data["hits"][0]["id"] == "slow-questions"
    assert data["facets"]["kind"] == {"note": 1}


@pytest.mark.parametrize(
    ("asked", "chip"),
    [
        ("time=<30", "Time: &lt;30"),
        ("time=up+to+an+hour", "up to an hour"),
        ("people=6", "People: 6"),
        ("year=2025..", "Year: 2025.."),
        ("year=2025", "2025"),
        ("tag=<30", "30"),
    ],
)
def test_a_chosen_number_is_shown_with_its_field(shared: FlaskClient, asked: str, chip: str) -> None:
    page = shared.get(f"/search?{asked}").text
    assert f'<span class="unseen">Take away </span><span dir="auto">{chip}</span>' in page


def test_what_was_understood_can_be_taken_away_part_by_part(shared: FlaskClient) -> None:
    page = shared.get('/search?q=slow+-"no such"+before:2099&kind=note').text
    assert '<span class="unseen">Take away </span><span dir="auto">without “no such”</span>' in page
    assert 'href="/search?q=slow+before%3A2099&amp;kind=note"' in page
    assert '<span dir="auto">before 2099</span>' in page
    assert "Chosen" not in shared.get("/search?q=slow+questions").text


HOSTILE = [
    "q=" + "a" * 10_000,
    "q=" + "(" * 5_000,
    "q=%00",
    "q=%ED%A0%80",
    "q=%FF%FE",
    "q=AND+OR+NOT",
    "q=*",
    "q=a*+*b",
    "q=%22%22%22",
    "q=tag:",
    "q=kind:story+tag:%22",
    "q=-",
    "q=%E2%80%AE",
    "q=%3Cscript%3Ealert(1)%3C/script%3E",
    "q={{7*7}}",
    "page=abc",
    "page=0",
    "page=-1",
    "page=99999999999999999999",
    "page=1&page=2",
    "sort=%00",
    "kind=%00&kind=" + "x" * 5_000,
    "&".join(f"tag=t{n}" for n in range(500)),
    "kind=story&kind=story&kind=story",
    "tag=/&tag=//&tag=%2E%2E",
    "author=%ED%A0%80",
    "lang=en&year=2026&year=abc",
    "q[]=1&q[a]=2",
    "=&&&==",
    "%ff=%ff",
]


@pytest.mark.parametrize("asked", HOSTILE)
def test_nothing_a_reader_types_is_an_error(shared: FlaskClient, asked: str) -> None:
    for path in (
        "/search",
        "/search.json",
        "/",
        "/random",
        "/kinds/story",
        "/notes/",
        "/tags/listening",
        "/wanted",
    ):
        answer = shared.get(f"{path}?{asked}")
        assert answer.status_code in {200, 302}, path
        assert answer.is_json or "<script>alert" not in answer.text
        answer.text.encode("utf-8")


@pytest.mark.parametrize(
    "path",
    [
        "/notes/%00",
        "/notes/..%2f..%2fetc/passwd",
        "/notes/%2e%2e/",
        "/notes/%ff%fe",
        "/notes/" + "a/" * 2_000,
        "/notes/" + "x" * 20_000,
        "/notes/%0a",
        "/notes/.json",
        "/notes/.md",
        "/notes/%2f%2f",
        "/notes/<script>",
        "/kinds/%00",
        "/kinds/" + "x" * 5_000,
        "/tags/%00/%ff",
        "/files/../garden.toml",
        "/files/%2e%2e/garden.toml",
        "/files/kitchen.md",
        "/static/../app.py",
        "/static/%00",
        "/-/nothing/",
        "/%00",
        "/search/x",
        "/nothing.json",
    ],
)
def test_what_is_not_there_is_a_missing_page(shared: FlaskClient, path: str) -> None:
    answer = shared.get(path)
    assert answer.status_code == 404, answer.headers.get("Location")
    assert "Traceback" not in answer.text
    assert "<script>" not in answer.text


def test_a_question_of_a_million_characters_is_answered(shared: FlaskClient) -> None:
    answer = shared.get("/search", query_string={"q": "a " * 500_000})
    assert answer.status_code in {200, 414}
    assert "Only the first 256 characters were read" in answer.text or answer.status_code == 414


@given(st.text(max_size=120))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_has_a_page(shared: FlaskClient, text: str) -> None:
    asked = urlencode({"q": text}, errors="surrogatepass")
    for path in ("/search", "/search.json"):
        answer = shared.get(f"{path}?{asked}")
        assert answer.status_code == 200
        answer.text.encode("utf-8")


def test_a_content_note_stands_for_the_words_in_data_too(garden_of: Callable[..., Garden]) -> None:
    text = "---\ntitle: Hall\ncontent_note: a death\n---\n## At the river\n\nNobody came to the river.\n"
    answer = client(garden_of({"notes/hall.md": text})).get("/search.json?q=river")
    assert answer.json is not None
    (hit,) = answer.json["hits"]
    assert hit["content_note"] == "a death"
    assert "river" not in json.dumps(hit)
