"""Which notes lead to which."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from garden.model import Link, Visibility
from tests.search.conftest import PUBLIC
from tests.search.contract.engines import put

if TYPE_CHECKING:
    from garden.search.engine import Engine
    from tests.search.conftest import Kit


def test_links_to_a_note_by_every_name_it_has(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("x/slow", title="Slow questions", aliases=("Patience",)),
        kit.document("b", links=["slow", "nowhere", "Slow Questions"]),
        kit.document("a", links=["PATIENCE", "x/slow.md"]),
        kit.document("c", links=["slower"], visibility=Visibility.HIDDEN),
        kit.document("d", links=["x/slow"], visibility=Visibility.HIDDEN),
        kit.document("x/self", links=["self"]),
    )
    snapshot = engine.snapshot()
    incoming = [(backlink.source.id, backlink.link.target) for backlink in snapshot.links_to("x/slow")]
    assert incoming == [
        ("a", "PATIENCE"), ("a", "x/slow.md"), ("b", "slow"), ("b", "Slow Questions"), ("d", "x/slow")
    ]  # fmt: skip
    assert snapshot.links_to("x/self") == ()
    assert snapshot.resolve("slow", "b", "wikilink").to == "x/slow"


def test_all_links_between_notes_that_are_seen_at_once(engine: Engine, kit: Kit) -> None:
    put(
        engine,
        kit.document("one/x", links=["x", "y", "one/x"]),
        kit.document("two/x", links=["x", "../one/x", "two/x"]),
        kit.document("y", aliases=("Why",), links=["Why", "x", "nowhere", "one/x", "one/x"]),
        kit.document("z", links=["y"], visibility=Visibility.HIDDEN),
        kit.document("w", links=["z", "Y.md"]),
    )
    snapshot = engine.snapshot()
    pairs = sorted(snapshot.linked(visible=PUBLIC))
    expected = {
        (note.id, found)
        for note in snapshot.notes()
        if note.visibility in PUBLIC
        for link in snapshot.links(note.id)
        if (found := snapshot.resolve(link.target, note.id, link.kind).to) not in (None, note.id, "z")
    }
    assert pairs == sorted(expected)
    assert ("w", "y") in pairs
    assert ("y", "one/x") in pairs
    assert len([pair for pair in pairs if pair[0] == "two/x"]) == 1


def test_links_with_sentences_come_back(engine: Engine, kit: Kit) -> None:
    link = Link(target="b", kind="wikilink", line=3, text="t", before="one ", after=" two", heading="h")
    made = replace(kit.document("a"), links=(link,))
    put(engine, made, kit.document("b"))
    (backlink,) = engine.snapshot().links_to("b")
    assert (backlink.link, backlink.source) == (link, made.note)
