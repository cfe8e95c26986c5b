"""BM25F over arrays against the same formula over the documents, in plain Python."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden.search import parameters
from garden.search.engine import Document
from garden.search.index.schema import TEXTS
from garden.search.query import nodes
from garden.search.ranking import matching, scoring
from garden.search.words.analysis import Analysis, fold, written
from garden.search.words.letters import bare
from tests.search.conftest import PUBLIC, Kit

ANALYSIS = Analysis()
VOCABULARY = [
    "listen",
    "listening",
    "heard",
    "hears",
    "Häuser",
    "hauser",
    "kitchen",
    "table",
    "tables",
    "Café",
    "cafe",
]
TEXT = st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join)


class Reference:
    """Robertson, Zaragoza and Taylor's formula, one note and one word at a time."""

    def __init__(self, documents: list[Document]) -> None:
        self.notes = {d.note.id: {name: self._counted(d, name) for name in TEXTS} for d in documents}
        self.exact = {d.note.id: self._exact(d) for d in documents}
        self.accented = {d.note.id: self._accented(d) for d in documents}
        self.languages = {d.note.id: d.note.lang for d in documents}

    def _counted(self, document: Document, name: str) -> Counter[bytes]:
        analyser = ANALYSIS.of(document.note.lang)
        words = written(document.texts.get(name, ""))
        return Counter(term for word in words for term in analyser.forms(word).terms)

    def _exact(self, document: Document) -> set[bytes]:
        analyser = ANALYSIS.of(document.note.lang)
        return {analyser.forms(w).exact for name in TEXTS for w in written(document.texts.get(name, ""))}

    def _accented(self, document: Document) -> set[str]:
        words = {fold(w) for name in TEXTS for w in written(document.texts.get(name, ""))}
        return {word for word in words if word != bare(word)}

    def _as_typed(self, note_id: str, word: str) -> float:
        """Less than 1 where a word has not the accents that were typed."""
        word = fold(word)
        if word == bare(word):
            other = any(bare(accented) == word for accented in self.accented[note_id])
        else:
            somewhere = any(word in accented for accented in self.accented.values())
            other = somewhere and word not in self.accented[note_id]
        return parameters.FOLDED if other else 1.0

    def scores(self, question: str) -> dict[str, float]:
        totals: dict[str, float] = {}
        for word, times in Counter(written(question)).items():
            for note_id, score in self._word(word).items():
                totals[note_id] = totals.get(note_id, 0.0) + score * 9 * times / (8 + times)
        return totals

    def _word(self, word: str) -> dict[str, float]:
        exact = bare(fold(word)).encode()
        frequencies: dict[str, float] = {}
        titles: dict[str, float] = {}
        for note_id, fields in self.notes.items():
            total = 0.0
            terms = {*ANALYSIS.of(self.languages[note_id]).forms(fold(word)).terms, exact}
            for name, counts in fields.items():
                share = self._share(name, sum(counts.values()))
                here = sum(counts[term] for term in terms) * share
                total += parameters.WEIGHTS.get(name, 1.0) * here
                if name == "title":
                    titles[note_id] = here
            if not total and exact in self.exact[note_id]:
                total = self._share("body", sum(fields["body"].values()))
            if total:
                frequencies[note_id] = total
        found = len(frequencies)
        idf = math.log(1 + (len(self.notes) - found + 0.5) / (found + 0.5))
        return {
            note_id: idf
            * self._as_typed(note_id, word)
            * (
                f / (parameters.K1 + f)
                + parameters.TITLE_BONUS * titles[note_id] / (parameters.K1 + titles[note_id])
            )
            for note_id, f in frequencies.items()
        }

    def _share(self, name: str, length: int) -> float:
        lengths = [sum(fields[name].values()) for fields in self.notes.values()]
        counted = lengths if name == "body" else [length for length in lengths if length]
        average = sum(counted) / len(counted) if any(counted) else 1.0
        b = parameters.B_OF.get(name, parameters.B)
        return 1 / (1 - b + b * length / average)


