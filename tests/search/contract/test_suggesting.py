"""What is offered to readers while they type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from garden.model import Person, Visibility
from tests.search.conftest import PUBLIC
from tests.search.contract.engines import put

if TYPE_CHECKING:
    from garden.search.engine import Engine
    from tests.search.conftest import Kit


def suggested(engine: Engine, text: str, visible: frozenset[Visibility] = PUBLIC) -> list[tuple[str, str]]:
    return [(found.kind, found.label) for found in engine.snapshot().suggest(text, visible=visible)]


def test_titles_aliases_tags_kinds_and_people_are_suggested(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("a", title="Trust falls", aliases=("Falling",), tags=("trust/deep",)),
        kit.document("b", title="In trust", kind="trial", people=(Person(name="Trudy Ö. Falk"),)),
    )
    found = engine.snapshot().suggest("tru", visible=PUBLIC)
    assert {(one.kind, one.label, one.value, one.detail) for one in found} == {
        ("tag", "trust", "trust", "1 note"),
        ("tag", "trust/deep", "trust/deep", "1 note"),
        ("person", "Trudy Ö. Falk", "Trudy Ö. Falk", "1 note"),
        ("note", "Trust falls", "a", ""),
        ("note", "In trust", "b", ""),
    }
    assert suggested(engine, "tri") == [("kind", "trial")]
    (alias,) = engine.snapshot().suggest("fallin", visible=PUBLIC)
    assert (alias.label, alias.value, alias.detail) == ("Trust falls", "a", "Falling")
    assert suggested(engine, "o") == []
    assert suggested(engine, "falk trud") == [("person", "Trudy Ö. Falk")]


def test_what_is_linked_to_most_is_suggested_first(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("a", title="Tea one"),
        kit.document("b", title="Tea two"),
        kit.document("c", links=["Tea two"]),
    )
    assert suggested(engine, "tea") == [("note", "Tea two"), ("note", "Tea one")]


def test_what_only_hidden_notes_have_is_neither_suggested_nor_felt(engine: Engine, kit: Kit) -> None:
    secret: dict[str, Any] = {"tags": ("secret",), "kind": "secretive", "people": (Person(name="Secreta"),)}
    put(
        engine,
        kit.document("a", title="Tea one"),
        kit.document("b", title="Tea two"),
        kit.document("h", title="Secrets", links=["Tea two"], visibility=Visibility.HIDDEN, **secret),
        kit.document("u", title="Secret too", visibility=Visibility.UNLISTED),
    )
    for typed in ("se", "secret", "secrte"):
        assert suggested(engine, typed) == []
    assert suggested(engine, "tea") == [("note", "Tea one"), ("note", "Tea two")]
    everything = suggested(engine, "secret", frozenset(Visibility))
    assert {kind for kind, _ in everything} == {"note", "tag", "kind", "person"}
    assert suggested(engine, "secret") == []


def test_suggestions_go_with_their_generation(engine: Engine, kit: Kit) -> None:
    put(engine, kit.document("a", title="Old name"))
    before = engine.snapshot()
    assert suggested(engine, "na") == [("note", "Old name")]
    put(engine, kit.document("a", title="New name"))
    assert suggested(engine, "na") == [("note", "New name")]
    assert [found.label for found in before.suggest("na", visible=PUBLIC)] == ["Old name"]


@pytest.mark.parametrize(
    "typed", ["\ud800\udfff", "\x00\x1f", "a" * 100_000, "ﷺ" * 64, "\u0301" * 500, "(((", "-"]
)
def test_whatever_is_typed_for_suggestions_is_taken(engine: Engine, kit: Kit, typed: str) -> None:
    put(engine, kit.document("a", title="Tea"))
    assert suggested(engine, typed) == []
