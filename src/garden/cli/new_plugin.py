"""``garden plugins new``: a plugin that works, with its test, to begin from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template

import click

from garden.cli.session import Session, root_option
from garden.host.sources import TAKEN_NAMES
from garden.parsing.texts import short

NAME = re.compile(r"[a-z][a-z0-9_-]{0,49}(?<![_-])")
"""Names from which those of a kind, a field and a command can be made too."""
PARTS = ("kind", "panel", "page", "command")
_SKELETON = Path(__file__).parent / "skeleton"
_NAMES = {
    "kind": ("Field", "NoteKind"),
    "panel": ("Panel",),
    "page": ("NavItem",),
    "command": ("printable",),
}
"""What each part takes from ``garden``."""
_PAGES = ("panel", "page")
"""Parts that have a template."""


@click.command("new")
@click.argument("name")
@click.option("--kind", is_flag=True, help="A kind of note with a field of its own to filter by.")
@click.option("--panel", is_flag=True, help="A box on the page of a note.")
@click.option("--page", is_flag=True, help="A page of its own, and an entry in the navigation.")
@click.option("--command", is_flag=True, help="A command for the garden program.")
@click.option("--package", is_flag=True, help="A package to publish, instead of a file in this garden.")
@root_option
@click.pass_obj
def command(session: Session, /, name: str, package: bool, **asked: bool) -> None:
    """Write a plugin called NAME, with its test, that works at once; without choices it has every part.

    In this garden's plugins/ and tests/, or as a package in a folder of its own. Nothing that
    exists is overwritten.
    """
    if not NAME.fullmatch(name) or name in TAKEN_NAMES:
        raise click.ClickException(
            f"{short(name)!r} cannot be a plugin's name: lower-case letters, digits, '-' and '_', a letter "
            "first, a letter or digit last, at most 50 of them, and no name that Garden uses itself."
        )
    parts = [part for part in PARTS if asked[part]] or list(PARTS)
    root = Path(session.root).expanduser()
    top = root / f"garden-{name}" if package else root
    files = dict(_package(name, parts) if package else _file(name, parts))
    there = next((path for path in files if (top / path).exists()), None)
    if there is not None:
        raise click.ClickException(f"'{top / there}' exists already. Choose another name, or take it away.")
    try:
        for path, text in files.items():
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            (top / path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(
            f"'{error.filename or top}' cannot be written: {error.strerror}."
        ) from None
    click.echo(f"Wrote the plugin {name}:")
    for path in files:
        click.echo(f"    {top / path}")
    if package:
        click.echo(f"Try it: cd {top} && python -m pip install -e '.[test]' && pytest")
        return
    click.echo(f"Try it: pytest {top / f'tests/test_{_module(name)}.py'}, and garden serve {session.root}")
    if not session.open().config.plugins.own:
        click.echo("It loads once garden.toml says: [plugins] own = true")


def _module(name: str) -> str:
    return name.replace("-", "_")


def _words(name: str, parts: list[str]) -> Mapping[str, str]:
    """What stands for the names in a skeleton."""
    plain = re.sub("[-_]", " ", name)
    word = name.replace("_", "-").removesuffix("s") or name
    plural = plain if plain.endswith("s") else f"{plain}s"
    own = "kind" in parts  # the other parts are then about notes of it
    return {
        "name": name,
        "module": f"garden_{_module(name)}",
        "title": plain[:1].upper() + plain[1:],
        "word": word,
        "plural": plural,
        "amount": f"{word.replace('-', '_')}_amount",
        "command": f"list-{name.replace('_', '-')}",
        "page": f', page="/-/{name}/"' if "page" in parts else "",
        "notes": f'notes(kind="{word}")' if own else "notes()[:20]",
        "those": f"all {plural}" if own else "some notes",
        "only": f' if note.kind == "{word}" else ()' if own else "",
        "second": "hides" if own else "shows",
    }


def _filled(file: str, words: Mapping[str, str]) -> str:
    return Template((_SKELETON / f"{file}.txt").read_text(encoding="utf-8")).substitute(words)


def _code(parts: list[str], words: Mapping[str, str]) -> str:
    names = sorted({"hookimpl", *(name for part in parts for name in _NAMES[part])})
    imports = "import click\n\n" if "command" in parts else ""
    head = (
        f'"""{words["title"]}: say here in one line what it is for."""\n\n{imports}'
        f"from garden import {', '.join(names)}\n\nGARDEN_API = 1\n"
    )
    return head + "".join(_filled(f"{part}.py", words) for part in parts)


def _tests(parts: list[str], words: Mapping[str, str], *, own: bool) -> str:
    head = _filled("own.test" if own else "package.test", words)
    return head + "".join(_filled(f"{part}.test", words) for part in parts)


def _file(name: str, parts: list[str]) -> Iterator[tuple[str, str]]:
    words = _words(name, parts)
    yield f"plugins/{name}.py", _code(parts, words)
    for part in _PAGES:
        if part in parts:
            yield f"plugins/templates/{name}/{part}.html", _filled(f"{part}.html", words)
    yield f"tests/test_{_module(name)}.py", _tests(parts, words, own=True)


def _package(name: str, parts: list[str]) -> Iterator[tuple[str, str]]:
    words = _words(name, parts)
    home = f"src/{words['module']}"
    yield ".gitignore", _filled("gitignore", words)
    yield "pyproject.toml", _filled("pyproject.toml", words)
    yield "README.md", _filled("README.md", words)
    yield ".github/workflows/test.yml", _filled("test.yml", words)
    yield f"{home}/__init__.py", _code(parts, words)
    for part in _PAGES:
        if part in parts:
            yield f"{home}/templates/{part}.html", _filled(f"{part}.html", words)
    yield f"tests/test_{_module(name)}.py", _tests(parts, words, own=False)
