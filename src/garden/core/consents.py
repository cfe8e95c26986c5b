"""Consents that have run out, or will soon: told to whoever tends the garden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from garden.core.visibility import has_lapsed
from garden.model import Hint, Note, Problem, Visibility
from garden.parsing.dates import day

SOON = 30
"""Days ahead of its last one that a consent is told of."""
HELD_BACK = frozenset({Visibility.HIDDEN, Visibility.WITHDRAWN})


def consent_problems(note: Note, today: date) -> Iterator[Problem]:
    """That the consent for a note has run out, or that it will within `SOON` days."""
    until = note.consent.until if note.consent else None
    if until is None or note.visibility is Visibility.WITHDRAWN:
        return
    left = (until - today).days
    if has_lapsed(note, today):
        yield Problem(
            path=note.path,
            code="consent-ended",
            message=f"The consent for this note ran out on {day(until)}, so it is shown nowhere.",
            fix="Ask again and write the new day after 'until:', or take it back: garden withdraw.",
        )
    elif left <= SOON and note.visibility not in HELD_BACK:
        when = "today" if left == 0 else f"in {left} day{'s' if left > 1 else ''}"
        yield Hint(
            path=note.path,
            code="consent-ends-soon",
            message=f"The consent for this note runs out {when}, after {day(until)}; then it is hidden.",
            fix="Ask again, and write the new day after 'until:'.",
        )
