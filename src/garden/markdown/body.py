"""A note's body as its page will show it."""

from __future__ import annotations

from dataclasses import dataclass

from garden.model import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """HTML, and what its slots refer to."""

    content: Content
    html: str
    """Not yet sanitised, with slots for what depends on other notes; only
    `garden.markdown.compose` turns it into what a page may show."""
