"""What wants tending: for readers without a word on what they may not see, for stewards all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from garden.core import Garden, care

Make = Callable[..., Garden]
TODAY = date(2026, 6, 1)


@pytest.fixture
def garden_on(garden_of: Make, monkeypatch: pytest.MonkeyPatch) -> Make:
    """As `garden_of`, on a day in June; stories are stale after a hundred days."""

    def make(files: dict[str, str]) -> Garden:
        garden = garden_of({"garden.toml": "[kinds.story]\nplural = 'stories'\nstale = 100\n", **files})
        monkeypatch.setattr(garden, "today", lambda: TODAY)
        return garden

    return make


def told(parts: tuple[care.Part, ...], name: str) -> list[tuple[str, int | None, str]]:
    (part,) = (part for part in parts if part.name == name)
    return [(task.path, task.line, task.what) for task in part.tasks]


def note(*lines: str, body: str = "Text.") -> str:
    return "\n".join(("---", *lines, "---", body, ""))


def test_notes_whose_day_of_review_has_come(garden_on: Make) -> None:
    garden = garden_on(
        {
            "notes/a.md": note("review: 2026-06-01"),
            "notes/b.md": note("Review: 1 March 2026"),
            "notes/c.md": note("review: 2026-06-02"),
            "notes/d.md": note("review: soon"),
            "notes/e.md": note("review: [x, {y: z}]"),
            "notes/f.md": note("review: 2026-01-01", "draft: true"),
        }
    )
    shown = [("b.md", None, "Due since 1 March 2026."), ("a.md", None, "Due since 1 June 2026.")]
    assert told(care.for_readers(garden), "review") == shown
    hidden = ("f.md", None, "Due since 1 January 2026.")
    assert told(care.for_stewards(garden, garden.check()), "review") == [hidden, *shown]


def test_notes_that_no_one_tended_for_long(garden_on: Make) -> None:
    garden = garden_on(
        {
            "notes/old.md": note("kind: story", "date: 2024-01-01", "updated: 2026-02-20"),
            "notes/older.md": note("kind: story", "date: 2025-01-01"),
            "notes/just.md": note("kind: story", "date: 2026-02-21"),
            "notes/evergreen.md": note("kind: story", "date: 2020-01-01", "status: Evergreen"),
            "notes/ahead.md": note("kind: story", "date: 2030-01-01"),
            "notes/undated.md": note("kind: story"),
            "notes/other.md": note("date: 2001-01-01"),
        }
    )
    assert told(care.for_readers(garden), "stale") == [
        ("older.md", None, "Last tended on 1 January 2025."),
        ("old.md", None, "Last tended on 20 February 2026."),
    ]


def test_consent_that_runs_out(garden_on: Make) -> None:
    garden = garden_on(
        {
            "notes/a.md": note("consent: {from: Ama, until: 2026-07-01}"),
            "notes/b.md": note("consent: {from: Ama, until: 2026-06-01}"),
            "notes/c.md": note("consent: {from: Ama, until: 2027-08-01}"),
            "notes/d.md": note("consent: {from: Ama, until: 2026-05-31}"),
            "notes/e.md": note("consent: {from: Ama}"),
        }
    )
    assert [path for path, _, _ in told(care.for_readers(garden), "consent")] == ["b.md", "a.md"]
    all_of_them = told(care.for_stewards(garden, garden.check()), "consent")
    assert [path for path, _, _ in all_of_them] == ["d.md", "b.md", "a.md"]
    assert "ran out on 31 May 2026" in all_of_them[0][2]
    assert told(care.for_stewards(garden, garden.check()), "problems") == []


def test_a_plugin_may_say_when_its_kind_is_stale(garden_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    plugin = (
        '"""News."""\nfrom garden import NoteKind, hookimpl\n\n@hookimpl\ndef garden_note_kinds(config):\n'
        '    yield NoteKind(name="news", plural="news", stale=3)\n'
    )
    garden = garden_of({"plugins/news.py": plugin, "notes/a.md": note("kind: news", "date: 2026-05-28")})
    monkeypatch.setattr(garden, "today", lambda: date(2026, 5, 31))
    assert told(care.for_readers(garden), "stale") == []
    monkeypatch.setattr(garden, "today", lambda: date(2026, 6, 1))
    assert told(care.for_readers(garden), "stale") == [("a.md", None, "Last tended on 28 May 2026.")]


def test_pictures_without_words(garden_on: Make) -> None:
    body = "![](p.png)\n![p.png](p.png)\n![[p.png]]\n![a cat](p.png)\n![[p.png|a cat]]\n![[b]] [](b)"
    garden = garden_on({"notes/a.md": body, "notes/b.md": "B", "notes/p.png": "x"})
    assert told(care.for_readers(garden), "pictures") == [
        ("a.md", 1, "“p.png” has no words."),
        ("a.md", 2, "“p.png” has no words."),
        ("a.md", 3, "“p.png” has no words."),
    ]


def test_wishes_and_notes_off_the_path(garden_on: Make) -> None:
    garden = garden_on(
        {"notes/a.md": "[[b]] [[A wish]]", "notes/b.md": "B", "notes/c.md": note("door: Begin")}
    )
    parts = care.for_readers(garden)
    assert told(parts, "orphans") == [("a.md", None, "")]
    assert told(parts, "wanted") == [("", None, "A wish")]
    (wanted,) = (part for part in parts if part.name == "wanted")
    assert [one.id for one in wanted.tasks[0].sources] == ["a"]


def test_problems_are_told_with_their_place_and_their_mend(garden_on: Make) -> None:
    garden = garden_on({"notes/a.md": note("date: 2026-13-45"), "notes/b.md": "---\ntitle: [never\n---\nx\n"})
    for parts in (care.for_readers(garden), care.for_stewards(garden, garden.check())):
        (problems,) = (part for part in parts if part.name == "problems")
        first = problems.tasks[0]
        assert (first.path, first.line) == ("a.md", 2)
        assert first.mend.startswith("Write it as year-month-day")


SECRET = ["secret", "Hush"]


def test_readers_hear_nothing_of_what_they_may_not_see(garden_on: Make) -> None:
    files = {
        "notes/open.md": "[[secret-draft]] [[Hush]] ![[secret-draft]] ![](p.png) [[twin]]\n",
        "notes/SECRET-draft.md": note(
            "title: Hush", "visibility: hidden", "review: 2026-01-01", "date: 2026-99-99"
        ),
        "notes/secret-draft.md": note("title: Hush", "visibility: hidden", "kind: story", "date: 2001-01-01"),
        "notes/Secret-draft.md": note("title: Loud"),
        "notes/secret-unlisted.md": note(
            "title: Hush", "visibility: unlisted", "date: 2026-99-99", body="![](p.png)"
        ),
        "notes/secret-gone.md": note("title: Hush", "withdrawn: 2026-01-01", "date: 2026-99-99"),
        "notes/secret-broken.md": "---\ntitle: [Hush\nvisibility: hidden\n---\nx\n",
        "notes/secret-file.md": "\0\0binary",
        "notes/x/twin.md": note("visibility: hidden"),
        "notes/y/twin.md": "Y",
        "notes/p.png": "x",
    }
    garden = garden_on(files)
    said = [
        (task.what, task.mend, task.path, *(source.id for source in task.sources))
        for part in care.for_readers(garden)
        for task in part.tasks
    ]
    assert any("p.png" in task[0] for task in said)
    told_of = " ".join(word for task in said for word in task).replace("Secret-draft.md", "")
    assert not any(word in told_of for word in SECRET), told_of
    stewards = [task for part in care.for_stewards(garden, garden.check()) for task in part.tasks]
    assert {"secret-draft.md", "secret-unlisted.md", "SECRET-draft.md"} <= {task.path for task in stewards}
    assert "secret-gone.md" not in {
        task.path
        for part in care.for_stewards(garden, garden.check())
        if part.name != "problems"
        for task in part.tasks
    }


def test_every_part_says_what_helps_and_a_kind_word(garden_on: Make) -> None:
    for part in care.for_readers(garden_on({"notes/a.md": "[[b]]", "notes/b.md": "[[a]]"})):
        assert part.tasks == ()
        assert part.why.endswith(".")
        assert part.fine.endswith(".")
