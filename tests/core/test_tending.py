"""A garden that is served follows its notes: each change is found, and a page is of one generation."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from garden.core import Garden, tending
from garden.core.syncing import LOCK, sync
from garden.core.tending import SyncResult, Tending, git_folder
from garden.core.watching import UnwatchableError
from garden.errors import GitError, IndexingError, LockTimeoutError
from garden.model import Query
from garden.testing import Files, open_garden, write_files
from garden.web import create_app

MakeGarden = Callable[[Files], Garden]
AT_MOST = 30.0
"""Seconds to wait for what must come, so that a failure ends."""


@pytest.fixture
def garden(garden_of: MakeGarden) -> Garden:
    return garden_of({"notes/kettle.md": "# Kettle\n\nTea.\n"})


@contextmanager
def tended(garden: Garden, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Tending, threading.Semaphore]]:
    """Tends a garden; the semaphore counts its looks, the first of them gone by."""
    looks = threading.Semaphore(0)
    look = Garden.reindex

    def counted(self: Garden, **among: Any) -> object:
        try:
            return look(self, **among)
        finally:
            looks.release()

    monkeypatch.setattr(Garden, "reindex", counted)
    with Tending(garden) as tending:
        assert looks.acquire(timeout=AT_MOST)
        yield tending, looks


def changed(tending: Tending, garden: Garden, files: Files) -> None:
    """Writes files, and waits until they are in the index."""
    before = garden.generation
    write_files(garden.config.root, files)
    assert tending.wait_until(lambda: garden.generation != before, AT_MOST)


def test_what_is_written_moved_and_removed_is_found_so(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = garden.config.notes_folder
    with tended(garden, monkeypatch) as (tending, _):
        changed(tending, garden, {"notes/kettle.md": "# Kettle\n\nTea, with rhubarb.\n"})
        assert garden.search(Query(text="rhubarb")).total == 1
        changed(tending, garden, {"notes/new/bench.md": "# Bench\n\nOak.\n"})
        assert garden.search(Query(text="oak")).total == 1
        before = garden.generation
        (notes / "new" / "bench.md").unlink()
        assert tending.wait_until(lambda: garden.generation != before, AT_MOST)
        assert garden.note("new/bench") is None


def test_what_the_first_questions_would_wait_for_is_made_at_once_and_after_changes(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    warmed: list[int] = []
    warm = Garden.warm

    def seen(self: Garden) -> None:
        warm(self)
        warmed.append(self.generation)

    monkeypatch.setattr(Garden, "warm", seen)
    monkeypatch.setattr("garden.core.tending.WARM_AFTER", 0.0)
    with Tending(garden) as tending:
        assert tending.wait_until(lambda: warmed == [1], AT_MOST)
        write_files(garden.config.root, {"notes/cup.md": "# Cup\n"})
        assert tending.wait_until(lambda: warmed[-1] > 1, AT_MOST)


def test_an_index_in_two_halves_is_made_one_and_the_first_question_of_that_does_not_wait(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready: list[tuple[int, int]] = []
    warm = Garden.warm

    def seen(self: Garden) -> None:
        warm(self)
        ready.append((self.generation, len(self._engine.snapshot().corpus.parts)))  # type: ignore[attr-defined]

    monkeypatch.setattr(Garden, "warm", seen)
    monkeypatch.setattr("garden.core.tending.WARM_AFTER", 0.0)
    monkeypatch.setattr("garden.core.tending.TIDY_AFTER", 0.0)
    with Tending(garden) as tending:
        write_files(garden.config.root, {"notes/cup.md": "# Cup\n"})
        assert tending.wait_until(lambda: bool(ready) and ready[-1] == (3, 1), AT_MOST)
    assert garden.search(Query(text="cup")).total == 1


def test_no_change_waits_for_what_first_questions_would_wait_for(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    warming, found = threading.Event(), threading.Event()

    def warm(self: Garden) -> None:
        warming.set()
        assert found.wait(AT_MOST)

    monkeypatch.setattr(Garden, "warm", warm)
    with Tending(garden) as tending:
        assert warming.wait(AT_MOST)
        changed(tending, garden, {"notes/cup.md": "# Cup\n"})
        found.set()


def test_a_burst_makes_few_runs(garden: Garden, monkeypatch: pytest.MonkeyPatch) -> None:
    with tended(garden, monkeypatch) as (tending, looks):
        changed(tending, garden, {f"notes/{number}.md": f"# {number}\n" for number in range(1000)})
        assert tending.wait_until(lambda: garden.note("999") is not None, AT_MOST)
        runs = 0
        while looks.acquire(blocking=False):
            runs += 1
        assert runs < 10  # one or two, but for a machine that is busy


def test_asked_many_times_before_it_begins_it_is_done_once(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("garden.core.tending.TIDY_AFTER", 0.0)
    with tended(garden, monkeypatch) as (tending, looks):
        held, going = threading.Event(), threading.Event()

        def wait(*, wholly: bool) -> None:
            held.set()
            assert going.wait(AT_MOST)

        monkeypatch.setattr(garden, "tidy", wait)
        tending.tidy()
        assert held.wait(AT_MOST)
        for _ in range(100):
            tending.look()
        going.set()
        assert looks.acquire(timeout=AT_MOST)
    assert not looks.acquire(blocking=False)


def test_what_fails_is_told_and_tried_again(
    garden: Garden, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tending, "AGAIN_AFTER", 0.0)
    failures = [LockTimeoutError("Another process is at it."), RuntimeError("a bug")]
    look, done = garden.reindex, threading.Event()

    def fails_at_first(**_: object) -> object:
        if failures:
            failure = failures.pop(0)
            if not failures:
                keeper.look()  # a mistake of ours is not tried again by itself
            raise failure
        done.set()
        return look()

    monkeypatch.setattr(garden, "reindex", fails_at_first)
    keeper = Tending(garden)
    with keeper:
        assert done.wait(AT_MOST)
    assert "Another process is at it. It is tried again." in caplog.messages
    assert "The garden could not be tended (look)." in caplog.messages


def test_what_is_newly_wrong_with_a_note_is_told_once(
    garden: Garden, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with tended(garden, monkeypatch) as (tending, _):
        changed(tending, garden, {"notes/colon.md": "---\ntitle: [never closed\n---\nHere.\n"})
        changed(tending, garden, {"notes/bench.md": "# Bench\n"})
    told = [message for message in caplog.messages if message.startswith("colon.md:")]
    assert len(told) == 1
    assert "[front-matter-yaml]" in told[0]


def test_an_index_that_cannot_be_tidied_is_told(
    garden: Garden, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said = threading.Event()

    def fail(*, wholly: bool) -> None:
        said.set()
        raise IndexingError("The disk is full.")

    monkeypatch.setattr(tending, "TIDY_AFTER", 0.0)
    monkeypatch.setattr(garden, "tidy", fail)
    with Tending(garden) as tended:
        tended.tidy()
        assert said.wait(AT_MOST)
    assert "The disk is full." in caplog.messages


def test_what_cannot_be_watched_is_looked_at_now_and_then(
    garden: Garden, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> Iterator[None]:
        raise UnwatchableError("no room for more")
        yield

    monkeypatch.setattr(tending, "watch", refuse)
    monkeypatch.setattr(tending, "LOOK_EVERY", 0.01)
    with Tending(garden) as tended:
        changed(tended, garden, {"notes/kettle.md": "# Kettle\n\nRhubarb.\n"})
    assert "The notes cannot be watched (no room for more)" in caplog.text


def test_what_no_one_told_of_is_found_some_time_after_something_else(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tell_nothing(_: object, ended: threading.Event) -> Iterator[None]:
        yield None
        ended.wait()

    monkeypatch.setattr(tending, "watch", tell_nothing)
    monkeypatch.setattr(tending, "LOOK_EVERY", 0.0)
    with tended(garden, monkeypatch) as (tender, _):
        write_files(garden.config.root, {"notes/kettle.md": "# Kettle\n\nRhubarb.\n"})
        tender.look(["bench.md"])
        assert tender.wait_until(lambda: garden.search(Query(text="rhubarb")).total == 1, AT_MOST)


def test_a_commit_is_noticed(garden_of: MakeGarden, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = tmp_path / "garden"
    garden = garden_of({"notes/kettle.md": "# Kettle\n"})
    git(root, "init", "-q")
    git(root, "commit", "-q", "--allow-empty", "-m", "begin")
    assert git_folder(root) == root / ".git"
    with tended(garden, monkeypatch) as (_, looks):
        git(root, "commit", "-q", "--allow-empty", "-m", "nothing that a file tells")
        assert looks.acquire(timeout=AT_MOST)


def test_a_repository_that_git_refuses_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_: Path) -> None:
        raise GitError("git rev-parse failed: dubious ownership")

    monkeypatch.setattr("garden.history.git.Git.of", refuse)
    assert git_folder(tmp_path) is None
    assert caplog.messages == ["What git does here is not watched. git rev-parse failed: dubious ownership"]


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True)


def test_all_that_a_reader_asks_at_once_is_of_one_generation(garden: Garden) -> None:
    """While notes are indexed again and again, title, text and results always belong together."""
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            write_files(garden.config.root, {"notes/kettle.md": f"# Kettle {number}\n\nNumber{number}.\n"})
            garden.reindex()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(300):
            with garden.reading():
                note = garden.note("kettle")
                assert note is not None
                (hit,) = garden.search(Query(text="kettle")).hits
                section = "".join(section.text for section in garden.sections(note))
                number = re.findall(r"\d+", note.title)
                assert re.findall(r"\d+", hit.note.title) == number
                assert re.findall(r"Number(\d+)", section) == number
    finally:
        stop.set()
        writer.join()


# --- syncs --------------------------------------------------------------------------------


@pytest.fixture
def cloned(forge: Any) -> Iterator[Garden]:
    with open_garden(forge.here) as garden:
        garden.reindex()
        yield garden


def settled(tending: Tending) -> SyncResult:
    """What a sync that is asked for now comes to."""
    before = tending.last_sync
    tending.sync()
    assert tending.wait_until(lambda: tending.last_sync is not before, AT_MOST)
    assert tending.last_sync is not None
    return tending.last_sync


def test_what_was_pushed_is_taken_and_found_when_asked(cloned: Garden, forge: Any) -> None:
    with Tending(cloned) as tending:
        assert tending.last_sync is None
        commit = forge.push({"notes/kettle.md": "# Kettle\n\nRhubarb.\n"})
        result = settled(tending)
        assert (result.state, result.commit) == ("done", commit)
        assert cloned.search(Query(text="rhubarb")).total == 1
        told = create_app(cloned, tending=tending).test_client().get("/-/health").json
        assert told is not None
        assert told["sync"] == {
            "state": "done",
            "at": result.at.isoformat("T", "seconds"),
            "commit": commit,
        }


def test_what_is_wrong_is_told_once_and_mended_by_itself(
    cloned: Garden, forge: Any, caplog: pytest.LogCaptureFixture
) -> None:
    kettle = forge.here / "notes" / "kettle.md"
    with Tending(cloned) as tending:
        good = settled(tending)
        text = kettle.read_text()
        kettle.write_text("changed")
        for _ in range(3):
            failed = settled(tending)
            assert (failed.state, failed.commit) == ("failed", good.commit)
        kettle.write_text(text)
        assert settled(tending).state == "done"
    said = [message for message in caplog.messages if message.startswith("The notes could not be synced.")]
    assert len(said) == 1
    assert "not committed (notes/kettle.md)" in said[0]


def test_code_is_held(cloned: Garden, forge: Any, caplog: pytest.LogCaptureFixture) -> None:
    forge.push({"plugins/a.py": "a = 1\n"})
    with Tending(cloned) as tending:
        assert settled(tending).state == "held"
    assert "garden sync --trust-code" in caplog.text
    assert not (forge.here / "plugins").exists()


def test_a_server_tells_that_its_code_is_of_yesterday(
    cloned: Garden, forge: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with Tending(cloned) as tending:
        settled(tending)
        assert "start 'garden serve' again" not in caplog.text
        forge.push({"plugins/a.py": "a = 1\n"})
        sync(cloned.config, trust_code=True)
        settled(tending)
        settled(tending)
    assert caplog.text.count("Code of this garden has changed: start 'garden serve' again to run it.") == 1


def test_every_so_often_it_syncs_unasked(cloned: Garden, forge: Any) -> None:
    with Tending(cloned, sync_every=0.01) as tending:
        assert tending.wait_until(lambda: tending.last_sync is not None, AT_MOST)
        forge.push({"notes/kettle.md": "# Kettle\n\nRhubarb.\n"})
        assert tending.wait_until(lambda: cloned.search(Query(text="rhubarb")).total == 1, AT_MOST)


def test_it_syncs_again_after_whatever_went_wrong(
    cloned: Garden, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def mistaken(config: object) -> None:
        tried.append(config)
        raise ZeroDivisionError

    monkeypatch.setattr("garden.core.tending.sync", mistaken)
    with Tending(cloned, sync_every=0.01) as tending:
        assert tending.wait_until(lambda: len(tried) > 1, AT_MOST)
    assert "could not be tended (sync)" in caplog.text


def test_a_cache_that_cannot_be_written_is_told(cloned: Garden) -> None:
    (cloned.config.cache_folder / LOCK).mkdir(parents=True)
    with pytest.raises(GitError, match="cannot be written"):
        sync(cloned.config)


def test_two_syncs_at_once_are_told(
    cloned: Garden, forge: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("garden.core.syncing.WAIT_SECONDS", 0.0)
    cloned.config.cache_folder.mkdir(parents=True, exist_ok=True)
    with FileLock(cloned.config.cache_folder / LOCK), Tending(cloned) as tending:
        assert settled(tending).state == "failed"
    assert "Another sync of this garden is at work." in caplog.text
