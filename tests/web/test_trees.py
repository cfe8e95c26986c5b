from __future__ import annotations

from garden.web.parts import Crumb
from garden.web.trees import DEEPEST, Tree, crumbs, lineage


def tree(*paths: tuple[str, ...]) -> Tree:
    return Tree(paths, lambda path: f"/t/{path}")


def test_a_note_counts_once_for_a_tag_and_once_for_each_above() -> None:
    found = tree(("health/mental", "health/home"), ("health",), ("trust",)).branches(deep=True)
    assert [(b.title, b.url, b.count) for b in found] == [
        ("health", "/t/health", 2),
        ("trust", "/t/trust", 1),
    ]
    assert [(b.title, b.count) for b in found[0].branches] == [("home", 1), ("mental", 1)]


def test_spellings_that_differ_by_case_are_one() -> None:
    made = tree(("Health",), ("health",), ("health/Mental",))
    assert made.spelling("HEALTH") == "health"
    assert made.spelling("health/mental/") == "health/Mental"
    assert made.spelling("healthy") is None
    assert [b.count for b in made.branches()] == [3]


def test_depth_is_bounded() -> None:
    steps = lineage("/".join("a" * 1000))
    assert len(steps) == DEEPEST
    assert tree(("/".join("ab" * 500),)).branches(deep=True)


def test_the_way_to_a_path() -> None:
    assert crumbs("a/b/c", lambda path: f"/{path}") == (
        Crumb(title="a", url="/a"),
        Crumb(title="b", url="/a/b"),
    )
    assert crumbs("a", str) == ()
