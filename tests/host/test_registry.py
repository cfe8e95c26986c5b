"""Kinds, fields, commands and pages: a taken name is a fault that names both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.model import Note

if TYPE_CHECKING:
    from tests.host.conftest import HostOf

KIND = """
    from garden import *
    @hookimpl
    def garden_note_kinds(config):
        yield NoteKind(name="recipe", title="{0}")
        yield NoteKind(name="of-{0}")
"""
FIELD = """
    from garden import *
    @hookimpl
    def garden_index_fields(config):
        yield Field(name="{0}", facet=True)
        yield Field(name="own_{1}")
    @hookimpl
    def garden_index_values(note):
        return {{"{0}": "6", "own_{1}": "7"}}
"""


def test_core_and_settings_have_kinds(host_of: HostOf) -> None:
    host = host_of({}, "[kinds.story]\nplural = 'stories'\nfields = ['place']\n")
    assert set(host.kinds) == {"note", "story"}
    assert host.kinds["story"].fields == ("place",)


def test_kinds_may_be_of_any_language(host_of: HostOf) -> None:
    code = "from garden import *\n@hookimpl\ndef garden_note_kinds(config): yield NoteKind(name='história')"
    assert "história" in host_of({"ant.py": code}).kinds


def test_kinds_and_fields_are_not_to_be_changed(host_of: HostOf) -> None:
    host = host_of({})
    with pytest.raises(TypeError):
        host.kinds["recipe"] = host.kinds["note"]


def test_settings_may_dress_the_core_kind(host_of: HostOf) -> None:
    assert host_of({}, "[kinds.note]\nicon = '🌿'\n").kinds["note"].icon == "🌿"


def test_a_kind_taken_by_another_plugin(host_of: HostOf) -> None:
    host = host_of({"ant.py": KIND.format("ant"), "bee.py": KIND.format("bee")})
    assert set(host.kinds) == {"note", "recipe", "of-ant", "of-bee"}
    assert host.kinds["recipe"].title == "ant"
    [fault] = host.faults
    assert (fault.plugin, fault.hook, fault.where) == ("bee", "garden_note_kinds", "plugins/bee.py:2")
    assert fault.message == (
        "The kind 'recipe' of the plugin bee is already taken by the plugin ant; rename one of them."
    )


def test_settings_change_of_a_plugins_kind_what_they_say(host_of: HostOf) -> None:
    toml = "[plugins]\nown = true\n[kinds.recipe]\nstale = 90\nfields = []\n"
    code = KIND.format("ant").replace('"ant"', '"ant", fields=("serves",), icon="x", stale=7')
    host = host_of({"ant.py": code}, toml)
    assert host.faults == ()
    kind = host.kinds["recipe"]
    assert (kind.title, kind.icon, kind.fields, kind.stale) == ("ant", "x", (), 90)
    both = host_of({"ant.py": KIND.format("ant"), "bee.py": KIND.format("bee")}, toml)
    [fault] = both.faults
    assert "of the plugin bee is already taken by the plugin ant" in fault.message


def test_settings_may_make_a_kind_whose_plugin_is_left_out(host_of: HostOf) -> None:
    toml = "[plugins]\nown = true\ndisabled = ['ant']\n[kinds.recipe]\nicon = 'x'\n"
    assert host_of({"ant.py": KIND.format("ant")}, toml).kinds["recipe"].icon == "x"


def test_a_kind_taken_by_core(host_of: HostOf) -> None:
    code = "from garden import *\n@hookimpl\ndef garden_note_kinds(config): yield NoteKind(name='note')"
    [fault] = host_of({"ant.py": code}).faults
    assert "The kind 'note' of the plugin ant is already taken by core" in fault.message


def test_the_same_kind_twice(host_of: HostOf) -> None:
    code = "from garden import *\n@hookimpl\ndef garden_note_kinds(config): return [NoteKind(name='x')] * 2"
    host = host_of({"ant.py": code})
    assert host.faults[0].message == "The kind 'x' is given twice by the plugin ant; once is enough."
    assert "x" in host.kinds


def test_a_taken_field_is_told_once_and_its_values_are_passed_over(host_of: HostOf, note: Note) -> None:
    host = host_of({"ant.py": FIELD.format("serves", "a"), "bee.py": FIELD.format("serves", "b")})
    assert host.index_values(note) == {"serves": ("6",), "own_a": ("7",), "own_b": ("7",)}
    [fault] = host.faults
    assert fault.plugin == "bee"
    assert "The field 'serves' of the plugin bee is already taken by the plugin ant" in fault.message


def test_core_fields_are_taken(host_of: HostOf, note: Note) -> None:
    host = host_of({"ant.py": FIELD.format("title", "a")})
    assert set(host.fields) == {"own_a"}
    assert host.index_values(note) == {"own_a": ("7",)}
    [fault] = host.faults
    assert "The field 'title' of the plugin ant is already taken by core" in fault.message


def test_a_taken_command(host_of: HostOf) -> None:
    code = """
        import click
        from garden import hookimpl
        @hookimpl
        def garden_commands(config):
            yield click.Command("cook")
            yield click.Command("no name")
            yield click.Command(None)
    """
    host = host_of({"ant.py": code, "bee.py": code})
    assert [(name, command.name) for name, command in host.commands()] == [("ant", "cook")]
    messages = [fault.message for fault in host.faults if fault.plugin == "bee"]
    assert any("'cook' is already taken by the plugin ant" in message for message in messages)
    assert "cannot be the name of a command" in host.faults[0].message


def test_a_command_must_be_one(host_of: HostOf) -> None:
    code = "from garden import hookimpl\n@hookimpl\ndef garden_commands(config): yield print"
    host = host_of({"ant.py": code})
    assert host.commands() == ()
    assert "must give Command values" in host.faults[0].message


def test_a_blueprint_is_called_like_its_plugin(host_of: HostOf) -> None:
    code = """
        from flask import Blueprint
        from garden import hookimpl
        @hookimpl
        def garden_blueprints(garden):
            yield Blueprint("search", __name__)
            yield Blueprint("ant", __name__)
            yield Blueprint("ant", __name__)
    """
    host = host_of({"ant.py": code})
    assert [(name, blueprint.name) for name, blueprint in host.blueprints(None)] == [("ant", "ant")]
    assert "called 'ant'" in host.faults[0].message
