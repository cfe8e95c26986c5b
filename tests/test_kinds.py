"""What kinds of note are called."""

from __future__ import annotations

import pytest

from garden import NoteKind


@pytest.mark.parametrize(
    ("kind", "plural"),
    [
        (NoteKind(name="story"), "Stories"),
        (NoteKind(name="essay"), "Essays"),
        (NoteKind(name="witness"), "Witnesses"),
        (NoteKind(name="open-question"), "Open questions"),
        (NoteKind(name="person", plural="people"), "People"),
    ],
    ids=lambda case: case.name if isinstance(case, NoteKind) else case,
)
def test_kinds_have_a_plural_whether_or_not_they_say_one(kind: NoteKind, plural: str) -> None:
    assert kind.plural_label == plural
