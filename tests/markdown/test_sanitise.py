"""The last wall, tested by itself: HTML that no rule of ours would make."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garden.markdown import sanitise
from garden.markdown.sanitise import MAX_OUTPUT, TOO_LONG, for_elsewhere

DRAWING = "data:image/svg+xml;base64,PHN2Zy8+"
"""Of which an image may have one, and nothing else anything like it."""

KEPT = {
    '<h2 id="n-a">A</h2>': '<h2 id="n-a">A</h2>',
    '<a class="internal" href="/notes/a">a</a>': '<a class="internal" href="/notes/a">a</a>',
    '<a href="mailto:a@b.c">a</a>': '<a href="mailto:a@b.c">a</a>',
    '<div class="embed" data-kind="prompt"><p class="embed-title">a</p></div>':
        '<div class="embed" data-kind="prompt"><p class="embed-title">a</p></div>',
    '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mo stretchy="true">(</mo></math>':
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mo stretchy="true">(</mo></math>',
    f'<img src="{DRAWING}" loading="lazy">': f'<img src="{DRAWING}" loading="lazy">',
}  # fmt: skip

CHANGED = {
    '<p id="search">a</p>': '<p id="n-search">a</p>',
    '<p class="notice site-header" style="x" onclick="y">a</p>': '<p class="notice">a</p>',
    '<a href="javascript:alert(1)">a</a>': "<a>a</a>",
    '<a href="https://x.y" rel="me" target="_blank">a</a>': '<a href="https://x.y">a</a>',
    '<img src="data:image/png;base64,x" onerror="y">': '<img loading="lazy">',
    '<input type="text" name="q" value="v">': '<input type="checkbox" disabled="">',
    "<script>alert(1)</script>a": "a",
    "<style>p { display: none }</style>a": "a",
    "<form><button>a</button></form><iframe></iframe>": "a",
    '<div role="banner" tabindex="5">a</div>': "<div>a</div>",
    "<math><mtext><style><img src=x onerror=y></style></mtext></math>": "<math><mtext></mtext></math>",
    '<math href="javascript:x" style="y" class="embed"><mi xlink:href="x">a</mi></math>':
        "<math><mi>a</mi></math>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--><img src=x onerror=y>">':
        "<math><mtext><table></table></mtext></math>",
    '<math><annotation-xml encoding="text/html"><p>a</p></annotation-xml></math>': "<math></math>",
    '<math><maction actiontype="statusline"><mi>a</mi></maction></math>': "<math><mi>a</mi></math>",
    '<math><mspace width="9999em"></mspace><mo lspace="-9em">a</mo></math>':
        "<math><mspace></mspace><mo>a</mo></math>",
    "<!-- a -->b": "b",
}  # fmt: skip

PIECES = (
    "<a href= <p id=x class=callout > </p> \" ' & <script> </script> <svg> <math> <!-- --> <table> <td> "
    "<input onx=y <details> style=z javascript:a x <mtext> <mi> <mglyph> <malignmark> <style> </math> "
    "<annotation-xml encoding=text/html <desc> <title> </title> <img src=x"
)

NO_DRAWINGS = (
    *("data:text/html;base64,PHN2Zy8+", "data:image/png;base64,PHN2Zy8+", "data:image/svg+xml,%3Csvg/%3E"),
    *(f"{DRAWING} ", f"{DRAWING}#a", f"{DRAWING},x", DRAWING.upper(), DRAWING.replace(":", "&colon;x")),
    *(" data:text/html,x", "da\tta:text/html,x", "&#1;data:text/html,x", "DATA:text/html,x"),
    *("javascript:x", " java\nscript:x", "vbscript:x", "blob:x", "file:///x"),
)


@pytest.mark.parametrize("address", NO_DRAWINGS)
def test_an_image_holds_a_drawing_and_no_other_data(address: str) -> None:
    for beside in ("", f'<img src="{DRAWING}" loading="lazy">'):  # without one, another cleaner is asked
        made = sanitise(f'<img src="{address}"><a href="{address}">a</a><q cite="{address}">b</q>{beside}')
        assert sorted(made) == sorted(f'<img loading="lazy"><a>a</a><q>b</q>{beside}')


def test_only_an_image_holds_a_drawing() -> None:
    made = sanitise(f'<a href="{DRAWING}">a</a><img title="{DRAWING}" src="/a"><img src="{DRAWING}">')
    assert made.count("data:") == 1
    assert made.startswith("<a>a</a>")


def test_a_drawing_goes_elsewhere_with_its_page() -> None:
    made = for_elsewhere(f'<img src="{DRAWING}"><a href="data:text/html,x">a</a>', "/a", "https://b.example")
    assert DRAWING in made
    assert "<a>a</a>" in made


@pytest.mark.parametrize(("html", "expected"), [*KEPT.items(), *CHANGED.items()])
def test_only_what_is_listed_passes(html: str, expected: str) -> None:
    assert sorted(sanitise(html)) == sorted(expected)  # attributes we set have no order


def test_what_cannot_be_written_goes() -> None:
    assert sanitise("a\0b\ud800c") == "abc"


def test_too_much_becomes_a_sentence() -> None:
    assert sanitise("a" * (MAX_OUTPUT + 1)) == TOO_LONG


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES.split()), max_size=30).map(" ".join))
def test_what_was_sanitised_stays_as_it_is(html: str) -> None:
    once = sanitise(html)
    assert sanitise(once) == once
    assert "<script" not in once
    assert "javascript:" not in once or 'href="javascript' not in once
