"""A picture for each note, by which chats and boards show a link to it.

Drawn here and not asked of anyone. It takes Pillow (``pip install "garden-notes[cards]"``);
without it there are no such pictures, and no page speaks of one.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from importlib.util import find_spec

from flask import Flask, Response, abort, current_app

from garden.core import Garden
from garden.model import Note
from garden.web.assets import Assets

EXTENSION = "garden_picture_cards"
ENDING = ".card.png"
SIZE = (1200, 630)
"""What places that show links ask for."""
KEPT = 64
"""Pictures that are held ready: about 2 MB."""

Draw = Callable[[str, str], bytes]
"""Makes a PNG of a title and a kind."""

_COLOUR = re.compile(r"--(paper|ink|soft|accent|line):\s*(#[0-9a-fA-F]{6})\b")


class PictureCards:
    """The pictures drawn lately. Threads may share one."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._lock = threading.Lock()
        self._drawn: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    def picture(self, title: str, kind: str) -> bytes:
        """The PNG for a title and a kind, which is all that a picture shows of a note."""
        key = (title, kind)
        with self._lock:
            if (known := self._drawn.get(key)) is not None:
                self._drawn.move_to_end(key)
                return known
        drawn = self._draw(title, kind)
        with self._lock:
            self._drawn[key] = drawn
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        return drawn


def set_up_picture_cards(app: Flask, garden: Garden, assets: Assets) -> None:
    """Gives the app its pictures, where Pillow is installed."""
    if not can_draw():
        return
    name, colours = garden.config.name, colours_of(assets)

    def draw(title: str, kind: str) -> bytes:
        from garden.web.drawing import draw_card  # Pillow is loaded for the first picture

        return draw_card(title, kind, name, colours, SIZE)

    app.extensions[EXTENSION] = PictureCards(draw)


def can_draw() -> bool:
    """Whether Pillow is installed."""
    return find_spec("PIL") is not None


def has_pictures() -> bool:
    """Whether the current app draws pictures."""
    return EXTENSION in current_app.extensions


def answer_with_picture(here: Garden, note: Note) -> Response:
    """A note's picture; other places may show it, since that is what it is for."""
    cards: PictureCards | None = current_app.extensions.get(EXTENSION)
    if cards is None:
        abort(404)
    response = Response(cards.picture(note.title, here.kind(note.kind).label), mimetype="image/png")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def colours_of(assets: Assets) -> dict[str, str]:
    """The garden's colours in light, as its style sheets name them; its own sheets come last."""
    colours: dict[str, str] = {}
    for name in assets.sheet_names:
        found = _COLOUR.findall(assets.files[name].body.decode("utf-8", "replace"))
        colours |= dict(reversed(found))  # the first of a sheet stands before its dark scheme
    return colours
