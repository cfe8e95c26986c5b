"""What a plugin says of itself is held against this Garden, and its settings against the plugin."""

from __future__ import annotations

from pathlib import Path

import pytest

from garden.host import declared
from garden.testing import make_garden

CODE = """
    from typing import Literal

    from pydantic import BaseModel, Field
    from garden import NavItem, hookimpl

    GARDEN_API = 1

    class Settings(BaseModel):
        measures: Literal["metric", "imperial"] = "metric"
        most: int = Field(default=4, ge=1)

    @hookimpl
    def garden_nav_items(garden):
        settings = Settings(**garden.config.plugin_settings("recipes"))
        yield NavItem(title=f"{settings.measures} {settings.most}", url="/kinds")
    """


def opened(folder: Path, settings: str = "", code: str = CODE) -> tuple[str, list[str]]:
    """The state of the plugin, and what was told of it."""
    toml = f"[plugins]\nown = true\n[plugins.recipes]\n{settings}\n"
    with make_garden(folder / "garden", {"garden.toml": toml, "plugins/recipes.py": code}) as garden:
        [info] = [info for info in garden.host.plugins() if info.name == "recipes"]
        entries = [item.title for item in garden.host.nav_items(garden) if item.url == "/kinds"]
        return info.state, [fault.message for fault in info.faults] or entries


def test_settings_that_fit_reach_the_plugin(tmp_path: Path) -> None:
    assert opened(tmp_path, 'measures = "imperial"') == ("active", ["imperial 4"])


def test_without_settings_there_are_the_defaults(tmp_path: Path) -> None:
    assert opened(tmp_path) == ("active", ["metric 4"])


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('measures = "cups"', "measures: input should be 'metric' or 'imperial'; it is 'cups'"),
        ("most = 0", "most: input should be greater than or equal to 1; it is 0"),
        ("measure = 1", "there is no setting 'measure' (did you mean measures?)"),
        ('most = "many"\nmeasures = 3', "measures: input should be 'metric' or 'imperial'; it is 3; most: "),
    ],
)
def test_settings_that_do_not_are_told_with_their_key(tmp_path: Path, settings: str, told: str) -> None:
    state, [message] = opened(tmp_path, settings)
    assert state == "failed"
    assert message.startswith("garden.toml, [plugins.recipes]: ")
    assert told in message


def test_a_setting_that_must_be_given_is_asked_for(tmp_path: Path) -> None:
    code = CODE.replace('= "metric"', "")
    assert opened(tmp_path, code=code) == (
        "failed",
        ["garden.toml, [plugins.recipes]: the setting 'measures' is missing."],
    )


@pytest.mark.parametrize("how", ["allow", "forbid"])
def test_a_model_may_say_itself_what_of_other_keys(tmp_path: Path, how: str) -> None:
    code = CODE.replace(
        "class Settings(BaseModel):",
        f"class Settings(BaseModel):\n        model_config = {{'extra': '{how}'}}",
    )
    state, said = opened(tmp_path, "other = 1", code)
    assert (state, said) == (
        ("active", ["metric 4"])
        if how == "allow"
        else ("failed", ["garden.toml, [plugins.recipes]: there is no setting 'other'."])
    )


def test_what_is_no_model_is_told(tmp_path: Path) -> None:
    state, [message] = opened(tmp_path, code="Settings = {}")
    assert (state, message) == (
        "failed",
        "Settings must be a pydantic model; write 'class Settings(pydantic.BaseModel)'.",
    )


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (str(declared.API_VERSION + 1), "install a newer Garden"),
        (str(declared.OLDEST_API - 1), "install a newer release of the plugin"),
        ("'1'", "must be a whole number"),
        ("True", "must be a whole number"),
    ],
)
def test_a_version_that_does_not_fit_leaves_the_plugin_out(tmp_path: Path, named: str, told: str) -> None:
    state, [message] = opened(tmp_path, code=CODE.replace("GARDEN_API = 1", f"GARDEN_API = {named}"))
    assert state == "failed"
    assert told in message


def test_a_plugin_need_not_name_a_version(tmp_path: Path) -> None:
    assert opened(tmp_path, code=CODE.replace("GARDEN_API = 1", ""))[0] == "active"


def test_a_validator_that_fails_takes_nothing_else_down(tmp_path: Path) -> None:
    code = """
        from pydantic import BaseModel, model_validator

        class Settings(BaseModel):
            @model_validator(mode="after")
            def check(self):
                raise RuntimeError("no")
        """
    assert opened(tmp_path, code=code) == ("failed", ["RuntimeError: no"])
