"""Fixtures for all tests: gardens in temporary folders, each closed when its test ends."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from types import CodeType

import pytest
from hypothesis import is_hypothesis_test, settings
from jinja2.bccache import Bucket, BytecodeCache

from garden import shipped
from garden.core import Garden
from garden.testing import Files, make_garden, write_files
from garden.web.templating import GardenFlask

MakeGarden = Callable[[Files], Garden]
Calls = Callable[[Callable[[], object]], int]

collect_ignore = ["example"]
"""A plugin with tests of its own, which are run where it is installed; see test_wheel.py."""

# How long an example takes depends on what else the machine is doing.
# Half of the usual examples: the suite is run often, and finds others each time.
settings.register_profile("garden", deadline=None, max_examples=50)
settings.load_profile("garden")


@contextmanager
def uncounted() -> Iterator[None]:
    """Meanwhile no one counts the lines that run, here and in threads that begin, which doubles their time.

    By hand: the marker ``no_cover`` of pytest-cov does nothing where tests run in several processes.
    """
    here, in_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        yield
    finally:
        sys.settrace(here)
        threading.settrace(in_threads)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Counts the lines of tests that run the same ones each time, and quickly; others reach them as well."""
    long = is_hypothesis_test(getattr(item, "obj", None)) or item.get_closest_marker("long")
    with uncounted() if long or item.get_closest_marker("browser") else nullcontext():
        return (yield)


class Compiled(BytecodeCache):
    """Templates that were compiled once, for all apps: each test makes one, and would compile for long."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """As Jinja asks for a template by the digests of its name and of its text."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps one."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(GardenFlask, "jinja_options", {"bytecode_cache": Compiled()})
        yield


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test meets the cache of the person who runs it, nor another test's."""
    monkeypatch.setenv("GARDEN_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """No plugin is at fault because the machine that runs the tests stood still for a while."""
    monkeypatch.setattr("garden.host.roster.WAIT_SECONDS", 600.0)


@pytest.fixture
def garden_of(tmp_path: Path) -> Iterator[MakeGarden]:
    """Makes an indexed garden from ``{path: content}``; every call adds to the same folder."""
    with ExitStack() as gardens:
        yield lambda files: gardens.enter_context(make_garden(tmp_path / "garden", files))


@pytest.fixture(scope="module")
def shared_garden_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeGarden]:
    """As `garden_of`, for a garden that all tests of a module read and none changes."""
    folder = tmp_path_factory.mktemp("shared")
    with ExitStack() as gardens:
        yield lambda files: gardens.enter_context(make_garden(folder / "garden", files))


@pytest.fixture(scope="session")
def shipped_garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Garden]:
    """The garden that Garden ships with, indexed in a cache of its own; tests only read it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GARDEN_CACHE", str(tmp_path_factory.mktemp("cache")))
        garden = Garden.open(shipped.root())
        garden.reindex()
    with garden:
        yield garden


class Forge:
    """A bare repository, the garden that was cloned from it, and the clone of somebody else."""

    def __init__(self, folder: Path) -> None:
        self.bare, self.here, self.other = folder / "forge.git", folder / "garden", folder / "other"
        self.git(folder, "init", "-q", "--bare", "-b", "main", str(self.bare))
        self.git(folder, "clone", "-q", str(self.bare), str(self.other))
        self.git(self.other, "switch", "-q", "-c", "main")
        self.push({"garden.toml": "[sync]\nlocal = true\n", "notes/kettle.md": "# Kettle\n\nTea.\n"})
        self.git(folder, "clone", "-q", str(self.bare), str(self.here))

    def git(self, folder: Path, *arguments: str) -> str:
        """Runs git as a person would who is called Ada."""
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main")
        command = ["git", *who, *arguments]
        return subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout

    def push(self, files: Files, *, message: str = "write", force: bool = False) -> str:
        """Commits and pushes files from the other clone; gives the commit's id."""
        write_files(self.other, files)
        self.git(self.other, "add", "--all")
        self.git(self.other, "commit", "-q", "--allow-empty", "-m", message)
        self.git(self.other, "push", "-q", *(["--force"] if force else []), "origin", "main")
        return self.head(self.other)

    def head(self, folder: Path) -> str:
        """The commit that is checked out."""
        return self.git(folder, "rev-parse", "HEAD").strip()


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    """A garden that is a clone, beside that of somebody else who pushes."""
    folder = tmp_path / "forge"
    folder.mkdir()
    return Forge(folder)


def pytest_addoption(parser: pytest.Parser) -> None:
    """How snapshots of pages are written; see tests/web/test_page_snapshots.py."""
    parser.addoption("--write-pages", action="store_true", help="write the files in tests/web/pages anew")


@pytest.fixture(scope="session")
def calls() -> Calls:
    """How many functions are called while something is done: a measure that no busy machine changes."""

    def count(work: Callable[[], object]) -> int:
        made = 0

        def counts(*_: object) -> None:
            nonlocal made
            made += 1

        before = sys.getprofile()
        sys.setprofile(counts)
        try:
            work()
        finally:
            sys.setprofile(before)
        return made

    return count
