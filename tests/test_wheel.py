"""The wheel: it holds what git has, and works where nothing else of this repository is."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import pytest

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).parents[1]
PLACES = {
    "src/garden/": "garden/",
    "notes/": "garden/_shipped/notes/",
    "plugins/": "garden/_shipped/plugins/",
    "templates/": "garden/_shipped/templates/",
    "garden.toml": "garden/_shipped/garden.toml",
}
"""Where each part of the repository stands in the wheel."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(ROOT, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def garden(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> _Installed:
    """The program, installed from the wheel."""
    return _install(wheel, tmp_path_factory.mktemp("installed") / "environment")


def test_it_holds_what_git_has(wheel: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("This is no git checkout, so there is no list of files to compare with.")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == {_place(path) for path in _git_files() if _place(path)}


def test_it_names_its_licences(wheel: Path) -> None:
    names = {name.partition(".dist-info/")[2] for name in zipfile.ZipFile(wheel).namelist()}
    assert {"licenses/LICENSE", "licenses/notes/LICENSE", "entry_points.txt"} <= names


def test_it_works_in_a_new_environment(garden: _Installed, tmp_path: Path) -> None:
    bed = tmp_path / "bed"
    assert garden("--version").startswith("garden ")
    garden("init", str(bed))
    assert json.loads(garden("--root", str(bed), "index", "--json"))["problems"] == []
    found = json.loads(garden("--root", str(bed), "search", "kettle", "--json"))
    assert [hit["id"] for hit in found["hits"]] == ["what-would-you-ask-first"]
    plugins = json.loads(garden("--root", str(bed), "plugins", "--json"))
    shipped = [plugin for plugin in plugins if plugin["source"] == "shipped"]
    assert {plugin["name"]: plugin["state"] for plugin in shipped} == {
        "backlinks": "active",
        "diagrams": "active",
        "gatherings": "active",
        "glossary": "active",
        "math": "active",
        "maxims": "active",
        "practices": "active",
        "prompts": "active",
        "trails": "active",
    }
    with garden.serving(str(bed)) as address:
        home = _get(address)
        for link in re.findall(r'(?:href|src)="(/[^"#]*)', home):
            _get(urljoin(address, link))
        assert "<mark>kettle</mark>" in _get(urljoin(address, "/search?q=kettle"))


def test_it_serves_a_plain_folder(garden: _Installed, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "Tea.md").write_text("# A pot of tea\n\nFor [[nobody yet]].\n")
    with garden.serving(str(folder)) as address:
        assert "A pot of tea" in _get(urljoin(address, "/notes/Tea"))
    assert [path.name for path in folder.iterdir()] == ["Tea.md"]


WALK = """---
title: Round by the river
kind: walk
kilometres: 2.5
ground: [paved, steps]
---
Past the benches.
"""


def test_a_plugin_s_wheel_works_beside_it(garden: _Installed, tmp_path: Path) -> None:
    example = tmp_path / "garden-walks"
    shutil.copytree(ROOT / "tests/example", example, ignore=shutil.ignore_patterns("__pycache__"))
    garden.install(_build(example, tmp_path / "dist"))
    bed = tmp_path / "bed"
    garden("init", str(bed))
    (bed / "notes/river.md").write_text(WALK)
    with (bed / "garden.toml").open("a") as settings:
        settings.write("[plugins.walks]\npace = 5\n")
    plugins = {it["name"]: it for it in json.loads(garden("--root", str(bed), "plugins", "--json"))}
    told = plugins["walks"]
    assert (told["source"], told["location"], told["state"], told["faults"]) == (
        "installed",
        "garden-walks 0.1.0",
        "active",
        [],
    )
    checked = garden("--root", str(bed), "plugins", "--check", "walks")
    assert checked.endswith("It fits.\n")
    assert "could be better" not in checked
    assert garden("--root", str(bed), "walks", "--within", "40") == "Round by the river: about 30 minutes\n"
    with garden.serving(str(bed)) as address:
        assert "2.5 km, about 30 minutes" in _get(urljoin(address, "/notes/river"))
        assert "About 30 minutes" in _get(urljoin(address, "/-/walks/"))
        assert "Round by the river" in _get(urljoin(address, "/search?ground=steps"))
        assert "ground=paved" in _get(urljoin(address, "/search?q=benches"))
    garden.python("-W", "error", "-m", "pytest", "-p", "no:cacheprovider", "tests", cwd=example)


def test_it_has_the_guide_with_it(garden: _Installed) -> None:
    with garden.serving("--guide") as address:
        assert ">How to write a plugin</h1>" in _get(urljoin(address, "/notes/guide/write-a-plugin"))


class _Installed:
    """The `garden` program of an environment that has nothing of this checkout."""

    def __init__(self, folder: Path) -> None:
        self._programs = folder / "bin"
        self._elsewhere = folder
        # What measures coverage and shares tests out among processes here has no business there.
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "PYTEST_"))}
        self._environment = {**kept, "GARDEN_CACHE": str(folder / "cache")}
        self._environment.pop("PYTHONPATH", None)

    def __call__(self, *arguments: str) -> str:
        return _run(str(self._programs / "garden"), *arguments, cwd=self._elsewhere, env=self._environment)

    def python(self, *arguments: str, cwd: Path) -> str:
        return _run(str(self._programs / "python"), *arguments, cwd=cwd, env=self._environment)

    def install(self, wheel: Path) -> None:
        """Adds a wheel; nothing is asked of the network."""
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python")
        _run(
            *pip, str(self._programs / "python"), "install", "--quiet", "--no-index", "--no-deps", str(wheel)
        )

    @contextmanager
    def serving(self, *what: str) -> Iterator[str]:
        command = [str(self._programs / "garden"), "serve", *what, "--port", "0"]
        with subprocess.Popen(
            command, cwd=self._elsewhere, env=self._environment, stdout=subprocess.PIPE, text=True
        ) as process:
            try:
                assert process.stdout is not None
                said = next(line for line in process.stdout if "http://" in line)
                address = re.search(r"http://\S+", said)
                assert address is not None
                yield address[0]
            finally:
                process.terminate()
        assert process.returncode == 0


def _build(project: Path, into: Path) -> Path:
    """A project's wheel; nothing is asked of the network."""
    build = (sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory")
    _run(*build, str(into), cwd=project)
    return next(into.glob("*.whl"))


def _install(wheel: Path, folder: Path) -> _Installed:
    """A new environment with the wheel; what it depends on is borrowed from the one of the tests."""
    _run(sys.executable, "-m", "venv", "--without-pip", str(folder))
    garden = _Installed(folder)
    place = "import sysconfig; print(sysconfig.get_path('purelib'))"
    target = Path(garden.python("-c", place, cwd=folder).strip())
    # A path file is not looked into for others, so the editable install of the tests is not borrowed.
    borrowed = (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))
    (target / "borrowed.pth").write_text("\n".join(borrowed))
    garden.install(wheel)
    installed = garden.python("-c", "import garden; print(garden.__file__)", cwd=folder).strip()
    assert installed.startswith(str(target))
    return garden


def _run(*command: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command,
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, f"{command} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _git_files() -> list[str]:
    """Tracked files, and those that would be if one added them, as they stand now."""
    listed = _run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    return [path for path in listed.split("\0") if path and (ROOT / path).is_file()]


def _place(path: str) -> str:
    """Where a file of the repository stands in the wheel; empty if it has no business there."""
    return next((there + path[len(here) :] for here, there in PLACES.items() if path.startswith(here)), "")


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        assert answer.status == 200
        content: bytes = answer.read()
        return content.decode("utf-8", "replace")
