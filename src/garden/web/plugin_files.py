"""Style sheets, scripts and pictures of plugins: read once, served like the site's own.

A plugin has them in its folder ``static/``. They are found in the list that is made when
the app is, never by path; nothing is followed out of the folder.
"""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from flask import Blueprint, Response, abort, current_app, g
from jinja2 import pass_context
from jinja2.runtime import Context

from garden.host import PluginHost
from garden.host.sources import STATIC
from garden.media import TYPES as MEDIA
from garden.model import Panel, PluginFault
from garden.web import assets
from garden.web.assets import Asset
from garden.web.contexts import Site
from garden.web.headers import FILE_POLICY

TYPES = {
    **{f".{ending}": kind for ending, kind in MEDIA.items() if kind.startswith("image/")},
    **assets.TYPES,
    ".json": "application/json",
}
"""Endings of files that pages may use, with their media types."""
MOST_BYTES = 4 * 1024 * 1024
"""Of one file: it is held in memory, and every reader of a page waits for it."""
MOST_FILES = 500
"""Of one plugin."""
EXTENSION = "garden_plugin_files"

logger = logging.getLogger("garden.web")

pages = Blueprint("garden_plugin_files", __name__)


class PluginFiles:
    """The files of all plugins, by plugin and name."""

    def __init__(self, host: PluginHost, files: Mapping[str, Mapping[str, Asset]]) -> None:
        self.files = files
        self._host = host
        self._told: set[str] = set()

    @classmethod
    def load(cls, host: PluginHost) -> PluginFiles:
        """Reads them; what cannot be used is a fault of its plugin."""

        def read(plugin: str, folder: Path) -> dict[str, Asset]:
            found: dict[str, Asset] = {}
            for path in _paths(folder):
                name = path.relative_to(folder).as_posix()
                why = (
                    f"there are more than {MOST_FILES} files"
                    if len(found) == MOST_FILES
                    else _why_not(path, folder)
                )
                try:
                    if not why:
                        found[name] = assets.asset_of(path, TYPES[path.suffix.lower()])
                except OSError as error:
                    why = f"it cannot be read: {error.strerror}"
                if why:
                    message = f"The file {STATIC}/{name} is left out, since {why}."
                    host.record(PluginFault(plugin=plugin, hook=STATIC, message=message), counts=False)
            return found

        return cls(host, {plugin: read(plugin, folder) for plugin, folder in host.static_folders})

    def missing(self, plugin: str, name: str) -> str:
        """What is to be said of a file that is not there; empty for one that is."""
        if name in self.files.get(plugin, ()):
            return ""
        if plugin not in {info.name for info in self._host.plugins() if info.state in {"active", "resting"}}:
            return f"There is no plugin {plugin!r} here to have the file {name!r}."
        kinds = "" if Path(name).suffix.lower() in TYPES else " that pages can use"
        return f"The plugin {plugin} has no file {name!r}{kinds} in its {STATIC}/."

    def url(self, plugin: str, name: str, template: str) -> str:
        """The address of a file; for one that is missing, which is told, it leads nowhere."""
        address = f"/-/{STATIC}/{quote(plugin)}/{quote(name)}"
        if wrong := self.missing(plugin, name):
            self._tell(wrong, plugin, template)
            return address
        return f"{address}?v={self.files[plugin][name].digest}"

    def _tell(self, wrong: str, plugin: str, template: str) -> None:
        """Names who is to mend it: the plugin whose template it is, else the one asked, else the template."""
        known = {info.name for info in self._host.plugins()}
        owner = next((name for name in (template.partition("/")[0], plugin) if name in known), None)
        if owner is not None:
            self._host.record(
                PluginFault(plugin=owner, hook="template", message=wrong, where=template), counts=False
            )
        elif (sentence := f"templates: {template}: {wrong}") not in self._told:
            self._told.add(sentence)
            logger.warning("%s", sentence)


def _paths(folder: Path) -> Iterator[Path]:
    """What pages can use in a folder and below it; not what is hidden, nor what links to folders lead to."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if path.suffix.lower() in TYPES and not name.startswith("."):
                yield path


def _why_not(path: Path, folder: Path) -> str:
    """Why a file is not served, or nothing."""
    try:
        inside = path.resolve(strict=True).is_relative_to(folder.resolve())
        status = path.stat()
    except (OSError, RuntimeError):  # a link to nowhere, or to itself
        return "it leads nowhere"
    if not inside:
        return "it leads out of the folder"
    if not stat.S_ISREG(status.st_mode):
        return "it is no file"
    if status.st_size > MOST_BYTES:
        return f"it has more than {MOST_BYTES // 1024 // 1024} MB"
    return ""


def current_files() -> PluginFiles:
    """Those of the current app."""
    files: PluginFiles = current_app.extensions[EXTENSION]
    return files


@pass_context
def plugin_file(context: Context, plugin: str, name: str) -> str:
    """For templates: the address of a file of a plugin's ``static/``."""
    return current_files().url(plugin, name, context.name or "")


@pages.get(f"/-/{STATIC}/<plugin>/<anything:name>")
def static(plugin: str, name: str) -> Response:
    """One file."""
    asset = current_files().files.get(plugin, {}).get(name) or abort(404)
    response = assets.answer(asset)
    if asset.type == "image/svg+xml":  # opened by itself it may carry its own style, and no more
        response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


# --- what panels bring along ----------------------------------------------------------


@dataclass(slots=True)
class _Brought:
    """Addresses of what the panels of this page need, each once and in their order."""

    sheets: dict[str, None] = field(default_factory=dict)
    scripts: dict[str, None] = field(default_factory=dict)


def bring(plugin: str, panel: Panel) -> None:
    """Has the page that is being made ask for a panel's sheets and scripts."""
    brought: _Brought = g.setdefault("brought", _Brought())
    files = current_files()
    for names, addresses in ((panel.sheets, brought.sheets), (panel.scripts, brought.scripts)):
        for name in names:
            address = files.url(plugin, name, panel.template)
            if name in files.files.get(plugin, ()):
                addresses[address] = None


def with_brought(site: Site) -> Site:
    """The site with what the panels of this page brought: after our sheets, before the garden's own."""
    brought: _Brought | None = g.get("brought")
    if brought is None:
        return site
    ours = len(assets.SHEETS)
    return replace(
        site,
        sheets=(*site.sheets[:ours], *brought.sheets, *site.sheets[ours:]),
        scripts=(*site.scripts, *brought.scripts),
    )
