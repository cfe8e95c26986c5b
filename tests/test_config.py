"""``garden.toml``: defaults, every sentence a person may be told, and where things are.

What is refused stands in ``fixtures/config/refused.toml``: a settings file and the
sentence for it, so that adding a case needs no Python.
"""

from __future__ import annotations

import dataclasses
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden import config
from garden.config import Config, KindSettings, SyncSettings
from garden.errors import ConfigError, NotAGardenError

FIXTURES = Path(__file__).parent / "fixtures" / "config"
REFUSED = tomllib.loads((FIXTURES / "refused.toml").read_text("utf-8"))


def load(folder: Path, text: str | bytes) -> Config:
    data = text.encode() if isinstance(text, str) else text
    (folder / "garden.toml").write_bytes(data)
    return config.load(folder)


def refusal(folder: Path, text: str | bytes) -> str:
    with pytest.raises(ConfigError) as told:
        load(folder, text)
    return str(told.value)


def names_of(settings: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(settings)]


# --- what is read --------------------------------------------------------------------


def test_defaults(tmp_path: Path) -> None:
    found = config.load(tmp_path)
    assert found.root == tmp_path
    assert found.notes_folder == tmp_path
    assert (found.title, found.language, found.ignore, found.kinds) == ("", "en", (), {})
    assert not found.plugins.own
    assert not found.safe
    assert found.index.max_note_bytes == 2 * 1024 * 1024
    assert found.index.lock_seconds == 60
    assert found.web.link_prefix == ""


def test_everything_can_be_said(tmp_path: Path) -> None:
    found = load(tmp_path, (FIXTURES / "everything.toml").read_bytes())
    assert found.title == "The kitchen table"
    assert found.language == "pt-BR"
    assert found.site_url == "https://garden.example.org/notes/"
    assert found.ignore == ("drafts/", "*.tmp.md")
    assert found.kinds["story"] == KindSettings(
        plural="stories", icon="❦", fields=("told_by", "place"), stale=365
    )
    assert found.plugins.own
    assert found.plugins.disabled == ("prompts",)
    assert found.plugin_settings("maxims") == {"daily": True, "from": {"kind": "maxim"}}
    assert found.plugin_settings("practices") == {}
    assert found.plugin_settings("own") == {}
    assert found.index.max_note_bytes == 4096
    assert found.web.trusted_hosts == ("garden.local",)
    assert found.sync == SyncSettings(
        remote="upstream", branch="published", local=True, secret_file="~/garden.secret"
    )
    assert not found.web.crawlers


def test_the_settings_of_the_fixture_are_all_there_are(tmp_path: Path) -> None:
    """A new setting must be said in the fixture, and so is tried."""
    said = tomllib.loads((FIXTURES / "everything.toml").read_text("utf-8"))
    placed = {"root", "notes_folder", "safe"}
    assert set(said) == set(names_of(Config)) - placed
    for table in ("index", "sync", "web", "forge"):
        assert set(said[table]) == set(names_of(getattr(config.load(tmp_path), table)))


def test_a_byte_order_mark_and_crlf_are_no_obstacle(tmp_path: Path) -> None:
    assert load(tmp_path, b"\xef\xbb\xbftitle = 'A'\r\n").title == "A"


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    found = config.load(tmp_path)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.title = "B"  # type: ignore[misc]


def test_safe_is_said_by_who_opens_the_garden(tmp_path: Path) -> None:
    assert config.load(tmp_path, safe=True).safe


# --- what is refused, and how ---------------------------------------------------------


@pytest.mark.parametrize("case", REFUSED["case"], ids=lambda case: case["shows"])
def test_refused(case: dict[str, Any], tmp_path: Path) -> None:
    assert refusal(tmp_path, case["settings"]) == case["told"]


def test_not_text(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"title = '\xff'") == "garden.toml is not UTF-8 text. Save it as UTF-8."


def test_not_toml(tmp_path: Path) -> None:
    told = refusal(tmp_path, "title = A\n")
    assert told.startswith("garden.toml is not valid TOML: ")
    assert "line 1" in told


def test_a_huge_number(tmp_path: Path) -> None:
    assert refusal(tmp_path, f"x = {'9' * 5_000}") == "garden.toml holds a number of more than 4,300 digits."


