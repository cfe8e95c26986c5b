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


def test_ways_come_in_order_and_content_only_while_there_are_too_few(make: Make) -> None:
    alike = "Lentils simmered while the caretaker counted chairs."
    garden = make(
        {
            "notes/a.md": f"---\nseries: Soup\nrelated: [c]\nsource: d\n---\n{alike}",
            "notes/b.md": "---\nseries: Soup\n---\nNothing.",
            "notes/c.md": "Nothing.",
            "notes/d.md": "Nothing.",
            "notes/e.md": alike,
            "notes/f.md": f"---\nnext: [e]\n---\n{alike} [[a]]",
        }
    )
    reasons = [reason for _, reason in ways(garden, "a")]
    assert reasons[:4] == [
        "next in the series “Soup”",
        "related",
        "where this comes from",
        "links to this note",
    ]
    assert ways(garden, "e")[0] == ("a", "both speak of caretaker, chairs and counted")
    assert ways(garden, "f")[0] == ("e", "chosen by the author")
    assert ways(garden, "f")[1][1].startswith("both speak of")


def test_only_the_round_leads_to_a_note_that_nothing_else_has_to_do_with(make: Make) -> None:
    garden = make({f"notes/{name}.md": f"{name}{name}" for name in "abcdef"})
    assert all({reason for _, reason in ways(garden, name)} == {"or wander on"} for name in "abcdef")
    assert len(ways(garden, "a")) == 3


def test_no_chance_leads_to_what_stands_apart_and_one_way_leads_there_all_the_same(make: Make) -> None:
    garden = make(
        {"garden.toml": "[kinds.guide]\napart = true\n"}
        | {f"notes/{name}.md": f"{name}{name}" for name in "abcdefgh"}
        | {f"notes/guide-{n}.md": f"---\nkind: guide\n---\n{n}" for n in "1234"}
    )
    assert {garden.random_note().id for _ in range(60)} <= set("abcdefgh")  # type: ignore[union-attr]
    first = {name: ways(garden, name)[0][0] for name in "abcdefgh"}
    assert sum(to.startswith("guide") for to in first.values()) == 1
    assert garden.random_note(kind="guide") is not None
    only = make({"garden.toml": "[kinds.note]\napart = true\n", "notes/a.md": "a"})
    assert only.random_note() is not None


def test_an_unlisted_note_leads_on_and_nothing_leads_to_it(make: Make) -> None:
    garden = make(
        {"notes/u.md": "---\nvisibility: unlisted\n---\nx"} | {f"notes/{n}.md": n * 3 for n in "abc"}
    )
    assert {way for way, _ in ways(garden, "u")} == {"a", "b", "c"}
    assert all("u" not in {way for way, _ in ways(garden, name)} for name in "abc")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    notes=st.lists(
        st.tuples(st.lists(st.integers(0, 9), max_size=3), st.lists(st.sampled_from("xyz"), max_size=2)),
        min_size=4,
        max_size=10,
    )
)
def test_every_note_has_three_ways_on_and_leads_to_every_other(
    make: Make, notes: list[tuple[list[int], list[str]]]
) -> None:
    garden = make(
        {
            f"notes/n{i}.md": f"---\ntags: [{', '.join(tags)}]\n---\n{' '.join(f'[[n{to}]]' for to in links)}"
            for i, (links, tags) in enumerate(notes)
        }
    )
    leads: dict[str, list[str]] = {}
    for note in garden.notes():
        found = garden.ways_on(note)
        ids = leads[note.id] = [way.note.id for way in found]
        assert len(ids) == len(set(ids)) >= 3
        assert note.id not in ids
        assert all(way.reason for way in found)
    assert all(_reached(leads, note_id) == set(leads) for note_id in leads)


def _reached(leads: dict[str, list[str]], start: str) -> set[str]:
    """Notes that ways on alone lead to."""
    seen, left = {start}, [start]
    while left:
        new = set(leads[left.pop()]) - seen
        seen |= new
        left += new
    return seen
