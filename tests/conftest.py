"""Fixtures for all tests: gardens in temporary folders, each closed when its test ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings

from garden import shipped
from garden.core import Garden
from garden.testing import Files, make_garden

MakeGarden = Callable[[Files], Garden]

# How long an example takes depends on what else the machine is doing.
settings.register_profile("garden", deadline=None)
settings.load_profile("garden")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test meets the cache of the person who runs it, nor another test's."""
    monkeypatch.setenv("GARDEN_CACHE", str(tmp_path_factory.mktemp("cache")))


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


def pytest_addoption(parser: pytest.Parser) -> None:
    """How snapshots of pages are written; see tests/web/test_page_snapshots.py."""
    parser.addoption("--write-pages", action="store_true", help="write the files in tests/web/pages anew")
