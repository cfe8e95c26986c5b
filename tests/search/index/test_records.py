from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from garden.model import Link, NextChoice, Note, Person, Section, Visibility
from garden.search.index import records

TEXT = st.text(max_size=20)
WORDS = st.lists(TEXT, max_size=3).map(tuple)
DATES = st.none() | st.dates()
NOTES = st.builds(
    Note,
    id=TEXT,
    path=TEXT,
    fingerprint=TEXT,
    title=TEXT,
    tags=WORDS,
    aliases=WORDS,
    related=WORDS,
    people=st.lists(st.builds(Person, name=TEXT, role=TEXT), max_size=2).map(tuple),
    next=st.lists(st.builds(NextChoice, to=TEXT, when=TEXT), max_size=2).map(tuple),
    date=DATES,
    updated=DATES,
    summary=st.text(max_size=2000),
    visibility=st.sampled_from(Visibility),
    words=st.integers(0, 10**9),
    meta=st.dictionaries(
        TEXT, TEXT | st.lists(TEXT | st.dictionaries(TEXT, TEXT, max_size=2), max_size=2), max_size=3
    ),
)


@given(NOTES)
@settings(max_examples=100, deadline=None)
def test_a_note_comes_back_as_it_was(note: Note) -> None:
    front = records.to_front(records.from_front(note.meta))
    assert records.to_note(records.from_note(note), front) == note


def test_a_note_of_surrogates_and_the_first_year_comes_back() -> None:
    note = Note(id="a\udc80", path="a\udc80.md", fingerprint="", title="\x00\u2028", date=date.min)
    front = records.to_front(records.from_front(note.meta))
    assert records.to_note(records.from_note(note), front) == note


def test_links_come_back_as_they_were() -> None:
    link = Link(
        target="a", kind="embed", line=3, heading="h", text="t", before="b " * 600, after="c", size="2x3"
    )
    assert records.to_links(records.from_links((link, link))) == (link, link)
    assert records.from_links(()) == b""
    assert records.to_links(b"") == ()


@given(st.lists(st.builds(Section, heading=TEXT, anchor=TEXT, text=TEXT), max_size=4).map(tuple))
@settings(max_examples=100, deadline=None)
def test_sections_come_back_as_they_were(sections: tuple[Section, ...]) -> None:
    assert records.to_sections(records.from_sections(sections)) == sections


def test_sections_of_surrogates_and_separators_come_back() -> None:
    sections = (Section(heading="\udc80", anchor="", text="\n1 2\n\x1f\ud800\udfff"),)
    assert records.to_sections(records.from_sections(sections)) == sections
    assert records.from_sections(()) == b""
    assert records.to_sections(b"") == ()
