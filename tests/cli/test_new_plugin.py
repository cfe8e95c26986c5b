"""``garden plugins new`` writes plugins that are green at once; ``--check`` says what does not fit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from garden.cli.new_plugin import PARTS
from garden.testing import client, fake_distribution, make_garden, open_garden, run, write_files

NOTES = {"garden.toml": "[plugins]\nown = true\n", "notes/a.md": "# A\n\nText.\n"}


def flags(*parts: str) -> list[str]:
    return [f"--{part}" for part in parts]


def green(folder: Path, *paths: str) -> None:
    """Runs pytest there, as the plugin's author would."""
    command = [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider", *paths]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "PYTEST_"))}
    done = subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_plugin_with_every_part_is_green(tmp_path: Path) -> None:
    root = tmp_path / "bed"
    write_files(root, NOTES)
    said = run(["plugins", "new", "field-days"], root).stdout
    assert "tests/test_field_days.py" in said
    assert "own = true" not in said
    green(root, "tests")
    with open_garden(root) as garden:
        assert garden.host.faults == ()
        assert client(garden).get("/-/field-days/").status_code == 200
    checked = run(["plugins", "--check", "field-days"], root)
    assert checked.exit_code == 0
    assert checked.stdout.endswith("It fits.\n")
    assert "could be better" not in checked.stdout


@pytest.mark.parametrize("parts", [*((part,) for part in PARTS), *combinations(PARTS, 2)], ids="-".join)
def test_any_part_by_itself_fits(tmp_path: Path, parts: tuple[str, ...]) -> None:
    root = tmp_path / "bed"
    write_files(root, NOTES)
    assert run(["plugins", "new", "recipes", *flags(*parts)], root).exit_code == 0
    assert run(["plugins", "--check", "recipes"], root).exit_code == 0
    written = (root / "plugins/recipes.py").read_text()
    assert ("garden_note_kinds" in written) == ("kind" in parts)
    assert ("garden_commands" in written) == ("command" in parts)


def test_a_package_is_green_where_it_is_installed(tmp_path: Path) -> None:
    # Without a kind of its own: with one, the plugin with every part is tried above.
    run(["plugins", "new", "recipes", "--package", *flags("panel", "page", "command")], tmp_path)
    top = tmp_path / "garden-recipes"
    assert {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()} == {
        ".github/workflows/test.yml",
        ".gitignore",
        "README.md",
        "pyproject.toml",
        "src/garden_recipes/__init__.py",
        "src/garden_recipes/templates/page.html",
        "src/garden_recipes/templates/panel.html",
        "tests/test_recipes.py",
    }
    info = "src/garden_recipes-0.1.0.dist-info"
    write_files(
        top,
        {
            f"{info}/METADATA": "Metadata-Version: 2.1\nName: garden-recipes\nVersion: 0.1.0\n",
            f"{info}/entry_points.txt": "[garden]\nrecipes = garden_recipes\n",
            "conftest.py": "import sys\nsys.path.insert(0, 'src')\n",
        },
    )
    green(top, "tests")


def test_the_worked_example_began_as_a_package(tmp_path: Path) -> None:
    run(["plugins", "new", "walks", "--package"], tmp_path)
    begun, grown = tmp_path / "garden-walks", Path(__file__).parents[1] / "example"
    names = {path.relative_to(begun).as_posix() for path in begun.rglob("*") if path.is_file()}
    assert {name for name in names if not (grown / name).is_file()} == {".github/workflows/test.yml"}
    one, other = (tomllib.loads((top / "pyproject.toml").read_text("utf-8")) for top in (begun, grown))
    del one["project"]["description"], other["project"]["description"]
    assert one == other


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    write_files(tmp_path, {"plugins/recipes.py": "mine = 1\n"})
    refused = run(["plugins", "new", "recipes"], tmp_path)
    assert refused.exit_code == 1
    assert "exists already" in refused.stderr
    assert (tmp_path / "plugins/recipes.py").read_text() == "mine = 1\n"
    assert not (tmp_path / "tests").exists()


@pytest.mark.parametrize("name", ["Recipes", "1st", "own", "a b", "../x", "", "a-", "a_", "a" * 51])
def test_a_name_that_cannot_be_is_told(tmp_path: Path, name: str) -> None:
    refused = run(["plugins", "new", name], tmp_path)
    assert refused.exit_code == 1
    assert "cannot be a plugin's name" in refused.stderr


def test_a_garden_that_loads_no_plugins_is_told_how(tmp_path: Path) -> None:
    assert "own = true" in run(["plugins", "new", "recipes"], tmp_path).stdout


# --- whether one fits -------------------------------------------------------------------------

PANEL = """
    from garden import Panel, hookimpl

    @hookimpl
    def garden_note_panels(note, garden):
        yield Panel(title="Box", template="boxes/box.html")
    """


def checked(folder: Path, code: str = PANEL, **templates: str) -> tuple[int, list[str], list[str]]:
    files = {f"plugins/templates/boxes/{name}.html": text for name, text in templates.items()}
    make_garden(folder / "bed", {**NOTES, "plugins/boxes.py": code, **files}).close()
    done = run(["plugins", "--check", "boxes", "--json"], folder / "bed")
    said = json.loads(done.stdout)
    return done.exit_code, said["wrong"], said["advice"]


def test_a_plugin_that_fits_may_still_do_better(tmp_path: Path) -> None:
    code, wrong, advice = checked(tmp_path, box="<p>Here.</p>")
    assert (code, wrong) == (0, [])
    assert any("docstring" in sentence for sentence in advice)
    assert any("GARDEN_API = 1" in sentence for sentence in advice)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<p>\n{% if %}", "box.html, line 2: "),
        ("<p style='color: red'>", "box.html, line 1: style="),
        ("<p>\n<style>p {}</style>", "box.html, line 2: a <style>"),
        ("<script>go()</script>", "a script in the page"),
        ("<a onclick='go()'>", "is not run"),
        ("<a href='javascript:go()'>", "javascript:"),
        ("<img src='https://elsewhere.example/a.png'>", "another host"),
        ("<link rel=stylesheet href=//elsewhere.example/a.css>", "another host"),
        ("{{ garden.config.name|safe }}", "'|safe'"),
        ("{{ nothing.there }}", "template: UndefinedError"),
        (
            "<p>\n{{ plugin_file('boxes', 'x.css') }}",
            "box.html, line 2: The plugin boxes has no file 'x.css'",
        ),
    ],
)
def test_a_template_that_does_not_fit_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    code, wrong, _ = checked(tmp_path, box=text)
    assert code == 1
    assert any(told in sentence for sentence in wrong), wrong


