"""What is looked at before any page: who is called, how, and with how much."""

from __future__ import annotations

from contextlib import ExitStack

from flask import Flask, Response, abort, g, request

from garden.core import Garden
from garden.web import hook
from garden.web.hosts import is_trusted, trusted_names

MAX_BODY = 64 * 1024
METHODS = frozenset({"GET", "HEAD"})
"""Nothing can be changed through the web, so nothing else is answered, but for a forge's word of a push."""

_WRONG_NAME = (
    "This garden does not answer under that name.\n"
    "Whoever runs it can add the name to trusted_hosts under [web] in garden.toml.\n"
)


def set_up_guards(app: Flask, garden: Garden, bound: str) -> None:
    """Host, size and method are checked; then one generation is held for the request."""
    names = trusted_names(garden.config, bound)

    @app.before_request
    def check_host() -> Response | None:
        host = request.environ.get("HTTP_HOST", "localhost")
        # Not a page: a stranger's name learns nothing of the garden, not even its title.
        return None if is_trusted(host, names) else Response(_WRONG_NAME, 400, mimetype="text/plain")

    @app.before_request
    def check_size_and_method() -> None:
        told = request.path == hook.PATH and request.method == "POST"
        request.max_content_length = hook.MAX_BODY if told else MAX_BODY
        if (request.content_length or 0) > request.max_content_length:
            abort(413)
        if request.method not in METHODS and not told:
            abort(405, valid_methods=sorted(METHODS))

    @app.before_request
    def hold_generation() -> None:
        g.held = ExitStack()
        g.held.enter_context(garden.reading())

    @app.teardown_request
    def let_go(_error: BaseException | None) -> None:
        if held := g.pop("held", None):
            held.close()