NOTES = st.lists(
    st.tuples(
        TEXT, TEXT, st.lists(st.sampled_from(VOCABULARY), max_size=2), st.sampled_from(["en", "de", "xx"])
    ),
    min_size=1,
    max_size=8,
)


@given(NOTES, st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=4).map(" ".join))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_scores_are_those_of_the_formula(
    kit: Kit, notes: list[tuple[str, str, list[str], str]], question: str
) -> None:
    documents = [
        kit.document(f"n{number}", body, title=title, aliases=tuple(aliases), lang=lang)
        for number, (title, body, aliases, lang) in enumerate(notes)
    ]
    engine = kit.engine()
    kit.write(engine, *documents, fresh=True)
    view = engine.snapshot().view(PUBLIC)
    words = nodes.All(tuple(nodes.Word(fold(word)) for word in written(question)))
    found = matching.find(words, view, ANALYSIS)
    assert found.scores is not None
    scores = {view.corpus.id(doc): float(found.scores[doc]) for doc in found.mask.nonzero()[0].tolist()}
    expected = Reference(documents).scores(question)
    assert scores == pytest.approx(expected, abs=2e-6)
    ranked = scoring.best(np.flatnonzero(found.mask), found.scores.round(6), 100, view.corpus.id)
    assert [view.corpus.id(doc) for doc in ranked] == sorted(
        scores, key=lambda note_id: (-round(scores[note_id], 6), note_id)
    )


def test_scores_do_not_depend_on_segments(kit: Kit) -> None:
    bodies = ["kitchen table", "kitchen kitchen talk", "table", "a long kitchen story about a table", "other"]
    documents = [kit.document(f"n{number}", body, title="x") for number, body in enumerate(bodies)]
    whole, parted = kit.engine("whole"), kit.engine("parted")
    kit.write(whole, *documents)
    for document in reversed(documents):
        kit.write(parted, document)
    assert len(parted.snapshot().corpus.parts) == len(documents)
    scores = [
        [(hit.note.id, hit.score) for hit in kit.search(e, "kitchen table").hits] for e in (whole, parted)
    ]
    assert scores[0] == scores[1]


def test_two_words_once_beat_one_word_often(kit: Kit) -> None:
    engine = kit.engine()
    filler = [
        kit.document(f"f{number}", "something else entirely, not in a room", title="x") for number in range(8)
    ]
    kit.write(
        engine,
        *filler,
        kit.document("often", "kitchen kitchen kitchen, a room to be in", title="x"),
        kit.document("both", "a kitchen and a table, a room to be", title="x"),
    )
    assert kit.ids(engine, "kitchen table")[0] == "both"


def test_the_title_counts_most(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("body", "kitchen", title="x"),
        kit.document("title", "x", title="kitchen"),
        kit.document("alias", "x", title="x", aliases=("kitchen",)),
        kit.document("tag", "x", title="x", tags=("kitchen",)),
    )
    assert kit.ids(engine, "kitchen")[:2] == ["title", "alias"]


def test_words_that_say_nothing_count_half(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("how", "how kitchen", title="x"),
        kit.document("what", "what kitchen", title="x"),
        kit.document("none", "some other", title="x"),
    )
    kitchen = kit.search(engine, "kitchen").hits[0].score
    both = {hit.note.id: hit.score for hit in kit.search(engine, "how kitchen").hits}
    assert both["what"] == kitchen
    assert both["how"] - kitchen == pytest.approx(kit.search(engine, "how").hits[0].score, abs=2e-6)
    rarity = math.log(1 + 2.5 / 1.5)
    assert both["how"] - kitchen == pytest.approx(0.5 * rarity / (parameters.K1 + 1), abs=2e-6)


def test_a_repeated_word_weighs_more(kit: Kit) -> None:
    engine = kit.indexed(kit.document("a", "kitchen"), kit.document("b", "table"), kit.document("c"))
    assert kit.ids(engine, "kitchen table table") == ["b", "a"]
    assert kit.ids(engine, "kitchen kitchen table") == ["a", "b"]
