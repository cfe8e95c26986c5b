"""Filters and counts: alternatives within a field, fields together, each counted without its own filter."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden.links import fold
from garden.model import FacetValue, Visibility
from garden.search.documents.facets import FACET_LIMIT
from tests.search.conftest import PUBLIC
from tests.search.contract.engines import ask, facet, put

if TYPE_CHECKING:
    from garden.search.engine import Document, Engine
    from tests.search.conftest import Kit

TAGS = ["a", "A", "b", "b/c", "ä", "Ä"]
FACETS = ("kind", "tag", "time")

NOTES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["kitchen", "table", "slow"]), max_size=3).map(" ".join),
        st.sampled_from(["note", "story", "Story"]),
        st.lists(st.sampled_from(TAGS), max_size=3).map(tuple),
        st.sampled_from([(), ("short",), ("long",)]),
        st.sampled_from(Visibility),
    ),
    max_size=8,
)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from([("story",), ("NOTE", "story"), ()]),
        "tag": st.sampled_from([("a",), ("b", "Ä"), ("nope",)]),
        "time": st.sampled_from([("short",), ("short", "long")]),
    },
)


def folded(document: Document, name: str) -> set[str]:
    return {fold(value) for value in document.values.get(name, ())}


def matches(document: Document, filters: dict[str, tuple[str, ...]], text: str, *, but: str = "") -> bool:
    words = set(document.texts.get("body", "").split())
    return (
        document.note.visibility in PUBLIC
        and (not text or bool(words & set(text.split())))
        and all(
            folded(document, name) & {fold(value) for value in values}
            for name, values in filters.items()
            if values and name != but
        )
    )


@given(NOTES, FILTERS, st.sampled_from(["", "kitchen", "table slow"]), st.integers(0, 3))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filters_and_counts_are_those_counted_by_hand(
    engine: Engine, kit: Kit, notes: list[Any], filters: dict[str, tuple[str, ...]], text: str, split: int
) -> None:
    documents = [
        kit.document(
            f"n{n}", body, title="x", kind=kind, tags=tags, values={"time": time}, visibility=visibility
        )
        for n, (body, kind, tags, time, visibility) in enumerate(notes)
    ]
    # With a note of each, every value is one of the notes', and none is read as what is nearly so.
    documents.append(kit.document("every", tags=tuple(TAGS), kind="story"))
    put(engine, *documents[:split], fresh=True)
    put(engine, *documents[split:])
    page = ask(engine, text, filters=filters, per_page=100)
    expected = {document.note.id for document in documents if matches(document, filters, text)}
    assert {hit.note.id for hit in page.hits} == expected
    assert page.total == len(expected)
    for name in FACETS:
        counted = Counter(
            value
            for document in documents
            if matches(document, filters, text, but=name)
            for value in folded(document, name)
        )
        shown = next((facet.values for facet in page.facets if facet.name == name), ())
        assert {fold(value.value): value.count for value in shown if value.count} == counted
        assert {fold(v.value) for v in shown if v.chosen} == {fold(v) for v in filters.get(name, ())}
    for name in FACETS:
        public = (document for document in documents if document.note.visibility in PUBLIC)
        counted = Counter(value for document in public for value in folded(document, name))
        assert {fold(value.value): value.count for value in facet(engine, name).values} == counted


def test_values_come_commonest_first_then_by_name(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("1", tags=("b", "a")),
        kit.document("2", tags=("c", "b")),
        kit.document("3", tags=("a",)),
    )
    assert [(v.value, v.count) for v in facet(engine, "tag").values] == [("a", 2), ("b", 2), ("c", 1)]


def test_a_declared_order_comes_first(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        *(
            kit.document(f"{n}", values={"time": (time,)})
            for n, time in enumerate(["long", "long", "Short", "any"])
        ),
    )
    assert [v.value for v in facet(engine, "time").values] == ["Short", "long", "any"]


def test_the_commonest_spelling_that_a_reader_may_see_is_shown(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("1", tags=("health",)),
        kit.document("2", tags=("Health",), visibility=Visibility.HIDDEN),
        kit.document("3", tags=("Health",), visibility=Visibility.HIDDEN),
    )
    assert [v.value for v in facet(engine, "tag").values] == ["health"]


def test_a_chosen_value_without_notes_stays_to_be_taken_out(engine: Engine, kit: Kit) -> None:
    put(engine, kit.document("1", "kitchen", tags=("a",)), kit.document("2", "table", tags=("b",)))
    shown = facet(engine, "tag", "kitchen", filters={"tag": ("b", "nope")}).values
    assert {(v.value, v.count, v.chosen) for v in shown} == {
        ("a", 1, False),
        ("b", 0, True),
        ("nope", 0, True),
    }


@pytest.mark.parametrize(
    ("chosen", "ids", "kept", "count", "notice"),
    [
        (("year", "2024-05"), ["may"], "2024-05", 1, ""),
        (("year", "2023-12..2024-05"), ["may", "old"], "2023-12..2024-05", 2, ""),
        (("year", "2024.."), ["june", "may"], "2024..", 2, ""),
        (("people", "6"), ["june"], "6", 1, ""),
        (("people", "<4"), [], "<4", 0, ""),
        (("tag", "CARE"), ["may", "old"], "care", 2, ""),
        (("tag", "#cafe"), ["june"], "café", 1, ""),
        (("lang", "English"), ["june", "may", "old"], "en", 3, ""),
        (("tag", "<x"), [], "x", 0, "'tag' cannot be compared with 'x'; the '<' was left out."),
        (("year", "2024-13"), [], "2024-13", 0, "'2024-13' is no year or month such as 2024 or 2024-05."),
    ],
)
def test_a_value_is_chosen_as_a_question_asks_for_it(
    engine: Engine, kit: Kit, chosen: tuple[str, str], ids: list[str], kept: str, count: int, notice: str
) -> None:
    put(
        engine,
        kit.document("old", date=date(2023, 12, 31), tags=("care",)),
        kit.document("may", date=date(2024, 5, 3), tags=("care",)),
        kit.document("june", date=date(2024, 6, 1), tags=("café",), values={"people": ("5 to 12",)}),
    )
    name, asked = chosen
    page = ask(engine, filters={name: (asked,)})
    assert sorted(hit.note.id for hit in page.hits) == ids
    assert (page.query.filters, page.notice) == ({name: (kept,)}, notice)
    (facet,) = (facet for facet in page.facets if facet.name == name)
    assert [(v.value, v.count) for v in facet.values if v.chosen] == [(kept, count)]


@pytest.mark.parametrize(("name", "kept"), [("tag", ("home",)), ("people", ("home", "home/damp"))])
def test_what_is_below_a_chosen_value_is_chosen_with_it(
    engine: Engine, kit: Kit, name: str, kept: tuple[str, ...]
) -> None:
    """A note with the tag below has the one above as well; the values of other fields say no such thing."""
    values = ("home/damp", "home", "old")
    put(
        engine, *(kit.document(f"in {value}", tags=(value,), values={"people": (value,)}) for value in values)
    )
    page = ask(engine, filters={name: ("home/",)})
    assert (page.query.filters, page.total) == ({name: kept}, 2)
    assert ask(engine, filters={name: kept}).total == 2


@pytest.mark.parametrize("asked", ["room", "foood", "cafe"])
def test_a_value_of_hidden_notes_alone_changes_nothing(engine: Engine, kit: Kit, asked: str) -> None:
    seen = [kit.document("1", tags=("warm room", "food")), kit.document("2", tags=("Café",))]
    hidden = kit.document("3", tags=("room", "foood", "cafe"), visibility=Visibility.HIDDEN)
    questions: list[dict[str, Any]] = [{"filters": {"tag": (asked,)}}, {"text": f"tag:{asked}"}]
    told = []
    for there in (seen, [*seen, hidden]):
        put(engine, *there, fresh=True)
        pages = [ask(engine, **query) for query in questions]
        told.append([(page.query, page.total, page.notice, page.facets) for page in pages])
    assert told[0] == told[1]


def test_facets_are_cut_but_for_what_is_chosen(engine: Engine, kit: Kit) -> None:
    put(engine, kit.document("1", tags=tuple(f"t{n:03}" for n in range(FACET_LIMIT + 9))))
    last = f"t{FACET_LIMIT + 8:03}"
    kind, shown, *_ = ask(engine, filters={"tag": (last,)}).facets
    assert len(shown.values) == FACET_LIMIT + 1
    assert shown.values[-1] == FacetValue(value=last, count=1, chosen=True)
    assert (kind.unlisted, shown.unlisted) == (0, 8)


@pytest.mark.parametrize(
    ("filters", "notice"),
    [
        ({"tag": ("nosuch", "neither")}, "There is no tag 'nosuch' or 'neither' here."),
        ({"tag": ("nosuch", "kitchen", "nosuch")}, "There is no tag 'nosuch' here."),
        (
            {"tag": ("kitchn", "nosuch")},
            "There is no tag 'kitchn' or 'nosuch' here; did you mean 'kitchen'?",
        ),
        (
            {"tag": ("nosuch", "neither"), "kind": ("poem",)},
            "There is no tag 'nosuch' or 'neither' and no kind 'poem' here.",
        ),
        (
            {"tag": ("none", "neither"), "kind": ("poem", "nothing")},
            "There is no tag 'none' or 'neither' and no kind 'poem' here, nor others that were asked for.",
        ),
        (
            {"tag": ("nosuch", "neither"), "year": ("1066", "1067")},
            "There is no tag 'nosuch' or 'neither' here.",
        ),
        (
            {"tag": (">kitchen", "neither"), "nope": ("x",)},
            "'tag' cannot be compared with 'kitchen'; the '>' was left out. There is no tag 'neither' here.",
        ),
    ],
)
def test_values_that_are_not_there_are_told_in_one_sentence(
    engine: Engine, kit: Kit, filters: dict[str, tuple[str, ...]], notice: str
) -> None:
    put(engine, kit.document("1", tags=("kitchen",)))
    assert ask(engine, filters=filters).notice == notice


def test_an_address_of_many_values_makes_no_long_sentence(engine: Engine, kit: Kit) -> None:
    put(engine, kit.document("1", tags=("kitchen",)))
    many = tuple(f"{'long' * 99}{letter}" for letter in map(chr, range(97, 123)))
    filters = dict.fromkeys(("tag", "kind", "author", "lang", "year", "time", "nope"), many)
    assert len(ask(engine, filters=filters).notice) < 300


def test_an_unknown_filter_is_left_out_and_said(engine: Engine, kit: Kit) -> None:
    put(engine, kit.document("1"))
    page = ask(engine, filters={"nope": ("x",), "kind": ()})
    assert (page.total, page.notice) == (1, "There is no filter 'nope' here; it was left out.")
