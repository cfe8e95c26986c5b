"""Notes in a bibliography: names whole, braces even, nothing that LaTeX would obey."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from garden.core import Garden
from garden.model import Note, Person
from garden.testing import client
from garden.web.citing import bibtex, csl, key_of

Make = Callable[..., Garden]

NAMES = [
    "Nasra Abdi",
    "van der Berg, Ann and Co.",
    "Food and Health Forum",
    "O’Hara “Kit” {Kitty}",
    "\\input{x}",
    "李 小龍",
    "Ña Ö 100% #1_$",
    "a\u202eb",
]


@pytest.fixture
def plain(garden_of: Make) -> Garden:
    return garden_of({"garden.toml": 'title = "The {odd} garden"', "notes/x.md": "x"})


def note(**values: object) -> Note:
    return Note(**{"id": "a/Slow Ünion", "path": "x.md", "fingerprint": "f" * 64, "title": "T"} | values)  # type: ignore[arg-type]


def fields(entry: str) -> dict[str, str]:
    """The fields of an entry, by counting braces as BibTeX does."""
    found: dict[str, str] = {}
    for name, rest in re.findall(r"^  (\w+) = (.*),$", entry, re.MULTILINE):
        depth = 0
        for place, letter in enumerate(rest):
            depth += (letter == "{") - (letter == "}")
            assert depth > 0 or place == len(rest) - 1 or name == "month", entry
        assert depth == 0, entry
        found[name] = rest
    return found


def test_people_are_cited_by_what_they_did(shared: FlaskClient) -> None:
    answer = shared.get("/notes/slow-questions.csl.json")
    assert answer.mimetype == "application/vnd.citationstyles.csl+json"
    assert json.loads(answer.text) == [
        {
            "id": "slow-questions",
            "type": "webpage",
            "title": "Slow questions",
            "author": [{"literal": "Nasra Abdi"}],
            "translator": [{"literal": "Tom Reyes"}],
            "container-title": "The test garden",
            "issued": {"date-parts": [[2026, 3, 4]]},
            "language": "en",
            "abstract": "One question and a long silence.",
            "keyword": "listening, health/mental",
            "license": "CC BY 4.0",
        }
    ]
    assert shared.get("/notes/slow-questions.bib").text == (
        "@misc{slow-questions,\n"
        "  title = {{Slow questions}},\n"
        "  author = {{Nasra Abdi}},\n"
        "  translator = {{Tom Reyes}},\n"
        "  howpublished = {The test garden},\n"
        "  year = {2026},\n"
        "  month = mar,\n"
        "  day = {4},\n"
        "  note = {CC BY 4.0},\n"
        "  keywords = {listening, health/mental},\n"
        "}\n"
    )


def test_roles_that_bibliographies_do_not_know(plain: Garden) -> None:
    roles = ("teller", "scribe", "host", "cook", "Author")
    cited = note(people=tuple(Person(name=role.title(), role=role) for role in roles), rights="Ours")
    data = csl(plain, cited)
    assert data["author"] == [{"literal": "Teller"}, {"literal": "Author"}]
    assert (data["editor"], data["host"], data["contributor"]) == (
        [{"literal": "Scribe"}],
        [{"literal": "Host"}],
        [{"literal": "Cook"}],
    )
    entry = fields(bibtex(plain, cited))
    assert entry["author"] == "{{Teller} and {Author}}"
    assert entry["note"] == "{Hosted by Host. Cook: Cook. Ours}"


def test_names_stay_whole(plain: Garden) -> None:
    cited = note(people=tuple(Person(name=name) for name in NAMES))
    assert [it["literal"] for it in csl(plain, cited)["author"]] == [*NAMES[:-1], "a‹U+202E›b"]
    assert fields(bibtex(plain, cited))["author"] == (
        "{{Nasra Abdi} and {van der Berg, Ann and Co.} and {Food and Health Forum} and "
        r"{O’Hara “Kit” \textbraceleft{}Kitty\textbraceright{}} and "
        r"{\textbackslash{}input\textbraceleft{}x\textbraceright{}} and {李 小龍} and "
        r"{Ña Ö 100\% \#1\_\$} and {a‹U+202E›b}}"
    )


HERE: Any = SimpleNamespace(
    config=SimpleNamespace(name="G {", licence="", language="en", site_url="https://g.example"),
    url=lambda note: f"/notes/{note.id}",
)


@given(title=st.text(min_size=1), name=st.text(min_size=1), tag=st.text(min_size=1))
def test_whatever_is_written_the_braces_are_even(title: str, name: str, tag: str) -> None:
    cited = note(title=title, people=(Person(name=name),), tags=(tag,), date=date(999, 12, 1), rights=title)
    entry = bibtex(HERE, cited)
    found = fields(entry)
    assert found["month"] == "dec"
    assert found["year"] == "{0999}"
    assert len(entry.splitlines()) == len(found) + 2
    assert json.loads(json.dumps(csl(HERE, cited)))["type"] == "webpage"


@pytest.mark.parametrize(
    ("name", "key"),
    [("a/Slow Ünion", "a-slow-union"), ("日本語", "note-ffffffff"), ("{x}, y", "x-y"), ("404", "404")],
)
def test_a_key_is_plain(name: str, key: str) -> None:
    assert key_of(note(id=name)) == key


def test_the_address_stands_where_the_site_knows_its_own(garden_of: Make) -> None:
    garden = garden_of({"garden.toml": 'site_url = "https://g.example/a/"', "notes/x & y_z.md": "# X\n"})
    browser = client(garden)
    address = "https://g.example/a/notes/x%20%26%20y_z"
    assert json.loads(browser.get("/notes/x & y_z.csl.json").text)[0]["URL"] == address
    assert f"url = {{{address}}}" in browser.get("/notes/x & y_z.bib").text


@pytest.mark.parametrize("ending", [".bib", ".csl.json"])
def test_only_what_has_a_page_is_cited(shared: FlaskClient, ending: str) -> None:
    assert shared.get(f"/notes/hidden{ending}").status_code == 404
    assert shared.get(f"/notes/gone{ending}").status_code == 410
    assert shared.get(f"/notes/unlisted{ending}").headers["X-Robots-Tag"] == "noindex"
    assert shared.get(f"/notes/KITCHEN{ending}").headers["Location"] == f"/notes/kitchen{ending}"
    told = shared.get(f"/notes/hall{ending}").text
    assert "Nobody came" not in told
