"""Cutting parts out of notes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from garden.markdown import Body, compose, find_heading, part, without_title
from garden.model import Content, Link

Reads = Callable[[str], Content]
Renders = Callable[[str], Body]

TWO_LEVELS = """Top.

# One

In one. ^first

## Notes

Of one.[^1]

# Two

## Notes

Of two.

> ## Quoted

[^1]: Below.
"""


def nothing(link: Link) -> str:
    return "<a>" if link.kind in ("wikilink", "markdown") else ""


@pytest.mark.parametrize(
    ("written", "anchor"),
    [
        ("One", "one"),
        ("one", "one"),
        ("Notes", "notes"),
        ("notes-1", "notes-1"),
        ("One#Notes", "notes"),
        ("Two#Notes", "notes-1"),
        ("Two#One", None),
        ("Nowhere", None),
        ("Quoted", "quoted"),
    ],
)
def test_headings_are_found_by_words_anchors_and_what_they_are_under(
    reads: Reads, written: str, anchor: str | None
) -> None:
    found = find_heading(reads(TWO_LEVELS), written)
    assert (found.anchor if found else None) == anchor


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "One",
            '<h1 id="n-one">One</h1>\n<p id="n-^first">In one.</p>\n<h2 id="n-notes">Notes</h2>\n<p>Of one.',
        ),
        (
            "Two#Notes",
            '<h2 id="n-notes-1">Notes</h2>\n<p>Of two.</p>\n<blockquote>\n<h2 id="n-quoted">Quoted</h2>',
        ),
        ("^first", '<p id="n-^first">In one.</p>'),
    ],
)
def test_a_part_begins_and_ends_with_its_heading(renders: Renders, written: str, expected: str) -> None:
    cut = part(renders(TWO_LEVELS), written)
    assert cut is not None
    shown = compose(cut, nothing)
    assert shown.startswith(expected)
    assert "Below" not in shown
    assert ("Of two" in shown) == written.startswith("Two")


@pytest.mark.parametrize("written", ["Nowhere", "Quoted", "^nothing", "^", ""])
def test_there_may_be_no_such_part(renders: Renders, written: str) -> None:
    assert part(renders(TWO_LEVELS), written) is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("^item", "one"),
        ("^quote", '<blockquote id="n-^quote">\n<p>said</p>\n</blockquote>'),
        ("^code", '<pre class="code" tabindex="0" id="n-^code"><code>x\n</code></pre>'),
    ],
)
def test_a_part_may_be_any_block_with_an_id(renders: Renders, written: str, expected: str) -> None:
    cut = part(renders("- one ^item\n- two\n\n> said\n\n^quote\n\n```\nx\n```\n\n^code\n"), written)
    assert cut is not None
    assert compose(cut, nothing).strip() == expected


def test_slots_of_a_part_are_those_of_the_note(renders: Renders) -> None:
    cut = part(renders("[[a]]\n\n# B\n\n[[c]] #tag"), "B")
    assert cut is not None
    shown = compose(cut, lambda link: f'<a href="/{link.target}">')
    assert '<a href="/c">c</a> <a class="tag" href="/tags/tag">#tag</a>' in shown


@pytest.mark.parametrize("mark", ["#", "##"])
def test_a_title_is_not_shown_twice(renders: Renders, mark: str) -> None:
    body = without_title(renders(f"{mark} *Our* kitchen\n\nText [[a]].\n\n## More"), "Our Kitchen")
    assert compose(body, nothing) == '<p>Text <a>a</a>.</p>\n<h2 id="n-more">More</h2>\n'
    assert [heading.text for heading in body.content.headings] == ["More"]


@pytest.mark.parametrize("text", ["Text\n\n## Title", "Text\n\n# Title", "# Another", "> # Title", ""])
def test_other_headings_stay(renders: Renders, text: str) -> None:
    body = renders(text)
    assert without_title(body, "Title") is body
