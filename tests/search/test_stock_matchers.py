"""Arrays and Whoosh's own matchers, on the same files, find the same notes with the same scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden.model import Section, Visibility
from garden.search.query import nodes
from garden.search.ranking import matching
from garden.search.words.analysis import Analysis
from garden.search.words.letters import bare
from tests.search.conftest import PUBLIC, Kit
from tests.search.stock_answers import StockAnswers, stock

if TYPE_CHECKING:
    from garden.search.engine import Document
    from garden.search.whoosh_engine import WhooshEngine

WORDS = ["kitchen", "table", "garden", "gardener", "hear", "heard", "listening", "the", "café", "cafe"]
"""Some are their own stems, some share one, one says nothing by itself, and two differ by an accent."""
BEGINNINGS = ["kit", "ta", "garden", "he", "th", "ca"]
"""All words of a stem have those that any of them has, so that a text tells where they stand ..."""
UNLIKE = ["listeni", "table", "no"]
"""... and some of which this is not so."""
FIELDS = ["title", "aliases", "headings", "tags", "body", "meta", "moral"]

Written = dict[str, Any]
"""A note in the making."""


def texts(most: int, least: int = 1) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), min_size=least, max_size=most).map(" ".join)


NOTE = st.fixed_dictionaries(
    {
        "sections": st.lists(st.tuples(texts(2, 0), texts(8)), min_size=1, max_size=2),
        "lang": st.sampled_from(["en", "en", "fr"]),
        "kind": st.sampled_from(["note", "note", "guide"]),
        "visibility": st.sampled_from([*[Visibility.PUBLIC] * 3, Visibility.HIDDEN]),
        "links": st.sets(st.integers(0, 6), max_size=3),
    },
    optional={
        "title": texts(3),
        "aliases": st.lists(texts(2), max_size=2).map(tuple),
        "tags": st.lists(st.sampled_from(WORDS), max_size=2, unique=True).map(tuple),
        "moral": texts(3),
    },
)
NOTES = st.lists(NOTE, min_size=5, max_size=9)


def stretches(notes: list[Written]) -> list[tuple[str, ...]]:
    """Two or three words that stand next to each other, or nearly, in a text of the notes."""
    texts = [text for note in notes for section in note["sections"] for text in section]
    texts += [note.get(name, "") for note in notes for name in ("title", "moral")]
    words = [text.split() for text in texts]
    return [
        tuple(text[at : at + most]) for text in words for most in (2, 3) for at in range(len(text) - most + 1)
    ]


@st.composite
def phrases(draw: st.DrawFn, written: list[tuple[str, ...]]) -> nodes.Phrase:
    some = draw(st.one_of(st.sampled_from(written), st.lists(st.sampled_from(WORDS), min_size=2, max_size=3)))
    words: list[nodes.Word | nodes.Prefix] = list(map(nodes.Word, some))
    places = list(range(len(words)))
    if len(words) > 2 and draw(st.booleans()):
        del words[1], places[1]
    if draw(st.booleans()):
        begun = [one for one in BEGINNINGS if bare(some[-1]).startswith(one)]
        words[-1] = nodes.Prefix(draw(st.sampled_from(begun or BEGINNINGS)))
    return nodes.Phrase(tuple(zip(places, words, strict=True)), " ".join(some))


def larger(node: st.SearchStrategy[nodes.Node]) -> st.SearchStrategy[nodes.Node]:
    some = st.lists(node, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(nodes.Either, some),
        st.builds(nodes.Every, some),
        st.builds(nodes.All, some),
        st.builds(nodes.Within, st.sampled_from(FIELDS), node),
        st.builds(nodes.Not, node),
    )


@st.composite
def gardens(draw: st.DrawFn) -> tuple[list[Written], list[nodes.All]]:
    """Notes, and questions about them."""
    notes = draw(NOTES)
    word = st.sampled_from(WORDS).map(nodes.Word)
    leaf = st.one_of(
        word,
        word,
        phrases(stretches(notes) or [("kitchen", "table")]),
        st.sampled_from(BEGINNINGS + UNLIKE).map(nodes.Prefix),
        st.builds(nodes.Within, st.sampled_from(FIELDS), word),
    )
    parts = st.lists(st.recursive(leaf, larger, max_leaves=4), min_size=1, max_size=3)
    questions = st.lists(parts.map(lambda parts: nodes.All(tuple(parts))), min_size=12, max_size=12)
    return notes, draw(questions)


def document(kit: Kit, number: int, written: dict[str, Any]) -> Document:
    note = dict(written)
    sections = [Section(heading=heading, anchor="", text=text) for heading, text in note.pop("sections")]
    moral = note.pop("moral", "")
    return kit.document(
        f"n{number}",
        sections=sections,
        headings=[section.heading for section in sections if section.heading],
        links=[f"n{other}" for other in note.pop("links", ())],
        values={"moral": (moral,)},
        meta={"moral": moral},
        **{"title": ""} | note,
    )


def written(kit: Kit, notes: list[Written], cut: int) -> WhooshEngine:
    """Notes in two or three segments; some are written twice, and one is gone."""
    engine = kit.engine(apart=("guide",))
    made = [document(kit, number, note) for number, note in enumerate(notes)]
    kit.write(engine, *made[: cut + 2], fresh=True)
    kit.write(engine, *made[cut:])
    kit.write(engine, *made[:1], removed=[made[cut].note.id])
    return engine


@given(gardens(), st.integers(1, 4))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_same_notes_with_the_same_scores(
    kit: Kit, garden: tuple[list[Written], list[nodes.All]], cut: int
) -> None:
    notes, questions = garden
    engine = written(kit, notes, cut)
    snapshot = engine.snapshot()
    view = snapshot.view(PUBLIC)
    with stock(kit.folder / "index" / f"gen-{snapshot.generation}", snapshot.corpus.layout) as searchers:
        answers = StockAnswers(searchers, snapshot, snapshot.corpus.layout)
        for question in questions:
            found = matching.find(question, view, Analysis())
            docs = found.mask.nonzero()[0].tolist()
            ids, scores = answers.answer(question)
            assert {snapshot.corpus.id(doc) for doc in docs} == ids
            ours = (
                None if found.scores is None else {snapshot.corpus.id(doc): found.scores[doc] for doc in docs}
            )
            assert ours == (None if scores is None else pytest.approx(scores, rel=1e-9))
