"""The server as it listens: waitress, which takes addresses with letters written as they are.

Programs and old browsers send ``/search?q=café`` without escaping the é. Such bytes are none of
an address, and waitress has no answer to them but a bare error. What is meant is plain, so they
are escaped before it looks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server

if TYPE_CHECKING:
    from flask import Flask

_UNESCAPED = re.compile(rb"[\x80-\xff]")
_LINE_END = b"\r\n"


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads requests as waitress does, with every byte of the first line one of ASCII."""

    def parse_header(self, header_plus: bytes) -> None:
        """Reads the head of a request."""
        first, end, rest = header_plus.partition(_LINE_END)
        if not first.isascii():
            first = _UNESCAPED.sub(lambda byte: b"%%%02X" % byte[0][0], first)
            header_plus = first + end + rest
        super().parse_header(header_plus)


class _Channel(HTTPChannel):  # type: ignore[misc]
    parser_class = _Parser


def listening_server(app: Flask, **settings: Any) -> Any:
    """A server for an app, on every address that its host has; ``settings`` are waitress's."""
    listening: dict[int, object] = {}
    server = create_server(app, map=listening, **settings)
    for one in listening.values():
        if isinstance(one, BaseWSGIServer):
            one.channel_class = _Channel  # before any connection was taken
    return server
