"""Notes that have to do with one another: by words, by name, by what they are linked with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from garden.model import Note, Related, Visibility
from garden.search.related import naming, relating
from garden.search.words.analysis import Analysis
from tests.search.conftest import PUBLIC, Kit

if TYPE_CHECKING:
    from garden.search.whoosh_engine import WhooshEngine


def related(engine: WhooshEngine, note_id: str, limit: int = 5) -> dict[str, Related]:
    return {one.note.id: one for one in engine.snapshot().similar(note_id, visible=PUBLIC, limit=limit)}


def test_notes_linked_with_the_same_are_related_and_say_through_which(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("soup", "lentils", links=["kitchen", "index"]),
        kit.document("bread", "flour", links=["kitchen", "index"]),
        kit.document("kitchen", "stove"),
        kit.document("index", "all", links=["soup", "bread", "stairs"]),
        kit.document("stairs", "steps", links=["index"]),
    )
    found = related(engine, "soup")
    assert next(iter(found)) == "bread"
    assert found["bread"].between is not None
    assert found["bread"].between.id == "kitchen"
    assert found["bread"].why == "both are linked with “kitchen”"


def test_a_note_that_names_another_is_related_to_it_both_ways(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("a", "Nobody here.", title="The damp register", aliases=("Damp book",)),
        kit.document("b", "She kept a damp register for years.", title="Stairs"),
        kit.document("c", "It stood in the damp book.", title="Cellar"),
        kit.document("d", "A register that was not damp.", title="Loft"),
    )
    found = related(engine, "a")
    assert {"b", "c"} <= set(found)
    assert found["c"].named
    assert "d" not in found or not found["d"].named
    assert related(engine, "c")["a"].named


def test_what_hidden_notes_say_or_link_relates_nothing(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("a", "soup", title="One thing"),
        kit.document("b", "bread", title="Another"),
        kit.document(
            "h", "One thing and Another", title="Held back", links=["a", "b"], visibility=Visibility.HIDDEN
        ),
    )
    assert related(engine, "a") == {}
    assert related(engine, "nowhere") == {}


def test_a_note_is_not_related_to_itself(kit: Kit) -> None:
    engine = kit.indexed(kit.document("a", "On soup: soup and more soup.", title="Soup", links=["a"]))
    assert related(engine, "a") == {}


@pytest.mark.parametrize(
    ("one", "why"),
    [
        ({"words": ("soup",)}, "both speak of soup"),
        ({"words": ("soup", "bread", "salt", "tea")}, "both speak of soup, bread and salt"),
        ({"named": True}, "one of them names the other"),
        ({}, "akin"),
    ],
)
def test_related_notes_say_why(one: dict[str, object], why: str) -> None:
    note = Note(id="a", path="a.md", fingerprint="", title="A")
    assert Related(note=note, **one).why == why  # type: ignore[arg-type]


def test_equal_scores_share_a_rank_so_that_order_decides_nothing() -> None:
    scores = np.array([0.0, 2.0, 1.0, 1.0, 0.0])
    fused = relating.fused([scores], str)
    assert fused[2] == fused[3] < fused[1]
    assert fused[0] == fused[4] == 0
    assert relating.ranked(scores, 3, str) == [1, 2, 3]
    added_up_otherwise = relating.fused([scores * (1 + np.array([0, 0, 2, 0, 0]) * 1e-15)], str)
    assert (added_up_otherwise == fused).all()


def test_the_order_in_which_notes_were_indexed_decides_nothing(kit: Kit) -> None:
    names = [f"n{number:03}" for number in range(2 * relating.DEPTH)]
    found = []
    for name, order in (("one", names), ("other", names[::-1])):
        engine = kit.engine(name)
        kit.write(engine, *(kit.document(note_id, "Damp stairs.") for note_id in ("a", *order)))
        found.append(list(related(engine, "a", limit=60)))
    assert found[0] == found[1] == names[:50]


def test_a_vast_note_with_ten_thousand_links_is_related_in_bounded_work(kit: Kit) -> None:
    others = [kit.document(f"n{n}", f"word{n} here", title=f"Title number {n}") for n in range(300)]
    vast = kit.document(
        "vast",
        " ".join(f"Title number {n % 300}" for n in range(20_000)),
        links=[f"n{n % 300}" for n in range(10_000)],
        aliases=tuple(f"Alias {n}" for n in range(500)),
    )
    engine = kit.indexed(*others, vast)
    assert len(related(engine, "vast", limit=30)) == 30
    assert related(engine, "n5")
    view = engine.snapshot().view(PUBLIC)
    assert naming.naming(engine.snapshot().note("n5"), view, Analysis()).sum() == 1  # type: ignore[arg-type]
