"""Consent: who agreed that a note is here, for what and until when; when in doubt, for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from typing import Any

from garden.model import EVERY_SCOPE, Consent, Scope
from garden.parsing.dates import read_date
from garden.parsing.reader import FALSE, Reader
from garden.parsing.slips import OF_CONSENT, nearly
from garden.parsing.texts import apart, line, lines, short

_TAKEN_BACK = ("withdrawn", "revoked", "refused", "declined", "denied")
"""Words for a consent that is none, or none any more; as keys they may hold the day."""
_NOT_GIVEN = ("none", "not", "never", "pending", "waiting", "awaiting", "unknown", "unclear", "expired")
_DOUBT = re.compile(
    r"""\b(?: no | not | never | none | nobody | without | cannot | \w+n't | maybe | perhaps | unsure
    | unclear | unknown | pending | wait\w* | await\w* | tbd | tbc | todo | refus\w* | declin\w*
    | den(?:y|ies|ied) | withdr[ae]w\w* | revok\w* | expired ) \b | \?""",
    re.IGNORECASE | re.VERBOSE,
)
"""What a sentence may have when consent was not given, or not for everything."""
_REFUSAL = re.compile(rf"(?:{'|'.join((*FALSE, *_TAKEN_BACK, *_NOT_GIVEN))})\b|\?", re.IGNORECASE)
_SCOPES = {scope.value: frozenset({scope}) for scope in Scope} | {
    "public": frozenset({Scope.PUBLIC, Scope.GARDEN}),  # what may be told everywhere may be told here
    "all": EVERY_SCOPE,
}
_ENDLESS = frozenset({"", "always", "forever", "no end", "none", "null", "~"})
"""What people write for a consent that does not run out."""
_UNTIL = re.compile(r"\b(?:until|till)\s+(\S+(?:\s+\S+){0,2})", re.IGNORECASE)
"""In a sentence: a day of up to three words."""
NOTHING: frozenset[Scope] = frozenset()


def consent(meta: Reader) -> Consent | None:
    """What front matter tells of consent: of several, what all of them cover; None where it tells of none."""
    found = list(_consents(meta.get("consent"), meta))
    return reduce(_both, found) if found else None


def _consents(value: Any, meta: Reader) -> Iterator[Consent]:
    match value:
        case str() if words := line(value):
            is_given = not _is_refusal(words) and not _is_doubtful(words, meta)
            scopes = EVERY_SCOPE if is_given else NOTHING
            yield Consent(words=words, scopes=scopes, until=_until_in(words))
        case list():
            for item in value:
                yield from _consents(item, meta)
        case dict():
            yield _consent({key.strip().lower(): inner for key, inner in value.items()}, meta)


def _consent(value: dict[str, Any], meta: Reader) -> Consent:
    """A consent whose parts are told by name; ``by`` alone is who gave it."""
    givers, asked_by = _names(value.get("from")), _names(value.get("by"))
    until, is_known = _until(value, meta)
    refused = _is_refusal(_text(value.get("given"))) or _is_taken_back(value)
    is_given = is_known and not refused and not _has_slip(value, meta) and not _is_unnamed(value, meta)
    return Consent(
        givers=givers or asked_by,
        asked_by=asked_by if givers else (),
        scopes=_scopes(value, meta) if is_given else NOTHING,
        until=until,
    )


def _scopes(value: dict[str, Any], meta: Reader) -> frozenset[Scope]:
    if "scope" not in value:
        return EVERY_SCOPE
    words = [word.lower() for text in lines(value["scope"]) for word in apart(text)]
    for unknown in (word for word in words if word not in _SCOPES):
        meta.tell(
            "consent",
            "consent-scope-unknown",
            f"'{short(unknown)}' after 'scope:' of the consent is not known, so it covers nothing.",
            "Write garden, public, print or all.",
        )
    return frozenset[Scope]().union(*(_SCOPES.get(word, NOTHING) for word in words))


def _until(value: dict[str, Any], meta: Reader) -> tuple[date | None, bool]:
    """The last day of a consent, and whether it is known if there is one."""
    text = _text(value.get("until")) or _text(value.get("expires"))
    if text.lower() in _ENDLESS:
        return None, True
    found = read_date(text)
    if found is None:
        meta.tell(
            "consent",
            "consent-until-unreadable",
            f"'{short(text)}' is no day on which the consent could end, so the note is hidden to be safe.",
            "Write it as year-month-day, for example 2027-03-14.",
        )
    return found, found is not None


def _until_in(words: str) -> date | None:
    """The last day of a consent that is told in a sentence, where it names one."""
    for match in _UNTIL.finditer(words):
        said = match[1].split()
        tries = (" ".join(said[:count]).rstrip(".,;:!)") for count in range(len(said), 0, -1))
        if found := next(filter(None, map(read_date, tries)), None):
            return found
    return None


def _both(one: Consent, other: Consent) -> Consent:
    """What two consents cover together."""
    return Consent(
        givers=_each_once((*one.givers, *other.givers)),
        asked_by=_each_once((*one.asked_by, *other.asked_by)),
        words="; ".join(filter(None, (one.words, other.words))),
        scopes=one.scopes & other.scopes,
        until=min((day for day in (one.until, other.until) if day), default=None),
    )


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _names(value: Any) -> tuple[str, ...]:
    return _each_once(name for text in lines(value) for name in apart(text))


def _text(value: Any) -> str:
    return " ".join(lines(value))


def _is_refusal(words: str) -> bool:
    return bool(_REFUSAL.match(words))


def _is_doubtful(words: str, meta: Reader) -> bool:
    """Whether a sentence may say that consent was not given, which is told."""
    if found := _DOUBT.search(words):
        meta.tell(
            "consent",
            "consent-unclear",
            f"With '{short(found[0])}' in it, the consent may be none, so the note is hidden to be safe.",
            "Write from:, scope: and until: below 'consent:', or a sentence without such a word.",
        )
    return found is not None


def _has_slip(value: dict[str, Any], meta: Reader) -> bool:
    """Whether a key may be meant to make the consent less than it says, which is told."""
    for key in value:
        if guard := nearly(key, OF_CONSENT):
            meta.tell(
                "consent",
                "guard-misspelt",
                f"'{short(key)}:' of the consent is nearly '{guard}:', so the note is hidden to be safe.",
                f"Write '{guard}:' if you mean that, or another word.",
            )
            return True
    return False


def _is_unnamed(value: dict[str, Any], meta: Reader) -> bool:
    """Whether there is room for who agreed, and no one in it, which is told."""
    if "from" not in value or _names(value["from"]) or _names(value.get("by")):
        return False
    meta.tell(
        "consent",
        "consent-unnamed",
        "Nobody is named after 'from:' of the consent, so the note is hidden to be safe.",
        "Write who agreed, or take the line out if nobody has to.",
    )
    return True


def _is_taken_back(value: dict[str, Any]) -> bool:
    return any(_text(value.get(word)).lower() not in FALSE | {""} for word in _TAKEN_BACK)
