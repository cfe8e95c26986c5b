"""Hooks and arguments that are to go: plugins that use them work, and are told once with the mend."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from garden import hookspecs
from garden.testing import client, make_garden, run

FILES = {
    "plugins/recipes.py": """
        from garden import Panel, hookimpl

        @hookimpl
        def garden_note_panels(note, garden):
            yield Panel(title="Box", template="recipes/box.html")
        """,
    "plugins/templates/recipes/box.html": "<p>Leeks.</p>",
    "notes/soup.md": "# Soup",
}
GOING = "'garden' goes in 2.0; take 'here' instead"
TOLD = f"garden_note_panels: Its argument 'garden' is deprecated: {GOING}."
PLACE = "(plugins/recipes.py:3)"


@pytest.fixture
def _an_argument_is_to_go(monkeypatch: pytest.MonkeyPatch) -> None:
    deprecate = hookspecs.hookspec(warn_on_impl_args={"garden": DeprecationWarning(GOING)})

    def garden_note_panels(note, garden): ...  # type: ignore[no-untyped-def]

    monkeypatch.setattr(hookspecs, "garden_note_panels", deprecate(garden_note_panels))


@pytest.mark.usefixtures("_an_argument_is_to_go")
def test_an_argument_that_is_to_go_is_told_once_and_works(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.warns(DeprecationWarning, match=re.escape(GOING)) as warned:
        garden = make_garden(tmp_path / "garden", FILES)
    assert "recipes.py" in {Path(warning.filename).name for warning in warned}
    with garden:
        for _ in range(2):
            assert "<p>Leeks.</p>" in client(garden).get("/notes/soup").text
        assert garden.host.faults == ()
        [plugin] = [plugin for plugin in garden.host.plugins() if plugin.name == "recipes"]
        assert plugin.state == "active"
    told = [message for message in caplog.messages if message.startswith("plugin recipes")]
    assert told == [f"plugin recipes, {TOLD} {PLACE}"]


@pytest.mark.usefixtures("_an_argument_is_to_go")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_commands_tell_it_and_nothing_fails_for_it(tmp_path: Path) -> None:
    make_garden(tmp_path / "garden", FILES).close()
    listed = run(["plugins"], tmp_path / "garden")
    assert f"    mend soon: {TOLD} {PLACE}\n" in listed.stdout
    checked = run(["plugins", "--check", "recipes"], tmp_path / "garden")
    assert f"    mend soon: {TOLD} {PLACE}\n" in checked.stdout
    assert checked.exit_code == 0
    data = json.loads(run(["plugins", "--check", "recipes", "--json"], tmp_path / "garden").stdout)
    assert data["deprecations"] == [f"{TOLD} {PLACE}"]
    data = json.loads(run(["plugins", "--json"], tmp_path / "garden").stdout)
    assert {plugin["name"]: plugin["deprecations"] for plugin in data}["recipes"] == [
        {"hook": "garden_note_panels", "message": TOLD.partition(": ")[2], "where": PLACE[1:-1], "times": 1}
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_hook_that_is_to_go_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    going = DeprecationWarning("answer 'garden_boxes' instead; it goes in 2.0")
    spec = hookspecs.hookspec(warn_on_impl=going)

    def garden_note_panels(note, garden): ...  # type: ignore[no-untyped-def]

    monkeypatch.setattr(hookspecs, "garden_note_panels", spec(garden_note_panels))
    with make_garden(tmp_path / "garden", FILES) as garden:
        told = {
            deprecation.message for plugin in garden.host.plugins() for deprecation in plugin.deprecations
        }
    assert told == {f"This hook is deprecated: {going}."}
