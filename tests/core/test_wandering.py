"""Ways on: from every note at least three, each with its reason, none twice."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden import Garden

Make = Callable[..., Garden]


def ways(garden: Garden, note_id: str) -> list[tuple[str, str]]:
    note = garden.note(note_id)
    assert note is not None
    return [(way.note.id, way.reason) for way in garden.ways_on(note)]


def test_the_authors_choices_come_first_in_their_order(make: Make) -> None:
    garden = make(
        {
            "notes/a.md": """
                ---
                next:
                  - {to: c, when: you are tired}
                  - {to: Bread, when: hungry}
                ---
                [[d]]
                """,
            "notes/b.md": "# Bread",
            "notes/c.md": "# C",
            "notes/d.md": "[[a]]",
        }
    )
    assert ways(garden, "a")[:2] == [("c", "when you are tired"), ("b", "when hungry")]
    assert ("d", "links to this note") in ways(garden, "a")


def test_a_series_leads_on_and_back(make: Make) -> None:
    files = {f"notes/n{i}.md": f"---\nseries: Stairs\nsection: {i}\n---\n" for i in (10, 2, 1)}
    garden = make(files)
    note = garden.note("n2")
    assert note is not None
    before, after = garden.series_neighbours(note)
    assert (before and before.id, after and after.id) == ("n1", "n10")
    assert ways(garden, "n2")[0] == ("n10", "next in the series “Stairs”")


def test_a_choice_to_nowhere_or_to_itself_is_left_out(make: Make) -> None:
    garden = make({"notes/a.md": "---\nnext: [nowhere, a, b]\n---\n", "notes/b.md": "x"})
    assert ways(garden, "a") == [("b", "chosen by the author")]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    notes=st.lists(
        st.tuples(st.lists(st.integers(0, 9), max_size=3), st.lists(st.sampled_from("xyz"), max_size=2)),
        min_size=4,
        max_size=10,
    )
)
def test_every_note_has_three_ways_on(make: Make, notes: list[tuple[list[int], list[str]]]) -> None:
    garden = make(
        {
            f"notes/n{i}.md": f"---\ntags: [{', '.join(tags)}]\n---\n{' '.join(f'[[n{to}]]' for to in links)}"
            for i, (links, tags) in enumerate(notes)
        }
    )
    for note in garden.notes():
        found = garden.ways_on(note)
        ids = [way.note.id for way in found]
        assert len(ids) == len(set(ids)) >= 3
        assert note.id not in ids
        assert all(way.reason for way in found)
