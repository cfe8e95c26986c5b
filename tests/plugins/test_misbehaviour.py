"""A plugin that misbehaves costs its own part of a page and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from garden.testing import client, run

if TYPE_CHECKING:
    from tests.conftest import MakeGarden

PANEL = """
    from garden import *
    @hookimpl
    def garden_note_panels(note, garden):
        yield Panel(title="Table", template="recipes/table.html", context={"serves": 6})
"""
NOTE = {"notes/soup.md": "# Soup\n\nOnions first.\n", "notes/pie.md": "# Pie\n\nAfter [[soup]].\n"}

TEMPLATES = {
    "missing": None,
    "does not compile": "{% if %}",
    "asks for what is not there": "{{ nothing.here }}",
    "raises": "{{ serves / 0 }}",
}


@pytest.mark.parametrize("case", TEMPLATES)
def test_a_template_that_fails(garden_of: MakeGarden, case: str) -> None:
    template = TEMPLATES[case]
    files = {} if template is None else {"plugins/templates/recipes/table.html": template}
    garden = garden_of({**NOTE, **files, "plugins/recipes.py": PANEL})
    browser = client(garden)
    for _ in range(3):
        page = browser.get("/notes/soup")
        assert page.status_code == 200
        assert "Onions first." in page.text
        assert "“recipes” could not be shown" in page.text
        assert "What links here" in page.text
    [fault] = garden.host.faults
    assert fault.plugin == "recipes"
    assert fault.where == (
        "recipes/table.html" if template is None else "plugins/templates/recipes/table.html:1"
    )
    [plugin] = [plugin for plugin in garden.host.plugins() if plugin.name == "recipes"]
    assert plugin.state == "resting"
    assert "could not be shown" not in browser.get("/notes/soup").text


EVERYWHERE = """
    from garden import *
    print("noise")

    class Stop(BaseException):
        pass

    def fail():
        print("more noise")
        raise {error}

    @hookimpl
    def garden_note_kinds(config): fail()
    @hookimpl
    def garden_index_fields(config): fail()
    @hookimpl
    def garden_markdown(md, config): fail()
    @hookimpl
    def garden_commands(config): fail()
    @hookimpl
    def garden_blueprints(garden): fail()
    @hookimpl
    def garden_index_values(note): fail()
    @hookimpl
    def garden_note_problems(note, garden): fail()
    @hookimpl
    def garden_note_panels(note, garden): fail()
    @hookimpl
    def garden_home_panels(garden): fail()
    @hookimpl
    def garden_ways_on(note, garden): fail()
    @hookimpl
    def garden_nav_items(garden): fail()
"""


@pytest.mark.parametrize("error", ["ValueError('no')", "SystemExit(3)", "RecursionError", "Stop"])
def test_a_plugin_that_fails_everywhere(garden_of: MakeGarden, error: str) -> None:
    garden = garden_of({**NOTE, "plugins/bad.py": EVERYWHERE.format(error=error)})
    browser = client(garden)
    for address in ("/", "/notes/soup", "/search?q=onions", "/about", "/-/maxims/", "/kinds/"):
        assert browser.get(address).status_code == 200, address
    assert [hit["title"] for hit in browser.get("/search.json?q=onions").json["hits"]] == ["Soup"]  # type: ignore[index]
    assert garden.check() != ()
    assert {fault.plugin for fault in garden.host.faults} == {"bad"}


def test_data_stays_data_whatever_a_plugin_prints(garden_of: MakeGarden) -> None:
    garden = garden_of({**NOTE, "plugins/bad.py": EVERYWHERE.format(error="ValueError('no')")})
    root = garden.config.root
    for command in (["index", "--full"], ["search", "onions"], ["list"], ["links", "--all"], ["plugins"]):
        result = run([*command, "--json"], root)
        assert result.exit_code == 0, command
        json.loads(result.stdout)
        assert "noise" in result.stderr


def test_the_program_tells_of_a_plugin_that_cannot_load(garden_of: MakeGarden) -> None:
    garden = garden_of({**NOTE, "plugins/bad.py": "x = 1\ndef f(:\n"})
    result = run(["plugins"], garden.config.root)
    assert "[failed]" in result.stdout
    assert "SyntaxError: invalid syntax (plugins/bad.py:2)" in result.stdout
    assert run(["bad"], garden.config.root).exit_code == 2


def test_two_gardens_in_one_process_do_not_meet(garden_of: MakeGarden, shared_garden_of: MakeGarden) -> None:
    code = "from garden import *\n@hookimpl\ndef garden_note_kinds(config): yield NoteKind(name='{0}')"
    one = garden_of({**NOTE, "plugins/mine.py": code.format("one")})
    two = shared_garden_of({**NOTE, "plugins/mine.py": code.format("two")})
    assert "one" in one.kinds
    assert "one" not in two.kinds
    assert "two" in two.kinds
