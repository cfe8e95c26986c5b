"""What must be so of the repository as a whole."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import garden

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
MODULES = sorted((ROOT / "src" / "garden").rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_modules_say_what_they_are_for_and_stay_small(module: Path) -> None:
    text = module.read_text("utf-8")
    assert text.startswith('"""'), "The first line says what the module is for."
    assert len(text.splitlines()) <= 400, "Split it by noun."


def test_the_changelog_tells_of_this_version() -> None:
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert versions[0] == garden.__version__


def test_the_lock_holds_what_is_asked_for() -> None:
    locked: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)(?:\[[\w,.-]+\])?==(\S+)", LOCK, re.MULTILINE):
        locked.setdefault(canonicalize_name(name), []).append(version)
    asked = [*PROJECT["build-system"]["requires"], *PROJECT["project"]["dependencies"]]
    for extra in PROJECT["project"]["optional-dependencies"].values():
        asked += extra
    for requirement in map(Requirement, asked):
        versions = locked.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement.name} is not in requirements.lock; run: make lock"
        for version in versions:
            assert version in requirement.specifier, f"{requirement.name} {version} is locked; run: make lock"


def test_the_lock_is_of_hashes_and_names_no_place() -> None:
    pins = re.findall(r"^[\w.-]+(?:\[[\w,.-]+\])?==", LOCK, re.MULTILINE)
    assert len(re.findall(r"==\S+(?: ;[^\n]*)? \\\n    --hash=sha256:", LOCK)) == len(pins)
    assert "://" not in LOCK
    assert not re.search(r"^\s*-(?!-hash=)", LOCK, re.MULTILINE)


def test_the_lock_keeps_extras_without_which_pip_takes_the_newest() -> None:
    for locked in re.findall(r"^([\w.-]+)(?:\[[\w,.-]+\])?==", LOCK, re.MULTILINE):
        try:
            asked = map(Requirement, metadata.requires(locked) or ())
        except metadata.PackageNotFoundError:  # for another system
            continue
        for needed in asked:
            if needed.extras and (needed.marker is None or needed.marker.evaluate({"extra": ""})):
                pin = rf"^{re.escape(needed.name)}\[{','.join(sorted(needed.extras))}\]=="
                assert re.search(pin, LOCK, re.MULTILINE), f"{locked} asks for {needed}; run: make lock"


def test_nothing_is_left_to_do() -> None:
    left = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
    assert [str(path) for path in _code() if left.search(path.read_text("utf-8"))] == []


def _code() -> list[Path]:
    """Python files that are in git, or would be if one added them."""
    if not (ROOT / ".git").exists():
        pytest.skip("This is no git checkout, so it is not known which files are its own.")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.py"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file() and path != Path(__file__)]
