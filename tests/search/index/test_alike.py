"""Whether texts say nearly the same, told without looking at all of them."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from garden.model import Section
from garden.search.index import alike

SENTENCES = [f"Sentence {n} is of {'some ' * n}words" for n in range(12)]
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=14).map(
    lambda sentences: "".join(one + " . !\n"[len(one) % 5] + ".  " for one in sentences)
)
Text = tuple[Section, ...]


def of(text: str) -> Text:
    return (Section(heading="", anchor="", text=text),)


def said(text: str) -> set[str]:
    return {" ".join(one.lower().split()) for one in re.split(r"[.!?\n]+", text)} - {""}


def met(one: Text, other: Text) -> bool:
    """Whether two texts are found to be alike by what is kept of them, and by what they say."""
    gists = [
        {gist[at : at + 8] for at in range(0, len(gist), 8)}
        for gist in (alike.kept(one).gist, alike.kept(other).gist)
    ]
    outlines = alike.outlines(alike.kept(text).outline for text in (one, other))
    return bool(
        gists[0] & gists[1]
        and alike.may_be_alike(outlines[:1], outlines[1:])[0]
        and alike.are_alike(alike.said(one), alike.said(other))
    )


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_two_texts_are_alike_exactly_when_they_share_most_of_what_they_say(one: str, other: str) -> None:
    both, every = (sum(map(len, way)) for way in (said(one) & said(other), said(one) | said(other)))
    shortest = min(sum(map(len, said(text))) for text in (one, other))
    assert met(of(one), of(other)) == (shortest >= 200 and both >= alike.ALIKE * every)


def test_a_text_that_has_just_enough_of_another_is_like_it() -> None:
    whole = [f"{n} {letter * 97}" for n, letter in enumerate("abcdefghij")]
    assert met(of(".".join(whole)), of(".".join(whole[:8])))
    assert met(of(".".join(whole)), of(".".join(whole[2:])))
    assert not met(of(".".join(whole)), of(".".join(whole[3:])))


def test_a_note_that_only_begins_like_a_short_one_is_another() -> None:
    first = ". ".join(f"Sentence {n} of the part" for n in range(900))
    rest = ". ".join(f"What the whole says besides, in sentence {n}" for n in range(2000))
    assert not met(of(first), of(f"{first}. {rest}"))
    assert met(of(f"{first}. {rest}"), of(f"{first}. {rest}. And more"))


def test_no_more_is_kept_of_a_text_than_is_needed_to_find_it() -> None:
    text = of(". ".join(f"Sentence {n:03} of the part" for n in range(500)))
    assert len(alike.kept(text).gist) == 8 * (1 + 101)
    assert alike.kept(of("Too little. To say anything.")).gist == alike.kept(()).gist == b""
