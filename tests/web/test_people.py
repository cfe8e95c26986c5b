"""Everyone who had a part in a note, and each one's notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import unescape
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from garden.core import Garden
from garden.testing import client

ODD = (
    "Ann/../Bob",
    "..",
    ".",
    "What?",
    "100 % #1 & Co; +",
    "<script>alert(1)</script>",
    "שרה לוי",
    "Turned \u202e around",
    "N" * 200,
    "~!$'()*,;=:@",
    "two  blanks",
)


def note(people: str, title: str = "", date: str = "") -> str:
    lines = [f"title: {title}" if title else "", f"date: {date}" if date else "", people]
    return "\n".join(["---", *filter(None, lines), "---", "Words.", ""])


def links(page: str) -> list[tuple[str, str]]:
    """Addresses and words of the links in a page's main part."""
    main = page.partition("<main")[2].partition("</main>")[0]
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', main)
    return [(unescape(url), unescape(re.sub("<[^>]+>", "", words))) for url, words in found]


def test_everyone_is_listed_by_name(shared: FlaskClient) -> None:
    page = shared.get("/people/").text
    listed = [words for url, words in links(page) if url.startswith("/people/")]
    assert listed == ["Ama Boateng", "Hana Soltani", "Nasra Abdi", "Tom Reyes"]
    assert "<h2" not in page.partition("<main")[2]  # so few need no letters


def test_a_person_has_notes_by_role(garden_of: Callable[..., Garden]) -> None:
    browser = client(
        garden_of(
            {
                "notes/a.md": note("translator: Ama\nteller: Ama", "Alpha", "2024-01-01"),
                "notes/b.md": note("teller: Ama", "Beta", "2025-01-01"),
                "notes/c.md": note("authors: [{drawn by: Ama}, Ben]", "Gamma"),
            }
        )
    )
    page = browser.get("/people/Ama").text
    headings = re.findall(r'<h2[^>]*><span dir="auto">(.*?)</span> <span class="count">(\d+)', page)
    assert headings == [("Told by Ama", "2"), ("Translated by Ama", "1"), ("Drawn by: Ama", "1")]
    titles = [words for url, words in links(page) if url.startswith("/notes/")]
    assert titles == ["Beta", "Alpha", "Alpha", "Gamma"]
    assert ("/search?author=Ama", "search among them") in links(page)
    assert "3 notes" in page


def test_a_line_names_everyone_once_under_what_they_did(garden_of: Callable[..., Garden]) -> None:
    told = note("teller: [Ama, Ben]\ntranslator: Ama\nvisibility: unlisted", "Alpha")
    browser = client(garden_of({"notes/a.md": told, "notes/b.md": note("authors: [Ama]", "Beta")}))
    line = re.search(r'<p class="byline"[^>]*>(.*?)</p>', browser.get("/notes/a").text, re.DOTALL)
    assert line is not None
    assert re.sub("<[^>]+>", "", line[1]).strip() == "Told by Ama, Ben · Translated by Ama"
    assert links(f"<main{line[1]}") == [("/people/Ama", "Ama"), ("/people/Ama", "Ama")]  # Ben has no page


def test_names_of_one_person_differ_by_case_and_form(garden_of: Callable[..., Garden]) -> None:
    apart = unicodedata.normalize("NFD", "Zoë Ní")
    browser = client(
        garden_of(
            {
                "notes/a.md": note("authors: [Zoë Ní]", "One"),
                "notes/b.md": note(f"teller: {apart}", "Two"),
                "notes/c.md": note("host: zoë ní", "Three"),
                "notes/d.md": note("authors: [Zoë Ní]", "Four"),
            }
        )
    )
    everyone = links(browser.get("/people/").text)
    assert everyone == [("/people/Zo%C3%AB%20N%C3%AD", "Zoë Ní")]
    for spelling in (apart, "ZOË NÍ", "zoë  ní"):
        assert browser.get(f"/people/{spelling}").headers["Location"] == "/people/Zo%C3%AB%20N%C3%AD"
    page = browser.get("/people/Zoë Ní").text
    assert {words for url, words in links(page) if url.startswith("/notes/")} == {
        "One",
        "Two",
        "Three",
        "Four",
    }
    assert links(browser.get("/notes/c").text)[1] == ("/people/Zo%C3%AB%20N%C3%AD", "zoë ní")


@pytest.fixture(scope="module")
def odd(shared_garden_of: Callable[..., Garden]) -> FlaskClient:
    """A garden in which each note is by someone with an odd name."""
    quoted = (name.replace("'", "''") for name in ODD)
    return client(
        shared_garden_of(
            {f"notes/n{n}.md": note(f"authors: ['{name}']", f"Odd {n}") for n, name in enumerate(quoted)}
        )
    )


