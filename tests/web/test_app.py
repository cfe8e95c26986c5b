"""The app as a whole."""

from __future__ import annotations

from pathlib import Path

from garden.testing import open_garden, write_files
from garden.web import create_app


def test_a_garden_that_was_never_indexed_is_served_whole(tmp_path: Path) -> None:
    write_files(tmp_path / "garden", {"notes/a.md": "# Apple"})
    with open_garden(tmp_path / "garden") as garden:
        answer = create_app(garden).test_client().get("/search.json?q=apple")
        assert answer.json is not None
        assert [hit["id"] for hit in answer.json["hits"]] == ["a"]
