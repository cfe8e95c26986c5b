"""Where calls into plugins are traced, an answer tells how long each took, and only there."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from garden.testing import client, make_garden

FILES = {
    "plugins/greet.py": """
        from garden import NavItem, hookimpl

        @hookimpl
        def garden_nav_items(garden):
            yield NavItem(title="Greetings", url="/kinds")
        """,
    "notes/one.md": "One.",
}
PART = re.compile(r"[a-z0-9_-]+;dur=\d+\.\d")


def test_an_answer_tells_each_call_and_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("GARDEN_TRACE", "1")
    garden = make_garden(tmp_path / "garden", FILES)
    caplog.clear()
    told = client(garden).get("/notes/one").headers["Server-Timing"].split(", ")
    assert all(PART.fullmatch(part) for part in told)
    names = [part.partition(";")[0] for part in told]
    assert names[0] == "total"
    assert "greet-garden_nav_items" in names
    assert len(names) == len(set(names))
    lines = [record.getMessage() for record in caplog.records if record.name == "garden.trace"]
    assert any(re.search(r"\d ms  greet  garden_nav_items$", line) for line in lines)


def test_a_call_outside_of_a_request_is_logged_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("GARDEN_TRACE", "yes")
    garden = make_garden(tmp_path / "garden", FILES)
    caplog.clear()
    with caplog.at_level(logging.WARNING, "garden.trace"):
        garden.host.nav_items(garden)
    assert "greet" in caplog.text


@pytest.mark.parametrize("value", ["", "0", "off", None])
def test_without_being_asked_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, value: str | None
) -> None:
    if value is None:
        monkeypatch.delenv("GARDEN_TRACE", raising=False)
    else:
        monkeypatch.setenv("GARDEN_TRACE", value)
    answer = client(make_garden(tmp_path / "garden", FILES)).get("/notes/one")
    assert "Server-Timing" not in answer.headers
    assert not [record for record in caplog.records if record.name == "garden.trace"]
