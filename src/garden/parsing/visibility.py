"""Who may meet a note; when in doubt, no one."""

from __future__ import annotations

import re
from typing import Any

from garden.model import Visibility
from garden.parsing.reader import FALSE, TRUE, Reader
from garden.parsing.texts import apart, lines, short

_KNOWN = {item.value: item for item in Visibility}
_COVERING = frozenset({"garden", "public"})
"""Scopes of a consent that cover being shown here."""
_REFUSAL = re.compile(
    rf"(?:{'|'.join(FALSE)}|none|not|never|refused|denied|withdrawn|pending)\b", re.IGNORECASE
)


def visibility(meta: Reader) -> Visibility:
    """What front matter and consent together say."""
    if meta.get("withdrawn") is not None and meta.flag("withdrawn") is not False:
        return Visibility.WITHDRAWN
    text = meta.line("visibility").lower()
    if text and text not in _KNOWN:
        meta.tell(
            "visibility",
            "visibility-unknown",
            f"'{short(text)}' after 'visibility:' is not known, so the note is hidden to be safe.",
            "Write public, unlisted or hidden.",
        )
        return Visibility.HIDDEN
    return Visibility.HIDDEN if _is_held_back(meta) else _KNOWN.get(text, Visibility.PUBLIC)


def _is_held_back(meta: Reader) -> bool:
    return (
        (meta.get("draft") is not None and meta.flag("draft") is not False)
        or meta.flag("publish") is False
        or meta.flag("published") is False
        or meta.line("status").lower() == "draft"
        or not _consents(meta.get("consent"))
    )


def _consents(consent: Any) -> bool:
    """Whether a consent, where one is written, covers being shown; of several, each must."""
    match consent:
        case str():
            return not _REFUSAL.match(consent.strip())
        case list():
            return all(map(_consents, consent))
        case dict():
            lower = {key.lower(): value for key, value in consent.items()}
            return _covers(lower) and _consents(lower.get("given")) and not _is_withdrawn(lower)
        case _:
            return True


def _covers(consent: dict[str, Any]) -> bool:
    scope = {word.lower() for text in lines(consent.get("scope")) for word in apart(text)}
    return "scope" not in consent or bool(scope & _COVERING)


def _is_withdrawn(consent: dict[str, Any]) -> bool:
    withdrawn = " ".join(lines(consent.get("withdrawn"))).lower()
    return withdrawn not in FALSE | {""}


_OF_VISIBILITY = re.compile(
    r"""^["']?(draft|visibility|publish|published|withdrawn|consent)["']?[ \t]*[:=](.*)$""",
    re.IGNORECASE | re.MULTILINE,
)
_OPEN = {
    "draft": FALSE,
    "visibility": {"public"},
    "publish": TRUE,
    "published": TRUE,
    "withdrawn": FALSE,
}
"""What each key says in a note that is for everyone; no line of consent can be judged alone."""


def means_to_hide(front: str) -> bool:
    """Whether front matter that cannot be read has a line that may be there to hide the note."""
    found = (match.groups() for match in _OF_VISIBILITY.finditer(front))
    return any(value.strip("\"', \t").lower() not in _OPEN.get(key.lower(), ()) for key, value in found)
