"""Whether texts say nearly the same, told without looking at all of them."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from garden.model import Section
from garden.search import alike

SENTENCES = [f"Sentence {n} is of {'some ' * n}words" for n in range(12)]
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=14).map(
    lambda sentences: "".join(one + " . !\n"[len(one) % 5] + ".  " for one in sentences)
)


def said(text: str) -> set[str]:
    return {" ".join(one.lower().split()) for one in re.split(r"[.!?\n]+", text)} - {""}


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_two_texts_are_folded_exactly_when_they_share_most_of_what_they_say(one: str, other: str) -> None:
    both, every = (sum(map(len, way)) for way in (said(one) & said(other), said(one) | said(other)))
    texts = [(Section(heading="", anchor="", text=text),) for text in (one, other)]
    found = alike.groups([0, 1], alike.outlines(map(alike.outline, texts)), texts.__getitem__)
    assert (len(found) == 1) == (every >= 200 and both >= alike.ALIKE * every)


def test_a_note_that_only_begins_like_a_short_one_is_another() -> None:
    first = ". ".join(f"Sentence {n} of the part" for n in range(900))
    rest = ". ".join(f"What the whole says besides, in sentence {n}" for n in range(2000))
    texts = [(Section(heading="", anchor="", text=text),) for text in (first, f"{first}. {rest}")]
    outlines = alike.outlines(map(alike.outline, texts))
    assert alike.groups([0, 1], outlines, texts.__getitem__) == [[0], [1]]
    assert alike.groups([0, 1], outlines[[1, 1]], lambda _: texts[1]) == [[0, 1]]


def test_texts_that_differ_in_most_sentences_are_not_read() -> None:
    texts = [(Section(heading="", anchor="", text=". ".join(SENTENCES[at::3])),) for at in range(3)]
    outlines = alike.outlines([*map(alike.outline, texts), alike.outline(())])
    nothing: dict[int, list[Section]] = {}
    assert alike.groups([7, 5, 3, 1], outlines, nothing.__getitem__) == [[7], [5], [3], [1]]
