"""Values of fields as they are compared with what a reader writes."""

from __future__ import annotations

import re

from garden.links import fold
from garden.search.analysis import bare

_PARTS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """A value without what makes no difference to readers: case and accents."""
    return bare(fold(text))


def parts(value: str) -> set[str]:
    """The words of a value, each in its plain form."""
    return set(_PARTS.split(plain(value))) - {""}
