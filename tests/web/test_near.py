from __future__ import annotations

import pytest

from garden.model import Note
from garden.web.near import Nearby


def note(note_id: str, title: str, *aliases: str) -> Note:
    return Note(id=note_id, path=f"{note_id}.md", fingerprint="", title=title, aliases=aliases)


NOTES = (
    note("practices/slow-questions", "Slow questions", "The slow one"),
    note("stories/kitchen", "A kitchen table in March"),
    note("stories/el-turno", "El turno de noche"),
    note("guide/naive", "Naïve Ärzte"),
    note("日本", "日本語のノート"),
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("slwo-qestions", "practices/slow-questions"),
        ("notes/practices/slow_questions/", "practices/slow-questions"),
        ("the slow one", "practices/slow-questions"),
        ("KITCHEN", "stories/kitchen"),
        ("kitchen-table", "stories/kitchen"),
        ("nave-arzte", "guide/naive"),
        ("日本語のノト", "日本"),
    ],
)
def test_what_it_might_have_been(asked: str, found: str) -> None:
    assert Nearby(NOTES).find(asked)[0].id == found


@pytest.mark.parametrize("asked", ["xyzzy", "", "/", "?", "\x00", "a"])
def test_nothing_is_like_nonsense(asked: str) -> None:
    assert Nearby(NOTES).find(asked) == ()


def test_each_note_once_and_no_more_than_asked() -> None:
    nearby = Nearby([note(f"n{i}", "Slow questions", "slow question") for i in range(50)])
    found = nearby.find("slow questions", limit=5)
    assert len({n.id for n in found}) == len(found) == 5


def test_a_long_address_is_no_burden() -> None:
    nearby = Nearby([note(f"n{i}", f"Slow questions about {i}") for i in range(2000)])
    assert len(nearby.find("slow questions about " * 2000, limit=5)) <= 5
