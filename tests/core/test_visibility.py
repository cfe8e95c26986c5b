"""One decision about who may meet a note, obeyed by every answer of a garden."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from garden import Garden, Query
from garden.core.shapes import note_data, page_data

Make = Callable[..., Garden]

SECRET = "quagmire"
FRONT = {
    "unlisted": "visibility: unlisted",
    "hidden": "visibility: hidden",
    "draft": "draft: true",
    "unpublished": "publish: false",
    "misspelt": "visibility: hiden",
    "withdrawn": "withdrawn: {date: 2026-01-01, why: asked}",
    "no-consent": "consent: {by: Ama, scope: [print]}",
}


def outputs(garden: Garden) -> Iterator[str]:
    """Everything that lists or searches may say to a reader."""
    for query in (SECRET, f'"{SECRET}"', f"{SECRET[:5]}*", f"tag:{SECRET}", "", "open", f"title:{SECRET}"):
        page = garden.search(Query(text=query))
        yield json.dumps({**page_data(page), "query": ""})
        yield "".join(fragment.text for hit in page.hits for fragment in (*hit.title, *hit.snippet))
    yield json.dumps([note_data(note) for note in garden.notes()])
    yield str(garden.tags()) + str(garden.kind_counts()) + str(garden.recently_tended())
    yield str(garden.orphans()) + str(garden.doors()) + str(garden.random_note())
    for note in garden.notes():
        yield garden.html(note).replace(f"/notes/{SECRET}-note", "")
        yield str([backlink for backlink in garden.links_to(note)])
        yield str([way for way in garden.ways_on(note)])
    yield str([want for want in garden.wanted() if SECRET in want.target])


@pytest.mark.parametrize("front", FRONT.values(), ids=FRONT)
def test_no_list_or_search_holds_a_note_that_is_not_public(make: Make, front: str) -> None:
    garden = make(
        {
            "notes/open.md": "# Open\n\nSee [[secret-note|here]].",
            "notes/secret-note.md": (
                f"---\ntitle: The {SECRET}\nkind: {SECRET}kind\ntags: [{SECRET}, shared]\ndoor: {SECRET}\n"
                f"date: 2026-01-01\n{front}\n---\nA {SECRET} [[open]].\n"
            ),
        }
    )
    for text in outputs(garden):
        assert SECRET not in text
    assert garden.search(Query(text="open")).total == 1


def test_the_same_words_in_a_public_note_are_everywhere(make: Make) -> None:
    """So that the test above cannot pass because nothing is ever found."""
    garden = make({"notes/open.md": f"---\ntags: [{SECRET}]\n---\n# Open\n\nA {SECRET}."})
    assert sum(SECRET in text for text in outputs(garden)) >= 5


def test_an_unlisted_note_has_its_page_and_a_hidden_one_none(make: Make) -> None:
    garden = make(
        {"notes/a.md": "---\nvisibility: unlisted\n---\nx", "notes/b.md": "---\nvisibility: hidden\n---\nx"}
    )
    assert garden.note("a") is not None
    assert garden.note("b") is None
    assert not garden.view.withdrawn("b")


def test_a_withdrawn_note_is_known_to_have_been(make: Make) -> None:
    garden = make({"notes/a.md": "---\nwithdrawn: {date: 2026-01-01}\n---\nx"})
    assert garden.note("a") is None
    assert garden.view.withdrawn("a")


def test_a_steward_sees_all(make: Make) -> None:
    garden = make({"notes/a.md": "---\ndraft: true\n---\nx", "notes/b.md": "y"})
    assert [note.id for note in garden.everything.notes] == ["a", "b"]
