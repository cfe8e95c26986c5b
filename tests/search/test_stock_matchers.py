"""Arrays and Whoosh's own matchers, on the same files, find the same notes with the same scores."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.index import TOC
from whoosh.query import And, Or, Prefix, Query, Term
from whoosh.reading import MultiReader, SegmentReader
from whoosh.scoring import FunctionWeighting
from whoosh.searching import Searcher

from garden.search import matching, nodes, parameters, schema
from garden.search.analysis import Analysis
from garden.search.fields import INDEX_NAME, stock_schema
from garden.search.mapping import mapped
from garden.search.results import Found
from garden.search.storage import SealedStorage
from tests.search.conftest import PUBLIC, Kit

WORDS = ["kitchen", "table", "garden", "story", "hear", "gardener"]
"""Some are their own stems; one has the stem of another."""
NOTES = st.lists(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), min_size=1, max_size=12)
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def stock(kit: Kit, engine: Any, **options: Any) -> Searcher:
    """Whoosh's own searcher on the newest generation."""
    folder = kit.folder / "index" / f"gen-{engine.snapshot().generation}"
    storage = SealedStorage({path.name: mapped(path) for path in folder.iterdir()})
    kept = stock_schema(engine.snapshot().corpus.layout)
    segments = TOC.read(storage, INDEX_NAME, schema=kept).segments
    readers = [SegmentReader(storage, kept, segment) for segment in segments]
    reader = readers[0] if len(readers) == 1 else MultiReader(readers)
    return Searcher(reader, **options)


def written(kit: Kit, bodies: list[str], split: int) -> Any:
    """Notes in two segments where there are enough, the first one written again."""
    engine = kit.engine()
    kit.write(engine, fresh=True)
    documents = [kit.document(f"n{n}", body, title="") for n, body in enumerate(bodies)]
    for some in (documents[:split], documents[split:], documents[:1]):
        kit.write(engine, *some)
    return engine


def found(engine: Any, *parts: nodes.Node) -> Found:
    return matching.find(nodes.All(parts), engine.snapshot().view(PUBLIC), Analysis())


def ids(engine: Any, docs: Any) -> set[str]:
    return {engine.snapshot().corpus.id(int(doc)) for doc in docs}


def term(word: str) -> Query:
    """A word as Whoosh would look for it: in every field of words, by stem or as it is."""
    fields = [schema.text_field(name) for name in schema.TEXTS]
    forms = {*Analysis().of("en").forms(word).terms, word.encode()}
    return Or([Term(field, form) for field in fields for form in forms] + [Term(schema.EXACT, word.encode())])


@given(NOTES, st.integers(0, 6), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True))
@SLOW
def test_the_same_notes(kit: Kit, bodies: list[str], split: int, asked: list[str]) -> None:
    engine = written(kit, bodies, split)
    words = [nodes.Word(word) for word in asked]
    alternatives = found(engine, nodes.Either(tuple(words)))
    together = found(engine, *(nodes.Within("body", word) for word in words))
    without = found(engine, nodes.Not(words[0]))
    begun = found(engine, nodes.Within("body", nodes.Prefix("garden")))
    body = schema.text_field("body")
    with stock(kit, engine) as searcher:
        each = [term(word) for word in asked]
        in_body = [
            Or([Term(body, form) for form in {*Analysis().of("en").forms(word).terms, word.encode()}])
            for word in asked
        ]
        everything = set(ids(engine, engine.snapshot().corpus.docs.values()))
        assert ids(engine, alternatives.mask.nonzero()[0]) == ids(engine, searcher.docs_for_query(Or(each)))
        assert ids(engine, together.mask.nonzero()[0]) == ids(engine, searcher.docs_for_query(And(in_body)))
        excluded = ids(engine, searcher.docs_for_query(each[0]))
        assert ids(engine, without.mask.nonzero()[0]) == everything - excluded
        assert ids(engine, begun.mask.nonzero()[0]) == ids(
            engine, searcher.docs_for_query(Prefix(body, "garden"))
        )


@given(NOTES, st.integers(0, 6), st.sampled_from(["kitchen", "garden", "hear"]))
@SLOW
def test_the_same_scores(kit: Kit, bodies: list[str], split: int, word: str) -> None:
    """One word in one field, which Whoosh can weigh as well: the rest is sums of these."""
    engine = written(kit, bodies, split)
    view = engine.snapshot().view(PUBLIC)
    body = schema.text_field("body")
    lengths = engine.snapshot().corpus.numbers(body)
    counted = [int(lengths[doc]) for doc in view.mask.nonzero()[0]]
    average = sum(counted) / len(counted) or 1.0

    def weigh(searcher: Searcher, _: str, __: bytes, matcher: Any) -> float:
        among = len(set(searcher.get_parent().docs_for_query(Term(body, word))))
        idf = math.log(1 + (view.count - among + 0.5) / (among + 0.5))
        length = int(searcher.reader().column_reader(body, translate=False)[matcher.id()])
        share = matcher.weight() / (1 - parameters.B + parameters.B * length / average)
        return float(idf * share / (parameters.K1 + share))

    ours = found(engine, nodes.Within("body", nodes.Word(word)))
    with stock(kit, engine, weighting=FunctionWeighting(weigh)) as searcher:
        hits = searcher.search(Term(body, word), limit=None)
        theirs = {engine.snapshot().corpus.id(hit.docnum): hit.score for hit in hits}
    scores = {} if ours.scores is None else dict(enumerate(ours.scores.tolist()))
    assert {
        engine.snapshot().corpus.id(int(doc)): scores[int(doc)] for doc in ours.mask.nonzero()[0]
    } == pytest.approx(theirs)
