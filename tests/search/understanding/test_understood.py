from __future__ import annotations

import pytest

from garden.model import Understood
from garden.search.index import schema
from garden.search.query.grammar import parse
from garden.search.query.question import Question
from garden.search.understanding.understood import understood
from tests.search.conftest import FIELDS

LAYOUT = schema.layout(FIELDS.values())


def ask(text: str) -> Question:
    return parse(text, LAYOUT.names, frozenset(LAYOUT.values), ordered=LAYOUT.ordered, flags=LAYOUT.flags)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("slow questions", []),
        ("(slow questions)", []),
        ("京 東京", []),
        ("recipe:soup", []),
        ("tag:listening slow", ["tag: listening"]),
        ('"slow questions"', ["“slow questions”"]),
        ("-recipe", ["without recipe"]),
        ('-"slow questions"', ["without “slow questions”"]),
        ("-tag:a", ["without tag: a"]),
        ("before:2024 after:2023-05", ["before 2024", "after 2023-05"]),
        ("date:2024", ["date: 2024"]),
        ("has:picture -has:photos", ["with a picture", "without picture"]),
        ("has:link -has:tags", ["with a link", "without tags"]),
        ("has:serves", ["with serves"]),
        ("links-to:index", ["linking to “index”"]),
        ("serves:<4 time:short", ["serves: <4", "time: short"]),
        ("listen*", ["listen…"]),
        ("slow-listen*", ["slow listen…"]),
        ("bread OR soup", ["bread or soup"]),
        ("bread OR tag:soup x", ["bread or tag: soup"]),
        ("NOT recipe", ["without recipe"]),
        ("bread AND soup OR tag:a x", ["bread and soup or tag: a"]),
        ("bread AND NOT soup", ["bread and without soup"]),
        ("don't", []),
        ("text:kitchen", ["text: kitchen"]),
        ('title:"a b"', ["title: “a b”"]),
        ("(a tag:b)", ["a, tag: b"]),
    ],
)
def test_says_what_was_understood(text: str, labels: list[str]) -> None:
    assert [part.label for part in understood(ask(text))] == labels


def test_and_how_to_ask_without_it() -> None:
    assert list(understood(ask('slow tag:a "b c"'))) == [
        Understood(label="tag: a", without='slow "b c"'),
        Understood(label="“b c”", without="slow tag:a"),
    ]


def test_every_flag_has_words() -> None:
    for flag in schema.FLAGS:
        (part,) = understood(ask(f"has:{flag}"))
        assert part.label != f"with {flag}" or flag == "code"
