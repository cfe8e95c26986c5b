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

from garden.characters import BLANKS, CONTROLS
from garden.errors import NoteError
from garden.media import TYPES, UNKNOWN, media_type
from garden.web.current import garden
from garden.web.headers import FILE_POLICY, PDF_POLICY

PDF = TYPES["pdf"]

_CONTROLS = re.compile(f"[{BLANKS}{CONTROLS}]")

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
    try:
        return os.fdopen(garden().open_attachment(path), "rb")
    except NoteError:  # none of this garden, or taken away since it was indexed
        abort(404)


def _answer(path: str, file: BinaryIO) -> Response:
    name = PurePosixPath(path)
    kind = media_type(path)
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
