"""``from garden import ...``: the one door in for plugins."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

import garden
from garden import model, shipped


@pytest.mark.parametrize("name", garden.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(garden, name) is not None


def test_names_are_sorted_and_known_to_type_checkers() -> None:
    assert garden.__all__ == sorted(garden.__all__)
    source = ast.parse((shipped.root() / "src/garden/__init__.py").read_text(encoding="utf-8"))
    imported = {
        alias.name for node in ast.walk(source) if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert set(garden.__all__) <= imported


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Pannel'"):
        garden.Pannel  # noqa: B018


def test_all_that_hooks_give_and_take_is_there() -> None:
    given = {
        "Field",
        "NavItem",
        "Note",
        "NoteKind",
        "Panel",
        "Problem",
        "WayOn",
        "Garden",
        "Config",
        "hookimpl",
    }
    assert given <= set(garden.__all__)
    nouns = {name for name in garden.__all__ if hasattr(model, name)}
    assert nouns >= {"Query", "Page", "Hit", "Link", "Resolution", "Backlink", "WantedNote", "Person"}


def test_importing_garden_costs_nothing_heavy() -> None:
    code = "import garden, sys; garden.__version__; garden.hookimpl; garden.Panel; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"flask", "click", "whoosh", "numpy", "markdown_it", "yaml", "pydantic", "nh3"} & set(loaded)


def test_shipped_plugins_use_no_other_door() -> None:
    for path in shipped.folder("plugins").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names = [node.module]
            assert not [name for name in names if name.startswith("garden.")], path
