"""Consents that have run out, or will soon, are told to whoever tends the garden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from garden import Garden
from garden.model import Hint

TOLD = [
    ("until: 2026-05-31", "consent-ended", False),
    ("until: 2026-06-01", "consent-ends-soon", True),
    ("until: 2026-07-01", "consent-ends-soon", True),
    ("until: 2026-07-02", "", False),
    ("until: forever", "", False),
]


@pytest.mark.parametrize(("until", "code", "is_hint"), TOLD)
def test_the_end_of_a_consent_is_told(
    make: Callable[..., Garden], monkeypatch: pytest.MonkeyPatch, until: str, code: str, is_hint: bool
) -> None:
    garden = make({"notes/a.md": f"---\nconsent: {{from: Ama, {until}}}\n---\n", "notes/b.md": "[[a]]"})
    monkeypatch.setattr(garden, "today", lambda: date(2026, 6, 1))
    told = [problem for problem in garden.check() if problem.code.startswith("consent")]
    assert [(problem.code, problem.path) for problem in told] == ([(code, "a.md")] if code else [])
    assert all(isinstance(problem, Hint) is is_hint for problem in told)


@pytest.mark.parametrize("front", ["draft: true", "withdrawn: true"])
def test_of_a_note_that_is_not_shown_nothing_runs_out_soon(
    make: Callable[..., Garden], monkeypatch: pytest.MonkeyPatch, front: str
) -> None:
    garden = make({"notes/a.md": f"---\n{front}\nconsent: {{from: Ama, until: 2026-06-02}}\n---\n"})
    monkeypatch.setattr(garden, "today", lambda: date(2026, 6, 1))
    assert not [problem for problem in garden.check() if problem.code.startswith("consent")]
