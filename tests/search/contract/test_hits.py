"""What a hit shows of its note: marked words, the passage that answers best, and what else has a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from garden.model import Hit, NextChoice, Person, Query, Section
from tests.search.conftest import PUBLIC
from tests.search.contract.engines import ask, put
from tests.search.fragments import matched, written

if TYPE_CHECKING:
    from garden.search.engine import Engine
    from tests.search.conftest import Kit


def keyed(hit: Hit) -> list[str]:
    return [f"{key}: {written(said)}" for key, said in hit.by_keys]


def test_hits_quote_the_passage_with_its_heading(engine: Engine, kit: Kit) -> None:
    where = Section(heading="Where", anchor="where", text="At the kitchen table.")
    put(engine, kit.document("a", sections=(where,), title="A kitchen", summary="In short."))
    (hit,) = ask(engine, "kitchens").hits
    assert written(hit.title) == "A [kitchen]"
    assert (hit.heading, hit.anchor) == ("Where", "where")
    assert matched(hit.snippet) == ["kitchen"]


def test_words_of_headings_are_marked_there(engine: Engine, kit: Kit) -> None:
    sections = tuple(
        Section(heading=heading, anchor=heading, text=text)
        for heading, text in (
            ("Slow kitchens", "Nobody."),
            ("Where", "At the kitchen table."),
            ("A kitchen", ""),
        )
    )
    put(engine, kit.document("a", sections=sections, headings=("Slow kitchens", "Where", "A kitchen")))
    (hit,) = ask(engine, "kitchen").hits
    headings = (hit.heading_marked, *(place.heading_marked for place in hit.more))
    assert list(map(written, headings)) == ["Where", "Slow [kitchens]"]
    (hit,) = ask(engine, "slow").hits
    assert written(hit.heading_marked) == "[Slow] kitchens"


def test_other_places_of_a_note_are_given_with_their_headings(engine: Engine, kit: Kit) -> None:
    sections = tuple(
        Section(heading=f"Part {n}", anchor=f"part-{n}", text=text)
        for n, text in enumerate(
            ["A kitchen table.", "Nothing.", "A kitchen.", "A table.", "The kitchen table."]
        )
    )
    put(engine, kit.document("a", sections=sections, title="Rooms"))
    (hit,) = ask(engine, "kitchen table").hits
    assert (hit.heading, [place.heading for place in hit.more]) == ("Part 0", ["Part 4", "Part 2"])
    assert matched(hit.more[0].snippet) == ["kitchen", "table"]


def test_a_passage_is_of_the_generation_of_its_hit(engine: Engine, kit: Kit) -> None:
    put(engine, kit.document("a", "At the kitchen table."))
    before = engine.snapshot()
    put(engine, kit.document("a", "In the kitchen garden."))
    pages = [one.search(Query(text="kitchen"), visible=PUBLIC) for one in (before, engine.snapshot())]
    assert [written(page.hits[0].snippet) for page in pages] == [
        "At the [kitchen] table.",
        "In the [kitchen] garden.",
    ]


def test_hits_that_show_no_word_tell_the_tags_and_aliases_that_have_it(engine: Engine, kit: Kit) -> None:
    names: dict[str, Any] = {"tags": ("health/mental", "power"), "aliases": ("Mental care", "MENTAL", "Else")}
    put(
        engine,
        kit.document("named", "Nothing.", **names),
        kit.document("titled", "Nothing.", title="Mental", **names),
        kit.document("saying", "Mental as well.", **names),
    )
    told = {
        hit.note.id: [*map(written, (*hit.by_tags, *hit.by_aliases))] for hit in ask(engine, "mental").hits
    }
    assert told == {
        "named": ["health/[mental]", "[Mental] care", "[MENTAL]"],
        "titled": [],
        "saying": [],
    }
    assert not any(hit.by_tags or hit.by_aliases for hit in ask(engine, "tag:power").hits)
    put(engine, kit.document("many", tags=[f"x/{n}" for n in range(9)]))
    (hit, *_) = ask(engine, "x").hits
    assert len(hit.by_tags) == 5


NAMED: dict[str, Any] = {
    "tags": ("health/consent",),
    "aliases": ("Consent", "How we ask"),
    "meta": {"venue": "Where consent forms are kept", "costs": "Of consent alone"},
}


@pytest.mark.parametrize(
    ("asked", "note", "told"),
    [
        ("bread consent", {}, ["health/[consent]", "[Consent]"]),
        ("bread how", {}, []),
        ("bread table", {}, []),
        ("forms consent", {"title": "Consent"}, ["venue: Where [consent] [forms] are kept"]),
        (
            "bread forms consent",
            {},
            ["health/[consent]", "[Consent]", "venue: Where [consent] [forms] are kept"],
        ),
        ("forms consent", {"people": (Person(name="A. Forms"),)}, ["health/[consent]", "[Consent]"]),
        ("bread cons*", {}, ["health/[consent]", "[Consent]"]),
    ],
)
def test_of_each_word_that_a_hit_does_not_show_it_tells_what_has_it(
    engine: Engine, kit: Kit, asked: str, note: dict[str, Any], told: list[str]
) -> None:
    """But nothing of words that it has nowhere, or that say nothing by themselves."""
    others = (kit.document(word, word) for word in ("table", "forms"))
    put(engine, kit.document("a", "Bread.", **NAMED | note), *others)
    hit = next(hit for hit in ask(engine, asked).hits if hit.note.id == "a")
    assert [*map(written, (*hit.by_tags, *hit.by_aliases)), *keyed(hit)] == told


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ({}, ["venue: [Blackthorn] hall", "costs: of [blackthorn] wine", "next: for more [blackthorn]"]),
        ({"title": "Blackthorn"}, []),
        ({"tags": ("blackthorn",)}, []),
        ({"people": (Person(name="Ada Blackthorn"),)}, []),
    ],
    ids=["told", "in its title", "in a tag", "in a name"],
)
def test_hits_that_show_no_word_tell_the_front_matter_that_has_it(
    engine: Engine, kit: Kit, note: dict[str, Any], told: list[str]
) -> None:
    meta = {
        "venue": "Blackthorn hall",
        "costs": [{"name": "of rooms"}, {"name": "of blackthorn wine"}],
        "status": "blackthorn",
    }
    put(
        engine,
        kit.document(
            "a",
            "Nothing.",
            meta=meta,
            next=(NextChoice(to="b", when="for more blackthorn"),),
            **note,
        ),
    )
    (hit,) = ask(engine, "blackthorn").hits
    assert keyed(hit) == told


def test_hits_that_show_no_word_tell_the_people_whose_names_have_it(engine: Engine, kit: Kit) -> None:
    people = (Person(name="Tom Reyes"), Person(name="Ada Reyes", role="host"), Person(name="Tom Abdi"))
    put(
        engine, kit.document("a", "Bread.", people=people), kit.document("b", "Tom had bread.", people=people)
    )
    told = {
        hit.note.id: {name: written(pieces) for name, pieces in hit.by_people}
        for hit in ask(engine, "tom bread").hits
    }
    assert told == {"a": {"Tom Reyes": "[Tom] Reyes", "Tom Abdi": "[Tom] Abdi"}, "b": {}}


def test_of_long_front_matter_the_sentence_that_has_the_word_is_told(engine: Engine, kit: Kit) -> None:
    meta = {f"{n}{'k' * 99}": f"{'Nothing much. ' * 99}A blackthorn." for n in range(9)}
    put(engine, kit.document("a", meta=meta))
    (hit,) = ask(engine, "blackthorn").hits
    assert len(hit.by_keys) == 3
    for key, said in hit.by_keys:
        assert len(key) + sum(len(part.text) for part in said) < 400
        assert any(part.matched for part in said)
