"""Where plugins are found, in which order, and what is passed over."""

from __future__ import annotations

import importlib
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from garden import config, shipped
from garden.host import PluginHost
from garden.testing import fake_distribution, write_files

if TYPE_CHECKING:
    from tests.host.conftest import HostOf

PLAIN = '"""From {}."""\n'


def standing(host: PluginHost) -> dict[str, tuple[str, str]]:
    return {plugin.name: (plugin.source, plugin.state) for plugin in host.plugins()}


def test_a_file_and_a_package_are_plugins(host_of: HostOf) -> None:
    host = host_of({"recipes.py": PLAIN, "walks/__init__.py": PLAIN, "walks/maps.py": ""})
    assert standing(host) == {"recipes": ("garden", "active"), "walks": ("garden", "active")}
    assert [plugin.location for plugin in host.plugins()] == ["plugins/recipes.py", "plugins/walks"]


def test_own_before_installed_before_shipped(host_of: HostOf, shipped_folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        write_files(shipped_folder, {f"plugins/{name}.py": PLAIN.format("shipped")})
    files = {f"from_far_{name}.py": PLAIN.format("afar") for name in ("one", "two")}
    points = {name: f"from_far_{name}" for name in ("one", "two")}
    with fake_distribution(tmp_path / "site", files, plugins=points, name="far", version="2.1"):
        host = host_of({"one.py": PLAIN.format("the garden")})
    assert standing(host) == {
        "one": ("garden", "active"),
        "two": ("installed", "active"),
        "three": ("shipped", "active"),
    }
    assert [plugin.summary for plugin in host.plugins()] == [
        "From the garden.",
        "From afar.",
        "From shipped.",
    ]
    assert [plugin.location for plugin in host.plugins()] == ["plugins/one.py", "far 2.1", "plugins/three.py"]


@pytest.mark.parametrize(
    ("toml", "safe", "why"), [("", False, "own = true"), ("[plugins]\nown = true\n", True, "--safe")]
)
def test_own_plugins_load_only_when_allowed(host_of: HostOf, toml: str, safe: bool, why: str) -> None:
    host = host_of({"recipes.py": "raise SystemExit"}, toml, safe=safe)
    assert host.plugins() == ()
    assert "recipes.py" in host.notices[0]
    assert why in host.notices[0]


def test_safe_leaves_installed_plugins_out(host_of: HostOf, tmp_path: Path) -> None:
    with fake_distribution(tmp_path / "site", {"afar.py": ""}, plugins={"afar": "afar"}):
        assert standing(host_of({}, safe=True)) == {}
        assert standing(host_of({})) == {"afar": ("installed", "active")}


def test_plugins_are_found_in_an_archive(
    host_of: HostOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fake_distribution(tmp_path / "site", {"zipped_afar.py": ""}, plugins={"afar": "zipped_afar"}):
        archive = shutil.make_archive(str(tmp_path / "afar"), "zip", tmp_path / "site")
    monkeypatch.syspath_prepend(archive)
    importlib.invalidate_caches()
    try:
        assert standing(host_of({})) == {"afar": ("installed", "active")}
    finally:
        sys.modules.pop("zipped_afar", None)


def test_a_folder_that_is_the_shipped_one_loads_once(shipped_folder: Path) -> None:
    toml = "[plugins]\nown = true\n"
    write_files(shipped_folder, {"plugins/recipes.py": PLAIN, "garden.toml": toml, "notes/a.md": "A"})
    host = PluginHost.load(config.load(shipped_folder))
    assert standing(host) == {"recipes": ("shipped", "active")}
    assert host.notices == ()
    host.close()


def test_the_shipped_plugins_load_without_a_fault(tmp_path: Path) -> None:
    host = PluginHost.load(config.load(tmp_path))
    shipped_ones = {path.parent.name for path in shipped.folder("plugins").glob("*/__init__.py")}
    assert {"backlinks", "trails"} < shipped_ones
    assert standing(host) == dict.fromkeys(shipped_ones, ("shipped", "active"))
    assert host.faults == ()
    host.close()


def test_disabled_plugins_stay_out_and_a_misspelt_one_is_told(host_of: HostOf) -> None:
    toml = "[plugins]\nown = true\ndisabled = ['recipes', 'walk']\n"
    host = host_of({"recipes.py": PLAIN, "walks.py": PLAIN}, toml)
    assert standing(host) == {"walks": ("garden", "active")}
    assert host.notices == (
        "garden.toml disables the plugin 'walk', which does not exist; did you mean 'walks'?",
    )


def test_hidden_files_templates_and_other_files_are_passed_over(host_of: HostOf) -> None:
    files = {
        "_draft.py": "",
        ".hidden.py": "",
        "readme.md": "",
        "templates/recipes/a.html": "",
        "data/a.csv": "",
    }
    assert host_of(files).plugins() == ()


@pytest.mark.parametrize("file", ["Über.py", "two words.py", "1st.py", "own.py", "health.py", "UPPER.py"])
def test_a_name_that_cannot_be_is_a_fault(host_of: HostOf, file: str) -> None:
    host = host_of({file: "raise SystemExit"})
    assert [plugin.state for plugin in host.plugins()] == ["failed"]
    assert "cannot be the name of a plugin" in host.faults[0].message
    assert "rename it" in host.faults[0].message


def test_a_folder_without_init_is_a_fault_that_says_so(host_of: HostOf) -> None:
    host = host_of({"recipes/recipes.py": ""})
    assert standing(host) == {"recipes": ("garden", "failed")}
    assert "add an empty one" in host.faults[0].message


def test_a_file_and_a_package_of_one_name_are_named_both(host_of: HostOf) -> None:
    host = host_of({"recipes.py": PLAIN, "recipes/__init__.py": PLAIN})
    assert standing(host) == {"recipes": ("garden", "active")}
    assert "plugins/recipes.py is left out, since plugins/recipes has the same name" in host.faults[0].message


def test_two_distributions_with_one_name_are_named_both(host_of: HostOf, tmp_path: Path) -> None:
    with (
        fake_distribution(tmp_path / "a", {"far_a.py": ""}, plugins={"far": "far_a"}, name="apple"),
        fake_distribution(tmp_path / "b", {"far_b.py": ""}, plugins={"far": "far_b"}, name="beet"),
    ):
        host = host_of({})
    assert [plugin.location for plugin in host.plugins()] == ["apple 1.0"]
    assert "beet 1.0 is left out, since apple 1.0 has the same name" in host.faults[0].message


def test_templates_of_a_package_a_file_and_a_distribution(
    host_of: HostOf, tmp_path: Path, shipped_folder: Path
) -> None:
    with fake_distribution(
        tmp_path / "site",
        {"far/__init__.py": "", "far/templates/a.html": "", "lone.py": "", "templates/lone/a.html": ""},
        plugins={"far": "far", "lone": "lone"},
    ):
        host = host_of(
            {
                "one.py": "",
                "templates/one/a.html": "",
                "many/__init__.py": "",
                "many/templates/a.html": "",
                "bare.py": "",
            }
        )
    folders = dict(host.template_folders)
    assert {name: path.relative_to(tmp_path.resolve()).as_posix() for name, path in folders.items()} == {
        "one": "garden/plugins/templates/one",
        "many": "garden/plugins/many/templates",
        "far": "site/far/templates",
    }


def test_the_shipped_folder_is_that_of_the_checkout() -> None:
    assert (shipped.folder("plugins") / "maxims" / "__init__.py").is_file()
