"""Plugins' own pages, each under ``/-/PLUGIN/``."""

from __future__ import annotations

from flask import Flask

from garden.core import Garden
from garden.model import PluginFault


def mount_plugins(app: Flask, garden: Garden) -> None:
    """Mounts what plugins give; a blueprint that cannot be mounted is a fault of its plugin."""
    for plugin, blueprint in garden.host.blueprints(garden):
        try:
            app.register_blueprint(blueprint, url_prefix=f"/-/{plugin}")
        except Exception as error:  # noqa: BLE001 - a blueprint may be wrong in any way
            garden.host.record(
                PluginFault(
                    plugin=plugin, hook="garden_blueprints", message=f"Its pages cannot be mounted: {error}"
                )
            )
