"""The guide's pages for looking things up leave nothing out, and their examples run."""

from __future__ import annotations

import dataclasses
import enum
import importlib
import inspect
import re
import runpy
import shlex
import tomllib
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from flask import Flask
from msgspec import Struct

import garden
from garden import config, shipped, testing
from garden.cli.group import cli
from garden.cli.session import Session
from garden.testing import Bed, write_files
from garden.web import contexts

GUIDE = shipped.folder("notes") / "guide"
FILE = re.compile(r"^Put this [^`\n]*into `([^`]+)`:\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text_of(name: str) -> str:
    return (GUIDE / f"{name}.md").read_text(encoding="utf-8")


def parts(text: str, level: int) -> dict[str, str]:
    """What stands under each heading of a level."""
    pieces = re.split(rf"^{'#' * level} (.+)$", text, flags=re.MULTILINE)
    found = {
        name: re.split(r"^##+ ", part, flags=re.MULTILINE)[0]
        for name, part in zip(pieces[1::2], pieces[2::2], strict=True)
    }
    assert len(found) == len(pieces) // 2, "Two headings are the same."
    return found


def rows(text: str) -> Iterator[str]:
    """The names in the first column of the tables: ``a(x)`` and ``b`` of a row that begins with both."""
    for first in re.findall(r"^\| (`.+?) \|", text, re.MULTILINE):
        yield from re.findall(r"`(\w+)", first)


# --- names for plugins -------------------------------------------------------------------------

NOUNS = {name.replace("\\", ""): text for name, text in parts(text_of("nouns"), 3).items()}


def test_every_public_name_is_in_the_guide() -> None:
    assert set(NOUNS) == set(garden.__all__)


@pytest.mark.parametrize("name", garden.__all__)
def test_all_that_a_public_name_holds_is_in_the_guide(name: str) -> None:
    noun, text = getattr(garden, name), NOUNS[name]
    assert len(text.split()) > 5
    if isinstance(noun, type) and issubclass(noun, enum.Enum):
        assert all(f"`{name}.{value.name}`" in text for value in noun)
    elif noun is garden.Hint:
        assert set(public(noun)) == set(public(garden.Problem))
    elif noun is garden.Garden:
        own = {"open", *re.findall(r"`(\w+)`", text.partition("`Garden.open(folder)`")[2])}
        assert {*rows(text), *own} == {*public(noun), "config", "host", "store"}
    elif is_frozen(noun):
        assert sorted(rows(text)) == sorted(public(noun))
    elif callable(noun) and not isinstance(noun, type):
        assert f"`{name}(" in text or f"`@{name}`" in text


def test_the_guide_says_of_which_values_msgspec_makes_copies() -> None:
    told = re.search(r"\(([^()]*)\) `msgspec\.structs\.replace`", text_of("nouns"))
    assert told is not None
    nouns = {name: getattr(garden, name) for name in garden.__all__}
    assert re.findall(r"`(\w+)`", told[1]) == [
        name for name, noun in nouns.items() if isinstance(noun, type) and issubclass(noun, Struct)
    ]


def is_frozen(noun: object) -> bool:
    """Whether it is a class of values with fields: a dataclass, or one that a page makes by the hundred."""
    return dataclasses.is_dataclass(noun) or (isinstance(noun, type) and issubclass(noun, Struct))


def public(noun: object) -> Iterator[str]:
    fields = {field.name for field in dataclasses.fields(noun)} if dataclasses.is_dataclass(noun) else set()
    yield from (name for name in {*dir(noun), *fields} if not name.startswith("_"))


# --- tests of plugins --------------------------------------------------------------------------

TESTS = {
    (page, path, name): dict(files)
    for page in ("write-a-plugin", "test-a-plugin", "nouns")
    for files in [FILE.findall(text_of(page))]
    for path, code in files
    if path.startswith("tests/")
    for name in re.findall(r"^def (test_\w+)", code, re.MULTILINE)
}


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test[2])
def test_a_test_of_the_guide_passes(
    test: tuple[str, str, str],
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, path, name = test
    write_files(tmp_path / "here", TESTS[test])
    monkeypatch.chdir(tmp_path / "here")
    function = runpy.run_path(path)[name]
    function(**{wanted: request.getfixturevalue(wanted) for wanted in inspect.signature(function).parameters})


def test_all_of_the_test_kit_is_in_the_guide() -> None:
    told = re.findall(r"`(\w+(?:\.\w+)?)", text_of("test-a-plugin"))
    assert {*testing.__all__, "garden_bed", "MakeBed"} <= set(told)
    for word, noun in {"bed": Bed, "page": testing.PageSeen, "answer": testing.Answer}.items():
        fields = inspect.get_annotations(noun)
        parts = {name for name in {*vars(noun), *fields, *made_in_init(noun)} if not name.startswith("_")}
        assert {f"{word}.{part}" for part in parts} - {"bed.of"} <= set(told)


def made_in_init(noun: type) -> set[str]:
    return set(re.findall(r"self\.(\w+) =", inspect.getsource(noun)))


def test_what_is_said_of_a_failed_assertion_is_so(tmp_path: Path) -> None:
    files = dict(FILE.findall(text_of("test-a-plugin")))
    [line] = re.findall(r"^/notes/bread does not show .+$", text_of("test-a-plugin"), re.MULTILINE)
    write_files(tmp_path, files)
    notes = runpy.run_path(str(tmp_path / "tests/test_bread.py"))["NOTES"]
    with Bed.of(tmp_path / "garden", notes) as bed, pytest.raises(AssertionError) as failed:
        bed.page("/notes/bread").shows("three eggs")
    assert str(failed.value).startswith(line)


# --- commands ----------------------------------------------------------------------------------

COMMANDS = parts(text_of("commands"), 2)
EVERYWHERE = {"--root", "--help"}


def commands() -> Iterator[tuple[str, click.Command]]:
    """All commands with their names, those of shipped plugins and of groups too."""
    with cli.make_context("garden", ["--root", str(shipped.root()), "list"]) as context:
        for name in cli.list_commands(context):
            command = cli.get_command(context, name)
            assert command is not None
            yield f"garden {name}", command
            if isinstance(command, click.Group):
                yield from ((f"garden {name} {below}", inner) for below, inner in command.commands.items())


def test_every_command_and_all_its_options_are_in_the_guide() -> None:
    found = dict(commands())
    assert [name for name in COMMANDS if name.startswith("garden ")] == sorted(
        found, key=list(COMMANDS).index
    )
    for name, command in found.items():
        options = {
            max(it.opts, key=len) for it in command.params if isinstance(it, click.Option) and not it.hidden
        }
        table = "\n".join(re.findall(r"^\| (`-.+?) \|", COMMANDS[name], re.MULTILINE))
        assert set(re.findall(r"`(--[\w-]+)", table)) == options - EVERYWHERE, name
        assert "```" in COMMANDS[name], "It has an example."
    assert set(re.findall(r"(--[\w-]+)", text_of("commands").partition("## ")[0])) >= EVERYWHERE | {
        max(it.opts, key=len) for it in cli.params
    }


# --- templates ---------------------------------------------------------------------------------

TEMPLATES = shipped.folder("templates")
EVERY = {"title", "description", "feeds", "head", "main"}
"""Blocks of every page."""
SECTIONS = parts(text_of("templates"), 2)
PAGES = parts(text_of("templates"), 3)


def given(template: str) -> type | None:
    """The type of a template's ``page``, which its first line names."""
    source = (TEMPLATES / template).read_text("utf-8")
    named = re.search(r"page: (garden\.web\.\w+)\.(\w+)", source)
    return getattr(importlib.import_module(named[1]), named[2]) if named else None


def test_every_template_is_in_the_guide_with_its_blocks_and_what_it_is_given() -> None:
    names = {path.name for path in TEMPLATES.glob("*.html")} - {"macros.html"}
    assert {name for name in PAGES if name.endswith(".html")} == names
    for name in names:
        blocks = set(re.findall(r"{% block (\w+)", (TEMPLATES / name).read_text("utf-8")))
        assert blocks - EVERY <= set(re.findall(r"`(\w+)`", PAGES[name])), name
        if page := given(name):
            assert sorted(rows(PAGES[name])) == sorted(public(page)), name
        else:
            assert name in {"base.html", "page.html", "panel.html"}


def test_every_part_of_a_page_is_in_the_guide() -> None:
    found: dict[str, type] = {"Site": contexts.Site}
    left = [page for path in TEMPLATES.glob("*.html") if (page := given(path.name))]
    while left:
        for noun in nouns_in(left.pop()):
            if noun.__name__ not in garden.__all__ and noun.__name__ not in found:
                found[noun.__name__] = noun
                left.append(noun)
    assert {name for name in PAGES if not name.endswith(".html")} == set(found)
    for name, noun in found.items():
        assert sorted(rows(PAGES[name])) == sorted(public(noun)), name


def nouns_in(hint: Any) -> Iterator[type]:
    """The classes of values in the annotations of one, however deep."""
    for inner in typing.get_type_hints(hint).values() if is_frozen(hint) else ():
        yield from _named(inner)


def _named(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and is_frozen(hint):
        yield hint
    for inner in typing.get_args(hint):
        yield from _named(inner)


def test_every_function_filter_and_macro_is_in_the_guide(tmp_path: Path) -> None:
    told = set(rows(SECTIONS["Functions and filters"]))
    filters = set(re.findall(r"`\w+\\\|(\w+)`", SECTIONS["Functions and filters"]))
    with Bed.of(tmp_path / "garden", {"notes/a.md": "# A"}) as bed:
        environment = bed.client.application.jinja_env
        plain = Flask(__name__).jinja_env
        added = set(environment.globals) - set(plain.globals)
        ours = {name for name in added if not of_a_plugin(environment.globals[name])}
        assert told - {"date", "key", "lang"} == ours
        assert filters == set(environment.filters) - set(plain.filters)
    macros = re.findall(r"{% macro (\w+\(.*?\)) -?%}", (TEMPLATES / "macros.html").read_text("utf-8"))
    assert re.findall(r"^\| `(.+?)` \|", SECTIONS["Macros"], re.MULTILINE) == macros


def of_a_plugin(function: Any) -> bool:
    return str(function.__module__).startswith("garden._plugins.")


def test_the_first_page_of_the_guide_is_used(tmp_path: Path) -> None:
    files = dict(FILE.findall(text_of("templates")))
    door = "---\ntitle: Tea\ndoor: I am tired\n---\nSit down."
    with Bed.of(tmp_path / "garden", {**files, "notes/tea.md": door}) as bed:
        bed.page("/").shows("1 note so far. How are you today?", "Tea")


# --- examples of every page --------------------------------------------------------------------

EXAMPLES = [
    (path.stem, language, code)
    for path in sorted(GUIDE.rglob("*.md"))
    for language, code in re.findall(
        r"^```(\w*)\n(.*?)^```$", path.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
]
"""(page, language, code); what runs as a whole is run elsewhere, and this is for the pieces."""


def examples(language: str) -> list[tuple[str, str]]:
    return [(page, code) for page, said, code in EXAMPLES if said == language]


def test_examples_in_python_compile_and_import_what_there_is() -> None:
    for page, code in examples("python"):
        compile(code, page, "exec")
        for module, names in re.findall(r"^ *from (garden[\w.]*) import ([\w, ]+)", code, re.MULTILINE):
            found = importlib.import_module(module)
            assert all(hasattr(found, name) for name in names.strip().split(", ")), page


def test_examples_of_settings_load(tmp_path: Path) -> None:
    for number, (page, code) in enumerate(examples("toml")):
        data = tomllib.loads(code)
        if "project" not in data:
            write_files(tmp_path / str(number), {"garden.toml": code})
            assert config.load(tmp_path / str(number)), page


def test_examples_of_templates_compile(tmp_path: Path) -> None:
    with Bed.of(tmp_path / "garden", {"notes/a.md": "# A"}) as bed:
        for _, code in examples("html"):
            bed.client.application.jinja_env.from_string(code)


def test_examples_of_notes_are_read_without_a_problem(tmp_path: Path) -> None:
    notes = {f"notes/{page}-{i}.md": code for i, (page, code) in enumerate(examples("markdown"))}
    notes |= {
        f"notes/{page}-y{i}.md": f"---\n{code}---\nA." for i, (page, code) in enumerate(examples("yaml"))
    }
    with Bed.of(tmp_path / "garden", notes) as bed:
        assert bed.garden.problems() == ()


def test_commands_that_the_guide_names_can_be_typed() -> None:
    found = dict(commands())
    typed = {
        line.removeprefix("$ ")
        for _, language, code in EXAMPLES
        if language in {"", "sh", "text"}
        for line in code.splitlines()
        if re.match(r"(\$ )?garden [a-z]", line)
    }
    assert typed
    for line in typed:
        _, name, *rest = shlex.split(line.partition(" | ")[0])
        while (
            isinstance(command := found[f"garden {name}"], click.Group)
            and rest
            and rest[0] in command.commands
        ):
            name = f"{name} {rest.pop(0)}"
        assert command.make_context(name, rest, obj=Session()) is not None, line
