"""The fixtures that pytest has wherever Garden is installed.

pytest imports this in every run, and few of them test a garden: so it is small, and the
rest is imported when a test asks for it. A fixture's name begins with ``garden_``, since
those of all plugins share one room, where ``client``, ``app`` and ``runner`` are taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from garden.testing import Bed, Files


class MakeBed(Protocol):
    """What ``garden_bed`` gives; for annotations."""

    def __call__(self, files: Files, *, faults_allowed: bool = False) -> Bed:
        """Makes a garden from ``{path: content}``; called again, it adds to the same folder."""


@pytest.fixture
def garden_bed(tmp_path: Path) -> Iterator[MakeBed]:
    """Makes a garden from ``{path: content}``: ``garden_bed(files).page("/notes/soup").shows("Leeks")``.

    Also ``.run("list").says(...)``, ``.garden`` and ``.client``. It fails for what a plugin does wrong.
    """
    from garden.testing import Bed

    with ExitStack() as beds:

        def make(files: Files, *, faults_allowed: bool = False) -> Bed:
            return beds.enter_context(Bed.of(tmp_path / "garden", files, faults_allowed=faults_allowed))

        yield make
