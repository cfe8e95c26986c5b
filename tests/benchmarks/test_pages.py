from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.peers import Fts5Pages, TantivyPages, texts_of
from benchmarks.peers.pages import Page
from garden.core import Garden
from garden.model import Fragment, Person, Query
from tests.conftest import MakeGarden

FILES = {
    "notes/walk.md": """\
---
title: A slow walk
kind: practice
tags: [listening]
authors: [Ada]
date: 2024-03-01
summary: Nobody speaks.
---
Walk to the water.

## By the river

Walk as slowly as the river.

## The river again

A walk back along the river.

## With children

Walk where there is no river.

## And then

Tea for all.
""",
    "notes/side.md": "# Riverside\n\nA place to sit.\n",
    "notes/tea.md": "# Tea\n\nHot water.\n",
}
Maker = Fts5Pages | TantivyPages


@pytest.fixture
def garden(garden_of: MakeGarden) -> Garden:
    return garden_of(FILES)


@pytest.fixture(params=[Fts5Pages, TantivyPages])
def maker(request: pytest.FixtureRequest, garden: Garden, tmp_path: Path) -> Maker:
    made: Maker = request.param(list(texts_of(garden)), tmp_path)
    return made


def test_pages_of_others_have_the_data_of_notes_and_all_counts(maker: Maker) -> None:
    page = maker.page("walk river")
    walk = next(hit.note for hit in page.hits if hit.note.id == "walk")
    assert (walk.title, walk.kind, walk.tags, walk.summary) == (
        "A slow walk", "practice", ("listening",), "Nobody speaks."
    )  # fmt: skip
    assert (walk.people, walk.date) == ((Person(name="Ada"),), datetime.date(2024, 3, 1))
    assert page.total == 2
    assert page.facets["kind"] == {"practice": 1, "note": 1}
    assert page.facets["tag"] == {"listening": 1}


def test_pages_of_others_have_the_best_sections_marked(maker: Maker) -> None:
    page = maker.page("walk river")
    passages = next(hit.passages for hit in page.hits if hit.note.id == "walk")
    assert [(one.heading, one.anchor) for one in passages] == [
        ("By the river", "by-the-river"),
        ("The river again", "the-river-again"),
        ("With children", "with-children"),
    ]
    assert passages[2].snippet.rstrip(".") == "<b>Walk</b> where there is no <b>river</b>"


@pytest.mark.parametrize("question", ["walk", "walk river", "slow riv", "riv*", "tea water"])
def test_pages_of_others_mark_titles_as_garden_does(maker: Maker, garden: Garden, question: str) -> None:
    ours = garden.search(Query(text=question))
    assert _titles(maker.page(question)) == {hit.note.id: _marked(hit.title) for hit in ours.hits}


def test_pages_of_others_begin_a_note_that_is_found_by_its_title_alone(maker: Maker) -> None:
    (hit,) = maker.page("at riv").hits
    assert (hit.title, hit.passages[0].snippet) == ("<b>Riverside</b>", "A place to sit.")


def _titles(page: Page) -> dict[str, str]:
    return {hit.note.id: hit.title for hit in page.hits}


def _marked(fragments: Sequence[Fragment]) -> str:
    return "".join(f"<b>{part.text}</b>" if part.matched else part.text for part in fragments)
