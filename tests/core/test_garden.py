"""What a garden does by itself when it is opened."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from msgspec import structs

from garden import Garden
from garden.errors import IndexingError
from garden.testing import OWN_PLUGINS, open_garden, write_files

FIELD = """
    from garden import Field, hookimpl
    @hookimpl
    def garden_index_fields(config): yield Field(name="serves")
"""


def full_disk(*_: object, **__: object) -> None:
    raise IndexingError("The disk is full.")


def test_an_older_index_that_fits_serves_when_a_new_one_cannot_be_made(
    make: Callable[..., Garden], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    garden = make({"garden.toml": OWN_PLUGINS, "notes/a.md": "# Apple"})
    write_files(garden.config.root, {"plugins/recipes.py": FIELD})
    with open_garden(garden.config.root) as other:
        other.ensure_index()
        assert other.generation == 2
    (garden.config.root / "plugins" / "recipes.py").unlink()
    with open_garden(garden.config.root) as again:
        assert again.generation == 1
        monkeypatch.setattr("garden.core.indexing.Indexer.run", full_disk)
        again.ensure_index()
        assert again.generation == 1
        assert [note.title for note in again.notes()] == ["Apple"]
    assert [record.getMessage() for record in caplog.records] == [
        "The disk is full. Going on with what was indexed before."
    ]


def test_without_any_index_it_is_an_error(
    make: Callable[..., Garden], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("garden.core.indexing.Indexer.run", lambda *_, **__: None)
    garden = make({"notes/a.md": "# Apple"})
    monkeypatch.setattr("garden.core.indexing.Indexer.run", full_disk)
    with pytest.raises(IndexingError, match="The disk is full"):
        garden.ensure_index()


def test_kinds_are_suggested_by_what_readers_call_them(make: Callable[..., Garden]) -> None:
    kinds = '[kinds.story]\nplural = "stories"\n'
    garden = make({"garden.toml": kinds, "notes/a.md": "---\nkind: story\n---\n# Apple\n"})
    garden.ensure_index()
    for typed in ("stor", "story", "stories"):
        (found,) = garden.suggest(typed)
        assert (found.kind, found.label, found.value, found.detail) == ("kind", "Stories", "story", "1 note")
    assert [found.value for found in garden.suggest("app")] == ["a"]


def test_what_is_kept_is_made_once_for_each_generation(make: Callable[..., Garden]) -> None:
    made = []

    def titles(garden: Garden) -> tuple[str, ...]:
        made.append(garden.generation)
        return tuple(note.title for note in garden.notes())

    garden = make({"notes/a.md": "# Apple"})
    assert [garden.kept(titles), garden.kept(titles)] == [("Apple",), ("Apple",)]
    with garden.reading():
        write_files(garden.config.root, {"notes/b.md": "# Bread"})
        garden.reindex()
        assert garden.kept(titles) == ("Apple",)
    assert garden.kept(titles) == ("Apple", "Bread")
    assert len(made) == len(set(made)) == 2


def test_front_matter_outlives_its_garden_and_can_be_copied(tmp_path: Path) -> None:
    write_files(tmp_path, {"notes/a.md": "---\nserves: 4\nwith: [soup, bread]\n---\nAt table."})
    with open_garden(tmp_path) as garden:
        garden.reindex()
        note = garden.note("a")
    assert note is not None
    assert note.meta == {"serves": "4", "with": ["soup", "bread"]}
    assert structs.asdict(note)["meta"] == deepcopy(note).meta == note.meta
    assert note.meta.get("missing") is None
    assert note.meta | {"serves": "6"} == note.meta.copy() | {"serves": "6"}  # type: ignore[operator, attr-defined]
    assert list(note.meta) == ["serves", "with"]
