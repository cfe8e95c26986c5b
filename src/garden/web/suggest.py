"""What a reader may be about to type, for the list under the search box."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from garden.web.current import garden
from garden.web.questions import clean
from garden.web.shapes import suggestion_shape

LONGEST = 64
"""Characters of what was typed that are handed on and given back."""

pages = Blueprint("garden_suggest", __name__)


@pages.get("/suggest.json")
def suggest() -> Response:
    """Names of notes, tags, kinds and people that go on from ``q``, the likeliest first."""
    here = garden()
    query = clean(request.args.get("q", "")[: LONGEST * 4])[:LONGEST]
    found = here.suggest(query)
    return jsonify(query=query, suggestions=[suggestion_shape(here, one) for one in found])
