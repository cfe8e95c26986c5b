"""Notes of a generation that say nearly the same, and which of them are shown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from garden.model import Section
from garden.search.documents.copies import Copies, Gists
from garden.search.index import alike

SENTENCES = [f"Sentence {n} is of {'some ' * (n % 7)}words and of {'more ' * (n % 5)}" for n in range(20)]
BASE = ". ".join(SENTENCES)
TEXTS = st.lists(
    st.lists(st.integers(0, 19), max_size=6).map(
        lambda changed: ". ".join(f"{s} changed" if n in changed else s for n, s in enumerate(SENTENCES))
    )
    | st.just("Too little."),
    min_size=1,
    max_size=12,
)


def of(text: str) -> tuple[Section, ...]:
    return (Section(heading="", anchor="", text=text),)


def copies(texts: Sequence[str], read: list[int] | None = None, live: Sequence[int] | None = None) -> Copies:
    sections = list(map(of, texts))

    def asked(doc: int) -> tuple[Section, ...]:
        if read is not None:
            read.append(doc)
        return sections[doc]

    gists = [alike.kept(one).gist for one in sections]
    mask = np.zeros(len(texts), np.bool_)
    mask[list(range(len(texts)) if live is None else live)] = True
    return Copies(
        Gists.of([(b"".join(gists), np.array(list(map(len, gists)), np.int64))]),
        mask,
        alike.outlines(alike.kept(one).outline for one in sections),
        asked,
        "{:03}".format,
    )


def folded(made: Copies, order: Sequence[int], size: int) -> dict[int, list[int]]:
    """The documents that are shown, in order, each with those that are shown with it."""
    mask = np.zeros(size, np.bool_)
    mask[list(order)] = True
    places = {doc: place for place, doc in enumerate(order)}
    found = made.folded(mask, lambda docs: docs[np.argsort([places[doc] for doc in docs.tolist()])])
    return {doc: found.under(doc) for doc in order if found.mask[doc]}


def one_by_one(texts: Sequence[str], order: Sequence[int]) -> dict[int, list[int]]:
    shown: dict[int, list[int]] = {}
    said = [alike.said(of(text)) for text in texts]
    for doc in order:
        long = sum(map(len, said[doc])) >= 200
        first = next((one for one in shown if long and alike.are_alike(said[one], said[doc])), None)
        if first is None:
            shown[doc] = []
        else:
            shown[first].append(doc)
    return shown


@given(TEXTS, st.data())
@settings(max_examples=200, deadline=None)
def test_each_is_shown_with_the_first_that_is_shown_and_like_it(
    texts: list[str], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(texts))))[: data.draw(st.integers(0, len(texts)))]
    assert folded(copies(texts), order, len(texts)) == one_by_one(texts, order)


def test_copies_are_told_without_reading_them_and_what_is_near_by_reading_it() -> None:
    read: list[int] = []
    near = BASE.replace("Sentence 3 ", "Sentence III ")
    others = [". ".join(f"{letter} {s}" for s in SENTENCES) for letter in "xyz"]
    made = copies([BASE, *others, BASE], read)
    assert (read, made.docs.tolist()) == ([], [0, 4])
    made = copies([BASE, *others, near, BASE], read)
    assert (sorted(read), made.docs.tolist()) == ([0, 4], [0, 4, 5])


def test_a_document_that_is_gone_has_no_copy() -> None:
    assert copies([BASE, BASE], live=[1]).docs.tolist() == []


def test_a_form_that_very_many_filled_in_makes_them_no_copies() -> None:
    def filled(number: int) -> str:
        return f"{BASE}. This one is of number {number}"

    assert len(copies([filled(n) for n in range(64)]).docs) == 64
    assert len(copies([filled(n) for n in range(65)]).docs) == 0
    assert len(copies([filled(n % 65) for n in range(70)]).docs) == 10  # but true copies are


def test_there_may_be_nothing() -> None:
    assert (
        Copies(Gists.of([]), np.empty(0, np.bool_), alike.outlines(()), lambda _: (), str).docs.tolist() == []
    )
