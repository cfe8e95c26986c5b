"""The JSON that other tools may rely on: a key may be added, none renamed or taken away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from garden.cli.group import cli

NOTES = {
    "kettle.md": (
        "---\ntitle: The kettle\nkind: story\ntags: [food, tea]\naliases: [Teapot]\ndate: 2026-03-02\n"
        "lang: cy\n---\nIt waits for [[The missing cup]].\n"
    ),
    "bench.md": "# The bench\n\nBoil the [[Teapot]] first. See [it](kettle.md), ![[kettle]].\n",
    "aside.md": "---\nvisibility: unlisted\n---\nNothing.\n",
    "colon.md": "---\ntitle: [never closed\n---\nStill here.\n",
}
PROBLEM = {"path": str, "line": (int, type(None)), "code": str, "message": str, "fix": str, "hint": bool}
TASK = {
    "what": str,
    "mend": str,
    "path": str,
    "line": (int, type(None)),
    "id": (str, type(None)),
    "sources": [str],
    "edit": str,
}
SHAPES: dict[str, Any] = {
    "index --full": {
        "added": int,
        "modified": int,
        "removed": int,
        "total": int,
        "seconds": float,
        "problems": [PROBLEM],
    },
    "search kettle": {
        "query": str,
        "total": int,
        "notice": str,
        "hits": [{"id": str, "title": str, "kind": str, "score": float, "heading": str, "snippet": str}],
        "facets": {"kind": {"story": int}, "tag": {"food": int, "tea": int}},
    },
    "list": [
        {
            "id": str,
            "path": str,
            "url": str,
            "title": str,
            "kind": str,
            "tags": [str],
            "aliases": [str],
            "date": (str, type(None)),
            "lang": str,
            "visibility": str,
        }
    ],
    "links --all": {
        "notes": [
            {
                "id": str,
                "path": str,
                "links": [{"target": str, "to": (str, type(None)), "kind": str, "line": int}],
                "backlinks": [str],
            }
        ],
        "wanted": [{"target": str, "from": [str]}],
    },
    "links bench": {
        "id": str,
        "path": str,
        "links": [{"target": str, "to": (str, type(None)), "kind": str, "line": int}],
        "backlinks": [str],
    },
    "check": [PROBLEM],
    "care": {
        "problems": [TASK],
        "review": [TASK],
        "consent": [TASK],
        "stale": [TASK],
        "pictures": [TASK],
        "wanted": [TASK],
        "orphans": [TASK],
    },
    "plugins": [
        {
            "name": str,
            "source": str,
            "location": str,
            "summary": str,
            "hooks": [str],
            "state": str,
            "why": str,
            "api_version": (int, type(None)),
            "faults": [{"hook": str, "message": str, "where": str}],
        }
    ],
}


@pytest.fixture
def bed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A garden with a note of every sort, one of them malformed."""
    monkeypatch.setenv("GARDEN_CACHE", str(tmp_path / "cache"))
    notes = tmp_path / "bed" / "notes"
    notes.mkdir(parents=True)
    for name, text in NOTES.items():
        (notes / name).write_text(text, "utf-8")
    return notes.parent


def ask(bed: Path, command: str) -> Any:
    """What a command prints with ``--json``."""
    done = CliRunner().invoke(cli, ["--root", str(bed), *command.split(), "--json"])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return json.loads(done.stdout)


@pytest.mark.parametrize("command", SHAPES)
def test_shape(command: str, bed: Path) -> None:
    assert misfits(ask(bed, command), SHAPES[command]) == []


def misfits(value: Any, shape: Any, place: str = "it") -> list[str]:
    """Where a value is not of a shape; keys that the shape does not name may be there."""
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{place} is no list"]
        return [bad for i, item in enumerate(value) for bad in misfits(item, shape[0], f"{place}[{i}]")]
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return [f"{place} is no object"]
        missing = [f"{place}.{key} is missing" for key in shape if key not in value]
        known = [key for key in shape if key in value]
        return missing + [bad for key in known for bad in misfits(value[key], shape[key], f"{place}.{key}")]
    return [] if isinstance(value, shape) else [f"{place} is {value!r}"]


def test_list_gives_every_note_by_id(bed: Path) -> None:
    listed = {note["id"]: note for note in ask(bed, "list")}
    assert list(listed) == ["aside", "bench", "colon", "kettle"]
    assert listed["aside"]["visibility"] == "unlisted"
    assert listed["kettle"] == {
        "id": "kettle",
        "path": "kettle.md",
        "url": "/notes/kettle",
        "title": "The kettle",
        "kind": "story",
        "tags": ["food", "tea"],
        "aliases": ["Teapot"],
        "date": "2026-03-02",
        "lang": "cy",
        "visibility": "public",
    }
    assert [note["id"] for note in ask(bed, "list --kind story --tag tea")] == ["kettle"]


def test_links_lead_to_an_id_or_to_none(bed: Path) -> None:
    data = ask(bed, "links --all")
    links = {note["id"]: note for note in data["notes"]}
    assert links["bench"]["links"] == [
        {"target": "Teapot", "to": "kettle", "kind": "wikilink", "line": 3},
        {"target": "kettle.md", "to": "kettle", "kind": "markdown", "line": 3},
        {"target": "kettle", "to": "kettle", "kind": "embed", "line": 3},
    ]
    assert links["kettle"]["links"] == [
        {"target": "The missing cup", "to": None, "kind": "wikilink", "line": 9}
    ]
    assert links["kettle"]["backlinks"] == ["bench"]
    assert data["wanted"] == [{"target": "The missing cup", "from": ["kettle"]}]


def test_search_obeys_limit_and_filters(bed: Path) -> None:
    assert len(ask(bed, "search kettle --limit 1")["hits"]) == 1
    assert [hit["id"] for hit in ask(bed, "search kettle --kind story --tag tea")["hits"]] == ["kettle"]


def test_index_tells_of_problems_and_of_nothing_new(bed: Path) -> None:
    first, second = ask(bed, "index"), ask(bed, "index")
    assert (first["added"], first["total"]) == (4, 4)
    assert (second["added"], second["modified"], second["removed"], second["total"]) == (0, 0, 0, 4)
    assert [problem["path"] for problem in first["problems"]] == ["colon.md"]
    assert first["problems"] == second["problems"]


@pytest.mark.parametrize(
    ("command", "code"),
    [("index", 0), ("check", 1), ("search nothingofthiskind", 0), ("links nowhere", 1), ("links", 2)],
)
def test_exit_code(command: str, code: int, bed: Path) -> None:
    done = CliRunner().invoke(cli, ["--root", str(bed), *command.split()])
    assert done.exit_code == code


def test_nothing_to_index_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GARDEN_CACHE", str(tmp_path / "cache"))
    (tmp_path / "bare").mkdir()
    done = CliRunner().invoke(cli, ["--root", str(tmp_path / "bare"), "index", "--json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout)["total"] == 0
