"""Titles and values of fields as they are compared with what a reader writes, and with each other."""

from __future__ import annotations

import re
import unicodedata

from garden.links import fold
from garden.search.letters import bare

_BEFORE_TITLES = "\"'“”‘’«»([{#*-–— "
_PARTS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """A value without what makes no difference to readers: case, width and accents."""
    return bare(fold(text if text.isascii() else unicodedata.normalize("NFKC", text)))


def in_order(title: str) -> str:
    """What a title is put in order by: no case, no accents, no signs that it begins with."""
    return plain(title).lstrip(_BEFORE_TITLES)


def parts(value: str) -> set[str]:
    """The words of a value, each in its plain form."""
    return set(_PARTS.split(plain(value))) - {""}
