"""A question that keeps a thread busy for too long is answered as far as it got, and says so."""

from __future__ import annotations

from itertools import count

from garden.search import matching
from garden.search.analysis import Analysis
from garden.search.deadline import NOTICE, Deadline
from garden.search.nodes import All, Either, Not, Word
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
