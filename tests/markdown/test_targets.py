"""Taking apart what was written as a link."""

from __future__ import annotations

import pytest

from garden.markdown.targets import NOWHERE, Target, from_href, from_wikilink, label


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("a.md", Target("a.md", "")),
        ("a%20b.md#c%20d", Target("a b.md", "c d")),
        ("C%23.md", Target("C#.md", "")),
        ("#part", Target("", "part")),
        ("/docs/x/", Target("/docs/x/", "")),
        ("../a/b.md?plain=1", Target("../a/b.md?plain=1", "")),
        ("100%.md", Target("100%.md", "")),
        ("Recipe:%20soup.md", Target("Recipe: soup.md", "")),
        ("%5B%5Ba%20b#c%7Cd%5D%5D", Target("a b", "c")),
        ("a%00%0Ab", Target("ab", "")),
        ("%20" * 4_000, NOWHERE),
        ("%7B%7Bx%7D%7D", NOWHERE),
        ("https://example.org/", None),
        ("//example.org/", None),
        ("mailto:a@b.c", None),
        ("javascript:x", None),
    ],
)
def test_an_address_is_decoded_after_it_was_taken_apart(href: str, expected: Target | None) -> None:
    assert from_href(href) == expected


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("a", "a"),
        ("folder/a.md", "a"),
        ("folder/", "folder"),
        ("a#b#c", "a > b > c"),
        ("#b", "b"),
        ("a#^c", "a"),
        ("#^c", "^c"),
        ("..", ".."),
        ("/", "/"),
    ],
)
def test_a_link_without_words_shows_its_name(written: str, words: str) -> None:
    assert label(from_wikilink(written)) == words
