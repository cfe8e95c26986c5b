"""Values for the index are of the declared types, or left out and told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garden.host.values import LONGEST_KEYWORD, typed
from garden.model import Field, FieldType, Note

if TYPE_CHECKING:
    from tests.host.conftest import HostOf


def one(kind: FieldType, value: object, *, many: bool = True) -> tuple[tuple[Any, ...], list[str]]:
    wrong: list[str] = []
    field = Field(name="it", type=kind, many=many)
    return typed({"it": value}, {"it": field}, wrong.append).get("it", ()), wrong


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("keyword", "six", ("six",)),
        ("keyword", 6, ("6",)),
        ("keyword", ["a", "b", "a", "", None], ("a", "b")),
        ("keyword", ("a\x00b\ud800\n c",), ("a b c",)),
        ("keyword", "x" * 500, ("x" * LONGEST_KEYWORD,)),
        ("keyword", None, ()),
        ("text", "Two words\nand more", ("Two words\nand more",)),
        ("number", "6", (6,)),
        ("number", 6.5, (6.5,)),
        ("number", ["1", 2, 2.0], (1, 2)),
        ("date", "2026-03-14", (date(2026, 3, 14),)),
        ("date", datetime(2026, 3, 14, 12, tzinfo=UTC), (date(2026, 3, 14),)),
        ("date", date(2026, 3, 14), (date(2026, 3, 14),)),
    ],
)
def test_what_fits_is_converted(kind: FieldType, value: object, expected: tuple[object, ...]) -> None:
    assert one(kind, value) == (expected, [])


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("keyword", True),
        ("keyword", {"a": 1}),
        ("keyword", object()),
        ("keyword", [["nested"]]),
        ("text", 6),
        ("number", "many"),
        ("number", "nan"),
        ("number", float("inf")),
        ("number", "1" * 400),
        ("number", True),
        ("date", "2026-02-31"),
        ("date", 20260314),
    ],
)
def test_what_does_not_fit_is_told(kind: FieldType, value: object) -> None:
    kept, wrong = one(kind, value)
    assert kept == ()
    assert len(wrong) == 1
    assert f"which is no {kind}" in wrong[0]


def test_one_value_where_only_one_may_be() -> None:
    assert one("keyword", ["a", "b"], many=False) == (("a",), [])


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(["keyword", "number", "date", "text"]),
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
        max_leaves=5,
    ),
)
def test_only_the_declared_type_comes_out(kind: FieldType, value: object) -> None:
    types: dict[str, tuple[type, ...]] = {
        "keyword": (str,),
        "text": (str,),
        "number": (int, float),
        "date": (date,),
    }
    for kept in one(kind, value)[0]:
        assert isinstance(kept, types[kind])
        if isinstance(kept, str):
            assert kept == kept.strip() != ""
            kept.encode()


def test_a_value_for_an_undeclared_field_names_the_note(host_of: HostOf, note: Note) -> None:
    code = """
        from garden import *
        @hookimpl
        def garden_index_values(note):
            return {"servs": 6, 3: 4}
    """
    host = host_of({"recipes.py": code})
    assert host.index_values(note) == {}
    assert "For soup.md it gave a value for" in host.faults[0].message
    assert "not declared in garden_index_fields" in host.faults[0].message


@pytest.mark.parametrize("answer", ["'serves'", "[('serves', 6)]", "6"])
def test_values_come_in_a_mapping(host_of: HostOf, note: Note, answer: str) -> None:
    code = f"from garden import *\n@hookimpl\ndef garden_index_values(note): return {answer}"
    host = host_of({"recipes.py": code})
    assert host.index_values(note) == {}
    assert "must return a mapping of field to value" in host.faults[0].message


def test_notes_that_read_badly_do_not_tire_a_plugin(host_of: HostOf, note: Note) -> None:
    code = """
        from garden import *
        @hookimpl
        def garden_index_fields(config):
            yield Field(name="serves", type="number")
        @hookimpl
        def garden_index_values(note):
            return {"serves": "many"}
    """
    host = host_of({"recipes.py": code})
    for _ in range(5):
        host.index_values(note)
    assert host.plugins()[0].state == "active"
    assert "gave the field 'serves' a value of type str, which is no number." in host.faults[0].message
    assert host.faults[0].times == 5


def test_a_value_that_errs_when_it_is_looked_at_is_its_plugin_s_fault(host_of: HostOf, note: Note) -> None:
    code = """
        from garden import *
        class Shy(str):
            def __str__(self): raise type("Stop", (BaseException,), {})("look away")
        @hookimpl
        def garden_index_fields(config):
            yield Field(name="serves")
        @hookimpl
        def garden_index_values(note):
            return {"serves": Shy("six")}
    """
    host = host_of({"recipes.py": code})
    assert host.index_values(note) == {}
    assert host.faults[0].message == "Stop: look away"
