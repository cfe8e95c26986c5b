"""The part of an address that may be anything at all: names of notes, tags, files."""

from __future__ import annotations

from werkzeug.routing import BaseConverter


class Anything(BaseConverter):
    """All characters, slashes and line ends too: names on disk have them.

    What it gives is looked up in a map and never joined to a path.
    """

    part_isolating = False
    regex = r"(?s:.+)"
    weight = 300
