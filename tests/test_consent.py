"""Consent as front matter tells of it, read leniently and, when in doubt, as none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from garden.model import EVERY_SCOPE, Consent, Scope
from garden.parsing.consent import consent
from garden.parsing.reader import Reader

G, W, P = Scope.GARDEN, Scope.PUBLIC, Scope.PRINT
CASES: list[tuple[Any, Consent | None]] = [
    (None, None),
    ("", None),
    ([], None),
    ({"from": "Ama"}, Consent(givers=("Ama",))),
    ({"by": "Ama"}, Consent(givers=("Ama",))),
    ({"from": "Ama; Ben", "by": ["Hana"]}, Consent(givers=("Ama", "Ben"), asked_by=("Hana",))),
    ({"From": "Ama", "Scope": "Garden, PRINT"}, Consent(givers=("Ama",), scopes=frozenset({G, P}))),
    ({"scope": ["public"]}, Consent(scopes=frozenset({G, W}))),
    ({"scope": "all"}, Consent()),
    ({"scope": ["print"]}, Consent(scopes=frozenset({P}))),
    ({"scope": ""}, Consent(scopes=frozenset())),
    ({"until": "14.03.2027"}, Consent(until=date(2027, 3, 14))),
    ({"expires": "14 March 2027"}, Consent(until=date(2027, 3, 14))),
    ({"until": "2027"}, Consent(until=date(2027, 1, 1))),
    ({"until": "forever"}, Consent()),
    ({"given": "no"}, Consent(scopes=frozenset())),
    ("Given by Ama at her table", Consent(words="Given by Ama at her table")),
    ("not yet asked", Consent(words="not yet asked", scopes=frozenset())),
    (
        "Ama said yes, until 14 March 2027.",
        Consent(words="Ama said yes, until 14 March 2027.", until=date(2027, 3, 14)),
    ),
    (
        "yes (until 2027-03-14), as long as she lives here",
        Consent(words="yes (until 2027-03-14), as long as she lives here", until=date(2027, 3, 14)),
    ),
    ("until she says otherwise", Consent(words="until she says otherwise")),
    ("declined", Consent(words="declined", scopes=frozenset())),
    ("Waiting for her answer", Consent(words="Waiting for her answer", scopes=frozenset())),
    ("?", Consent(words="?", scopes=frozenset())),
    ({"from": "Ama", "given": "declined"}, Consent(givers=("Ama",), scopes=frozenset())),
    ({"from": "Ama", "revoked": "2026-05-01"}, Consent(givers=("Ama",), scopes=frozenset())),
    (
        {"from": "Ama", "until": None, "expires": "2027-01-01"},
        Consent(givers=("Ama",), until=date(2027, 1, 1)),
    ),
    (
        [{"from": "Ama", "until": "2028-01-01"}, {"from": "Ben", "scope": "garden", "until": "2027-01-01"}],
        Consent(givers=("Ama", "Ben"), scopes=frozenset({G}), until=date(2027, 1, 1)),
    ),
    (["Asked Ama", {"from": "Ben"}], Consent(givers=("Ben",), words="Asked Ama")),
]


def read(value: Any) -> tuple[Consent | None, list[str]]:
    codes: list[str] = []
    return consent(Reader({"consent": value}, lambda key, code, message, fix: codes.append(code))), codes


@pytest.mark.parametrize(("value", "gives"), CASES, ids=[str(value) for value, _ in CASES])
def test_consent(value: Any, gives: Consent | None) -> None:
    assert read(value) == (gives, [])


def test_an_unknown_scope_covers_nothing_and_is_told() -> None:
    assert read({"scope": "garden, web"}) == (Consent(scopes=frozenset({G})), ["consent-scope-unknown"])


@pytest.mark.parametrize("until", ["next spring", "03/04/2027", "2027-02-30"])
def test_an_end_that_is_no_day_covers_nothing_and_is_told(until: str) -> None:
    assert read({"from": "Ama", "until": until}) == (
        Consent(givers=("Ama",), scopes=frozenset()),
        ["consent-until-unreadable"],
    )


def test_a_consent_for_all_covers_all() -> None:
    found, _ = read({"from": "Ama"})
    assert found is not None
    assert found.scopes == EVERY_SCOPE
