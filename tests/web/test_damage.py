"""An index that is damaged while the garden is served: pages fail for a moment, and it is made good."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from flask.testing import FlaskClient

from garden.core import Garden
from garden.core.tending import Tending
from garden.testing import open_garden, write_files
from garden.web import create_app

AT_MOST = 60.0
"""Seconds to wait for what must come, so that a failure ends."""
NOTES = {
    f"notes/{number}.md": f"---\ntags: [tea]\n---\n# Kettle {number}\n\nWater for pot {number}.\n"
    for number in range(20)
}
RANDOM, ONES = Random(7).randbytes(100_000), b"\xff" * 100_000
"""What searches fail of."""
ZEROS = bytes(100_000)
"""What they may find nothing in."""


class Site:
    """A garden that is served and tended, with what a disk may do to its index."""

    def __init__(self, garden: Garden) -> None:
        self.garden = garden
        self.tending = Tending(garden)
        self.browser: FlaskClient = create_app(garden, tending=self.tending).test_client()

    def damage(self, pattern: str, data: bytes) -> None:
        """Writes over the newest file of the index that is called so, and leaves its size."""
        found = self.garden.config.cache_folder.glob(f"gen-*/{pattern}")
        path = max(found, key=lambda path: path.stat().st_mtime_ns)
        size = path.stat().st_size
        assert size <= len(data)
        with path.open("r+b") as file:
            file.write(data[:size])

    def found(self, text: str) -> int:
        """How many notes a search finds; -1 where it fails."""
        answer = self.browser.get("/search.json", query_string={"q": text})
        return int((answer.json or {})["total"]) if answer.status_code == 200 else -1

    def comes_to_find(self, text: str, total: int) -> bool:
        return self.tending.wait_until(lambda: self.found(text) == total, AT_MOST)

    def is_made_anew(self, before: int) -> bool:
        """Whether there comes to be another index, asked for by no page."""
        return self.tending.wait_until(lambda: self.garden.generation > before, AT_MOST)


@pytest.fixture
def site(garden_of: Callable[..., Garden]) -> Site:
    return Site(garden_of(NOTES))


@pytest.fixture
def left_cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is made ready for questions: that reads the index before they do, and may fail first."""
    monkeypatch.setattr(Garden, "warm", lambda _: None)