def test_nested_too_deeply(tmp_path: Path) -> None:
    assert refusal(tmp_path, f"x = {'[' * 100_000}").startswith("garden.toml is nested too deeply")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "garden.toml")
    with pytest.raises(ConfigError, match="not a plain file"):
        config.load(tmp_path)


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "garden.toml").mkdir()
    with pytest.raises(ConfigError, match="not a plain file"):
        config.load(tmp_path)


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated: permissions do not bind root, who may be running this."""
    (tmp_path / "garden.toml").write_text("")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ConfigError, match=r"^garden.toml cannot be read: Permission denied\.$"):
        config.load(tmp_path)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from([*names_of(Config), "own", "story", "titel"])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(KEYS, JUNK | st.dictionaries(KEYS, JUNK, max_size=2), max_size=3))
def test_whatever_is_said_gives_settings_or_sentences(values: dict[str, Any], tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(config, "_read", lambda _: values)
        try:
            config.load(tmp_path)
        except ConfigError as error:
            for sentence in str(error).split("\n"):
                assert sentence.startswith("garden.toml: '"), sentence


# --- folders --------------------------------------------------------------------------


def test_notes_are_in_notes_where_there_is_such_a_folder(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    assert config.load(tmp_path).notes_folder == tmp_path / "notes"


def test_a_file_called_notes_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("")
    assert config.load(tmp_path).notes_folder == tmp_path


def test_a_link_called_notes_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "garden").mkdir()
    (tmp_path / "garden" / "notes").symlink_to(tmp_path / "elsewhere")
    assert config.load(tmp_path / "garden").notes_folder == tmp_path / "garden"


def test_the_root_is_resolved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "garden" / "notes").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "garden")
    assert config.load(tmp_path / "link").notes_folder == tmp_path / "garden" / "notes"
    monkeypatch.chdir(tmp_path / "garden")
    assert config.load().root == tmp_path / "garden"
    monkeypatch.setenv("HOME", str(tmp_path))
    assert config.load("~/garden").root == tmp_path / "garden"


@pytest.mark.parametrize("root", ["missing", "~nobody-of-this-name/x", "nul\0", "x" * 300])
def test_no_such_folder(root: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotAGardenError, match=r"make one with: garden init"):
        config.load(root)


def test_a_file_is_no_garden(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotAGardenError, match="is not a folder"):
        config.load(tmp_path / "file")


def test_a_link_loop_is_no_garden(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(NotAGardenError):
        config.load(tmp_path / "loop")


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("kitchen-table", "Kitchen Table"),
        ("don't_panic", "Don't Panic"),
        ("NHS notes", "NHS Notes"),
        ("---", "Garden"),
    ],
)
def test_name_from_the_folder(folder: str, name: str, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir()
    assert config.load(tmp_path / folder).name == name


def test_name_from_the_title(tmp_path: Path) -> None:
    assert load(tmp_path, "title = ' A garden '").name == "A garden"


# --- the cache --------------------------------------------------------------------------


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GARDEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_each_garden_has_a_cache_of_its_own(cache: Path, tmp_path: Path) -> None:
    folders = [tmp_path / "a" / "garden", tmp_path / "b" / "garden"]
    for folder in folders:
        folder.mkdir(parents=True)
    first, second = (config.load(folder).cache_folder for folder in folders)
    assert first != second
    assert {first.parent, second.parent} == {cache}
    assert first.name.startswith("garden-")
    assert config.load(folders[0]).cache_folder == first


def test_the_users_cache_folder_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GARDEN_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "garden").mkdir()
    found = config.load(tmp_path / "garden").cache_folder
    assert found.is_relative_to(tmp_path)
    assert not found.is_relative_to(tmp_path / "garden")


@pytest.mark.parametrize("name", ["ខ" * 66, "x" * 255, "😀" * 60])
@pytest.mark.usefixtures("cache")
def test_a_long_name_makes_no_name_too_long(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    folder = config.load(tmp_path / name).cache_folder
    folder.mkdir(parents=True)
    assert folder.is_dir()


@pytest.mark.usefixtures("cache")
def test_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    folder.mkdir()
    cache = config.load(folder).cache_folder
    cache.mkdir(parents=True)
    assert cache.is_dir()


def test_a_cache_among_the_notes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notes").mkdir()
    monkeypatch.setenv("GARDEN_CACHE", str(tmp_path / "notes" / ".cache"))
    with pytest.raises(ConfigError, match="GARDEN_CACHE leads among the notes"):
        config.load(tmp_path)
    monkeypatch.setenv("GARDEN_CACHE", str(tmp_path / "cache"))
    assert config.load(tmp_path).cache_folder.is_relative_to(tmp_path / "cache")


def test_a_cache_that_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for folder in ("~nobody-of-this-name/x", str(tmp_path / "loop")):
        monkeypatch.setenv("GARDEN_CACHE", folder)
        with pytest.raises(ConfigError, match="GARDEN_CACHE"):
            config.load(tmp_path)
