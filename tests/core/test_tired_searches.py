"""What someone tired would type on a phone into the shipped garden, and what they hoped for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from garden.model import Query
from garden.web import create_app

if TYPE_CHECKING:
    from garden.core import Garden

HOPED_FOR = {
    "kitchn table": "stories/a-kitchen-table-in-march",
    "slow questons": "practices/slow-questions",
    "how do i get people to talk": "hunches/side-by-side",
    "what to do when angry in a meeting": "practices/having-the-row",
    "doctors dont listen": "stories/what-hana-left-out",
    "damp mould": "themes/warm-and-dry",
    "trust takes time": "themes/the-time-it-takes",
    "how to write a note": "guide/write-a-note",
    "meeting nobody says anyhting": "practices/half-a-sentence-each",
    "hard to reach": "maxims/nobody-is-hard-to-reach",
    "mentel health": "stories/turning-the-chairs",
    "consent story": "how-we-ask",
}
"""Question to the id of the note that should be among the first three."""


@pytest.mark.parametrize(("asked", "hoped_for"), HOPED_FOR.items())
def test_the_note_hoped_for_is_among_the_first_three(
    shipped_garden: Garden, asked: str, hoped_for: str
) -> None:
    page = shipped_garden.search(Query(text=asked))
    assert hoped_for in [hit.note.id for hit in page.hits[:3]]


def test_a_slip_is_told_and_the_right_word_marked(shipped_garden: Garden) -> None:
    page = shipped_garden.search(Query(text="kitchn table"))
    assert page.mended == "kitchen table"
    assert [part.text for part in page.hits[0].title if part.matched] == ["kitchen", "table"]


def test_a_slip_that_the_guide_speaks_of_is_mended_too(shipped_garden: Garden) -> None:
    page = create_app(shipped_garden).test_client().get("/search?q=lisening").get_data(as_text=True)
    told = " ".join(Markup(page).striptags().split())
    assert "Showing results for listening. Search instead for lisening." in told


def test_nothing_found_is_no_blank_page(shipped_garden: Garden) -> None:
    page = shipped_garden.search(Query(text="zyzzyva xylophones"))
    assert page.total == 0
    assert shipped_garden.random_note() is not None
