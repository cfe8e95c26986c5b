"""Which notes a question finds, and how it is told that it was read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden.model import Person, Visibility
from tests.search.conftest import PUBLIC
from tests.search.contract.engines import ask, found, put, ranked

if TYPE_CHECKING:
    from garden.search.engine import Engine
    from tests.search.conftest import Kit


@pytest.fixture
def kitchen(engine: Engine, kit: Kit) -> Engine:
    put(
        engine,
        kit.document("guide/soup", "Leeks at the kitchen table.", title="Soup", links=("Bread",),
                     values={"serves": (4,), "time": ("long",), "moral": ("Share what there is.",)},
                     date=date(2024, 5, 31), summary="Warm.", kind="recipe", tags=("food/warm",),
                     people=(Person(name="Ada Reyes"),)),
        kit.document("bread", "Flour on a table in the kitchen.", title="Bread", aliases=("Loaf",),
                     links=("pan.jpg", "list.pdf"), tags=("food",), kind="recipe",
                     values={"serves": (12,), "time": ("short",), "held": (date(2023, 1, 2),)},
                     date=date(2023, 12, 31)),
        kit.document("table", "Oak", title="Table", links=("loaf", "Nowhere"), headings=("Legs",),
                     has=("link", "table"), meta={"wood": "Found in a shed"},
                     values={"serves": (2.5,)}, updated=date(2025, 1, 1), tags=("oak",)),
        kit.document("secret", "Under the floor", title="Cellar", links=("Bread", "Nowhere"),
                     visibility=Visibility.HIDDEN),
        kit.document("door", "To the cellar", title="Door", links=("Cellar",)),
    )  # fmt: skip
    return engine


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("leeks", ["guide/soup"]),
        ("LEEK", ["guide/soup"]),
        ("lèeks", ["guide/soup"]),
        ("leeks flour", ["bread", "guide/soup"]),
        ("leeks AND flour", []),
        ("kitchen AND (leeks OR oak)", ["guide/soup"]),
        ("leeks OR oak", ["guide/soup", "table"]),
        ('"kitchen table"', ["guide/soup"]),
        ('"table in the kitchen"', ["bread"]),
        ('kitchen -"kitchen table"', ["bread"]),
        ("kitchen -leeks", ["bread"]),
        ("kitchen NOT flour", ["guide/soup"]),
        ("-kitchen", ["door", "table"]),
        ("fl*", ["bread"]),
        ("kitchen -fl*", ["guide/soup"]),
        ("loaf", ["bread"]),
        ("legs", ["table"]),
        ("shed", ["table"]),
        ("share", ["guide/soup"]),
        ("reyes", ["guide/soup"]),
        ("warm", ["guide/soup"]),
        ("floor", []),
        ("title:table", ["table"]),
        ("text:table", ["bread", "guide/soup"]),
        ("aliases:loaf", ["bread"]),
        ("headings:legs", ["table"]),
        ("headings:oak", []),
        ("moral:share", ["guide/soup"]),
        ("moral:leeks", []),
        ("tag:oak", ["table"]),
        ("tag:food", ["bread", "guide/soup"]),
        ("tag:food/warm", ["guide/soup"]),
        ("tag:(oak OR food) table -flour", ["guide/soup", "table"]),
        ("-tag:food", ["door", "table"]),
        ("kind:recipe", ["bread", "guide/soup"]),
        ("kind:recipe kind:note table", ["bread", "guide/soup", "table"]),
        ("tag:food tag:oak", []),
        ("tag:oak OR leeks", ["guide/soup", "table"]),
        ('author:"ada reyes"', ["guide/soup"]),
        ("year:2023", ["bread"]),
        ("time:short", ["bread"]),
        ("time:>short", ["guide/soup"]),
        ("(flour OR leeks) before:2024", ["bread"]),
    ],
)
def test_finds_by_words_and_values(kitchen: Engine, text: str, expected: list[str]) -> None:
    assert found(kitchen, text) == expected


def test_the_best_answers_come_first(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("once", f"{'Much else is said here. ' * 40} Once of leeks."),
        kit.document("often", "Leeks, leeks and leeks."),
        kit.document("about", "Of one thing alone.", title="Leeks"),
        kit.document("both", "Leeks and barley."),
        kit.document("grain", "Barley and barley, with barley."),
    )
    assert ranked(engine, "leeks") == ["about", "often", "both", "once"]
    assert ranked(engine, "leeks barley")[0] == "both"
    scores = [hit.score for hit in ask(engine, "leeks barley").hits]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


@pytest.mark.parametrize(
    "text",
    [
        "\ud800",
        "\x00\x1f",
        "a" * 100_000,
        "(" * 500,
        '"' * 99,
        "tag:",
        "-",
        "OR AND NOT",
        "*",
        "before:99999",
    ],
)
def test_whatever_is_typed_is_taken(kitchen: Engine, text: str) -> None:
    page = ask(kitchen, text)
    assert page.generation == kitchen.snapshot().generation
    assert len(page.notice) < 300
    assert found(kitchen, "leeks") == ["guide/soup"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before:2024", ["bread"]),
        ("after:2023", ["guide/soup", "table"]),
        ("after:2024-05", ["table"]),
        ("after:2024-05-30", ["guide/soup", "table"]),
        ("date:2024-05", ["guide/soup"]),
        ("date:2023-12-31", ["bread"]),
        ("-date:2023", ["door", "guide/soup", "table"]),
        ("before:2024 OR after:2024", ["bread", "table"]),
        ("after:2022 leeks", ["guide/soup"]),
        ("serves:<4", ["table"]),
        ("serves:<=4", ["guide/soup", "table"]),
        ("serves:3-12", ["bread", "guide/soup"]),
        ("serves:4", ["guide/soup"]),
        ("held:2023", ["bread"]),
        ("held:>2023-01-01", ["bread"]),
        ("held:<2023", []),
        ("has:image", ["bread"]),
        ("has:files", ["bread"]),
        ("has:link", ["door", "guide/soup", "table"]),
        ("has:heading", ["table"]),
        ("has:table", ["table"]),
        ("has:code", []),
        ("has:summary", ["guide/soup"]),
        ("has:alias", ["bread"]),
        ("has:tags", ["bread", "guide/soup", "table"]),
        ("has:date", ["bread", "guide/soup", "table"]),
        ("has:serves", ["bread", "guide/soup", "table"]),
        ("has:moral", ["guide/soup"]),
        ("-has:serves", ["door"]),
        ("links-to:bread", ["guide/soup", "table"]),
        ("links-to:Loaf -has:heading", ["guide/soup"]),
        ("links-to:nowhere", ["table"]),
        ("links-to:elsewhere", []),
        ("links-to:secret", []),
        ("links-to:Cellar", ["door"]),
    ],
)
def test_finds_by_what_a_note_is(kitchen: Engine, text: str, expected: list[str]) -> None:
    assert found(kitchen, text) == expected


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("links-to:bread", ""),
        ("links-to:nowhere", "There is no note called 'nowhere' here; some notes wish for it."),
        ("links-to:elsewhere", "There is no note called 'elsewhere' here."),
        # A hidden note is told of like one that no one has written.
        ("links-to:secret", "There is no note called 'secret' here."),
        ("links-to:Cellar", "There is no note called 'Cellar' here; some notes wish for it."),
        ("has:image before:2024 serves:<99", ""),
        (
            "before:yesterday",
            "'yesterday' is no date such as 2024, 2024-05 or 2024-05-31; it was read as words.",
        ),
    ],
)
def test_says_what_it_could_not_look_for(kitchen: Engine, text: str, notice: str) -> None:
    assert ask(kitchen, text).notice == notice


WORDS = st.lists(
    st.sampled_from(
        ["kitchen", "table", '"slow kitchen"', "-table", "kind:story", "kit*", "OR", "(", ")", "tag:a"]
    ),
    max_size=5,
).map(" ".join)  # fmt: skip


NOTES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["kitchen", "slow", "table", "kitten"]), max_size=4).map(" ".join),
        st.sampled_from(["note", "story"]),
        st.sampled_from([(), ("a",), ("b",)]),
        st.sampled_from([Visibility.PUBLIC, *Visibility]),
    ),
    max_size=6,
)


@given(NOTES, WORDS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_hidden_note_changes_nothing(engine: Engine, kit: Kit, notes: list[Any], text: str) -> None:
    """Hits, scores, totals, counts and notices are those of a garden without it."""
    documents = [
        kit.document(f"n{n}", body, title="x", kind=kind, tags=tags, visibility=visibility)
        for n, (body, kind, tags, visibility) in enumerate(notes)
    ]
    told = []
    for there in (documents, [one for one in documents if one.note.visibility in PUBLIC]):
        put(engine, *there, fresh=True)
        page = ask(engine, text, filters={"tag": ("a",)} if "tag" in text else {})
        told.append((page.hits, page.total, page.facets, page.notice, ask(engine).facets))
    assert told[0] == told[1]
