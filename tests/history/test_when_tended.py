"""When a note was last tended, as itself and git tell: for feeds, maps of the site and care."""

from __future__ import annotations

from datetime import date

import pytest

from garden import Garden
from garden.core import care
from garden.core.dates import last_tended
from garden.testing import client
from tests.history.conftest import OpenedAt, Repository

FILES = {
    "garden.toml": "[kinds.story]\nplural = 'stories'\nstale = 365\n",
    "notes/dated.md": "---\nkind: story\ndate: 2020-01-02\n---\nOld.\n",
    "notes/mended.md": "---\nkind: story\ndate: 2020-01-02\n---\nOld.\n",
    "notes/ahead.md": "---\nkind: story\ndate: 2030-01-02\n---\nSoon.\n",
    "notes/undated.md": "---\nkind: story\n---\nNever said.\n",
}


@pytest.fixture
def garden(repository: Repository, opened: OpenedAt, monkeypatch: pytest.MonkeyPatch) -> Garden:
    """Four stories that came in together, one mended since; it is June of the year after."""
    repository.commit(FILES, at="2025-03-03T10:00:00+01:00")
    repository.commit(
        {"notes/mended.md": FILES["notes/mended.md"] + "And new.\n"}, at="2026-05-04T10:00:00+01:00"
    )
    found = opened(repository.folder)
    monkeypatch.setattr(found, "today", lambda: date(2026, 6, 1))
    return found


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("dated", date(2020, 1, 2)),
        ("mended", date(2026, 5, 4)),
        ("ahead", date(2025, 3, 3)),
        ("undated", date(2025, 3, 3)),
    ],
)
def test_the_last_day_that_counts(garden: Garden, name: str, day: date) -> None:
    note = garden.note(name)
    assert note is not None
    assert last_tended(garden, note) == day


def test_feeds_and_care_go_by_it(garden: Garden) -> None:
    items = client(garden).get("/feeds/kinds/story.json").json["items"]  # type: ignore[index]
    assert [item["url"] for item in items] == [
        f"/notes/{name}" for name in ("mended", "undated", "ahead", "dated")
    ]
    (stale,) = (part for part in care.for_readers(garden) if part.name == "stale")
    assert [task.path for task in stale.tasks] == ["dated.md", "ahead.md", "undated.md"]
