"""The garden of the app that answers, for views; nothing is kept at module level."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, g, render_template

from garden.core import Garden
from garden.core.tending import Tending

EXTENSION = "garden"
TENDING = "garden_tending"
"""Who keeps it up to date; there may be no one."""


def garden() -> Garden:
    """The garden that the current app was made for."""
    found: Garden = current_app.extensions[EXTENSION]
    return found


def tending() -> Tending | None:
    """Who keeps the current app's garden up to date, if anyone does."""
    found: Tending | None = current_app.extensions.get(TENDING)
    return found


def leave_the_garden(pages: Blueprint) -> None:
    """Has all answers of these pages made of nothing but what may leave the garden (`core.visibility`)."""

    @pages.before_request
    def hold_public() -> None:
        g.held.enter_context(garden().reading(public=True))


def render(template: str, page: Any) -> str:
    """A page from a template and its one value (`garden.web.contexts`)."""
    return render_template(template, page=page)
