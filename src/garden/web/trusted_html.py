"""The one place where text becomes HTML that no template escapes again.

Three things may: a note's body as the sanitiser returned it, what a template
with autoescape rendered, and data in which nothing is left that HTML knows.
A test counts that ``Markup`` is made here alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

_OF_HTML = str.maketrans({"<": r"\u003c", ">": r"\u003e", "&": r"\u0026"})


def sanitised(html: str) -> Markup:
    """HTML that came from ``Garden.html`` or from a template, and from nowhere else."""
    return Markup(html)


def data_block(value: Mapping[str, Any]) -> Markup:
    """JSON for the inside of a ``script`` element that is data; no text in it can end the element."""
    return Markup(json.dumps(value, ensure_ascii=True).translate(_OF_HTML))
