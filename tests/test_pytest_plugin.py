"""The plugin of pytest: it is imported in every run of an environment, so it costs next to nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import garden.pytest_plugin as plugin
from garden.testing import write_files


def test_pytest_finds_it() -> None:
    assert [point.value for point in entry_points(group="pytest11", name="garden")] == [plugin.__name__]


def test_importing_it_imports_little() -> None:
    code = (
        "import pytest, sys; a = set(sys.modules); import garden.pytest_plugin; print(*set(sys.modules) - a)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"garden", "garden._version", "garden.pytest_plugin"}


def test_all_its_fixtures_have_a_name_of_our_own() -> None:
    fixtures = [
        name for name, value in vars(plugin).items() if type(value).__name__ == "FixtureFunctionDefinition"
    ]
    assert fixtures
    assert all(name.startswith("garden_") for name in fixtures)


def test_it_is_there_without_being_asked_for_and_warns_of_nothing(tmp_path: Path) -> None:
    test = """
        def test_soup(garden_bed):
            garden_bed({"notes/soup.md": "# Soup"}).page("/notes/soup").shows("Soup")

        def test_pie(garden_bed):
            bed = garden_bed({"notes/soup.md": "# Soup"})
            assert bed.garden.note("soup").title == "Pie"
        """
    write_files(tmp_path, {"test_soup.py": test, "pytest.ini": "[pytest]\n"})
    command = [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "PYTEST_"))}
    done = subprocess.run(command, cwd=tmp_path, env=kept, capture_output=True, text=True)
    assert "1 failed, 1 passed" in done.stdout, done.stdout + done.stderr
    assert "AssertionError: assert 'Soup' == 'Pie'" in done.stdout
    assert "arning" not in done.stdout + done.stderr
