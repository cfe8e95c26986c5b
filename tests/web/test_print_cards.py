"""Notes as cards to print: as large as they can be, and none left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from garden.core import Garden
from garden.model import Note, NoteKind, Person
from garden.testing import client
from garden.web.parts import CardToCut
from garden.web.print_cards import CELLS, ENDLESS, FORMS, MOST, card_of, sheets_of

KIND = NoteKind(name="prompt", fields=("for", "steps"))
WIDTHS = {form.name: form.cells for form in (*FORMS, ENDLESS)}
SIZES = list(WIDTHS)


def card(title: str = "T", **values: object) -> CardToCut:
    note = Note(id="x", path="x.md", fingerprint="", title=title, kind="prompt", **values)  # type: ignore[arg-type]
    return card_of(note, KIND, "The garden")


@pytest.mark.parametrize(
    ("letters", "form"),
    [
        (12, "large"),
        (110, "medium"),
        (160, "small"),
        (230, "tiny"),
        (330, "wide"),
        (1_200, "page"),
        (9_000, "endless"),
    ],
)
def test_the_longer_the_smaller(letters: int, form: str) -> None:
    assert card(("words and " * letters)[:letters]).form == form


def test_all_that_is_on_a_card_counts() -> None:
    forms = [
        card("Slow questions"),
        card("Slow questions", summary="words and " * 20),
        card("SLOW QUESTIONS, " * 8),
        card("長い沈黙を待つ" * 12),
        card("Slow questions", people=tuple(Person(name=f"Somebody {n}") for n in range(40))),
    ]
    assert [it.form for it in forms] == ["large", "medium", "small", "small", "wide"]


def test_a_card_tells_who_and_for_whom_and_heeds_a_content_note() -> None:
    told = card(
        people=(Person(name="Hana", role="teller"),),
        summary="Nobody came.",
        content_note="a death",
        meta={"for": ["pairs", "group"], "steps": ["A sentence that is much too long to be looked up."]},
    )
    assert (told.people, told.text) == ("Told by Hana", "Before you read: a death")
    assert told.facts == (("for", "pairs, group"),)


@given(st.lists(st.sampled_from(SIZES), max_size=40))
def test_every_card_lies_on_a_sheet_and_none_is_parted(forms: list[str]) -> None:
    cards = [
        CardToCut(note=card(str(n)).note, text="", facts=(), people="", form=form)
        for n, form in enumerate(forms)
    ]
    sheets = list(sheets_of(cards))
    assert sorted(it.note.title for sheet in sheets for it in sheet) == sorted(it.note.title for it in cards)
    for sheet in sheets:
        used = 0
        for it in sheet:
            used += used % 2 if WIDTHS[it.form] > 1 else 0
            used += WIDTHS[it.form]
        assert 0 < used <= CELLS


def test_the_cards_of_a_kind(shared: FlaskClient) -> None:
    page = shared.get("/kinds/story?print=cards").text
    assert "A kitchen table in March" in page
    assert "Told by Hana Soltani" in page
    assert "Before you read: a death in the family" in page
    assert "Print this page, on A4 or Letter" in page
    assert '<a href="/kinds/story">Back to the' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<a href="/kinds/story?print=cards">print as cards</a>' in shared.get("/kinds/story").text
    assert "cards.css" not in shared.get("/kinds/story").text


def test_of_many_it_is_said_how_many_are_shown(garden_of: Callable[..., Garden]) -> None:
    garden = garden_of(
        {f"notes/{n}.md": f"---\nkind: prompt\n---\n# Prompt {n:03}\n" for n in range(MOST + 1)}
    )
    page = client(garden).get("/kinds/prompt?print=cards").text
    assert f"The first {MOST} of {MOST + 1} cards, by title, 30 sheets" in page
    assert page.count('class="cut ') == MOST


def test_a_kind_without_notes_and_a_kind_that_is_none(shared: FlaskClient) -> None:
    assert "There is none yet to print." in shared.get("/kinds/maxim?print=cards").text
    assert shared.get("/kinds/nothing?print=cards").status_code == 404


@pytest.mark.parametrize("path", ["maxims", "prompts", "practices"])
def test_plugins_pages_lead_there(shipped_garden: Garden, path: str) -> None:
    assert (
        f'href="/kinds/{path.removesuffix("s")}?print=cards"'
        in client(shipped_garden).get(f"/-/{path}/").text
    )
