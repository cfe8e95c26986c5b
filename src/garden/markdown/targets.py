"""What an author wrote as a link's target, taken apart."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from garden.characters import BLANKS, CONTROLS, SURROGATES

MAX_TARGET = 1_000
"""Characters; a longer address is no link to a note."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!%20)")
_UNPRINTABLE = re.compile(f"[{BLANKS}{CONTROLS}{SURROGATES}]")


class Target(NamedTuple):
    """A note or file as written, and the heading in it; either may be empty."""

    page: str
    heading: str


NOWHERE = Target("", "")
"""What is written as a link and cannot be one."""


def is_template(text: str) -> bool:
    """Whether a name still waits for some other program to fill it: ``{{ title }}``."""
    return "{{" in text or "{%" in text or "<%" in text


def from_wikilink(text: str) -> Target:
    """Of what stands before the bar in ``[[page#heading|words]]``."""
    page, _, heading = text.partition("#")
    return Target(page.strip(), heading.strip())


def from_href(href: str) -> Target | None:
    """Of a link's address; None when it leads out of the garden.

    Percent signs are decoded after the address is taken apart, so that a name
    may hold ``%23``. ``[words]([[page]])`` means the same as ``[words](page)``.
    """
    if href.startswith("//") or _SCHEME.match(href):
        return None
    page, _, heading = href.partition("#")
    if "%" not in href:
        return Target(page, heading)
    decoded = _decode(href[: 3 * MAX_TARGET])
    if len(href) > 3 * MAX_TARGET or is_template(decoded):
        return NOWHERE
    if decoded.startswith("[[") and decoded.endswith("]]"):
        return from_wikilink(decoded[2:-2].partition("|")[0])
    return Target(_decode(page), _decode(heading))


def _decode(text: str) -> str:
    return _UNPRINTABLE.sub("", unquote(text)).strip()


def label(target: Target) -> str:
    """Words for a link that brings none: the file's name, or ``name > heading``."""
    name = target.page.rstrip("/").rpartition("/")[2].removesuffix(".md")
    parts = [name, *target.heading.split("#")]
    shown = [part for part in map(str.strip, parts) if part and not part.startswith("^")]
    return " > ".join(shown) or target.heading or target.page
