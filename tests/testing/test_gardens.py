"""The test kit for authors of plugins."""

from __future__ import annotations

import os
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from garden.testing import client, fake_distribution, make_garden, open_garden, run, write_files

PLUGIN = """
    from garden import *

    @hookimpl
    def garden_note_kinds(config):
        yield NoteKind(name="recipe")
"""


def test_a_garden_from_a_few_files(tmp_path: Path) -> None:
    files = {
        "plugins/recipes.py": PLUGIN,
        "notes/soup.md": "\n    ---\n    kind: recipe\n    ---\n    Leeks.\n",
    }
    with make_garden(tmp_path / "garden", files) as garden:
        assert [note.id for note in garden.notes(kind="recipe")] == ["soup"]
        assert garden.host.faults == ()
    assert (tmp_path / "garden/notes/soup.md").read_text() == "---\nkind: recipe\n---\nLeeks.\n"


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write_files(tmp_path, {"a/b.md": b"\n  \xff"})
    assert (tmp_path / "a/b.md").read_bytes() == b"\n  \xff"


@pytest.mark.parametrize("path", ["../a.md", "/tmp/a.md", "a/../../b.md"])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="leads out of"):
        write_files(tmp_path / "garden", {path: ""})


def test_a_given_garden_toml_is_kept(tmp_path: Path) -> None:
    files = {"plugins/recipes.py": PLUGIN, "garden.toml": "title = 'Mine'", "notes/a.md": ""}
    with make_garden(tmp_path / "garden", files) as garden:
        assert garden.config.title == "Mine"
        assert "recipe" not in garden.kinds


def test_the_index_lies_beside_the_garden_whatever_the_environment_says(tmp_path: Path) -> None:
    with make_garden(tmp_path / "garden", {"notes/a.md": "A"}) as garden:
        assert garden.config.cache_folder.is_relative_to(tmp_path / "garden.cache")
        assert garden.config.cache_folder.is_dir()
    assert sorted(path.name for path in (tmp_path / "garden").iterdir()) == ["notes"]


def test_a_command_shares_the_index(tmp_path: Path) -> None:
    before = dict(os.environ)
    with make_garden(tmp_path / "garden", {"notes/a.md": "A"}) as garden:
        result = run(["index", "--json"], garden.config.root)
    assert result.exit_code == 0
    assert '"added": 0' in result.stdout
    assert os.environ == before


def test_a_garden_can_be_opened_again(tmp_path: Path) -> None:
    make_garden(tmp_path / "garden", {"notes/a.md": "# Ant", "plugins/recipes.py": PLUGIN}).close()
    with open_garden(tmp_path / "garden", safe=True) as garden:
        assert [note.title for note in garden.notes()] == ["Ant"]
        assert "recipe" not in garden.kinds


def test_a_site_without_a_server(tmp_path: Path) -> None:
    with make_garden(tmp_path / "garden", {"notes/a.md": "# Ant"}) as garden:
        assert "Ant" in client(garden).get("/notes/a").text


def test_an_installed_plugin_for_as_long_as_the_block_lasts(tmp_path: Path) -> None:
    before = set(sys.modules), list(sys.path)
    with fake_distribution(
        tmp_path / "site",
        {"recipes_far/__init__.py": PLUGIN, "recipes_far/more.py": ""},
        plugins={"recipes": "recipes_far"},
        name="garden-recipes",
        version="2.0",
    ):
        with make_garden(tmp_path / "garden", {"notes/a.md": ""}) as garden:
            plugin = next(plugin for plugin in garden.host.plugins() if plugin.name == "recipes")
        assert (plugin.source, plugin.location) == ("installed", "garden-recipes 2.0")
    assert not [name for name in sys.modules.keys() - before[0] if name.startswith("recipes_far")]
    assert sys.path == before[1]
    assert "recipes" not in {point.name for point in entry_points(group="garden")}
