"""Scripts that part no words with blanks."""

from __future__ import annotations

from garden.search.words.unspaced import has_unspaced, parted


def test_a_word_is_parted_where_scripts_meet() -> None:
    assert list(parted("AI東京2")) == [(0, "AI"), (2, "東京"), (4, "2")]
    assert [has_unspaced(word) for word in ("running", "Éheu", "AI東京")] == [False, False, True]
