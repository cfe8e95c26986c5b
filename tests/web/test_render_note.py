"""A plugin's page that shows a note whole, laid out by the note's kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.testing import client

if TYPE_CHECKING:
    from tests.conftest import MakeGarden

PLUGIN = """
    from garden import NoteKind, hookimpl, render_note
    @hookimpl
    def garden_note_kinds(config):
        yield NoteKind(name="recipe", template="recipes/recipe.html")
    @hookimpl
    def garden_blueprints(garden):
        from flask import Blueprint
        pages = Blueprint("recipes", __name__)
        @pages.get("/<name>")
        def show(name):
            return render_note(garden, garden.note(name), "recipes/step.html", here="Step <2>")
        yield pages
"""
FILES = {
    "plugins/recipes.py": PLUGIN,
    "plugins/templates/recipes/recipe.html": (
        '{% extends "note.html" %}{% block facts %}<p>Serves {{ page.note.meta.serves }}.</p>{% endblock %}'
    ),
    "plugins/templates/recipes/step.html": (
        "{% extends parent %}{% block header %}<p>{{ here }}</p>{{ super() }}{% endblock %}"
        "{% block next %}{% endblock %}"
    ),
    "notes/soup.md": (
        "---\ntitle: Soup\nkind: recipe\nserves: 6\nlicence: CC0\nauthors: [Ama]\ncontent_note: onions\n---\n"
        "Cut them *fine*.\n"
    ),
    "notes/tea.md": "# Tea\n\nWait.\n",
}


@pytest.mark.parametrize("name", ["soup", "tea"])
def test_the_note_is_shown_as_its_kind_does(garden_of: MakeGarden, name: str) -> None:
    garden = garden_of(FILES)
    page = client(garden).get(f"/-/recipes/{name}")
    assert page.status_code == 200
    assert "<p>Step &lt;2&gt;</p>" in page.text
    assert "Where next?" not in page.text
    assert "To cite" in page.text
    if name == "soup":
        assert "<p>Serves 6.</p>" in page.text
        assert "Cut them <em>fine</em>." in page.text
        assert "Before you read: onions" in page.text
        assert 'publicdomain/zero/1.0/">CC0</a></dd>' in page.text
    assert garden.host.faults == ()


def test_a_kinds_template_that_fails_gives_way(garden_of: MakeGarden) -> None:
    broken = {
        "plugins/templates/recipes/recipe.html": (
            '{% extends "note.html" %}{% block facts %}{{ 1 / 0 }}{% endblock %}'
        )
    }
    garden = garden_of({**FILES, **broken})
    page = client(garden).get("/-/recipes/soup")
    assert page.status_code == 200
    assert "Cut them <em>fine</em>." in page.text
    [fault] = garden.host.faults
    assert fault.where == "plugins/templates/recipes/recipe.html:1"