@pytest.mark.usefixtures("left_cold")
@pytest.mark.parametrize("data", [RANDOM, ONES], ids=["random", "ones"])
def test_a_search_that_fails_has_the_index_made_good(
    site: Site, data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with site.tending:
        site.damage("*.seg", data)
        answer = site.browser.get("/search", query_string={"q": "water tag:tea"})
        assert answer.status_code == 500
        assert "It is not your doing" in answer.text
        assert site.comes_to_find("water tag:tea", len(NOTES))
    assert "is not as it was written" in caplog.text


@pytest.mark.usefixtures("left_cold")
def test_an_index_of_which_not_one_page_can_be_made_is_made_good(site: Site) -> None:
    write_files(site.garden.config.root, {"notes/0.md": "# Rhubarb\n"})
    with open_garden(site.garden.config.root) as other:
        other.reindex()
    site.garden._engine.snapshot()  # opened here too, and nothing of it read
    site.damage("*.seg", ONES)
    answer = site.browser.get("/")
    assert (answer.status_code, answer.mimetype) == (500, "text/plain")
    assert "It is not your doing" in answer.text
    with site.tending:
        assert site.comes_to_find("rhubarb", 1)
        assert site.browser.get("/").status_code == 200


@pytest.mark.usefixtures("left_cold")
def test_a_missing_page_that_fails_has_it_made_good_too(site: Site) -> None:
    with site.tending:
        site.damage("*.seg", ONES)
        assert site.browser.get("/notes/ketle").status_code == 500
        assert site.is_made_anew(1)
        assert site.browser.get("/notes/ketle").status_code == 404


@pytest.mark.usefixtures("left_cold")
def test_what_finds_nothing_and_fails_nowhere_is_noticed_in_time(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("garden.core.tending.CHECK_EVERY", 0.01)
    with site.tending:
        site.damage("*.seg", ZEROS)
        assert site.is_made_anew(1)
        assert site.found("water tag:tea") == len(NOTES)


def test_what_is_made_ready_for_questions_may_be_the_first_to_fail(site: Site) -> None:
    site.damage("*.seg", ONES)
    with site.tending:  # which makes ready as it begins
        assert site.is_made_anew(1)
        assert site.found("water tag:tea") == len(NOTES)


def test_a_change_to_a_damaged_index_is_found_at_once(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    with site.tending:
        site.damage("*.toc", RANDOM)
        write_files(site.garden.config.root, {"notes/0.md": "# Rhubarb\n"})
        assert site.is_made_anew(1)
        assert site.comes_to_find("rhubarb", 1)
        assert site.found("water tag:tea") == len(NOTES) - 1
    assert "tried again" not in caplog.text
    assert "could not be tended" not in caplog.text


@pytest.mark.parametrize("pattern", ["*.toc", "*.seg", "later.json"])
def test_indexing_a_change_makes_good_what_is_damaged(site: Site, pattern: str) -> None:
    site.damage(pattern, RANDOM)
    write_files(site.garden.config.root, {"notes/0.md": "# Rhubarb\n"})
    stats = site.garden.reindex()
    assert (stats.rebuilt, stats.reason, stats.total) == (True, "the index was damaged", len(NOTES))
    assert site.found("rhubarb") == 1
    assert site.found("water tag:tea") == len(NOTES) - 1


def test_of_what_is_left_of_an_index_only_what_changed_since_is_indexed(site: Site) -> None:
    write_files(site.garden.config.root, {"notes/0.md": "# Rhubarb\n"})
    site.garden.reindex()
    site.damage("*.toc", RANDOM)
    write_files(site.garden.config.root, {"notes/1.md": "# Custard\n"})
    stats = site.garden.reindex()
    assert (stats.rebuilt, stats.modified, stats.total) == (False, 2, len(NOTES))
    assert site.found("rhubarb") == site.found("custard") == 1


def test_what_is_damaged_as_it_is_written_is_written_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def damaging(self: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "rename", rename)
        moved = rename(self, target)
        site.damage("*.seg", RANDOM)
        return moved

    write_files(site.garden.config.root, {"notes/0.md": "# Rhubarb\n"})
    monkeypatch.setattr(Path, "rename", damaging)
    assert site.garden.reindex().modified == 1
    assert site.garden.generation == 3
    assert site.found("rhubarb") == 1


@pytest.mark.usefixtures("left_cold")
def test_what_is_to_be_put_in_order_is_made_good_first(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("garden.core.tending.TIDY_AFTER", 0.0)
    monkeypatch.setattr(
        "garden.core.tending.watch", lambda *_: iter(())
    )  # which would have it looked at, too
    write_files(
        site.garden.config.root, {path.replace(".md", "-too.md"): note for path, note in NOTES.items()}
    )
    site.garden.reindex()
    site.damage("*.seg", ZEROS)
    with site.tending:
        site.tending.tidy()
        assert site.is_made_anew(2)
        assert site.found("water tag:tea") == 2 * len(NOTES)


def test_mistakes_that_are_not_the_indexs_have_it_read_once_in_a_while(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked, reindex = threading.Semaphore(0), Garden.reindex

    def counted(self: Garden, *, checked_too: threading.Semaphore = checked, **how: Any) -> object:
        if how["checked"]:
            checked_too.release()
        return reindex(self, **how)

    monkeypatch.setattr(Garden, "reindex", counted)
    monkeypatch.setattr(Garden, "doors", lambda _: 1 / 0)
    with site.tending:
        assert site.browser.get("/").status_code == 500
        assert checked.acquire(timeout=AT_MOST)
        for _ in range(10):
            assert site.browser.get("/").status_code == 500
    assert not checked.acquire(blocking=False)
    assert site.garden.generation == 1
