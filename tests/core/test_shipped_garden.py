"""The garden that Garden ships with keeps the promises it is there to show."""

from __future__ import annotations

from collections import Counter, deque
from pathlib import Path

from garden import Garden


def test_every_kind_has_its_notes(shipped_garden: Garden) -> None:
    counts = Counter(note.kind for note in shipped_garden.notes())
    assert counts.total() >= 40
    assert (counts["maxim"], counts["practice"], counts["prompt"], counts["gathering"]) == (8, 8, 10, 2)
    assert all(counts[kind] > 1 for kind in ("story", "theme", "hunch", "question", "guide"))
    assert set(counts) <= set(shipped_garden.kinds)


def test_nothing_is_wrong_with_any_note(shipped_garden: Garden) -> None:
    assert shipped_garden.problems() == ()
    assert [p for p in shipped_garden.check() if p.code not in {"link-wanted", "wanted-note"}] == []


def test_every_note_offers_two_choices_with_a_mood(shipped_garden: Garden) -> None:
    for note in shipped_garden.notes():
        targets = {shipped_garden.resolve(choice.to, note).to for choice in note.next if choice.when}
        assert len(targets - {None, note.id}) >= 2, note.id


def test_every_note_leads_to_every_other(shipped_garden: Garden) -> None:
    ways = {note.id: {way.note.id for way in shipped_garden.ways_on(note)} for note in shipped_garden.notes()}
    for start in ways:
        seen, queue = {start}, deque([start])
        while queue:
            new = ways[queue.popleft()] - seen
            seen |= new
            queue.extend(new)
        assert seen == set(ways), start


def test_only_a_few_notes_are_wished_for(shipped_garden: Garden) -> None:
    assert 1 <= len(shipped_garden.wanted()) <= 6


def test_the_guide_has_no_orphans_and_doors_open(shipped_garden: Garden) -> None:
    assert shipped_garden.orphans() == ()
    assert len(shipped_garden.doors()) >= 3


def test_practices_say_how_long_and_with_how_many(shipped_garden: Garden) -> None:
    for note in shipped_garden.notes(kind="practice"):
        assert note.meta.get("time"), note.id
        assert note.meta.get("people"), note.id


def test_the_licence_of_the_notes_is_said(shipped_garden: Garden) -> None:
    assert shipped_garden.config.licence == "CC BY 4.0"
    assert "CC BY 4.0" in Path(shipped_garden.config.root, "LICENSE").read_text(encoding="utf-8")
