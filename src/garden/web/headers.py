"""Headers that every answer carries, errors and files too.

Written out and not made by a library: the policy is the product's promise that
no request leaves for another host, and can be read here in one look.
"""

from __future__ import annotations

from flask import Flask, Response, request

PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self' data:",  # drawings that stand in a page; no request leaves for one
        "media-src 'self'",
        "style-src 'self'",
        "script-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox"
"""For a picture or text opened by itself: an SVG may carry its own style, and no more."""
PDF_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; base-uri 'none'; form-action 'none'"
)
"""For a document: as above, but browsers show none of these in a sandbox."""

HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}

_CONDITIONS = frozenset({"HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH"})
"""With these a browser tells which versions of a page it has."""


def set_up_headers(app: Flask) -> None:
    """Adds the headers to every answer; a view may set a stricter one itself."""
    app.after_request(_finish)


def _finish(response: Response) -> Response:
    # First, while there are few: each header that is looked up or set is sought among all.
    if response.status_code == 200 and not response.is_streamed and not response.cache_control.no_store:
        response.add_etag(weak=True)  # the same page may come compressed or not
        if not _CONDITIONS.isdisjoint(request.environ):
            response.make_conditional(request)  # a browser that has the page keeps it
    given = {name.lower() for name, _ in response.headers}
    for name, value in HEADERS.items():
        if name.lower() not in given:
            response.headers.add(name, value)
    return response
