"""A garden from a few files, its site, its commands, an installed plugin."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from garden import config as configuration
from garden.core import Garden
from garden.host import PluginHost

if TYPE_CHECKING:
    from click.testing import Result
    from flask.testing import FlaskClient

OWN_PLUGINS = "[plugins]\nown = true\n"

Files = Mapping[str, "str | bytes"]
"""What a file holds, by its path with ``/``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settings(configuration.Config):
    """Settings whose index has a folder of its own, whatever the environment says later."""

    cache: Path

    @property
    def cache_folder(self) -> Path:
        """The folder given."""
        return self.cache


def make_garden(folder: Path, files: Files) -> Garden:
    """Writes files into a folder, opens it as a garden and indexes it.

    Text is written without its common indentation and without the line break it
    begins with, so that it can stand indented in a test; bytes as they are. With
    files under ``plugins/`` and no ``garden.toml``, one is added that lets them
    load. Called again with the same folder, it adds to what is there.
    """
    if any(path.startswith("plugins/") for path in files) and not (folder / configuration.FILE_NAME).exists():
        files = {configuration.FILE_NAME: OWN_PLUGINS, **files}
    write_files(folder, files)
    garden = open_garden(folder)
    garden.reindex()
    return garden


def open_garden(folder: Path, *, safe: bool = False) -> Garden:
    """Opens a garden of the test kit again, as another process would."""
    config = configuration.load(folder, safe=safe)
    with _environment(_cache_of(config.root)):
        said = {field.name: getattr(config, field.name) for field in fields(config)}
        settings = _Settings(**said, cache=config.cache_folder)
    return Garden(settings, PluginHost.load(settings))


def _cache_of(root: Path) -> dict[str, str]:
    """The cache beside a garden, and not within: an index never lies among notes."""
    return {"GARDEN_CACHE": str(root.with_name(f"{root.name}.cache"))}


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def write_files(folder: Path, files: Files) -> None:
    """Writes files below a folder, as `make_garden` does. Raises ValueError for a path that leaves it."""
    root = folder.resolve()
    for name, content in files.items():
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            raise ValueError(f"{name!r} leads out of {folder}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(
            content if isinstance(content, bytes) else dedent(content).removeprefix("\n").encode()
        )


def plugin_files(path: str | Path) -> dict[str, bytes]:
    """A plugin as files of a garden: a file ``plugins/NAME.py`` or a folder ``plugins/NAME``.

    A lone file's templates come along, and all else that is kept for it beside it, as
    ``plugins/templates/NAME/``. Raises FileNotFoundError where there is no plugin.
    """
    path = Path(path).resolve()
    if not path.exists():
        raise FileNotFoundError(f"There is no plugin at {path}.")
    kept = [path] if path.is_dir() else [path, *path.parent.glob(f"*/{path.stem}/")]
    found = (file for place in kept for file in (place.rglob("*") if place.is_dir() else [place]))
    return {
        f"plugins/{file.relative_to(path.parent).as_posix()}": file.read_bytes()
        for file in found
        if file.is_file() and "__pycache__" not in file.parts
    }


def client(garden: Garden) -> FlaskClient:
    """A browser without windows for the garden's site: ``client(garden).get("/search?q=soup").text``."""
    from garden.web import create_app  # Flask is loaded for those who ask for a site

    app = create_app(garden)
    app.testing = True
    return app.test_client()


def run(args: Sequence[str], root: Path, *, stdin: str | None = None) -> Result:
    """Runs ``garden ARGS --root ROOT`` in this process; gives exit code, ``stdout`` and ``stderr``.

    An exception that the program does not turn into a sentence goes through.
    """
    from click.testing import CliRunner  # click is loaded for those who run a command

    from garden.cli.group import cli

    return CliRunner().invoke(
        cli,
        ["--root", str(root), *args],
        input=stdin,
        env=_cache_of(root.resolve()),
        catch_exceptions=False,
        prog_name="garden",  # or errors would name the function, "Try 'cli new --help'"
    )


@contextmanager
def fake_distribution(
    folder: Path, files: Files, *, plugins: Mapping[str, str], name: str = "garden-test", version: str = "1.0"
) -> Iterator[None]:
    """Makes a folder look like an installed package with plugins, for as long as the block lasts.

        with fake_distribution(tmp_path, {"recipes_for_garden/__init__.py": CODE},
                               plugins={"recipes": "recipes_for_garden"}):
            garden = make_garden(...)

    ``plugins`` are the entry points of the group ``garden``. Afterwards the
    modules are forgotten.
    """
    points = "\n".join(f"{plugin} = {module}" for plugin, module in plugins.items())
    info = f"{name.replace('-', '_')}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    write_files(
        folder, {**files, f"{info}/METADATA": metadata, f"{info}/entry_points.txt": f"[garden]\n{points}\n"}
    )
    place = str(folder.resolve())
    sys.path.insert(0, place)
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(place)
        for module in [name for name, module in sys.modules.items() if _lies_in(module, place)]:
            del sys.modules[module]
        importlib.invalidate_caches()


def _lies_in(module: object, folder: str) -> bool:
    file = getattr(module, "__file__", None)
    return isinstance(file, str) and file.startswith(folder + os.sep)
