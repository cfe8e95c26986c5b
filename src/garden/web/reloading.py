"""While one writes: pages that are open in a browser are told when the garden has changed.

Only with `garden serve --reload`. A page carries what it was made of, asks for something
newer, and is answered as soon as there is: an event stream (SSE) of one event.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator

from flask import Blueprint, Flask, Response, current_app, request

from garden.core import Garden
from garden.core.tending import Tending
from garden.web.assets import current_assets
from garden.web.current import garden

EXTENSION = "garden_reloading"
SCRIPT = "reload.js"
STREAMS = 8
"""Pages that can wait at once, each in a thread of the server; others ask again now and then."""
_LOOK_EVERY = 2.0
"""Seconds; a page that has gone is noticed when something is sent to it."""
_LONGEST = 30
"""Looks until a page is to ask anew."""
_ASK_AGAIN = b"retry: 1000\n\n"
_STILL_HERE = b":\n\n"
_CHANGED = b"event: changed\ndata: \n\n"

pages = Blueprint("garden_reloading", __name__)


class Reloading:
    """Who waits for changes."""

    def __init__(self, tending: Tending) -> None:
        self._tending = tending
        self._life = secrets.token_hex(4)
        """Another one after each start, which templates and plugins may be the reason for."""
        self._room = threading.Semaphore(STREAMS)

    def state(self, generation: int) -> str:
        """What pages are made of now."""
        return f"{self._life}-{generation}"

    def stream(self, here: Garden, at: str) -> Iterator[bytes]:
        """Tells when pages are made of something else than ``at``."""
        yield _ASK_AGAIN
        if not self._room.acquire(blocking=False):
            if at != self.state(here.generation):
                yield _CHANGED
            return
        try:
            for _ in range(_LONGEST):
                if self._tending.wait_until(lambda: at != self.state(here.generation), _LOOK_EVERY):
                    yield _CHANGED
                    return
                if self._tending.has_ended:
                    return
                yield _STILL_HERE
        finally:
            self._room.release()


def set_up_reloading(app: Flask, tending: Tending) -> None:
    """Tells the pages of this app."""
    app.extensions[EXTENSION] = Reloading(tending)
    app.register_blueprint(pages)


def scripts(here: Garden) -> tuple[str, ...]:
    """The address of the script by which a page asks; none where it is not to."""
    reloading: Reloading | None = current_app.extensions.get(EXTENSION)
    if reloading is None:
        return ()
    return (f"{current_assets().url(SCRIPT)}&at={reloading.state(here.generation)}",)


@pages.get("/-/reload")
def wait() -> Response:
    """An event when what a page was made of, ``at``, is no longer what pages are made of."""
    here = garden()
    reloading: Reloading = current_app.extensions[EXTENSION]
    answer = Response(reloading.stream(here, request.args.get("at", "")), mimetype="text/event-stream")
    answer.headers["Cache-Control"] = "no-store"
    return answer
