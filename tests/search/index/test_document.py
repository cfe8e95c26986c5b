from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from garden import markdown
from garden.model import Content, Field, Heading, NextChoice, Note, ParsedNote, Person, Section
from garden.search.index.document import (
    META_LIMIT,
    SECTIONS_LIMIT,
    VALUE_LIMIT,
    VALUES_LIMIT,
    document,
    written,
)


def parsed(**note: Any) -> ParsedNote:
    made = Note(**{"id": "a", "path": "a.md", "fingerprint": "", "title": "A title"} | note)
    content = Content(
        headings=(Heading(level=2, text="One", anchor="one", line=1),),
        sections=(
            Section(heading="", anchor="", text="First."),
            Section(heading="One", anchor="one", text="Second."),
        ),
    )
    return ParsedNote(note=made, content=content)


def test_texts_of_every_note() -> None:
    made = document(
        parsed(aliases=("B", "C"), tags=("x/y",), meta={"whatIs": "Words to find", "title": "A title"})
    )
    assert made.texts == {
        "title": "A title",
        "aliases": "B\nC",
        "headings": "One",
        "tags": "x/y",
        "body": "First.\nSecond.",
        "meta": "Words to find",
    }


def test_of_a_very_long_text_the_beginning_is_kept_and_all_is_searched() -> None:
    long = Section(heading="Long", anchor="long", text="x" * SECTIONS_LIMIT)
    first = Section(heading="", anchor="", text="First.")
    last = Section(heading="", anchor="", text="Last.")
    made = document(ParsedNote(note=parsed().note, content=Content(sections=(first, long, last))))
    assert [len(section.text) for section in made.sections] == [6, SECTIONS_LIMIT - 6]
    assert made.sections[1].heading == "Long"
    assert made.texts["body"].endswith("Last.")
    assert document(parsed()).sections == parsed().content.sections


def test_values_of_every_note() -> None:
    note = parsed(
        kind="story", tags=("x/y", "X"), people=(Person(name="Ama"),), lang="en", date=date(824, 5, 1)
    )
    assert document(note).values == {
        "kind": ("story",),
        "tag": ("x", "x/y"),
        "author": ("Ama",),
        "lang": ("en",),
        "year": ("0824",),
    }


def test_values_of_plugins_by_their_type() -> None:
    fields = {
        "time": Field(name="time", type="number"),
        "when": Field(name="when", type="date"),
        "moral": Field(name="moral", type="text"),
        "kind": Field(name="kind"),
    }
    values: dict[str, tuple[Any, ...]] = {
        "time": (15, 2.5, 20.0),
        "when": (date(2024, 5, 1),),
        "moral": ("Be kind", "Be slow"),
        "kind": ("mine",),
        "_title_boost": (9,),
        "stranger": ("x",),
    }
    made = document(parsed(), values, fields)
    assert made.values == {"time": ("15", "2.5", "20"), "when": ("2024-05-01",), "kind": ("note",)}
    assert made.texts["moral"] == "Be kind\nBe slow"
    assert "_title_boost" not in {*made.texts, *made.values}


def test_what_the_page_says_of_the_ways_on_is_searched() -> None:
    made = document(parsed(next=(NextChoice(to="rest", when="you are tired"), NextChoice(to="on"))))
    assert made.texts["body"].endswith("you are tired")


def test_values_are_bounded_and_once_each() -> None:
    fields = {"many": Field(name="many")}
    made = document(parsed(), {"many": ("  a  b ", "A B", "", "x" * 999, *map(str, range(2_999)))}, fields)
    assert made.values["many"][:2] == ("a b", "x" * VALUE_LIMIT)
    assert len(made.values["many"]) == VALUES_LIMIT


def test_front_matter_is_searched_to_a_limit_and_a_depth() -> None:
    deep: Any = "too deep"
    for _ in range(20):
        deep = {"k": [deep]}
    made = document(
        parsed(
            people=(Person(name="Ama"),),
            meta={"x": ["one", {"y": "two"}], "deep": deep, "long": "z" * 999_999},
        )
    )
    assert made.texts["meta"].startswith("Ama\none\ntwo\nzzz")
    assert "too deep" not in made.texts["meta"]
    assert len(made.texts["meta"]) <= META_LIMIT + 20


@pytest.mark.parametrize(
    ("value", "expected"), [(3, "3"), (3.0, "3"), (0.1, "0.1"), (date(1, 2, 3), "0001-02-03"), ("x", "x")]
)
def test_written(value: Any, expected: str) -> None:
    assert written(value) == expected


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("Plain.", ()),
        ("[[Bread]]", ("link",)),
        ("[[node.js]] [v1.2](v1.2.md)", ("link",)),
        ("[a](https://a.example)", ("link",)),
        ("![a](a.png)", ("image",)),
        ("![[a.PNG]]", ("image",)),
        ("![a](https://a.example/a.png)", ("image",)),
        ("[![a](https://a.example/a.png)](https://a.example)", ("link",)),
        ("[a](mailto:a@b.c) ![a](odd:a)", ()),
        ("![[list.pdf]]", ("attachment",)),
        ("[list](list.zip)", ("attachment",)),
        ("```\nx\n```", ("code",)),
        ("`x`", ()),
        ("|a|\n|-|\n|b|", ("table",)),
    ],
)
def test_what_a_note_has_besides_words(text: str, has: tuple[str, ...]) -> None:
    content = markdown.read(markdown.build_parser(lambda _: None), text, first_line=1)
    assert document(ParsedNote(note=parsed().note, content=content)).has == has
    summed_up = parsed(summary="In short.").note
    assert set(document(ParsedNote(note=summed_up, content=content)).has) == {*has, "summary"}
