"""`garden sync`: what was pushed is taken and indexed, and told; what cannot be, is told too."""

from __future__ import annotations

import json
from typing import Any

import pytest

from garden.cli import sync
from garden.testing import run

Forge = Any


def test_what_was_taken_is_told(forge: Forge) -> None:
    commit = forge.push({"notes/kettle.md": "# Kettle\n\nRhubarb.\n", "notes/bench.md": "# Bench\n"})
    result = run(["sync"], forge.here)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"1 commit, 2 files: now at {commit[:10]}.\n2 notes: 2 added, 0 changed")
    assert json.loads(run(["search", "rhubarb", "--json"], forge.here).stdout)["total"] == 1
    assert run(["sync"], forge.here).stdout.startswith("Nothing new.\n2 notes: 0 added, 0 changed")


def test_programs_are_told_too(forge: Forge) -> None:
    before = forge.head(forge.here)
    commit = forge.push({"notes/kettle.md": "# Kettle\n\nRhubarb.\n"})
    told = json.loads(run(["sync", "--json"], forge.here).stdout)
    assert told.pop("index")["total"] == 1
    assert told == {
        "before": before,
        "after": commit,
        "commits": 1,
        "files": ["notes/kettle.md"],
        "unpushed": 0,
        "held": "",
        "code": False,
    }


def test_what_cannot_be_taken_is_one_sentence(forge: Forge) -> None:
    (forge.here / "notes" / "kettle.md").write_text("changed")
    result = run(["sync"], forge.here)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("garden: There are changes here that are not committed")


def test_code_is_taken_and_loaded_once_it_is_trusted(forge: Forge) -> None:
    plugin = (
        "from garden import NoteKind, hookimpl\n\n\n@hookimpl\ndef garden_note_kinds():\n"
        "    yield NoteKind(name='recipe', plural='recipes')\n"
    )
    forge.push(
        {
            "garden.toml": "[sync]\nlocal = true\n\n[plugins]\nown = true\n",
            "plugins/recipes.py": plugin,
            "notes/soup.md": "---\nkind: recipe\n---\n# Soup\n",
        }
    )
    held = run(["sync"], forge.here)
    assert held.exit_code == 1
    assert held.stdout.startswith("Nothing was taken.\n")
    assert "changes garden.toml, plugins/recipes.py: that is code" in held.stderr
    taken = run(["sync", "--trust-code"], forge.here)
    assert taken.exit_code == 0
    assert "Code changed: start 'garden serve' again where it runs." in taken.stdout
    assert "recipes" in run(["plugins"], forge.here).stdout
    assert "indexed anew" not in run(["index"], forge.here).stdout


def test_what_is_not_pushed_is_told(forge: Forge) -> None:
    forge.git(forge.here, "commit", "-q", "--allow-empty", "-m", "mine")
    assert "1 commit here can be pushed: git push\n" in run(["sync"], forge.here).stdout


def test_every_so_often_goes_on_whatever_happens(forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    kettle = forge.here / "notes" / "kettle.md"
    text, waited = kettle.read_text(), []

    def between(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 1:
            kettle.write_text("changed")
        elif len(waited) == 2:
            kettle.write_text(text)
            forge.push({"notes/bench.md": "# Bench\n"})
        else:
            raise KeyboardInterrupt

    monkeypatch.setattr(sync, "pause", between)
    result = run(["sync", "--every", "5m"], forge.here)
    assert waited == [300.0] * 3
    assert "garden: There are changes here that are not committed" in result.stderr
    assert "1 commit, 1 file: now at" in result.stdout


@pytest.mark.parametrize("said", ["5", "5s", "1m", "2h", " 1D "])
def test_times(said: str, forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(seconds: float) -> None:
        waited.append(seconds)
        raise KeyboardInterrupt

    waited: list[float] = []
    monkeypatch.setattr(sync, "pause", stop)
    run(["sync", "--every", said], forge.here)
    assert waited == [{"5": 5.0, "5s": 5.0, "1m": 60.0, "2h": 7200.0, " 1D ": 86400.0}[said]]


@pytest.mark.parametrize("said", ["", "0", "-5", "5 weeks", "m", "1.5h", "99d", "٣m"])
def test_what_is_no_time(said: str, forge: Forge) -> None:
    result = run(["sync", "--every", said], forge.here)
    assert result.exit_code == 2
    assert "is no time such as 90s, 5m or 1h." in result.stderr