@pytest.mark.parametrize(
    "text",
    [
        "<a href='https://elsewhere.example/'>there</a>",
        "{# <style> #}<!-- <style> -->",
        "<script src='/static/a.js'></script>",
        "<p class=\"{{ 'on=' }}\">",
    ],
)
def test_what_is_allowed_is_not_told(tmp_path: Path, text: str) -> None:
    assert checked(tmp_path, box=text)[:2] == (0, [])


def test_a_plugin_that_did_not_load_is_told(tmp_path: Path) -> None:
    code, wrong, _ = checked(tmp_path, "def garden_note_pannels(note): ...")
    assert code == 1
    assert any("garden_note_panels" in sentence for sentence in wrong)


def test_a_plugin_that_does_nothing_is_told(tmp_path: Path) -> None:
    assert any("answers no hook" in sentence for sentence in checked(tmp_path, '"""Nothing."""')[2])


def test_one_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    make_garden(tmp_path / "bed", NOTES).close()
    refused = run(["plugins", "--check", "maxim"], tmp_path / "bed")
    assert refused.exit_code == 1
    assert "did you mean maxims?" in refused.stderr


def test_an_installed_one_is_checked_as_well(tmp_path: Path) -> None:
    make_garden(tmp_path / "bed", NOTES).close()
    files = {"afar/__init__.py": '"""From afar."""\nGARDEN_API = 1\n', "afar/templates/x.html": "<style>"}
    with fake_distribution(tmp_path / "site", files, plugins={"afar": "afar"}):
        assert "x.html, line 1" in run(["plugins", "--check", "afar"], tmp_path / "bed").stdout


@pytest.mark.parametrize(
    "name",
    ["backlinks", "diagrams", "gatherings", "glossary", "math", "maxims", "practices", "prompts", "trails"],
)
@pytest.mark.long
def test_the_shipped_ones_fit(tmp_path: Path, name: str) -> None:
    make_garden(tmp_path / "bed", NOTES).close()
    done = run(["plugins", "--check", name], tmp_path / "bed")
    assert done.exit_code == 0, done.stdout
    assert "could be better" not in done.stdout
