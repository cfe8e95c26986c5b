"""The shipped plugin for prompts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from garden.core import Garden
from garden.model import Query
from garden.testing import client

if TYPE_CHECKING:
    from tests.conftest import MakeGarden
    from tests.plugins.conftest import Page

NOTES = {
    "notes/prompts/one.md": "---\ntitle: What did you pass?\nkind: prompt\nfor: alone\n---\nOnly *that*.\n",
    "notes/prompts/two.md": "---\ntitle: Who surprised you?\nkind: prompt\nfor: [Pairs, group]\n---\n",
    "notes/prompts/three.md": "---\ntitle: What to keep?\nkind: prompt\nfor: group, a choir\n---\n",
    "notes/prompts/draft.md": "---\ntitle: Not yet?\nkind: prompt\ndraft: true\n---\n",
    "notes/walk.md": """
        # A walk

        Before you go: {{prompt: prompts/one}}

        `{{prompt: one}}` stays, and so do {{ name }}, {{prompt:}} and {{prompt: a
        b}}.

        {{prompt: draft}}
    """,
}


@pytest.fixture(scope="module")
def garden(shared_garden_of: MakeGarden) -> Garden:
    return shared_garden_of(NOTES)


def drawn(html: str) -> str:
    found = re.search(r'You drew</h2><blockquote class="prompt"><p><a href="/notes/prompts/(\w+)">', html)
    assert found is not None
    return found[1]


def test_the_kind_has_its_line_and_its_page(garden: Garden) -> None:
    kind = garden.kinds["prompt"]
    assert (kind.plural_label, kind.fields, kind.page) == ("Prompts", ("for",), "/-/prompts/")


def test_with_whom_is_a_facet(garden: Garden) -> None:
    [facet] = [facet for facet in garden.search(Query()).facets if facet.name == "for"]
    assert [(value.value, value.count) for value in facet.values] == [
        ("alone", 1), ("pairs", 1), ("group", 2), ("a choir", 1),
    ]  # fmt: skip


def test_one_is_drawn_and_all_are_below(garden: Garden, page: Page) -> None:
    html = page(garden, "/-/prompts/")
    assert drawn(html) in {"one", "two", "three"}
    assert html.count('<li class="card">') == 3
    assert "for pairs or a group" in html
    assert "Not yet?" not in html


def test_another_is_another(garden: Garden, page: Page) -> None:
    for _ in range(12):
        assert drawn(page(garden, "/-/prompts/?not=prompts/one")) != "one"
    html = page(garden, "/-/prompts/")
    assert f'href="/-/prompts/?not=prompts/{drawn(html)}"' in html


def test_the_only_one_is_drawn_again(garden: Garden, page: Page) -> None:
    assert drawn(page(garden, "/-/prompts/?for=alone&not=prompts/one")) == "one"


@pytest.mark.parametrize(
    ("company", "ids"), [("group", {"two", "three"}), ("ALONE", {"one"}), ("a choir", {"three"})]
)
def test_the_deck_by_company(garden: Garden, page: Page, company: str, ids: set[str]) -> None:
    html = page(garden, f"/-/prompts/?for={company}")
    assert drawn(html) in ids
    assert html.count('<li class="card">') == len(ids)
    assert f'<option value="{company.lower()}" selected>' in html


@pytest.mark.parametrize(
    "query", ["for=nobody", "for=", "for=%00", "not=../../x", "for=a&for=b", "q=" + "x" * 3000]
)
def test_whatever_is_asked_the_deck_is_there(garden: Garden, page: Page, query: str) -> None:
    assert page(garden, f"/-/prompts/?{query}").count('<li class="card">') == 3


def test_a_drawn_prompt_is_not_kept_by_caches(garden: Garden) -> None:
    assert client(garden).get("/-/prompts/").headers["Cache-Control"] == "no-store"


def test_a_prompt_inside_a_note(garden: Garden) -> None:
    note = garden.note("walk")
    assert note is not None
    html = garden.html(note)
    assert '<a class="internal" href="/notes/prompts/one">What did you pass?</a>' in html
    assert "Only <em>that</em>." in html
    assert "<code>{{prompt: one}}</code>" in html
    assert "{{ name }}, {{prompt:}} and {{prompt: a" in html
    assert "Not yet?" not in html
    assert [(link.target, link.kind) for link, _ in garden.links(note)] == [
        ("prompts/one", "embed"),
        ("draft", "embed"),
    ]


def test_a_prompt_for_today(garden: Garden, words: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    for note in garden.notes(kind="prompt"):
        monkeypatch.setattr(garden, "of_the_day", {"prompt": note}.get)
        assert f"A question to sit with {note.title}" in words(garden, "/")
    assert "Draw another" in words(garden, "/")


def test_a_page_without_prompts_says_how_to_begin(garden_of: MakeGarden, words: Page) -> None:
    garden = garden_of({"notes/a.md": "A"})
    assert "No one has written a prompt yet" in words(garden, "/-/prompts/")
    assert "A question to sit with" not in words(garden, "/")


def test_the_plugin_works_without_a_fault(garden: Garden, page: Page) -> None:
    for address in ("/", "/-/prompts/", "/notes/walk"):
        page(garden, address)
    assert garden.host.faults == ()
