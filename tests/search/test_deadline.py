"""A question that keeps a thread busy for too long is answered as far as it got, and says so."""

from __future__ import annotations

from itertools import count

import pytest

from garden.search import answering
from garden.search.deadline import NOTICE, UNMARKED, UNMENDED, Deadline
from garden.search.query.nodes import All, Either, Not, Word
from garden.search.ranking import matching
from garden.search.understanding import mending
from garden.search.words.analysis import Analysis
from tests.search.conftest import PUBLIC, Kit


def test_time_is_the_threads_own_and_ends() -> None:
    assert not Deadline(60).passed
    assert Deadline(-1).passed
    clock = count().__next__
    deadline = Deadline(2, clock)  # at 0
    assert [deadline.passed for _ in range(3)] == [False, False, True]


def test_parts_that_were_not_begun_in_time_are_left_out_and_told(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("a", "soup"), kit.document("b", "bread"), kit.document("c", "soup bread")
    )
    view = engine.snapshot().view(PUBLIC)

    def ids(*parts: object, deadline: Deadline | None) -> tuple[list[str], bool]:
        found = matching.find(All(parts), view, Analysis(), deadline)  # type: ignore[arg-type]
        return sorted(view.corpus.id(int(doc)) for doc in found.mask.nonzero()[0]), NOTICE in found.notices

    either = Either((Word("soup"), Word("bread")))
    assert ids(Word("soup"), Word("bread"), deadline=Deadline(60)) == (["a", "b", "c"], False)
    assert ids(Word("soup"), Word("bread"), deadline=Deadline(-1)) == (["a", "c"], True)
    assert ids(either, deadline=Deadline(-1)) == (["a", "c"], True)
    assert ids(Word("soup"), Not(Word("bread")), deadline=None) == (["a"], False)
    assert ids(Word("soup"), Not(Word("bread")), deadline=Deadline(-1)) == (["a", "c"], True)


def passed(*_: float) -> Deadline:
    return Deadline(-1)


def test_slips_that_were_not_looked_for_in_time_are_left_and_told(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = kit.indexed(kit.document("a", "The kitchen."), kit.document("b", "Nothing."))
    assert kit.search(engine, "kichen").mended == "kitchen"
    monkeypatch.setattr(mending, "Deadline", passed)
    page = kit.search(engine, "kichen")
    assert (page.total, page.mended, page.notice) == (0, "", UNMENDED)
    assert kit.search(engine, "kitchen").notice == ""


def test_what_a_beginning_adds_is_bounded_as_well(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = kit.indexed(kit.document("a", "soup"), kit.document("b", "breadcrumbs bread"))
    assert kit.ids(engine, "soup bread") == ["a", "b"]
    monkeypatch.setattr(answering, "Deadline", passed)
    page = kit.search(engine, "soup bread")
    assert [hit.note.id for hit in page.hits] == ["a"]
    assert page.notice.count(NOTICE) == 1


def test_notes_that_there_is_no_time_to_look_through_are_shown_by_their_beginning(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "It begins so. " + "Nothing of it. " * 50 + "There was soup."
    engine = kit.indexed(kit.document("a", long, title="Soup"), kit.document("b", long, title="Other"))
    monkeypatch.setattr(answering, "Deadline", passed)
    page = kit.search(engine, "soup")
    assert page.notice == UNMARKED
    shown = ["".join(part.text for part in hit.snippet) for hit in page.hits]
    assert ["soup" in text for text in shown] == [True, False]
    assert shown[1].startswith("It begins so.")
