"""Plugins' own pages, each under ``/-/PLUGIN/``."""

from __future__ import annotations

from flask import Flask

from garden.core import Garden
from garden.errors import PluginError
from garden.host.guard import mistakes


def mount_plugins(app: Flask, garden: Garden) -> None:
    """Mounts what plugins give; a blueprint that cannot be mounted is a fault of its plugin."""
    for plugin, blueprint in garden.host.blueprints(garden):
        try:
            app.register_blueprint(blueprint, url_prefix=f"/-/{plugin}")
        except mistakes() as error:  # a blueprint may be wrong in any way
            told = PluginError(f"Its pages cannot be mounted: {error}").with_traceback(error.__traceback__)
            garden.host.record_error(plugin, "garden_blueprints", told)
