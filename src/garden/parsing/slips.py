"""Keys that are nearly one that protects a note: a slip of the pen must not show what was to be hidden."""

from __future__ import annotations

from functools import lru_cache

GUARDS = ("draft", "private", "visibility", "withdrawn", "consent", "content_note")
"""Keys that may keep a note, or its words, from readers."""
OF_CONSENT = ("scope", "until", "expires", "given", "withdrawn", "revoked", "refused", "declined", "denied")
"""Keys within a consent that may make it less than all."""
_OTHERS = frozenset({"content", "content_notes", "craft", "drafts", "giver"})
"""Words of their own."""


@lru_cache(maxsize=4096)
def nearly(name: str, guards: tuple[str, ...]) -> str:
    """The one of ``guards`` that a slip makes ``name``, or nothing.

    A slip is a letter too many, one too few, another one, or two that changed places.
    """
    if name in guards or name in _OTHERS:
        return ""
    from rapidfuzz.distance import OSA  # the keys of most notes are in every note

    return next((guard for guard in guards if OSA.distance(name, guard, score_cutoff=1) == 1), "")
