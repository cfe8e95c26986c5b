"""A note's page text: links led somewhere, embeds in place, nothing that could run."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from garden import Garden
from garden.core import rendering

Make = Callable[..., Garden]


def html(garden: Garden, note_id: str = "a") -> str:
    note = garden.note(note_id)
    assert note is not None
    return garden.html(note)


def test_links_lead_to_notes_headings_and_files(make: Make) -> None:
    garden = make(
        {
            "notes/a.md": (
                "[[b]] [[b|words]] [[B title#Part one]] [x](sub/c.md) [f](doc.pdf) [[#Here]]\n\n## Here"
            ),
            "notes/b.md": "# B title\n\n## Part one",
            "notes/sub/c.md": "# C",
            "notes/doc.pdf": b"%PDF",
        }
    )
    text = html(garden)
    assert 'href="/notes/b"' in text
    assert ">words</a>" in text
    assert 'href="/notes/b#n-part-one"' in text
    assert 'href="/notes/sub/c"' in text
    assert 'href="/files/doc.pdf"' in text
    assert 'href="#n-here"' in text


def test_a_link_to_no_note_is_shown_as_wanted(make: Make) -> None:
    text = html(make({"notes/a.md": "[[Not yet written]]"}))
    assert 'class="wanted"' in text
    assert 'href="/notes/Not%20yet%20written"' in text


def test_hidden_notes_are_as_if_no_one_had_written_them(make: Make) -> None:
    garden = make(
        {"notes/a.md": "[[b]] ![[b]]", "notes/b.md": "---\ndraft: yes\n---\n# Secret\n\nsecret words"}
    )
    text = html(garden)
    assert "secret" not in text.lower()
    assert text.count('class="wanted"') == 2


def test_an_embed_shows_the_note_and_its_links_resolve_from_there(make: Make) -> None:
    garden = make(
        {
            "notes/a.md": "before\n\n![[x/b]]\n\nafter",
            "notes/x/b.md": "# B\n\nwords with [[c]]",
            "notes/x/c.md": "# Near",
            "notes/y/c.md": "# Far",
        }
    )
    text = html(garden)
    assert 'class="embed"' in text
    assert "words with" in text
    assert 'href="/notes/x/c"' in text


def test_an_embed_of_a_section_ends_at_the_next_heading_of_its_level(make: Make) -> None:
    garden = make(
        {
            "notes/a.md": "![[b#Two]]",
            "notes/b.md": (
                "# One\n\nfirst\n\n## Two\n\nsecond\n\n### Deeper\n\nstill second\n\n## Three\n\nthird"
            ),
        }
    )
    text = html(garden)
    assert "second" in text
    assert "still second" in text
    assert "first" not in text
    assert "third" not in text


def test_embeds_in_a_circle_end_with_a_sentence(make: Make) -> None:
    garden = make({"notes/a.md": "![[b]]", "notes/b.md": "![[c]]", "notes/c.md": "![[a]]"})
    assert "not shown again inside itself" in html(garden)


def test_embeds_are_bounded_in_depth_and_number(make: Make) -> None:
    files = {f"notes/n{i}.md": f"level {i}\n\n![[n{i + 1}]]" for i in range(12)}
    deep = html(make(files), "n0")
    assert f"level {rendering.MAX_DEPTH}" in deep
    assert f"level {rendering.MAX_DEPTH + 2}" not in deep
    wide = make({"notes/a.md": "![[b]]\n\n" * 200, "notes/b.md": "here it is"})
    assert html(wide).count("here it is") == rendering.MAX_EMBEDS


def test_embeds_that_unfold_each_other_are_bounded(make: Make) -> None:
    files = {f"notes/n{i}.md": f"![[n{i + 1}]]\n\n" * 30 for i in range(8)}
    files["notes/n8.md"] = "x" * 100_000
    assert len(html(make(files), "n0")) < 4_000_000


def test_ids_stay_unique_with_embeds(make: Make) -> None:
    garden = make(
        {
            "notes/a.md": "## Same\n\n![[b]]\n\n![[b]]\n\nx[^1]\n\n[^1]: one",
            "notes/b.md": "## Same\n\ny[^1]\n\n[^1]: two",
        }
    )
    ids = re.findall(r'\sid="([^"]+)"', html(garden))
    assert len(ids) == len(set(ids)) > 3


def test_an_embed_respects_the_content_note(make: Make) -> None:
    garden = make(
        {"notes/a.md": "![[b]]", "notes/b.md": "---\ncontent_note: about a death\n---\nthe hard part"}
    )
    text = html(garden)
    assert "about a death" in text
    assert "the hard part" not in text


def test_pictures_have_size_and_words_and_missing_ones_say_so(make: Make) -> None:
    garden = make(
        {"notes/a.md": "![[p.png|200]] ![A hall](p.png) ![Lost](gone.png)", "notes/p.png": b"\x89PNG"}
    )
    text = html(garden)
    assert 'width="200"' in text
    assert 'alt="A hall"' in text
    assert text.count("<img") == text.count('loading="lazy"') == text.count('decoding="async"') == 2
    assert "picture not found: gone.png" in text


def elements(text: str) -> tuple[set[str], set[str]]:
    """Names of all elements and of all their attributes, as a browser would see them."""
    tags: set[str] = set()
    attributes: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.add(tag)
            attributes.update(name for name, _ in attrs)

    Reader().feed(text)
    return tags, attributes


@pytest.mark.parametrize(
    "name", ['"><script>alert(1)</script>', "a\u202eb", "x' onmouseover='y", "<b>", "a&b", "100%3F"]
)
def test_names_of_files_cannot_break_out_of_their_place(make: Make, name: str) -> None:
    safe = name.replace("/", "_")
    garden = make(
        {
            "notes/a.md": f"[[{safe}]] ![[{safe}]]",
            f"notes/{safe}.md": f"---\ntitle: '{safe.replace(chr(39), chr(39) * 2)}'\n---\nhello",
        }
    )
    tags, attributes = elements(html(garden))
    assert tags <= {"p", "a", "div"}
    assert attributes <= {"class", "href", "title", "data-kind"}
