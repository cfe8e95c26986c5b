"""The map: who leads to whom and how, steps, islands; no one is on it whom lists do not show."""

from __future__ import annotations

import pytest

from garden import Garden
from garden.core.map import GardenMap, Lead
from tests.conftest import MakeGarden

FILES: dict[str, str | bytes] = {
    "notes/a.md": (
        "---\ntitle: A\nnext: [b]\nrelated: [c]\n---\n"
        "To [[b]], [[b]], [[a]], [[secret]], [[quiet]] and [[nowhere]].\n"
    ),
    "notes/b.md": "---\ntitle: B\n---\nBack to [[a]].\n",
    "notes/c.md": "---\ntitle: C\n---\nOn to [[d]].\n",
    "notes/d.md": "---\ntitle: D\n---\nNothing more.\n",
    "notes/e.md": "---\ntitle: E\n---\nBy the hidden way: [[secret]].\n",
    "notes/f.md": "---\ntitle: F\n---\n[[g]]\n",
    "notes/g.md": "---\ntitle: G\n---\nElsewhere.\n",
    "notes/secret.md": "---\ntitle: Secret\nvisibility: hidden\n---\n[[e]] and [[a]]\n",
    "notes/quiet.md": "---\ntitle: Quiet\nvisibility: unlisted\n---\n[[e]]\n",
}


@pytest.fixture(scope="module")
def garden(shared_garden_of: MakeGarden) -> Garden:
    return shared_garden_of(FILES)


@pytest.fixture(scope="module")
def of(garden: Garden) -> GardenMap:
    return garden.kept(GardenMap.of)


def number(of: GardenMap, note_id: str) -> int:
    return of.numbers[note_id]


def test_it_holds_what_lists_show(of: GardenMap) -> None:
    assert [note.id for note in of.notes] == ["a", "b", "c", "d", "e", "f", "g"]


def test_it_says_who_leads_to_whom_and_how(of: GardenMap) -> None:
    a, b, c = (number(of, name) for name in "abc")
    assert of.lead(a, b) == Lead.LINK | Lead.NEXT
    assert of.lead(b, a) == Lead.LINK
    assert of.lead(a, c) == Lead.RELATED
    assert of.lead(c, a) == Lead(0)
    assert of.lead(a, a) == Lead(0)


def test_links_are_told_once_whichever_way_they_lead(of: GardenMap) -> None:
    assert of.links.tolist() == [[0, 1], [0, 2], [2, 3], [5, 6]]
    assert of.degrees == [2, 1, 2, 1, 0, 1, 1]
    assert of.coming == [1, 1, 1, 1, 0, 0, 1]
    assert of.going == [2, 1, 1, 0, 0, 1, 0]
    assert of.beside(0) == [1, 2]


def test_a_hidden_note_joins_nothing(of: GardenMap) -> None:
    assert of.beside(number(of, "e")) == []


def test_steps_are_counted_from_a_note(of: GardenMap) -> None:
    b = number(of, "b")
    assert of.around(b, 0) == {b: 0}
    assert of.around(b, 2) == {b: 0, 0: 1, 2: 2}
    assert of.around(b, 9) == {b: 0, 0: 1, 2: 2, 3: 3}


def test_islands_are_told_the_largest_first(of: GardenMap) -> None:
    assert of.islands == ((0, 1, 2, 3), (5, 6))


def test_the_best_linked_come_first(of: GardenMap) -> None:
    assert of.by_links() == [0, 2, 1, 3, 5, 6, 4]
    assert of.by_links({4, 3, 2}) == [2, 3, 4]


def test_what_stands_apart_comes_last_however_well_linked(garden_of: MakeGarden) -> None:
    settings = "[kinds.manual]\napart = true\n"
    manual = "---\nkind: manual\n---\n[[a]] [[b]]\n"
    files = {"garden.toml": settings, "notes/a.md": "A", "notes/b.md": "B", "notes/m.md": manual}
    of = garden_of(files).kept(GardenMap.of)
    assert [of.notes[one].id for one in of.by_links()] == ["a", "b", "m"]


def test_links_among_some_go_by_their_places(of: GardenMap) -> None:
    assert of.links_among([3, 2, 0]).tolist() == [[0, 1], [1, 2]]
    assert of.links_among([]).tolist() == []


def test_an_empty_garden_has_an_empty_map(garden_of: MakeGarden) -> None:
    of = garden_of({"notes/readme.txt": "no note"}).kept(GardenMap.of)
    assert (of.notes, of.links.tolist(), of.islands, of.by_links()) == ((), [], (), [])


def test_a_link_that_two_notes_could_be_meant_by_leads_to_one(garden_of: MakeGarden) -> None:
    files: dict[str, str | bytes] = {
        "notes/one/index.md": "One. [[two/index]]",
        "notes/two/index.md": "Two. [[index]]",
        "notes/index.md": "Root.",
    }
    garden = garden_of(files)
    of = garden.kept(GardenMap.of)
    shown = {
        (note.id, found.to)
        for note in garden.notes()
        for _, found in garden.links(note)
        if found.to != note.id
    }
    ids = [note.id for note in of.notes]
    told = {(ids[a], ids[b]) for a in range(len(ids)) for b in range(len(ids)) if of.lead(a, b)}
    assert told == shown


def test_it_is_made_once_for_a_generation(garden_of: MakeGarden) -> None:
    garden = garden_of({"notes/a.md": "[[b]]", "notes/b.md": "B"})
    first = garden.kept(GardenMap.of)
    assert garden.kept(GardenMap.of) is first
    garden_of({"notes/c.md": "[[a]]"})
    assert len(garden.kept(GardenMap.of).notes) == 3
