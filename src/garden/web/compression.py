"""Pages take a quarter of the bytes on their way: gzip, for browsers that ask for it.

No answer holds a secret beside what a reader sent, so that nothing can be guessed from
its length (BREACH). Files that never change are compressed once (`garden.web.assets`).
"""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

LEVEL = 4
"""Of 9: half a millisecond for a page; more saves little."""
SMALLEST = 1000
"""Bytes below which the answer fits one packet anyway."""
_TYPES = (
    *("text/", "application/json", "application/ld+json", "application/feed+json", "application/atom+xml"),
    *("application/xml", "image/svg+xml"),
)


def set_up_compression(app: Flask) -> None:
    """Compresses answers, after all else is done with them.

    To be set up before the headers: Flask runs last what was set up first.
    """
    app.after_request(_compress)


def wanted() -> bool:
    """Whether the browser takes gzip."""
    return request.accept_encodings.quality("gzip") > 0


def _compress(response: Response) -> Response:
    if response.is_streamed or not (response.mimetype or "").startswith(_TYPES):
        return response
    response.headers.add("Vary", "Accept-Encoding")
    if response.status_code == 304 or response.content_encoding or not wanted():
        return response
    if (response.content_length or 0) >= SMALLEST:
        response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
        response.content_encoding = "gzip"
    return response
