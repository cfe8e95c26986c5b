"""What changes among the notes is told: soon, once, and nothing else is."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from watchfiles._rust_notify import RustNotify, WatchfilesRustInternalError

from garden.core.watching import Area, Told, UnwatchableError, watch
from garden.store import Store

AT_MOST = 20.0
"""Seconds to wait for what must come, so that a failure ends."""


def area(root: Path, git_folder: Path | None = None) -> Area:
    store = Store(root, garden_root=root.parent, ignore=["drafts/"], max_bytes=10_000)
    return Area(store=store, git_folder=git_folder)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "drafts").mkdir()
    (folder / ".git" / "objects").mkdir(parents=True)
    return folder


@contextmanager
def watched(of: Area) -> Iterator[Callable[[], Told]]:
    """Watches; gives what waits until something is told."""
    told: Queue[Told] = Queue()
    ended = threading.Event()

    def listen() -> None:
        for one in watch(of, ended):
            told.put(one)

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        assert told.get(timeout=AT_MOST) is None  # it has begun
        yield lambda: told.get(timeout=AT_MOST)
    finally:
        ended.set()
        thread.join()


def test_a_changed_a_new_and_a_removed_file_are_told(root: Path) -> None:
    with watched(area(root)) as told:
        (root / "a.md").write_text("a")
        assert told() == frozenset({"a.md"})
        (root / "deep" / "er" / "b.md").write_text("b")
        assert told() == frozenset({"deep/er/b.md"})
        (root / "a.md").unlink()
        assert told() == frozenset({"a.md"})


def test_new_folders_are_watched_with_what_is_made_in_them(root: Path) -> None:
    with watched(area(root)) as told:
        (root / "new" / "er").mkdir(parents=True)
        assert told() is None
        (root / "new" / "er" / "c.md").write_text("c")
        told()
        (root / "new").rename(root / "other")
        told()
        (root / "other" / "er" / "c.md").write_text("again")
        told()


def test_only_folders_that_a_walk_goes_through_are_watched(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside" / "inner").mkdir(parents=True)
    (root / "link").symlink_to(tmp_path / "outside")
    assert area(root).folders() == {root, root / "deep", root / "deep" / "er"}


@pytest.mark.parametrize(
    ("name", "minded"),
    [
        ("a.md", True),
        ("deep/a.md", True),
        ("picture.png", True),
        (".a.md.swp", False),
        ("a.md~", False),
        ("#a.md#", False),
        (".#a.md", False),
        ("4913", False),
        ("a.md.tmp", False),
        ("a.md___jb_tmp___", False),
        ("~$a.md", False),
        (".deadbeef.new", False),
        ("drafts/a.md", False),
        (".git/index", False),
        ("../elsewhere.md", False),
    ],
)
def test_files_of_a_moment_are_no_ones_business(root: Path, name: str, minded: bool) -> None:
    assert area(root).minds(Path(os.path.normpath(root / name))) == minded


def test_what_git_does_is_told_by_its_head(root: Path) -> None:
    git_folder = root / ".git"
    (git_folder / "logs").mkdir()
    of = area(root, git_folder)
    assert of.minds(git_folder / "HEAD")
    assert of.minds(git_folder / "logs" / "HEAD")
    assert not of.minds(git_folder / "index.lock")
    with watched(of) as told:
        (git_folder / "logs" / "HEAD").write_text("0 1 commit\n")
        assert told() == frozenset()


def scripted(*found: Any) -> Callable[..., RustNotify]:
    """A watcher that tells what is given here, then that it was told to end."""
    answers = [*found, "stop"]

    class Scripted:
        def watch(self, *_: object) -> Any:
            return answers.pop(0)

        def __enter__(self) -> Scripted:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    return lambda *_: Scripted()  # type: ignore[return-value]


def times_told(root: Path, *found: Any) -> int:
    return len(list(watch(area(root), threading.Event(), notify=scripted(*found)))) - 1


def test_what_comes_together_is_told_once(root: Path) -> None:
    assert times_told(root, {(1, str(root / f"{number}.md")) for number in range(1000)}) == 1


def test_files_of_a_moment_are_not_told(root: Path) -> None:
    assert (
        times_told(root, {(1, str(root / "4913")), (3, str(root / "4913"))}, {(1, str(root / "a.md~"))}) == 0
    )


def test_a_link_to_a_folder_is_no_folder(root: Path, tmp_path: Path) -> None:
    (root / "link").symlink_to(tmp_path)
    opened: list[list[str]] = []
    notify = scripted({(1, str(root / "link"))})

    def noting(folders: list[str], *_: Any) -> RustNotify:
        opened.append(folders)
        return notify()

    list(watch(area(root), threading.Event(), notify=noting))
    assert len(opened) == 1


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), WatchfilesRustInternalError("many")]
)
def test_what_cannot_be_watched_is_said(root: Path, error: Exception) -> None:
    def refuse(*_: object) -> RustNotify:
        raise error

    with pytest.raises(UnwatchableError, match=r"No space|many"):
        next(watch(area(root), threading.Event(), notify=refuse))


def test_a_folder_that_goes_meanwhile_is_let_go(root: Path) -> None:
    tries: list[list[str]] = []

    def gone_at_first(folders: list[str], *_: Any) -> RustNotify:
        tries.append(folders)
        if len(tries) == 1:
            (root / "deep" / "er").rmdir()
            raise FileNotFoundError
        return scripted()()

    list(watch(area(root), threading.Event(), notify=gone_at_first))
    assert [len(folders) for folders in tries] == [3, 2]


def test_without_the_notes_nothing_can_be_watched(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()  # what git does alone does not tell that the notes are back
    with pytest.raises(UnwatchableError, match="gone"):
        next(watch(area(tmp_path / "none", tmp_path / ".git"), threading.Event()))


def test_folders_that_come_and_go_are_given_up(root: Path) -> None:
    def never(*_: object) -> RustNotify:
        raise FileNotFoundError

    with pytest.raises(UnwatchableError, match="come and go"):
        next(watch(area(root), threading.Event(), notify=never))
