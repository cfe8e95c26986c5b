from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from garden.characters import named
from garden.model import Field, Person
from garden.parsing.dates import day
from garden.web.text import beginning, by_role, count, direction, label, language, visible


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain", "plain"),
        ("a\u202eb", "a‹U+202E›b"),
        ("a\u2066b\u2069", "a‹U+2066›b‹U+2069›"),
        ("a\u200bb", "a‹U+200B›b"),
        ("\ufeffa", "‹U+FEFF›a"),
        ("a\x00\x1b[31m", "a‹U+0000›‹U+001B›[31m"),
        ("line\u2028line", "line‹U+2028›line"),
        ("\ud800", "‹U+D800›"),
        ("tab\tand\nnewline", "tab\tand\nnewline"),
        ("👩‍👩‍👧 می‌خواهم", "👩‍👩‍👧 می‌خواهم"),
    ],
)
def test_what_cannot_be_seen_is_named(written: str, shown: str) -> None:
    assert visible(written) == shown


@given(st.text(max_size=50))
def test_what_is_shown_can_be_encoded_and_is_shown_once(text: str) -> None:
    shown = visible(text)
    assert isinstance(shown, str)
    shown.encode("utf-8")
    assert visible(shown) == shown


def test_sanitised_html_and_numbers_are_left_alone() -> None:
    html = Markup("a\u200fb")
    assert visible(html) is html
    assert visible(3) == 3


def test_people_stand_under_their_roles_once() -> None:
    people = (
        Person(name="Hana", role="teller"),
        Person(name="Tom", role="scribe"),
        Person(name="Nasra", role="teller"),
        Person(name="Hana", role="teller"),
        Person(name="Kit", role="drawn by"),
    )
    assert by_role(people) == (
        ("Told by", ("Hana", "Nasra")),
        ("Written down by", ("Tom",)),
        ("Drawn by:", ("Kit",)),
    )


def test_small_words() -> None:
    assert day(date(2026, 3, 4)) == "4 March 2026"
    assert label("said_by") == "Said by"
    fields = {"km": Field(name="km", title="Kilometres"), "said_by": Field(name="said_by")}
    assert [label(key, fields) for key in fields] == ["Kilometres", "Said by"]
    assert (count(1, "note"), count(1204, "note"), count(0, "story", "stories")) == (
        "1 note",
        "1,204 notes",
        "0 stories",
    )
    assert (language("de"), language("pt-br"), language("xx")) == ("Deutsch", "Português (br)", "xx")
    assert (direction("he-IL"), direction("AR"), direction("en"), direction("")) == (
        "rtl",
        "rtl",
        "ltr",
        "ltr",
    )


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ((), ""),
        (("  One\n two ", "three."), "One two three."),
        (("Ask one question. Then wait for it.",), "Ask one question."),
        (("Ask. Then wait for the long silence",), "Ask. Then wait for…"),
        (("He said “wait.” Then nothing was said",), "He said “wait.”"),
        (("x" * 30,), f"{'x' * 20}…"),
        (("問いを一つ。そして長い沈黙を待つことにする。以上",), "問いを一つ。そして長い沈黙を待つことにす…"),
        (("長い沈黙を待つことにする。そして問いを一つだけ出す",), "長い沈黙を待つことにする。"),
        (("a\u202eb",), "a‹U+202E›b"),
    ],
)
def test_a_text_begins_with_whole_sentences_or_words(texts: tuple[str, ...], told: str) -> None:
    assert beginning(texts, 20) == told


@given(texts=st.lists(st.text()), most=st.integers(2, 300))
def test_a_beginning_is_short(texts: list[str], most: int) -> None:
    shown = [text for text in texts if named(text) == text]
    assert len(beginning(shown, most)) <= most + 1
