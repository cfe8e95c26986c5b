"""Counting words."""

from __future__ import annotations

import pytest

from garden.markdown.words import count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("one two-three, four's", 3),
        ("Это большая кухня", 3),
        ("नमस्ते दुनिया", 2),
        ("日本語の文章です", 4),
        ("one 日本語 two", 4),
        ("ชุมชนของเรา", 3),
        ("សហគមន៍", 2),
        ("안녕 하세요", 2),
    ],
)
def test_words_are_counted_in_any_script(text: str, expected: int) -> None:
    assert count(text) == expected
