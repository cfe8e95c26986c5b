"""Texts as results show them, in a form to compare."""

from __future__ import annotations

from collections.abc import Iterable

from garden.model import Fragment, Page


def written(fragments: Iterable[Fragment]) -> str:
    """A text with what is matched in brackets."""
    return "".join(f"[{part.text}]" if part.matched else part.text for part in fragments)


def matched(fragments: Iterable[Fragment]) -> list[str]:
    """What of a text is matched."""
    return [part.text for part in fragments if part.matched]


def shown(page: Page) -> list[str]:
    """What is matched in the titles and passages of a page."""
    return [text for hit in page.hits for text in matched((*hit.title, *hit.snippet))]
