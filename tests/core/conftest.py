"""A garden from a dict of files, for tests of core."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from garden import Garden
from garden.testing import make_garden


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[[Mapping[str, str | bytes]], Garden]]:
    """Makes indexed gardens, each in a folder of its own, and closes them at the end."""
    made: list[Garden] = []

    def build(files: Mapping[str, str | bytes]) -> Garden:
        made.append(make_garden(tmp_path / f"garden{len(made)}", dict(files)))
        return made[-1]

    yield build
    for garden in made:
        garden.close()
