"""The page that says how to ask: complete, and true."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from garden.search.index import schema
from garden.search.query.grammar import OPERATORS
from garden.testing import client, make_garden
from garden.web.asking import HAS

PLUGIN = """
from garden import Field, hookimpl

@hookimpl
def garden_index_fields():
    yield Field(name="serves", type="number", title="Serves")
    yield Field(name="cooked", type="date")
    yield Field(name="moral", type="text")
    yield Field(name="season", facet=True, order=("spring", "early summer", "autumn"))
"""


def examples(page: str) -> list[tuple[str, str]]:
    """The address and the text of each example."""
    found = re.findall(r'<dt><a href="([^"]+)"[^>]*><code[^>]*>([^<]+)</code>', page)
    return [(html.unescape(url), html.unescape(text)) for url, text in found]


def test_every_operator_is_on_the_page(shared: FlaskClient) -> None:
    page = shared.get("/search/help").text
    asked = " ".join(text for _, text in examples(page))
    fields = schema.layout(()).names.values()
    spelled = {schema.SPELLINGS.get(name, (name,))[-1 if name == "body" else 0] for name in fields}
    assert all(f"{name}:" in asked for name in {*spelled, *OPERATORS.values()})
    assert all(f"has:{flag}" in asked.split() for flag in schema.FLAGS)
    assert HAS.keys() == schema.FLAGS.keys()
    assert all(sign in asked for sign in (" OR ", "(", " -", "* ", '"'))


def test_every_example_is_read_as_it_stands(shared: FlaskClient) -> None:
    found = examples(shared.get("/search/help").text)
    assert len(found) > 25
    for url, text in found:
        answer = shared.get(url.replace("/search?", "/search.json?"))
        notice = answer.json["notice"] if answer.json else "none"
        # Read, and nothing fits all of it:
        allowed = notice.startswith(("No note has ", "None of these notes has "))
        assert notice == "" or allowed, (text, notice)


def test_what_no_note_has_is_told(shared: FlaskClient) -> None:
    page = shared.get("/search/help").text
    forms = re.findall(r'<dt><a href="([^"]+)"[^>]*><code[^>]*>has:(\w+)</code></a></dt><dd>([^<]+)<', page)
    told = {flag for _, flag, said in forms if "No note here has any" in said}
    answers = {flag: shared.get(url.replace("/search?", "/search.json?")).json for url, flag, _ in forms}
    assert told == {
        flag for flag, answer in answers.items() if flag in HAS and answer and not answer["total"]
    }
    assert 0 < len(told) < len(HAS)


@pytest.mark.parametrize("notes", [{}, {"notes/a.md": '# Leek (and) "potato" soup\n\n[[a]]'}])
def test_fields_that_plugins_declare_are_listed(tmp_path: Path, notes: dict[str, str]) -> None:
    files = {"garden.toml": "[plugins]\nown = true\n", "plugins/cooking.py": PLUGIN, "notes/.keep": ""}
    with make_garden(tmp_path / "garden", files | notes) as garden:
        browser = client(garden)
        found = examples(browser.get("/search/help").text)
        texts = {text for _, text in found}
        assert {
            "serves:<10",
            "cooked:2024-05",
            "has:season",
            "has:serves",
            'season:"<=early summer"',
        } <= texts
        assert any(text.startswith("moral:") for text in texts)
        assert any(text.startswith("season:") for text in texts)
        for url, text in found:
            answer = browser.get(url.replace("/search?", "/search.json?")).json
            assert answer is not None
            assert "was read as words" not in answer["notice"], text
            assert "was left out" not in answer["notice"], text


def test_the_search_page_leads_there(shared: FlaskClient) -> None:
    assert 'href="/search/help"' in shared.get("/search?q=xyzzy").text
