"""A mild bonus for notes that others lead to, counted among what a reader may see."""

from __future__ import annotations

import math
import random

import pytest

from garden.model import Visibility
from garden.search import parameters
from tests.search.conftest import PUBLIC, Kit


def test_among_equals_the_note_that_others_lead_to_comes_first(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("a", "soup", title="One"),
        kit.document("b", "soup", title="Two"),
        kit.document("c", "bread", links=["Two"]),
        kit.document("d", "bread", links=["b", "b.md"]),
    )
    hits = kit.search(engine, "soup").hits
    assert [hit.note.id for hit in hits] == ["b", "a"]
    assert hits[0].score == pytest.approx(hits[1].score * (1 + parameters.LINKED * math.log(3)), abs=1e-5)


def test_kinds_that_stand_apart_come_after_their_equals(kit: Kit) -> None:
    engine = kit.engine(apart=("guide",))
    kit.write(engine, kit.document("a", "soup", kind="guide"), kit.document("b", "soup", kind="story"))
    hits = kit.search(engine, "soup").hits
    assert [hit.note.id for hit in hits] == ["b", "a"]
    assert hits[1].score == pytest.approx(hits[0].score * parameters.APART, abs=1e-5)


def test_links_of_hidden_notes_and_of_a_note_to_itself_count_nothing(kit: Kit) -> None:
    engine = kit.indexed(
        kit.document("a", "soup", title="One"),
        kit.document("b", "soup", title="Two", links=["b", "Two"]),
        *(kit.document(f"h{n}", "x", links=["b"], visibility=Visibility.HIDDEN) for n in range(5)),
        kit.document("secret", "x", title="wish", visibility=Visibility.HIDDEN),
        kit.document("c", "soup", title="Tri", links=["wish"]),
    )
    view = engine.snapshot().view(PUBLIC)
    assert view.prior is None
    assert len({hit.score for hit in kit.search(engine, "soup").hits}) == 1


def test_counts_are_those_of_resolved_links_over_segments_and_removals(kit: Kit) -> None:
    chosen = random.Random(7)
    names = [f"folder/note{n}" for n in range(60)]

    def made(name: str) -> object:
        targets = chosen.choices(names[:10] + names, k=chosen.randrange(6))
        written = [target.upper() if chosen.random() < 0.3 else f"Title {target[11:]}" for target in targets]
        return kit.document(name, "words", title=f"Title {name[11:]}", aliases=(name[7:],), links=written)

    engine = kit.engine()
    kit.write(engine, *(made(name) for name in names[:40]))  # type: ignore[arg-type]
    kit.write(engine, *(made(name) for name in [*names[40:], names[3]]), removed=[names[5]])  # type: ignore[arg-type]
    snapshot = engine.snapshot()
    counts = snapshot.view(PUBLIC).graph.incoming
    assert len(snapshot.corpus.parts) == 2
    for name, doc in snapshot.corpus.docs.items():
        assert counts[doc] == len({link.source.id for link in snapshot.links_to(name)}), name


def test_a_garden_without_links_or_notes_has_no_prior(kit: Kit) -> None:
    assert kit.engine("empty").snapshot().view(PUBLIC).prior is None
    assert kit.indexed(kit.document("a", "soup")).snapshot().view(PUBLIC).prior is None


def test_a_garden_served_under_another_name_counts_anew(kit: Kit) -> None:
    documents = (kit.document("index", "soup"), kit.document("a", "bread", links=["/commons"]))
    engine = kit.engine(link_prefix="commons")
    kit.write(engine, *documents)
    snapshot = engine.snapshot()
    counts = snapshot.view(PUBLIC).graph.incoming
    assert counts[snapshot.corpus.docs["index"]] == len(snapshot.links_to("index")) == 1
    assert kit.engine(link_prefix="other").rebuild_reason == "plugins or settings changed"
