"""A field that there is none of is read as a word, and that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.model import Person, Section
from garden.search.understanding import unknown
from garden.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from tests.search.conftest import Kit


@pytest.fixture
def engine(kit: Kit) -> WhooshEngine:
    return kit.indexed(
        kit.document(
            "seed", "A seedling from Tom", title="Note: bring tea", people=(Person(name="Ama Mensah"),)
        ),
        kit.document(
            "port",
            headings=("Mode:slow",),
            sections=(Section(heading="Mode:slow", anchor="m", text="ISBN: 978 and so on"),),
        ),
        kit.document("foo", "foo bar, and a foo:baz"),
        kit.document("水", "注意：お茶", lang="ja"),
    )


def _none(*names: str) -> str:
    return " ".join(f"There is no field '{name}' here; it was read as a word." for name in names)


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("status:seedling", _none("status") + " No note has both words; showing notes with one of them."),
        ("from:Tom", _none("from")),
        ("foo:bar", _none("foo")),
        ("foo:(bar OR baz)", _none("foo")),
        ('foo:"bar, and"', _none("foo")),
        ("-nope:seedling foo", _none("nope")),
        ("nope:1 nope:2 a:b NO:3 more:4 less:5 foo", _none("nope", "NO", "more") + " No note"),
        ("x" * 60 + ":foo foo", _none("x" * 40) + " No note"),
        # Some note has it as it was typed.
        ("foo:baz", ""),
        ("Foo:BAZ", ""),
        ("mode:slow", ""),
        ("isbn:978", ""),
        ("note:bring tea", ""),
        # It is no field.
        ("foo: bar", ""),
        ("12:30 foo", "No note"),
        ("https://foo.bar/x foo", "No note"),
        ("C:\\foo", "No note"),
        ("注意：お茶", ""),
        ("tag:(foo nope:bar) seedling", ""),
        ("foo:", ""),
    ],
)
def test_an_unknown_field_is_told(kit: Kit, engine: WhooshEngine, text: str, notice: str) -> None:
    said = kit.search(engine, text).notice
    assert said.startswith(notice)
    assert said.count("There is no field") == notice.count("There is no field")


def test_by_is_whose_note_it_is(kit: Kit, engine: WhooshEngine) -> None:
    page = kit.search(engine, 'by:"Ama Mensah"')
    assert [hit.note.id for hit in page.hits] == ["seed"]
    assert page.notice == ""
    assert [part.label for part in page.understood] == ["author: Ama Mensah"]


def test_long_notes_are_looked_through_no_longer_than_that(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unknown, "_CHARACTERS", 200)
    engine = kit.indexed(*(kit.document(f"n{n}", "of in to " * 20) for n in range(9)))
    looked: list[str] = []

    def folded(text: str) -> str:
        looked.append(text)
        return text

    monkeypatch.setattr(unknown, "fold", folded)
    assert kit.search(engine, "of:in in:to to:of").notice == ""
    assert sum(len(text) for text in looked if len(text) > 9) <= 200
