"""The words of a segment, and those that are much alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.search.index import dictionary
from garden.search.index.lexicon import Lexicon
from tests.search.extents import extent

if TYPE_CHECKING:
    from tests.search.conftest import Kit


@pytest.fixture
def lexicon(kit: Kit) -> Lexicon:
    engine = kit.indexed(
        kit.document("a", "Listening at the kitchen tables", title="One"),
        kit.document("b", "We were listening 2024 x1y 東京都", tags=("food",)),
    )
    ((segment, _),) = engine.snapshot().corpus.parts
    return segment.lexicon


def test_words_are_counted_by_documents_without_codes_and_pairs(lexicon: Lexicon) -> None:
    assert lexicon.forms == {"listening": 2, "tables": 1}
    assert {word: lexicon.documents(word) for word in ("listen", "kitchen", "food", "nowhere")} == {
        "listen": 2,
        "kitchen": 1,
        "food": 1,
        "nowhere": 0,
    }
    assert not {"2024", "x1y", "東京", "at"} & set(lexicon.stems)


@pytest.mark.parametrize(
    ("word", "edits", "found"),
    [
        ("kitchne", 1, {("kitchen", 1, True)}),  # two neighbours swapped: one edit
        ("kichen", 1, {("kitchen", 1, True)}),
        ("tablese", 1, {("tables", 1, False)}),
        ("lisenimg", 1, set()),
        ("lisenimg", 2, {("listening", 2, False)}),
    ],
)
def test_words_so_many_edits_away(
    lexicon: Lexicon, word: str, edits: int, found: set[tuple[str, int, bool]]
) -> None:
    assert set(lexicon.like(word, edits)) == found


def test_only_words_in_more_documents_than_given(lexicon: Lexicon) -> None:
    assert list(lexicon.like("listenin", 1, more_than=1)) == [("listening", 1, False)]
    assert list(lexicon.like("tablese", 1, more_than=1)) == []


def test_forms_by_their_beginning(lexicon: Lexicon) -> None:
    assert list(lexicon.forms_beginning("t")) == ["tables"]
    assert list(lexicon.forms_beginning("")) == ["listening", "tables"]


def test_terms_read_one_by_one_and_at_once_are_those_of_whoosh(kit: Kit) -> None:
    engine = kit.indexed(*(kit.document(f"n{n}", "even " * (n % 2) + f"word{n} all") for n in range(5)))
    ((segment, _),) = engine.snapshot().corpus.parts
    terms = segment.terms.of("t_body")
    ours = list(zip(terms.names, terms.documents.tolist(), strict=True))
    theirs = [(term, info) for (field, term), info in segment._reader if field == "t_body"]
    assert ours == [(term, info.doc_frequency()) for term, info in theirs]
    begun = list(segment.terms.beginning("t_body", b""))
    assert [(term, kept.documents) for term, kept in begun] == ours
    assert [term for term, _ in segment.terms.beginning("t_body", b"word")] == [
        b"word%d" % n for n in range(5)
    ]
    found = [segment.terms.find("t_body", term) for term, _ in theirs]
    assert found == [kept for _, kept in begun]
    assert found == [
        (info.weight(), info.doc_frequency(), info.min_id(), place.start, place.stop - place.start)
        for info, place in ((info, extent(info)) for _, info in theirs)
    ]
    assert all(segment.terms.find(field, b"missing") is None for field in ("t_body", "t_title", "nothing"))
    assert segment.terms.of("nothing") is dictionary.NO_TERMS
