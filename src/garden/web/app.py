"""`create_app`: a garden as a Flask app."""

from __future__ import annotations

from flask import Flask

from garden.core import Garden
from garden.core.tending import Tending
from garden.core.versions import Versions
from garden.web import (
    asking,
    assets,
    care,
    current,
    discovery,
    explore,
    feeds,
    files,
    history,
    home,
    kinds,
    maps,
    notes,
    people,
    plugin_files,
    plugins,
    reloading,
    search,
    series,
    suggest,
    tags,
    wishes,
    years,
)
from garden.web.assets import Assets
from garden.web.compression import set_up_compression
from garden.web.converters import Anything
from garden.web.editing import set_up_editing
from garden.web.errors import set_up_errors
from garden.web.guards import set_up_guards
from garden.web.headers import set_up_headers
from garden.web.hook import set_up_hook
from garden.web.mounting import mount_plugins
from garden.web.picture_cards import set_up_picture_cards
from garden.web.templating import GardenFlask, own_folder, set_up_templates
from garden.web.timing import set_up_timing

PAGES = (
    home.pages,
    search.pages,
    asking.pages,
    suggest.pages,
    notes.pages,
    kinds.pages,
    tags.pages,
    explore.pages,
    people.pages,
    series.pages,
    years.pages,
    wishes.pages,
    care.pages,
    maps.pages,
    feeds.pages,
    discovery.pages,
    files.pages,
    assets.pages,
    plugin_files.pages,
    plugins.pages,
)


def create_app(
    garden: Garden, *, host: str = "127.0.0.1", tending: Tending | None = None, refresh_pages: bool = False
) -> Flask:
    """The site of a garden, indexed if it never was; each call makes an app of its own.

    ``host`` is what the server is bound to: it decides by which names the app may
    be called (`garden.web.hosts`). ``tending`` keeps the garden up to date, and takes a
    forge's word of a push; with ``refresh_pages``, open pages are told of what changes.
    """
    garden.ensure_index()
    app = GardenFlask("garden.web", static_folder=None, template_folder=None)
    own = Assets.load(own_folder(garden))
    app.extensions[current.EXTENSION] = garden
    app.extensions[assets.EXTENSION] = own
    app.extensions[plugin_files.EXTENSION] = plugin_files.PluginFiles.load(garden.host)
    app.extensions[history.EXTENSION] = Versions(garden)
    set_up_routing(app)
    set_up_templates(app, garden, own)
    set_up_picture_cards(app, garden, own)
    maps.set_up_map(app, garden)
    set_up_editing(app, garden)
    set_up_compression(app)
    set_up_headers(app)
    set_up_timing(app, garden)
    set_up_guards(app, garden, host)
    set_up_errors(app)
    for pages in PAGES:
        app.register_blueprint(pages)
    if tending is not None:
        app.extensions[current.TENDING] = tending
        set_up_hook(app, garden.config, tending)
        if refresh_pages:
            reloading.set_up_reloading(app, tending)
    mount_plugins(app, garden)
    return app


def set_up_routing(app: Flask) -> None:
    """Addresses are taken as they are: no redirect is built from what a reader sent."""
    app.url_map.converters["anything"] = Anything
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = False
    app.json.sort_keys = False  # type: ignore[attr-defined]
