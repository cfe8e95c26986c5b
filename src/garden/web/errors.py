"""What is said when a page cannot be shown: plain words, the right status, a way on.

Nothing of a traceback reaches a reader, and no address is repeated, so that no
one can put words on our pages by sending round a link.
"""

from __future__ import annotations

import logging
import re

from flask import Flask, jsonify, request
from flask.wrappers import Response
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from garden.core import Garden
from garden.errors import GardenError, IndexingError
from garden.web.contexts import ErrorPage, MissingPage
from garden.web.current import garden, render, tending
from garden.web.near import Nearby
from garden.web.parts import Wish
from garden.web.urls import words_url
from garden.web.wishes import wish

logger = logging.getLogger("garden.web")

NEAR = 5
"""Notes that a missing page suggests."""

SENTENCES = {
    400: ("That was not understood", "Something in the request is not as it should be."),
    404: ("Nothing grows here yet", "There is no page at this address."),
    405: ("That is not possible here", "This address is not there for what was asked of it."),
    410: ("This was taken back", "What stood here is no longer shown."),
    413: ("That is too much", "The request was larger than this garden takes."),
    414: ("That is too much", "The address was longer than this garden reads."),
    500: ("Something went wrong here", "It is not your doing, and it was noted. Please try another page."),
    503: ("The garden is being tended", "The notes cannot be read just now. Please try again in a moment."),
}
_OTHER = ("This cannot be shown", "The request could not be answered.")


def set_up_errors(app: Flask) -> None:
    """Gives every error a page of its own."""
    app.register_error_handler(404, _missing)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(GardenError, _garden_error)
    app.register_error_handler(Exception, _mistake)


def _missing(_error: HTTPException) -> AnyResponse:
    """The missing page: what it might have been, and which notes wish for it."""
    if _wants_json():
        return _told(404, *SENTENCES[404])
    name = request.path.removeprefix("/notes/").strip("/")
    words = " ".join(re.findall(r"[^\W_]+", name))[:200]
    page = MissingPage(
        near=garden().kept(nearby).find(name, NEAR),
        search=words_url(words) if words else "",
        wish=_wish(garden(), name) if request.path.startswith("/notes/") else None,
    )
    return Response(render("missing.html", page), 404)


def nearby(here: Garden) -> Nearby:
    """Names of notes, for what was not found."""
    return Nearby(here.notes())


def _wish(here: Garden, name: str) -> Wish | None:
    found = here.wish_for(name)
    return wish(here, found) if found else None


def _refused(error: HTTPException) -> AnyResponse:
    """Any other answer of the protocol; what is no error passes as it is."""
    status = error.code or 500
    if status < 400:
        return error.get_response()
    if status == 500:  # the page that would say what went wrong could not be made either
        _doubt()
    answer = _told(status, *SENTENCES.get(status, _OTHER))
    for name, value in error.get_headers():
        if name.lower() == "allow":
            answer.headers[name] = value
    return answer


def _garden_error(error: GardenError) -> AnyResponse:
    """An error with a sentence of its own; the log has it, the reader a calmer one."""
    logger.error("%s: %s", request.path, error)
    status = 503 if isinstance(error, IndexingError) else 500
    return _told(status, *SENTENCES[status])


def _mistake(error: Exception) -> AnyResponse:
    """A mistake of ours, or of the plugin whose page it was."""
    _doubt()
    plugin = _plugin_of_page()
    if plugin is None:
        logger.error("a page could not be made", exc_info=error)
        return _told(500, *SENTENCES[500])
    garden().host.record_error(plugin, "garden_blueprints", error)
    return _told(500, "This part could not be shown", f"The part “{plugin}” made a mistake; it was noted.")


def _doubt() -> None:
    """What nothing of ours raises on purpose may come of an index that is not as it was written any more."""
    if (keeper := tending()) is not None:
        keeper.doubt()


def _plugin_of_page() -> str | None:
    """The plugin whose address was asked: ``/-/PLUGIN/``."""
    found = re.match(r"/-/([^/]+)/", request.path)
    return found[1] if found and found[1] in {plugin.name for plugin in garden().host.plugins()} else None


def _told(status: int, title: str, message: str) -> AnyResponse:
    """An error for people, or for programs where they asked for data."""
    if _wants_json():
        answer = jsonify(error=status, title=title, message=message)
        answer.status_code = status
        return answer
    try:
        page = render("error.html", ErrorPage(status=status, title=title, message=message))
    except Exception as error:  # what went wrong may be what every page asks for
        logger.error("the page of an error could not be made", exc_info=error)
        return Response(f"{title}\n{message}\n", status, mimetype="text/plain")
    return Response(page, status)


def _wants_json() -> bool:
    return request.path.endswith(".json") or request.path in {"/-/health", "/-/hook"}
