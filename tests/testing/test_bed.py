"""A garden in a test: what its assertions let through, and the sentences that they fail with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from garden.testing import Bed, plugin_files, write_files

if TYPE_CHECKING:
    from garden.pytest_plugin import MakeBed

NOTES = {"notes/soup.md": "# Soup\n\nLeeks and\n**potatoes**. See [[Bread]].", "notes/bread.md": "# Bread"}
BROKEN = """
    from garden import Panel, hookimpl

    @hookimpl
    def garden_note_panels(note, garden):
        yield 1 / 0
    """


def fails(sentence: str) -> pytest.RaisesExc[AssertionError]:
    return pytest.raises(AssertionError, match=re.escape(sentence))


def test_a_page_shows_words_and_links(garden_bed: MakeBed) -> None:
    page = garden_bed(NOTES).page("/notes/soup")
    assert page.shows("Leeks and potatoes.", "Soup").hides("Onions").links_to("/notes/bread") is page
    assert "<strong>potatoes</strong>" in page.html
    with fails("/notes/soup does not show 'Onions'. What is there:\n"):
        page.shows("Onions")
    with fails("Leeks and potatoes. See Bread."):
        page.shows("Onions")
    with fails("/notes/soup shows 'potatoes'."):
        page.hides("potatoes")
    with fails("/notes/soup does not link to /notes/pie. What is there:\n"):
        page.links_to("/notes/pie")


def test_a_page_has_the_status_that_is_expected(garden_bed: MakeBed) -> None:
    bed = garden_bed(NOTES)
    assert bed.page("/notes/pie", status=404).status == 404
    with fails("/notes/pie has the status 404, not 200. What is there:\n"):
        bed.page("/notes/pie")


def test_a_command_says_and_ends_as_expected(garden_bed: MakeBed) -> None:
    bed = garden_bed(NOTES)
    assert [note["id"] for note in bed.run("list", "--json").data] == ["bread", "soup"]
    said = bed.run("list")
    assert said.says("Soup").text == said.result.stdout
    with fails("'garden list' does not say 'Pie'. What is there:\n"):
        said.says("Pie")
    bed.run("links", "pie", exit_code=1).says("There is no note 'pie'")
    with fails("'garden links pie' ended with 1, not 0. What is there:\nError: There is no note 'pie'"):
        bed.run("links", "pie")
    bed.run("new", exit_code=2).says("Usage: garden new ", "Try 'garden new --help'")


def test_what_a_plugin_does_wrong_fails_the_test(garden_bed: MakeBed) -> None:
    bed = garden_bed({**NOTES, "plugins/recipes.py": BROKEN})
    told = "A plugin failed:\nplugin recipes, garden_note_panels: ZeroDivisionError: division by zero"
    with fails(told):
        bed.page("/notes/soup")
    with fails("plugin recipes, load: "):
        garden_bed({"plugins/recipes.py": "import nothing_of_this_name"})


def test_faults_may_be_what_is_tested(garden_bed: MakeBed) -> None:
    bed = garden_bed({**NOTES, "plugins/recipes.py": BROKEN}, faults_allowed=True)
    bed.page("/notes/soup").shows("Leeks", "could not be shown")
    assert [fault.plugin for fault in bed.garden.host.faults] == ["recipes"]


def test_without_pytest(tmp_path: Path) -> None:
    with Bed.of(tmp_path / "garden", NOTES) as bed:
        assert bed.root == tmp_path / "garden"
        assert bed.garden.note("soup") is not None


@pytest.mark.parametrize("name", ["recipes.py", "recipes"])
def test_a_plugin_comes_with_what_is_kept_for_it(tmp_path: Path, name: str) -> None:
    inside = {
        "recipes.py": {
            "plugins/recipes.py",
            "plugins/templates/recipes/a.html",
            "plugins/static/recipes/b/c.js",
        },
        "recipes": {"plugins/recipes/__init__.py", "plugins/recipes/templates/a.html"},
    }
    for files in inside.values():
        write_files(tmp_path, dict.fromkeys(files, "text"))
    write_files(tmp_path, {"plugins/other.py": "", "plugins/templates/other/a.html": ""})
    found = plugin_files(tmp_path / "plugins" / name)
    assert found == dict.fromkeys(inside[name], b"text")


def test_a_plugin_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"There is no plugin at .*recipes\.py"):
        plugin_files(tmp_path / "plugins/recipes.py")
