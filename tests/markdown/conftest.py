"""A parser for all tests of this folder, and a garden in which every link is found."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import quote

import pytest
from markdown_it import MarkdownIt

from garden.markdown import Body, build_parser, compose, read, render
from garden.model import Content, Link


def view(link: Link) -> str:
    """What a page would show for a link, made of nothing but the link."""
    address = quote(f"/{link.target}") + (f"#{quote(link.heading, safe='#^')}" if link.heading else "")
    match link.kind:
        case "embed":
            return f'<div class="embed">{escape(address)}</div>'
        case "image":
            width, _, height = link.size.partition("x")
            size = f' width="{width}" height="{height}"' if height else f' width="{width}"' if width else ""
            return f'<img src="{address}" alt="{escape(link.text)}"{size}>'
        case _:
            return f'<a class="internal" href="{escape(address)}">'


@pytest.fixture(scope="session")
def md() -> MarkdownIt:
    return build_parser()


@pytest.fixture(scope="session")
def reads(md: MarkdownIt) -> Callable[[str], Content]:
    """Reads a body that begins at line 1."""
    return lambda text: read(md, text)


@pytest.fixture(scope="session")
def renders(md: MarkdownIt) -> Callable[[str], Body]:
    """As ``reads``, with the HTML."""
    return lambda text: render(md, text)


@pytest.fixture(scope="session")
def page(renders: Callable[[str], Body]) -> Callable[[str], str]:
    """A body's HTML as a page would show it."""
    return lambda text: compose(renders(text), view)
