"""What the README promises: its plugin works as it stands there, its commands exist."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from garden.cli.group import cli
from garden.core import Garden
from garden.model import Query
from garden.web import create_app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SETTINGS = "[plugins]\nown = true\n"
SOUP = "---\ntitle: Leek soup\nkind: recipe\nserves: 6\n---\nChop the leeks.\n"
BREAD = "---\ntitle: Bread\nkind: recipe\n---\nWait.\n"


def _block(language: str) -> str:
    """The first block of code in a language."""
    found = re.search(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def bed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A garden with the README's plugin and two recipes."""
    monkeypatch.setenv("GARDEN_CACHE", str(tmp_path / "cache"))
    files = {
        "garden.toml": SETTINGS,
        "plugins/recipes.py": _block("python"),
        "notes/soup.md": SOUP,
        "notes/bread.md": BREAD,
    }
    for name, text in files.items():
        path = tmp_path / "bed" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "bed"


def test_the_plugin_does_what_is_said(bed: Path) -> None:
    with Garden.open(bed) as garden:
        garden.reindex()
        soup, bread = garden.note("soup"), garden.note("bread")
        assert soup is not None
        assert bread is not None
        assert garden.kinds["recipe"].plural_label == "Recipes"
        assert garden.search(Query(filters={"serves": ("6",)})).total == 1
        assert [problem.path for problem in garden.check() if problem.code == "recipe-serves"] == ["bread.md"]
        assert "cook something else together" in {way.reason for way in garden.ways_on(soup)}
        client = create_app(garden).test_client()
        assert "Cook something" in client.get("/").get_data(as_text=True)
        assert "Serves 6." in client.get(garden.url(soup)).get_data(as_text=True)
        surprise = client.get("/-/recipes/surprise")
        assert surprise.location in {garden.url(soup), garden.url(bread)}
        assert [plugin.faults for plugin in garden.host.plugins() if plugin.faults] == []


def test_the_plugins_command_runs(bed: Path) -> None:
    done = CliRunner().invoke(cli, ["--root", str(bed), "shopping"])
    assert done.exit_code == 0
    assert done.stdout == "Bread, for any number\nLeek soup, for 6\n"


def test_the_plugin_is_listed(bed: Path) -> None:
    done = CliRunner().invoke(cli, ["--root", str(bed), "plugins", "--json"])
    listed = {plugin["name"]: plugin for plugin in json.loads(done.stdout)}
    assert listed["recipes"]["state"] == "active"
    assert listed["recipes"]["summary"] == "Recipes, and how many they serve."


def test_the_commands_exist() -> None:
    lines = re.findall(r"^(garden|make) ([a-z]+)(.*)$", README, re.MULTILINE)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for program, name, rest in lines:
        if program == "make":
            assert re.search(rf"^{name}:", makefile, re.MULTILINE), name
            continue
        usage = CliRunner().invoke(cli, [name, "--help"])
        assert usage.exit_code == 0, name
        for option in re.findall(r"--[a-z]+", rest):
            assert option in usage.stdout, f"{name} {option}"


def test_what_it_points_to_is_there() -> None:
    for name in re.findall(r"\]\(([\w./-]+)\)|`((?:src|tests|notes|plugins|benchmarks)/[\w./-]*)`", README):
        path = name[0] or name[1]
        if path != "plugins/recipes.py":
            assert (ROOT / path).exists(), path
