"""A garden that is served for months, and changed while it is read, keeps no files of what it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from garden.testing import Bed

NOTES = {f"notes/n{n}.md": f"# Note {n}\n\nSoup, slowly, and [[n{(n + 1) % 4}]].\n" for n in range(4)}
PAGES = ("/", "/notes/n0", "/notes/n1", "/search?q=soup", "/map", "/tags/")


@pytest.fixture
def _seldom() -> Iterator[None]:
    """As in a garden with many notes: Python does not look for circles by itself."""
    before = gc.get_threshold()
    gc.set_threshold(1_000_000, *before[1:])
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("_seldom")
def test_a_change_lets_go_of_the_files_of_what_was_read_before(tmp_path: Path) -> None:
    with Bed.of(tmp_path / "garden", NOTES) as bed:

        def changed(number: int) -> int:
            """Files that are open after a change that was read."""
            (tmp_path / "garden/notes/n0.md").write_text(f"# Note\n\nSoup {number}, and [[n1]].\n")
            bed.garden.reindex()
            for page in PAGES:
                assert bed.client.get(page).status_code == 200, page
            return len(list(Path("/proc/self/fd").iterdir()))

        opened = [changed(number) for number in range(12)]
    assert max(opened[2:]) - min(opened[2:]) < 5, opened
