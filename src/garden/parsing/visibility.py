"""Who may meet a note; when in doubt, no one."""

from __future__ import annotations

import re

from garden.model import EVERY_SCOPE, Consent, Scope, Visibility
from garden.parsing.reader import FALSE, TRUE, Reader, plain
from garden.parsing.slips import GUARDS, nearly
from garden.parsing.texts import short

_KNOWN = {item.value: item for item in Visibility}


def visibility(meta: Reader, consent: Consent | None) -> Visibility:
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
    said = _KNOWN.get(text, Visibility.PUBLIC)
    scopes = consent.scopes if consent else EVERY_SCOPE
    if _is_held_back(meta) or _has_slip(meta) or Scope.GARDEN not in scopes:
        return Visibility.HIDDEN
    return Visibility.GARDEN if said is Visibility.PUBLIC and Scope.PUBLIC not in scopes else said


def _is_held_back(meta: Reader) -> bool:
    return (
        any(meta.get(key) is not None and meta.flag(key) is not False for key in ("draft", "private"))
        or any(meta.flag(key) is False for key in ("publish", "published", "public"))
        or meta.flag("hidden") is True
        or meta.line("status").lower() == "draft"
    )


def _has_slip(meta: Reader) -> bool:
    """Whether a key may be meant to hide the note, or to stand before it, which is told."""
    for key, value in meta.values.items():
        if value is not None and (guard := nearly(plain(key), GUARDS)):
            meta.tell(
                key,
                "guard-misspelt",
                f"'{short(key)}:' is nearly '{guard}:', so the note is hidden to be safe.",
                f"Write '{guard}:' if you mean that, or another word.",
            )
            return True
    return False


_OF_VISIBILITY = re.compile(
    r"""(?:^|[{,])[ \t]*["']?"""
    r"(draft|private|hidden|visibility|publish|published|public|withdrawn|consent|status)"
    r"""["']?[ \t]*[:=](.*)$""",
    re.IGNORECASE | re.MULTILINE,
)
_OPEN = {
    "draft": FALSE,
    "private": FALSE,
    "hidden": FALSE,
    "visibility": {"public"},
    "publish": TRUE,
    "published": TRUE,
    "public": TRUE,
    "withdrawn": FALSE,
}
"""What each key says in a note that is for everyone; no line of consent can be judged alone."""


def may_mean_to_hide(text: str) -> bool:
    """Whether what cannot be read as front matter has a line that may be there to hide the note."""
    found = ((key.lower(), value.strip("\"', \t}").lower()) for key, value in _OF_VISIBILITY.findall(text))
    return any(
        value.startswith("draft") if key == "status" else value not in _OPEN.get(key, ())
        for key, value in found
    )
