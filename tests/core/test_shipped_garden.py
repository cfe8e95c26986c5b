"""The garden that Garden ships with keeps the promises it is there to show."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from garden import Garden, shipped


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Garden]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GARDEN_CACHE", str(tmp_path_factory.mktemp("cache")))
        with Garden.open(shipped.root()) as opened:
            opened.reindex()
            yield opened


def test_every_kind_has_its_notes(garden: Garden) -> None:
    counts = Counter(note.kind for note in garden.notes())
    assert counts.total() >= 40
    assert (counts["maxim"], counts["practice"], counts["prompt"], counts["gathering"]) == (8, 8, 10, 2)
    assert all(counts[kind] > 1 for kind in ("story", "theme", "hunch", "question", "guide"))
    assert set(counts) <= set(garden.kinds)


def test_nothing_is_wrong_with_any_note(garden: Garden) -> None:
    assert garden.problems() == ()
    assert [p for p in garden.check() if p.code not in {"link-wanted", "wanted-note"}] == []


def test_every_note_offers_two_choices_with_a_mood(garden: Garden) -> None:
    for note in garden.notes():
        targets = {garden.resolve(choice.to, note).to for choice in note.next if choice.when}
        assert len(targets - {None, note.id}) >= 2, note.id


def test_every_note_leads_to_every_other(garden: Garden) -> None:
    ways = {note.id: {way.note.id for way in garden.ways_on(note)} for note in garden.notes()}
    for start in ways:
        seen, queue = {start}, deque([start])
        while queue:
            new = ways[queue.popleft()] - seen
            seen |= new
            queue.extend(new)
        assert seen == set(ways), start


def test_only_a_few_notes_are_wished_for(garden: Garden) -> None:
    assert 1 <= len(garden.wanted()) <= 6


def test_the_guide_has_no_orphans_and_doors_open(garden: Garden) -> None:
    assert garden.orphans() == ()
    assert len(garden.doors()) >= 3


def test_practices_say_how_long_and_with_how_many(garden: Garden) -> None:
    for note in garden.notes(kind="practice"):
        assert note.meta.get("time"), note.id
        assert note.meta.get("people"), note.id


def test_the_licence_of_the_notes_is_said(garden: Garden) -> None:
    assert garden.config.licence == "CC BY 4.0"
    assert "CC BY 4.0" in Path(garden.config.root, "LICENSE").read_text(encoding="utf-8")
