"""One generation as its readers see it: what is wanted, and what that costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from garden import Garden
from garden.core.view import GardenView
from garden.model import Resolution

Make = Callable[..., Garden]


class Counting:
    """A snapshot that counts what it is asked to resolve."""

    def __init__(self, snapshot: Any) -> None:
        self.asked: Counter[str] = Counter()
        self._snapshot = snapshot

    def __getattr__(self, name: str) -> Any:
        return getattr(self._snapshot, name)

    def resolve(self, target: str, source_id: str, kind: str) -> Resolution:
        self.asked[target] += 1
        found: Resolution = self._snapshot.resolve(target, source_id, kind)
        return found


def test_each_link_is_resolved_once_for_wishes_and_orphans(make: Make) -> None:
    wishes = [f"[[Wish {n}]] and [[wish {n}]]" for n in range(500)]
    garden = make({"notes/a.md": "# A\n\n" + "\n".join(wishes), "notes/b.md": "# B\n\n[[a]]"})
    counting: Any = Counting(garden.view.snapshot)
    view = GardenView(counting)
    assert len(view.wanted) == 500
    assert [note.id for note in view.unled] == ["b"]
    for n in range(500):
        wish = view.wish_for(f"x/WISH {n}.md")
        assert wish is not None
        assert wish.sources == ("a",)
    assert counting.asked == {"a": 1} | {f"{w}ish {n}": 1 for n in range(500) for w in "Ww"}


def test_a_hidden_note_is_neither_wanted_nor_told_of(make: Make) -> None:
    garden = make({"notes/a.md": "# A\n\n[[h]] [[w]]", "notes/h.md": "---\nvisibility: hidden\n---\nH\n"})
    note = garden.note("a")
    assert note is not None
    assert [(link.target, found.to) for link, found in garden.links(note)] == [("h", None), ("w", None)]
    assert [want.target for want in garden.wanted()] == ["w"]
    assert [want.target for want in garden.everything.wanted] == ["w"]
    assert garden.wish_for("h") is None


def test_a_link_that_could_mean_a_hidden_note_leads_to_the_one_that_is_seen_and_back(make: Make) -> None:
    hidden = "---\ntitle: Soup\nvisibility: hidden\n---\n"
    garden = make({"notes/a/soup.md": hidden, "notes/b/soup.md": "# Soup", "notes/c.md": "By [[soup]]."})
    soup = garden.note("b/soup")
    assert soup is not None
    assert [backlink.source.id for backlink in garden.links_to(soup)] == ["c"]
    assert garden.mentions(soup) == ()
    assert garden.everything.links_to(soup) == ()


def test_the_commonest_spelling_names_a_wish(make: Make) -> None:
    garden = make({"notes/a.md": "[[the cup]] [[The Cup]]", "notes/b.md": "[[The Cup.md]]"})
    [want] = garden.wanted()
    assert (want.target, want.sources) == ("The Cup", ("a", "b"))


def test_a_link_leads_to_the_one_that_readers_see_of_two_of_a_name(make: Make) -> None:
    garden = make(
        {
            "notes/a.md": "[[x]] [[y]] [[z]]",
            "notes/one/x.md": "---\nvisibility: hidden\n---\n",
            "notes/one/y.md": "---\nconsent: {from: Ama, until: 2020-01-01}\n---\n",
            "notes/one/z.md": "---\nvisibility: unlisted\n---\n[[w]]",
            **{f"notes/two/deep/{name}.md": "Words." for name in "xyz"},
            "notes/w.md": "Only one that is in no list leads here.",
        }
    )
    view = garden.view
    led = {view.resolve(name, garden.note("a")).to for name in "xyz"}
    assert {note.id for note in view.unled} == {note.id for note in view.notes} - led
