"""The shipped plugin for maxims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from garden.core import Garden

if TYPE_CHECKING:
    from tests.conftest import MakeGarden
    from tests.plugins.conftest import Page

NOTES = {
    "notes/maxims/aloud.md": """
        ---
        title: Read it aloud
        kind: maxim
        said_by: Des <b>Hallam</b>
        source: the launderette
        tags: [language]
        ---
        See [[letter]].
    """,
    "notes/maxims/slowly.md": "---\ntitle: Go slowly\nkind: maxim\ntags: [Time, trust]\n---\n",
    "notes/maxims/ladder.md": "---\ntitle: Carry the ladder\nkind: maxim\nsaid_by: [Ama, Tom]\n---\n",
    "notes/maxims/draft.md": "---\ntitle: Not yet\nkind: maxim\ndraft: true\n---\n",
    "notes/letter.md": "---\ntitle: A letter\n---\nNobody could read it.\n",
    "notes/bus.md": "---\ntitle: A bus\ntags: [time]\n---\nIt was late.\n",
    "notes/roof.md": "---\ntitle: A roof\n---\nWe had to carry the ladder, and carry it again.\n",
    "notes/sea.md": "---\ntitle: The sea\n---\nBlue.\n",
}


@pytest.fixture(scope="module")
def garden(shared_garden_of: MakeGarden) -> Garden:
    return shared_garden_of(NOTES)


def panel(garden: Garden, note_id: str) -> Any:
    note = garden.note(note_id)
    assert note is not None
    return next((box for name, box in garden.host.note_panels(note, garden) if name == "maxims"), None)


def test_the_kind_has_its_lines_and_its_page(garden: Garden) -> None:
    kind = garden.kinds["maxim"]
    assert (kind.plural_label, kind.fields, kind.page) == ("Maxims", ("said_by", "source"), "/-/maxims/")


def test_all_maxims_as_cards(garden: Garden, page: Page) -> None:
    html = page(garden, "/-/maxims/")
    assert html.count('<li class="card">') == 3
    assert '<a href="/notes/maxims/aloud">' in html
    assert "Des &lt;b&gt;Hallam&lt;/b&gt;, the launderette</figcaption>" in html
    assert "Ama, Tom</figcaption>" in html
    assert "Not yet" not in html


def test_a_page_without_maxims_says_how_to_begin(garden_of: MakeGarden, words: Page) -> None:
    garden = garden_of({"notes/a.md": "A"})
    assert "No one has written a maxim yet" in words(garden, "/-/maxims/")
    assert all(name != "maxims" for name, _ in garden.host.home_panels(garden))


def test_today_s_maxim_is_the_maxim_of_the_day(garden: Garden, monkeypatch: pytest.MonkeyPatch) -> None:
    for note in garden.notes(kind="maxim"):
        monkeypatch.setattr(garden, "of_the_day", {"maxim": note}.get)
        boxes: Any = dict(garden.host.home_panels(garden))
        assert boxes["maxims"].context["maxim"].note == note


@pytest.mark.parametrize(
    ("note", "title", "why"),
    [
        ("letter", "Read it aloud", "it leads to this note"),
        ("bus", "Go slowly", "both are about Time"),
    ],
)
def test_the_maxim_that_fits_a_note(garden: Garden, note: str, title: str, why: str) -> None:
    box = panel(garden, note)
    assert (box.context["maxim"].note.title, box.context["why"]) == (title, why)


def test_words_in_common_count(garden_of: MakeGarden) -> None:
    text = "---\ntitle: A morning\n---\nBus, driver, timetable, umbrella: all of them late.\n"
    maxim = "---\ntitle: Ask the driver for a timetable, umbrella in hand, when late\nkind: maxim\n---\n"
    box = panel(garden_of({"notes/a.md": text, "notes/m.md": maxim}), "a")
    assert box.context["why"] == "both speak of driver and late"


@pytest.mark.parametrize("note", ["sea", "maxims/aloud"])
def test_no_maxim_where_none_fits_and_none_for_a_maxim(garden: Garden, note: str) -> None:
    assert panel(garden, note) is None


def test_a_maxim_that_the_author_chose_is_not_offered_twice(garden_of: MakeGarden) -> None:
    text = "---\ntitle: A letter\nnext:\n  - to: aloud\n    when: you like\n---\nSee [[aloud]].\n"
    assert panel(garden_of({**NOTES, "notes/letter.md": text}), "letter") is None


def test_from_a_maxim_to_notes_where_it_is_at_work(garden: Garden) -> None:
    maxim = garden.note("maxims/slowly")
    assert maxim is not None
    assert [(way.note.id, way.reason) for way in garden.host.ways_on(maxim, garden)] == [
        ("bus", "both are about Time")
    ]


def test_the_panel_is_on_the_page(garden: Garden, page: Page) -> None:
    html = page(garden, "/notes/letter")
    assert '<h2 class="panel-title">A maxim for this</h2>' in html
    assert '<p class="why">it leads to this note</p>' in html


def test_the_plugin_works_without_a_fault(garden: Garden, page: Page) -> None:
    for address in ("/", "/-/maxims/", "/notes/letter", "/notes/maxims/aloud"):
        page(garden, address)
    assert garden.host.faults == ()
