"""Markdown to what a garden needs: links, headings, text by section, HTML with slots.

There is one parser (`build_parser`). It is asked for what a body says when the note is
indexed (`read`), and with the HTML when its page is asked for (`render`); what depends on
other notes is left open in the HTML and filled when a page is made (`fill`, `compose`),
and nothing touches the HTML after it was sanitised.
"""

from __future__ import annotations

from garden.markdown.anchors import HEADING_PREFIX, anchor
from garden.markdown.body import Body
from garden.markdown.compose import compose, fill
from garden.markdown.highlight import code_css
from garden.markdown.parser import build_parser
from garden.markdown.parts import find_heading, part, without_title
from garden.markdown.read import read, render
from garden.markdown.reading import tell_problem
from garden.markdown.rules.embed import embed_token
from garden.markdown.sanitise import for_elsewhere, sanitise

__all__ = [
    "HEADING_PREFIX",
    "Body",
    "anchor",
    "build_parser",
    "code_css",
    "compose",
    "embed_token",
    "fill",
    "find_heading",
    "for_elsewhere",
    "part",
    "read",
    "render",
    "sanitise",
    "tell_problem",
    "without_title",
]
