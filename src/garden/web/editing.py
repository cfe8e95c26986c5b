"""Links to where a note can be edited: the garden's forge, found once when the site is made."""

from __future__ import annotations

from flask import Flask, current_app

from garden.core import Garden
from garden.core.forge import Forge, find_forge

EXTENSION = "garden.forge"


def set_up_editing(app: Flask, garden: Garden) -> None:
    """Gives the app its forge, where there is one."""
    if forge := find_forge(garden.config):
        app.extensions[EXTENSION] = forge


def edit_url(path: str) -> str:
    """Where the file of a note can be edited; empty where that is not known."""
    forge: Forge | None = current_app.extensions.get(EXTENSION)
    return forge.edit_url(path) if forge and path else ""
