"""The names of notes that texts are looked through for."""

from __future__ import annotations

from garden.model import Note
from garden.search.documents.names import names


def test_names_too_short_too_long_or_of_common_words_are_not_looked_for() -> None:
    def looked_for(title: str, *aliases: str) -> list[str]:
        note = Note(id="a", path="a.md", fingerprint="", title=title, aliases=aliases)
        return [name for name, _ in names(note, frozenset({"the", "it", "and"}))]

    assert looked_for("Stairs", "Stairs", "The stairs") == ["Stairs", "The stairs"]
    assert looked_for("It and the", "A", "…", "one two three four five six seven eight nine") == []
    assert looked_for("庭園") == []  # too short to mean one note alone
    assert looked_for("東京の庭園") == ["東京の庭園"]
