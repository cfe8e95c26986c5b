"""Style sheets, scripts and pictures: read once, served from memory, never looked up by path.

A garden's own lie in its ``templates`` folder and come before ours: a
``garden.css`` there replaces the whole look, a sheet of another name is added to
it. What is changed there is seen after a new start.

Their addresses carry a digest of what is in them, so a browser may keep them
for good and still has the new ones after an update.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request

from garden.web.compression import wanted

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
SHEETS = ("garden.css", "code.css")
"""Ours of every page, in their order; a garden's own follow. Other pages ask for what they need besides."""
SCRIPTS = ("suggest.js",)
"""What every page runs, and needs none of."""
FOLDER = Path(__file__).parent / "static"
VENDOR = Path(__file__).parent / "vendor"
"""Scripts of others, as `make vendor` bundles them."""
FOR_GOOD = "public, max-age=31536000, immutable"
EXTENSION = "garden_assets"

pages = Blueprint("garden_assets", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that pages use."""

    body: bytes
    compressed: bytes
    """The same as gzip."""
    type: str
    digest: str
    """First letters of its SHA-256."""
    integrity: str
    """All of it, as an element that loads the file may tell it: a browser runs nothing else then."""


class Assets:
    """All files that pages use, by name."""

    def __init__(self, files: Mapping[str, Asset], added: Iterable[str] = ()) -> None:
        """``added`` are names of sheets that a garden has and we have not."""
        self.files = files
        self.sheet_names = (*SHEETS, *sorted(added))
        """Names of the style sheets of every page, in the order of the page."""

    @classmethod
    def load(cls, own: Path | None = None) -> Assets:
        """Reads those of a known type from the package, then from the garden's own folder."""
        ours, theirs = {**_files(VENDOR), **_files(FOLDER)}, _files(own) if own else {}
        return cls(
            {**ours, **theirs}, (name for name in theirs if name.endswith(".css") and name not in ours)
        )

    @property
    def sheets(self) -> tuple[str, ...]:
        """Their addresses."""
        return tuple(map(self.url, self.sheet_names))

    @property
    def scripts(self) -> tuple[str, ...]:
        """Addresses of the scripts."""
        return tuple(map(self.url, SCRIPTS))

    def url(self, name: str) -> str:
        """The address of one; KeyError where there is none."""
        return f"/static/{name}?v={self.files[name].digest}"


@pages.get("/static/<name>")
def static(name: str) -> Response:
    """One file."""
    return answer(current_assets().files.get(name) or abort(404))


def answer(asset: Asset) -> Response:
    """A file, to be kept for good by who asked for it by its digest."""
    response = Response(asset.body, mimetype=asset.type)
    if wanted():
        response.data, response.content_encoding = asset.compressed, "gzip"
    if request.args.get("v") == asset.digest:
        response.headers["Cache-Control"] = FOR_GOOD
    return response


@pages.get("/favicon.svg")
def favicon() -> Response:
    """The little picture in the browser's tab."""
    return static("favicon.svg")


def current_assets() -> Assets:
    """Those of the current app."""
    assets: Assets = current_app.extensions[EXTENSION]
    return assets


def _files(folder: Path) -> dict[str, Asset]:
    """Those in a folder, by name."""
    found = (path for path in sorted(folder.iterdir()) if path.suffix in TYPES)
    return {path.name: asset_of(path, TYPES[path.suffix]) for path in found if path.is_file()}


def asset_of(path: Path, kind: str) -> Asset:
    """A file of a media type, read whole. Raises OSError."""
    body = path.read_bytes()
    digest = hashlib.sha256(body)
    return Asset(
        body=body,
        compressed=gzip.compress(body, mtime=0),
        type=kind,
        digest=digest.hexdigest()[:12],
        integrity=f"sha256-{base64.b64encode(digest.digest()).decode()}",
    )
