"""Phrases of a question: where they are marked, and which place of a note is shown for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden.model import Hit, Section
from tests.search.fragments import matched, written

if TYPE_CHECKING:
    from tests.search.conftest import Kit


def told(hit: Hit) -> list[str]:
    return [
        *map(written, (*hit.by_tags, *hit.by_aliases)),
        *(f"{key}: {written(said)}" for key, said in hit.by_keys),
    ]


@pytest.mark.parametrize(
    ("asked", "text", "marked"),
    [
        ('"wet wall"', "The wall was wet: a wet wall.", "The [wall] was [wet]: a [wet wall]."),
        ('"slow questions"', "A slow question", "A [slow question]"),
        ('"pot on the table"', "On the pot: a pot on the table", "On the [pot]: a [pot on the table]"),
        ('"to be or not"', "Or to be: to be, or not.", "Or to be: [to be, or not]."),
        ('"kitchen table"', "A kitchen-table, kitchen\ntable", "A [kitchen-table], [kitchen table]"),
        ('"wet wal*"', "A wall, wet walks: wet walls", "A [wall], [wet walks]: [wet walls]"),
        ('"we listeni*"', "Once we, listening", "Once [we, listening]"),
        ('"our well-be*"', "In our wellbeing we", "In [our wellbeing] we"),
        ('"our wellbeing"', "In our well-being we", "In [our well-being] we"),
        ('"well-being now"', "Wellbeing now", "[Wellbeing now]"),
        ('"soup soup stew"', "Soup soup soup stew", "[Soup] [soup soup stew]"),
        ('"wet wall" "dry hall"', "A wet wall, a dry hall, a wall", "A [wet wall], a [dry hall], a [wall]"),
        ('"tom\'s wall"', "Tom’s wall", "[Tom’s wall]"),
        ('"東京大学 図書館"', "大学の東京大学、図書館", "[大学]の[東京大学、図書館]"),
        ('"AIの時代"', "時代はAIの時代", "[時代]は[AIの時代]"),
    ],
)
def test_phrases_are_marked_as_one_and_their_words_as_well(
    kit: Kit, asked: str, text: str, marked: str
) -> None:
    (hit,) = kit.search(kit.indexed(kit.document("a", text, title="A")), asked).hits
    assert written(hit.snippet) == marked


def test_no_phrase_goes_from_one_text_to_the_next(kit: Kit) -> None:
    sections = (Section(heading="Wet", anchor="wet", text="Walls and a wet wall."),)
    (hit,) = kit.search(kit.indexed(kit.document("a", sections=sections)), '"wet wall"').hits
    assert (written(hit.heading_marked), written(hit.snippet)) == ("[Wet]", "[Walls] and a [wet wall].")


LOOSE = "A wall is wet where walls are wet and wet walls are none, for none is a wall. " * 9
SAYS = "Here is a wet, wet hall. Nobody minds a wet wall. Nobody."


@pytest.mark.parametrize(
    ("sections", "heading", "marked"),
    [
        ([("", LOOSE.replace("wet walls", "walls")), ("There", SAYS)], "There", "a [wet wall]"),
        ([("", f"{LOOSE.replace('wet walls', 'walls')}{'Nothing. ' * 40}{SAYS}")], "", "a [wet wall]"),
        ([("A wall", "It was wet, that wall."), ("A wet wall", "Bread.")], "A wet wall", "Bread."),
    ],
    ids=["in another section", "further on", "in a heading"],
)
def test_where_a_phrase_stands_comes_before_where_its_words_do(
    kit: Kit, sections: list[tuple[str, str]], heading: str, marked: str
) -> None:
    made = [Section(heading=head, anchor=head, text=text) for head, text in sections]
    headings = [head for head, _ in sections if head]
    (hit,) = kit.search(kit.indexed(kit.document("a", sections=made, headings=headings)), '"wet wall"').hits
    assert hit.heading == heading
    assert marked in written(hit.snippet)
    assert not told(hit)


@pytest.mark.parametrize(
    ("asked", "note", "expected"),
    [
        ('"wet wall"', {"meta": {"summary": "By a wet wall."}}, ["summary: By a [wet wall]."]),
        ('"wet wall"', {"meta": {"steps": ["wall", "a-wet-wall", "wall"]}}, ["steps: a-[wet-wall]"]),
        ('"wet wall"', {"tags": ("wall", "wet-wall"), "aliases": ("Wet",)}, ["[wet-wall]"]),
        ('"wet wall" bread', {"title": "Bread", "aliases": ("Wet wall",)}, ["[Wet wall]"]),
        ('"wet wall"', {"title": "A wet wall", "aliases": ("Wet wall",)}, []),
        ('"the wall"', {"meta": {"said": ["At the wall", "At a wall"]}}, ["said: At [the wall]"]),
    ],
)
def test_a_phrase_that_a_hit_does_not_show_is_told_where_it_stands(
    kit: Kit, asked: str, note: dict[str, Any], expected: list[str]
) -> None:
    engine = kit.indexed(kit.document("a", "The hall was wet from within, and a wall it had.", **note))
    (hit,) = kit.search(engine, asked).hits
    assert told(hit) == expected


WORDS = st.lists(st.sampled_from(["wet", "wall", "walls", "the", "of", "hall"]), min_size=2, max_size=3)
TEXTS = st.lists(
    st.tuples(
        st.sampled_from(["wet", "Walls", "wall", "the", "of", "hall", "bread"]),
        st.sampled_from([" ", " ", ", ", "-", "\n", " – "]),
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=1, max_size=6), words=WORDS)
def test_every_note_that_is_found_by_a_phrase_shows_it_marked(
    kit: Kit, texts: list[list[tuple[str, str]]], words: list[str]
) -> None:
    bodies = ["".join(map("".join, text)) for text in texts]
    engine = kit.engine()
    kit.write(engine, *(kit.document(str(n), body, title="A") for n, body in enumerate(bodies)), fresh=True)
    page = kit.search(engine, f'"{" ".join(words)}"')
    hits = [] if page.notice else page.hits  # where none has it, that is said and its words are sought
    for hit in hits:
        marked = list(map(_plain, matched(hit.snippet)))
        assert any(f" {' '.join(_plain(' '.join(words)).split())} " in f" {one} " for one in marked)


def _plain(text: str) -> str:
    return " ".join(word.removesuffix("s") for word in re.findall(r"\w+", text.lower()))
