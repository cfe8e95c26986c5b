"""Notes in which the words of a question stand near each other come before others with the same words."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest

from garden.model import Visibility
from garden.search import parameters
from garden.search.query import grammar, nodes
from garden.search.ranking import matching, nearness
from garden.search.whoosh_engine import WhooshEngine
from garden.search.words.analysis import Analysis
from tests.search.conftest import PUBLIC, Kit

WORDS = ["soup", "bread", "kitchen", "garden", "bench", "walk"]


def gains(engine: WhooshEngine, *words: str) -> dict[str, float]:
    """By id, what nearness gives each note that is found for some words."""
    view = engine.snapshot().view(PUBLIC)
    found = matching.find(nodes.All(tuple(map(nodes.Word, words))), view, Analysis())
    raised = nearness.raised(found, view, view.mask)
    assert found.scores is not None
    assert raised.scores is not None
    more = (raised.scores - found.scores).tolist()
    return {view.corpus.id(doc): more[doc] for doc in found.mask.nonzero()[0].tolist()}


def test_words_side_by_side_come_before_words_apart(kit: Kit) -> None:
    apart = "bread for the walk along the river, and in the evening by the old bench the soup"
    together = "bread soup for the walk along the river, and in the evening by the old bench"
    engine = kit.indexed(kit.document("a", apart), kit.document("b", together))
    assert kit.ids(engine, "bread soup") == ["b", "a"]
    assert kit.ids(engine, "soup bread") == ["b", "a"], "in whichever order"
    assert gains(engine, "bread", "soup")["a"] == 0


def test_the_nearer_the_more(kit: Kit) -> None:
    between = [" ".join(["and"] * n) for n in range(parameters.NEAR + 1)]
    engine = kit.indexed(*(kit.document(f"n{n}", f"bread {some} soup") for n, some in enumerate(between)))
    told = gains(engine, "bread", "soup")
    assert sorted(told, key=told.__getitem__, reverse=True) == [f"n{n}" for n in range(len(between))]
    assert told[f"n{parameters.NEAR}"] == 0, "further than so it counts nothing"


def test_in_titles_as_in_texts_but_not_across(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("a", "x", title="bread soup"),
        kit.document("b", "soup", title="bread"),
        kit.document("c", "soup", title="y", tags=("bread",)),
    )
    told = gains(engine, "bread", "soup")
    assert told["a"] > 0
    assert told["b"] == told["c"] == 0


@pytest.mark.parametrize(
    "text", ["bread", "bread bread", "bread the", '"bread soup"', "bread OR soup", "tag:x"]
)
def test_what_is_not_two_words_asked_for_together_is_left_as_it_is(kit: Kit, text: str) -> None:
    engine = kit.indexed(kit.document("a", "bread soup", tags=("x",)), kit.document("b", "bread the soup"))
    view = engine.snapshot().view(PUBLIC)
    tree = grammar.parse(text, {"tag": "tag"}, frozenset({"tag"})).tree
    found = matching.find(tree, view, Analysis())
    assert nearness.raised(found, view, view.mask) is found


def test_a_value_that_is_chosen_and_one_that_is_typed_give_the_same_order(kit: Kit) -> None:
    """Though the best notes of all are others."""
    better = [kit.document(f"b{n:02}", "soup bread soup bread", kind="story") for n in range(40)]
    long = "and in the evening by the old bench"
    engine = kit.indexed(
        *better,
        kit.document("a", f"soup {long} {long} bread", kind="maxim"),
        kit.document("z", f"{long} soup bread {long}", kind="maxim"),
    )
    assert kit.ids(engine, "soup bread kind:maxim") == ["z", "a"]
    assert kit.ids(engine, "soup bread", filters={"kind": ("maxim",)}) == ["z", "a"]


def test_words_that_stand_in_no_text_are_near_nothing(kit: Kit) -> None:
    engine = kit.indexed(kit.document("a", "x", tags=("bread", "soup")))
    assert kit.ids(engine, "bread soup") == ["a"]
    assert gains(engine, "bread", "soup") == {"a": 0}


def test_as_the_formula_says(kit: Kit) -> None:
    """Against the same done one occurrence after another, in segments with deleted and hidden notes."""
    rng = random.Random(7)
    bodies = {f"n{n:02}": rng.choices(WORDS, k=rng.randint(2, 30)) for n in range(24)}
    engine = kit.engine()
    for some in (sorted(bodies)[:12], sorted(bodies)[12:], sorted(bodies)[:3]):
        kit.write(engine, *(kit.document(one, " ".join(bodies[one]), title="") for one in some))
    kit.write(engine, kit.document("hidden", "soup bread " * 9, visibility=Visibility.HIDDEN))
    asked = ["soup", "bread", "bench"]
    having = {word: sum(word in body for body in bodies.values()) for word in asked}
    idfs = {word: math.log(1 + (24 - n + 0.5) / (n + 0.5)) for word, n in having.items()}
    average = sum(map(len, bodies.values())) / len(bodies)
    expected = {}
    for one, body in bodies.items():
        if not set(asked) & set(body):
            continue
        given = dict.fromkeys(asked, 0.0)
        standing = [(place, word) for place, word in enumerate(body) if word in given]
        for (place, word), (next_place, other) in pairwise(standing):
            if word != other and next_place - place <= parameters.NEAR:
                given[word] += idfs[other] / (next_place - place)
                given[other] += idfs[word] / (next_place - place)
        length = parameters.K1 * (1 - parameters.B + parameters.B * len(body) / average)
        expected[one] = parameters.NEARNESS * sum(
            min(1.0, idfs[word]) * given[word] / (length + given[word]) for word in asked
        )
    assert any(expected.values())
    assert gains(engine, *asked) == pytest.approx(expected, abs=1e-9)
