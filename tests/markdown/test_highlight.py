"""Colours for code."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garden.markdown import code_css
from garden.markdown.highlight import ALIASES, CODE_BACKGROUND, LANGUAGES, MAX_CODE, highlight

COLOUR = re.compile(r"color:#([0-9a-f]{6})")


@pytest.mark.parametrize("language", sorted(LANGUAGES | set(ALIASES)))
def test_every_language_has_a_lexer(language: str) -> None:
    assert "<span class=" in highlight(
        "x = 1; // # -- &quot;a&quot; &lt;b c=&quot;d&quot;&gt;\n{ a: 1 }\n+ a\n", language
    )


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab01 \n\t\"'<>&#/*(){}=;\\:", max_size=60), st.sampled_from(sorted(LANGUAGES)))
def test_nothing_but_colour_is_added(code: str, language: str) -> None:
    escaped = html.escape(code)
    assert html.unescape(re.sub(r"</?span[^>]*>", "", highlight(escaped, language))) == code


def test_unknown_and_long_code_stays_as_it_is() -> None:
    assert highlight("a &lt; b", "moss") == "a &lt; b"
    assert highlight("x = 1\n" * MAX_CODE, "python") == "x = 1\n" * MAX_CODE


@pytest.mark.parametrize("dark", [False, True])
def test_every_colour_can_be_read(dark: bool) -> None:
    css = code_css(dark)
    colours = set(COLOUR.findall(css))
    assert len(colours) >= 7
    assert all(_contrast(colour, CODE_BACKGROUND[dark][1:]) >= 4.5 for colour in colours)
    assert all(line.startswith(".code .") and line.endswith("}") for line in css.splitlines())


def _contrast(one: str, other: str) -> float:
    """Contrast by WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
