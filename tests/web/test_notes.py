"""Notes at their addresses."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from garden.core import Garden
from garden.testing import Files, client

MakeGarden = Callable[[Files], Garden]


def test_a_note_shows_what_it_is(shared: FlaskClient) -> None:
    page = shared.get("/notes/slow-questions").text
    for part in (
        "<title>Slow questions · The test garden</title>",
        "One question and a long silence.",
        "<em>question</em>",
        "1 minute to read",
        "Evergreen",
        "Nasra Abdi",
        "Translated by",
        '<time datetime="2026-03-04">4 March 2026</time>',
        "Where next?",
        "when you want to see it happen",
        "CC BY 4.0",
        "“Slow questions”",
        'href="/notes/slow-questions.md"',
        'href="/tags/health/mental"',
        'href="#n-before"',
    ):
        assert part in page


def test_a_short_note_has_no_table_of_contents(shared: FlaskClient) -> None:
    assert "In this note" not in shared.get("/notes/kitchen").text


def test_a_series_leads_on(shared: FlaskClient) -> None:
    page = shared.get("/notes/kitchen").text
    assert 'In the series “<a href="/series/Tables" dir="auto">Tables</a>”' in page
    assert 'rel="next" href="/notes/hall"' in page
    assert 'rel="prev" href="/notes/kitchen"' in shared.get("/notes/hall").text


def test_a_content_note_is_a_gate(shared: FlaskClient) -> None:
    page = shared.get("/notes/hall").text.partition("</head>")[2]
    gate = page.index('<details class="gate">')
    assert gate < page.index("Before you read: a death in the family") < page.index("Nobody came.")
    assert "Nobody came" not in page[:gate]


def test_a_summary_and_what_was_said_stand_behind_the_gate_too(garden_of: MakeGarden) -> None:
    kind = "[kinds.vigil]\nfields = ['said']\n"
    front = "kind: vigil\ncontent_note: a death\nsummary: Nobody came.\nsaid: [{quote: We wept.}]"
    files = {"garden.toml": kind, "notes/hall.md": f"---\n{front}\n---\nText.\n"}
    page = client(garden_of(files)).get("/notes/hall").text
    before, gate, after = re.split('<details class="gate">|</details>', page)
    for words in ("Nobody came.", "We wept.", "Text."):
        assert gate.count(words) == 1
        assert words not in before + after


@pytest.mark.parametrize("kind", ["practice", "prompt", "trail", "gathering"])
def test_no_page_of_a_kind_tells_more_than_the_content_note(garden_of: MakeGarden, kind: str) -> None:
    front = f"kind: {kind}\nsteps: [tea]\ncontent_note: a death\nsummary: Nobody came."
    browser = client(garden_of({"notes/hall.md": f"---\n{front}\n---\nText.\n", "notes/tea.md": "Tea."}))
    page = browser.get(f"/-/{kind}s/").text
    assert "Before you read: a death" in page
    assert "Nobody came" not in page


def test_a_kinds_own_fields_are_told(garden_of: Callable[..., Garden]) -> None:
    files = {
        "garden.toml": """
            [plugins]
            own = true
            [kinds.meeting]
            fields = ["place", "room", "hosts", "takeaways"]
            """,
        "plugins/rooms.py": """
            from garden import Field, hookimpl

            @hookimpl
            def garden_index_fields(config):
                yield Field(name="room", title="Which room")
            """,
        "notes/supper.md": """
            ---
            kind: meeting
            place: Town hall
            room: Committee Room 2
            hosts: [Ama Boateng]
            takeaways:
              - quote: It is only a shopping list.
                by: Ama Boateng
            ---
        """,
    }
    page = client(garden_of(files)).get("/notes/supper").text
    assert "<dt>Place</dt><dd>Town hall" in page
    assert "<dt>Which room</dt><dd>Committee Room 2" in page, "as the field is called in searches"
    assert "<q>It is only a shopping list.</q>" in page
    assert "<dt>Hosts</dt>" not in page, "the byline names them already"


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("/notes/Slow-Questions", "/notes/slow-questions"),
        ("/notes/slow-questions/", "/notes/slow-questions"),
        ("/notes/SLOW-QUESTIONS.json", "/notes/slow-questions.json"),
        ("/notes/Kitchen.md", "/notes/kitchen.md"),
        ("/notes/guide", "/notes/guide/index"),
        ("/notes/guide/", "/notes/guide/index"),
        ("/notes/loose", "/notes/loose/"),
        ("/notes//evil.example", None),
    ],
)
def test_other_spellings_lead_to_the_one_address(shared: FlaskClient, asked: str, there: str | None) -> None:
    answer = shared.get(asked)
    assert answer.headers.get("Location") == there
    assert answer.status_code == (302 if there else 404)


def test_ids_that_end_like_data(shared: FlaskClient) -> None:
    assert "Its own ending" in shared.get("/notes/data.json").text
    assert json.loads(shared.get("/notes/data.json.json").text)["id"] == "data.json"
    assert shared.get("/notes/data.md").text.startswith("# Data")
    assert shared.get("/notes/data").status_code == 200


def test_the_text_as_written(shared: FlaskClient) -> None:
    answer = shared.get("/notes/kitchen.md")
    assert answer.text.startswith("---\ntitle: A kitchen table")
    assert answer.content_type == "text/plain; charset=utf-8"


def test_the_data_of_a_note(shared: FlaskClient) -> None:
    data = json.loads(shared.get("/notes/slow-questions.json").text)
    assert data["title"] == "Slow questions"
    assert data["date"] == "2026-03-04"
    assert data["people"][1] == {"name": "Tom Reyes", "role": "translator"}
    assert [heading["anchor"] for heading in data["headings"]] == ["before", "during", "after", "again"]
    assert [(link["target"], link["to"]) for link in data["links"]] == [
        ("kitchen", "kitchen"),
        ("A wish", None),
    ]
    assert "<em>question</em>" in data["html"]
    assert data["next"][0]["reason"] == "when you want to see it happen"


def test_an_unlisted_note_is_there_for_those_who_know_it(shared: FlaskClient) -> None:
    for address in ("/notes/unlisted", "/notes/unlisted.json", "/notes/unlisted.md"):
        answer = shared.get(address)
        assert answer.status_code == 200
        assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in shared.get("/notes/unlisted").text


def test_a_hidden_note_is_a_missing_page(shared: FlaskClient) -> None:
    for address in ("/notes/hidden", "/notes/hidden.json", "/notes/hidden.md", "/notes/HIDDEN"):
        answer = shared.get(address)
        assert answer.status_code == 404
        assert "Not for you" not in answer.text


def test_a_withdrawn_note_is_a_stone(shared: FlaskClient) -> None:
    for address in ("/notes/gone", "/notes/gone.json", "/notes/gone.md"):
        answer = shared.get(address)
        assert answer.status_code == 410
        assert "taken back" in answer.text
        assert "Taken from us" not in answer.text
        assert "zebra" not in answer.text


@pytest.mark.parametrize("address", ["/notes/a", "/notes/a.json"])
def test_a_note_that_changed_since_it_was_indexed_is_of_one_reading(
    garden_of: MakeGarden, address: str
) -> None:
    garden = garden_of({"notes/a.md": "---\ntitle: Kettle\n---\nTea."})
    (garden.config.notes_folder / "a.md").write_text("---\ntitle: Pot\ncontent_note: heat\n---\nSoup.")
    page = client(garden).get(address).text
    assert all(word in page for word in ("Pot", "heat", "Soup."))
    assert "Kettle" not in page


def test_folders_show_what_lies_in_them(shared: FlaskClient) -> None:
    root = shared.get("/notes/").text
    assert 'href="/notes/guide/"' in root
    assert "A kitchen table in March" in root
    loose = shared.get("/notes/loose/").text
    assert 'href="/notes/loose/one"' in loose
    index = shared.get("/notes/guide/index").text
    assert 'href="/notes/guide/writing"' in index
    assert 'href="/notes/guide/hooks/"' in index


def test_a_note_beside_a_folder_of_its_name_shows_what_lies_in_it(garden_of: MakeGarden) -> None:
    browser = client(garden_of({"notes/soups.md": "Warm.", "notes/soups/pea.md": "Green."}))
    assert 'href="/notes/soups/"' in browser.get("/notes/").text
    assert 'href="/notes/soups/pea"' in browser.get("/notes/soups/", follow_redirects=True).text


def test_head_is_get_without_a_body(shared: FlaskClient) -> None:
    for address in (
        "/",
        "/search?q=tea",
        "/notes/kitchen",
        "/notes/kitchen.md",
        "/files/picture.png",
        "/-/health",
    ):
        with shared.head(address) as answer:
            assert answer.status_code == 200
            assert answer.data == b""


ODD = [
    "v0.0.1",
    "what? now#then",
    "a%3Fb",
    "a&b=c;d",
    "two  blanks ",
    "ünï/cödé",
    "日本語",
    "[[a]]|b",
    "quote\"and'<b>",
    "line\nbreak",
    "back\\slash",
    "404",
    "search",
    "emoji 👩‍👩‍👧",
    "a\u202eb",
    ",comma",
    "x" * 200,
]


def test_any_name_that_a_disk_takes_is_reachable(garden_of: Callable[..., Garden]) -> None:
    garden = garden_of({f"notes/odd/{name}.md": f"# Title of {n}\n" for n, name in enumerate(ODD)})
    browser = client(garden)
    listed = browser.get("/notes/odd/").text
    for n in range(len(ODD)):
        note = next(note for note in garden.notes() if note.title == f"Title of {n}")
        answer = browser.get(garden.url(note))
        assert answer.status_code == 200, note.id
        assert f"Title of {n}" in answer.text
        assert "/" in ODD[n] or escape(garden.url(note)) in listed
        assert "\u202e" not in answer.text


def test_titles_are_text_and_nothing_else(garden_of: Callable[..., Garden]) -> None:
    title = "</title><script>alert(1)</script>{{ 7777*7777 }}"
    front = f"title: '{title}'\nsummary: '{title}'\ntags: ['<b>']\nauthors: ['<i>x']"
    garden = garden_of({"notes/x.md": f"---\n{front}\n---\n{title}"})
    browser = client(garden)
    for address in ("/", "/notes/", "/notes/x", "/search?q=alert", "/tags/", "/tags/%3Cb%3E", "/notes/xx"):
        page = browser.get(address).text
        assert "<script>alert" not in page
        assert "<b>" not in page
        assert "<i>x" not in page
        assert "60481729" not in page


def test_a_note_taken_away_since_it_was_indexed(garden_of: Callable[..., Garden], tmp_path: Path) -> None:
    garden = garden_of({"notes/x.md": "# X\n\nwords\n"})
    (tmp_path / "garden/notes/x.md").unlink()
    browser = client(garden)
    assert browser.get("/notes/x").status_code == 200
    assert browser.get("/notes/x.md").status_code == 404


def test_a_page_is_never_half_old_and_half_new(garden_of: MakeGarden) -> None:
    """While a note is written and indexed again and again, its title and its text belong together."""
    here = garden_of({"notes/kettle.md": "# Kettle0\n\nText0.\n"})
    site, stop = client(here), threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            here.store.write("kettle.md", f"---\ntitle: Kettle{number}\n---\n\nText{number}.\n")
            if number % 3:  # and now and then it is not indexed yet
                here.reindex()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(100):
            page = site.get("/notes/kettle").text
            numbers = {
                re.findall(r"<title>Kettle(\d+)", page)[0],
                re.findall(r"<h1[^>]*>\s*Kettle(\d+)", page)[0],
                re.findall(r"<p>Text(\d+)", page)[0],
            }
            assert len(numbers) == 1
    finally:
        stop.set()
        writer.join()
