"""The line on a note's page that tells of its consent: from whom, for what, until when."""

from __future__ import annotations

from garden.model import EVERY_SCOPE, Consent, Note, Scope
from garden.parsing.dates import day
from garden.web.text import listed

_FOR = {
    Scope.GARDEN: "to be read in this garden",
    Scope.PUBLIC: "to be passed on from it",
    Scope.PRINT: "to be printed",
}


def consent_line(note: Note) -> str:
    """Empty where front matter tells of no consent, or of nothing that anyone would read."""
    consent = note.consent
    if consent is None:
        return ""
    limits = _limits(consent)
    if not consent.givers and not limits:
        return consent.words
    said = [
        f"Shared with the consent of {listed(consent.givers)}" if consent.givers else "Shared with consent"
    ]
    asked = f"Asked by {listed(consent.asked_by)}." if consent.asked_by else ""
    return " ".join(filter(None, (f"{''.join(said + limits)}.", asked, _sentence(consent.words))))


def _limits(consent: Consent) -> list[str]:
    """What it covers, where that is not everything, and its last day."""
    covered = [words for scope, words in _FOR.items() if scope in consent.scopes]
    return [
        *([f", {listed(covered)}"] if covered and consent.scopes != EVERY_SCOPE else []),
        *([f", until {day(consent.until)}"] if consent.until else []),
    ]


def _sentence(words: str) -> str:
    return f"{words.rstrip('.')}." if words else ""
