"""What any engine must do, whatever it is built on: each of `ENGINES` is held to all tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from garden.search.engine import Engine
from tests.search.contract.engines import ENGINES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where an engine keeps what it keeps."""
    return tmp_path / "index"


@pytest.fixture(params=ENGINES)
def make(request: pytest.FixtureRequest, folder: Path) -> Iterator[Callable[[], Engine]]:
    """Makes engines of one sort on one folder."""
    made: list[Engine] = []

    def engine() -> Engine:
        made.append(ENGINES[request.param](folder))
        return made[-1]

    yield engine
    for one in made:
        one.close()


@pytest.fixture
def engine(make: Callable[[], Engine]) -> Engine:
    """An engine in which nothing is yet."""
    return make()
