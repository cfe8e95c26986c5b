"""The garden of the app that answers, for views; nothing is kept at module level."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template

from garden.core import Garden

EXTENSION = "garden"


def garden() -> Garden:
    """The garden that the current app was made for."""
    found: Garden = current_app.extensions[EXTENSION]
    return found


def render(template: str, page: Any) -> str:
    """A page from a template and its one value (`garden.web.contexts`)."""
    return render_template(template, page=page)
