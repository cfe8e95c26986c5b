"""Markdown to what a garden needs: HTML with slots, links, headings, text by section.

A body is read once, with one parser (`build_parser`, `read`); what depends on
other notes is left open in the HTML and filled when a page is made (`fill`,
`compose`), and nothing touches the HTML after it was sanitised.
"""

from __future__ import annotations

from garden.markdown.anchors import HEADING_PREFIX, anchor
from garden.markdown.compose import compose, fill
from garden.markdown.highlight import code_css
from garden.markdown.parser import build_parser
from garden.markdown.parts import find_heading, part, without_title
from garden.markdown.read import read
from garden.markdown.rules.embed import embed_token
from garden.markdown.sanitise import sanitise

__all__ = [
    "HEADING_PREFIX",
    "anchor",
    "build_parser",
    "code_css",
    "compose",
    "embed_token",
    "fill",
    "find_heading",
    "part",
    "read",
    "sanitise",
    "without_title",
]
