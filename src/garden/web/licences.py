"""Licences by their address, for programs: those of Creative Commons that people write in short."""

from __future__ import annotations

import re

_CC = re.compile(r"CC[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -]?([1-4]\.[05])(?: international)?", re.IGNORECASE)
_CC0 = re.compile(r"CC0(?:[ -]1\.0)?(?: universal)?", re.IGNORECASE)
_HOME = "https://creativecommons.org"


def licence_url(licence: str) -> str:
    """Where a licence can be read; empty for words that name none of those surely."""
    words = " ".join(licence.split()).rstrip(".")
    if words.startswith((f"{_HOME}/licenses/", f"{_HOME}/publicdomain/")) and " " not in words:
        return words
    if _CC0.fullmatch(words):
        return f"{_HOME}/publicdomain/zero/1.0/"
    found = _CC.fullmatch(words)
    return f"{_HOME}/licenses/{found[1].lower()}/{found[2]}/" if found else ""