@pytest.mark.parametrize("number", range(len(ODD)))
def test_odd_names_have_an_address_that_works(odd: FlaskClient, number: int) -> None:
    [(url, name)] = [
        link for link in links(odd.get(f"/notes/n{number}").text) if link[0].startswith("/people/")
    ]
    assert not {".", ".."} & set(url.split("/"))  # a browser would take these for steps
    assert urlsplit(url).path == url
    answer = odd.get(url)
    assert answer.status_code == 200
    assert (f"/notes/n{number}", f"Odd {number}") in links(answer.text)
    assert (url, name) in links(odd.get("/people/").text)
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text


def test_a_long_list_of_one_role_is_cut_and_paged(garden_of: Callable[..., Garden]) -> None:
    told = {
        f"notes/n{n:03}.md": note("teller: Ama", f"Told {n:03}", f"2024-01-{n % 28 + 1:02}")
        for n in range(70)
    }
    browser = client(garden_of({**told, "notes/h.md": note("host: Ama", "Held")}))
    page = browser.get("/people/Ama").text
    assert len(re.findall("Told \\d+", page)) == 12
    assert ("/people/Ama?role=teller", "All 70, the newest first") in links(page)
    whole = browser.get("/people/Ama?role=teller").text
    assert len(re.findall("Told \\d+", whole)) == 60
    assert "Held" not in whole
    assert ("/people/Ama?role=teller&page=2", "Page 2") in links(whole)
    assert len(re.findall("Told \\d+", browser.get("/people/Ama?role=teller&page=2").text)) == 10
    assert browser.get("/people/Ama?role=<script>").text == page


def test_someone_with_one_role_has_it_in_pages_at_once(garden_of: Callable[..., Garden]) -> None:
    told = {f"notes/n{n:03}.md": note("teller: Ama", f"Told {n:03}") for n in range(70)}
    page = client(garden_of(told)).get("/people/Ama").text
    assert len(re.findall("Told \\d+", page)) == 60
    assert ("/people/Ama?page=2", "Page 2") in links(page)


def test_many_names_come_in_pages_with_letters(garden_of: Callable[..., Garden]) -> None:
    names = [f"{letter}{n:03} Person" for letter in "ABÉZ" for n in range(100)]
    files = {"notes/a.md": note(f"authors: [{', '.join(names)}, 4th]")}
    browser = client(garden_of(files))
    page = browser.get("/people/").text
    letters = [link for link in links(page) if "#letter-" in link[0]]
    assert letters == [
        ("/people/#letter-41", "A"),
        ("/people/#letter-42", "B"),
        ("/people/#letter-45", "E"),
        ("/people/?page=2#letter-5a", "Z"),
        ("/people/?page=2#letter-23", "#"),
    ]
    assert re.findall('<h2 id="(.*?)">', page) == ["letter-41", "letter-42", "letter-45"]
    assert re.findall('<h2 id="(.*?)">', browser.get("/people/?page=2").text) == [
        "letter-45",
        "letter-5a",
        "letter-23",
    ]


def test_a_note_about_someone_is_pointed_to(garden_of: Callable[..., Garden]) -> None:
    files = {
        "notes/a.md": note("authors: [Ama Boateng, Tom]"),
        "notes/people/ama.md": "---\ntitle: Ama\naliases: [Ama Boateng]\n---\n",
        "notes/people/tom.md": "---\ntitle: Tom\nvisibility: unlisted\n---\n",
    }
    browser = client(garden_of(files))
    assert ("/notes/people/ama", "Ama") in links(browser.get("/people/Ama Boateng").text)
    assert "a note about them" not in browser.get("/people/Tom").text


def test_who_is_only_in_notes_out_of_sight_is_nowhere(garden_of: Callable[..., Garden]) -> None:
    files = {
        "notes/a.md": note("authors: [Ama]"),
        "notes/b.md": note("authors: [Quiet]\nvisibility: unlisted", "Unlisted"),
        "notes/c.md": note("authors: [Hidden]\nvisibility: hidden"),
    }
    browser = client(garden_of(files))
    assert [words for _, words in links(browser.get("/people/").text)] == ["Ama"]
    assert browser.get("/people/Quiet").status_code == 404
    assert browser.get("/people/Hidden").status_code == 404
    page = browser.get("/notes/b").text
    assert "Quiet" in page  # named where they stand, and led to no page that there is not
    assert "/people/Quiet" not in page


def test_names_lead_to_their_page(shared: FlaskClient) -> None:
    assert ("/people/Nasra%20Abdi", "Nasra Abdi") in links(shared.get("/notes/slow-questions").text)
    assert ("/people/Nasra%20Abdi", "Nasra Abdi") in links(shared.get("/search?q=silence").text)


def test_a_garden_without_people_says_how_to_begin(garden_of: Callable[..., Garden]) -> None:
    assert "No note names anyone yet" in client(garden_of({"notes/a.md": "# A\n"})).get("/people/").text
