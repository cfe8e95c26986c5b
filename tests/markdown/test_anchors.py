"""Names for headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garden.markdown import anchor
from garden.markdown.anchors import MAX_ANCHOR, Anchors, slug


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Some Heading", "some-heading"),
        ("some-heading", "some-heading"),
        ("One#Two", "two"),
        ("^Claim", "^claim"),
        ("❤️", "section"),
        ("", "section"),
        ("Ünïcode Ё", "ünïcode-ё"),
        ("हिन्दी", "हिन्दी"),
        ("A\u00a0B", "a-b"),
    ],
)
def test_an_anchor_depends_on_the_words_alone(written: str, expected: str) -> None:
    assert anchor(written) == expected


@given(st.text(max_size=300))
def test_the_anchor_of_an_anchor_is_the_same(text: str) -> None:
    assert slug(slug(text)) == slug(text)
    assert anchor(anchor(text)) == anchor(text)
    assert len(slug(text)) <= MAX_ANCHOR


@given(st.lists(st.sampled_from(["a", "a-1", "a 1", "", "🌱", "section", "b"]), max_size=20))
def test_no_two_headings_share_one(titles: list[str]) -> None:
    anchors = Anchors(["a"])
    given_out = [anchors.claim(title) for title in titles] + [anchors.claim("x", wanted="a")]
    assert len(set(given_out)) == len(given_out)
    assert given_out[-1] == "a"
