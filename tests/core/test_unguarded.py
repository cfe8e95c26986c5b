"""Programs of people that have no guard for the processes that help with their garden."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from garden.testing import write_files

PROGRAM = """\
from garden import Garden
from garden.core import processes
processes.PAY_FROM, processes._count = 4, lambda: 2
{guard}
    with Garden.open({root!r}) as garden:
        print("indexed", garden.reindex().added, "wrong", len(garden.problems()))
"""


@pytest.mark.parametrize(("guard", "told"), [("if True:", True), ("if __name__ == '__main__':", False)])
def test_a_program_without_a_guard_is_done_and_told_of_it(guard: str, told: bool, tmp_path: Path) -> None:
    write_files(tmp_path / "garden", {f"notes/n{number}.md": f"word{number}" for number in range(8)})
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(root=str(tmp_path / "garden"), guard=guard), "utf-8")
    done = subprocess.run(
        [sys.executable, str(program)],
        env={**os.environ, "GARDEN_CACHE": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        timeout=50,  # the lock that it holds is waited for longer
        check=True,
    )
    assert done.stdout == "indexed 8 wrong 0\n"
    sentence = "GardenError: A process that was to help with this garden ran the program from its first line"
    assert (sentence in done.stderr) is told
    assert ("Traceback" in done.stderr) is told
