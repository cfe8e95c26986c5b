"""Attachments: pictures, recordings and documents that lie among the notes.

A path is looked up in the list that indexing made; the type comes from a fixed
table, never from the bytes, and what is not in it is offered for download.
"""

from __future__ import annotations

import os
import re
from pathlib import PurePosixPath
from typing import BinaryIO

from flask import Blueprint, abort, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wrappers import Response

from garden.errors import NoteError
from garden.web.current import garden
from garden.web.headers import FILE_POLICY, PDF_POLICY

TYPES = {
    "avif": "image/avif",
    "bmp": "image/bmp",
    "flac": "audio/flac",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webp": "image/webp",
}
"""Ending, lower case, to what a browser may show in place."""
PDF = TYPES["pdf"]
UNKNOWN = "application/octet-stream"

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")

pages = Blueprint("garden_files", __name__)


@pages.get("/files/<anything:path>")
def attachment(path: str) -> Response:
    """One attachment, or the part of it that was asked for."""
    file = _open(path)
    try:
        return _answer(path, file).make_conditional(
            request, accept_ranges=True, complete_length=os.fstat(file.fileno()).st_size
        )
    except RequestedRangeNotSatisfiable:
        file.close()
        raise


def _open(path: str) -> BinaryIO:
    here = garden()
    if path not in here.view.snapshot.attachments:
        abort(404)
    try:
        return os.fdopen(here.store.open_attachment(path), "rb")
    except NoteError:  # taken away since it was indexed
        abort(404)


def _answer(path: str, file: BinaryIO) -> Response:
    name = PurePosixPath(path)
    kind = TYPES.get(name.suffix[1:].lower(), UNKNOWN)
    status = os.fstat(file.fileno())
    response = send_file(
        file,
        mimetype=kind,
        as_attachment=kind == UNKNOWN,
        download_name=_CONTROLS.sub("_", name.name),
        conditional=False,
        last_modified=status.st_mtime,
    )
    response.content_length = status.st_size
    response.set_etag(f"{status.st_mtime_ns:x}-{status.st_size:x}")
    response.headers["Content-Security-Policy"] = PDF_POLICY if kind == PDF else FILE_POLICY
    return response
