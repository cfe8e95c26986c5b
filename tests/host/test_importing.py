"""Plugins are imported under private names, and what fails is named with its line."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from garden.testing import fake_distribution

if TYPE_CHECKING:
    from tests.host.conftest import HostOf


def private_modules() -> set[str]:
    return {name for name in sys.modules if name.startswith("garden._plugins")}


def test_two_gardens_do_not_meet(host_of: HostOf) -> None:
    code = """
        from garden import hookimpl, NavItem
        seen = []
        @hookimpl
        def garden_nav_items(garden):
            seen.append(garden)
            yield NavItem(title=f"seen {len(seen)}", url="/")
    """
    first, second = host_of({"counter.py": code}), host_of({})
    first.nav_items(None)
    assert [item.title for item in first.nav_items(None)] == ["seen 2"]
    assert [item.title for item in second.nav_items(None)] == ["seen 1"]


def test_a_package_imports_its_own_modules(host_of: HostOf) -> None:
    host = host_of(
        {
            "walks/__init__.py": "from garden import hookimpl\nfrom .maps import garden_nav_items",
            "walks/maps.py": """
                from garden import NavItem, hookimpl
                @hookimpl
                def garden_nav_items(garden):
                    from . import later
                    yield NavItem(title=later.TITLE, url="/")
            """,
            "walks/later.py": "TITLE = 'Walks'",
        }
    )
    assert [item.title for item in host.nav_items(None)] == ["Walks"]


def test_modules_are_forgotten_with_their_host(host_of: HostOf) -> None:
    before = private_modules()
    host = host_of({"recipes.py": "", "walks/__init__.py": "from . import maps", "walks/maps.py": ""})
    assert len(private_modules() - before) == 3
    host.close()
    assert private_modules() == before


def test_a_host_that_is_dropped_forgets_its_modules(tmp_path: Path, shipped_folder: Path) -> None:
    from garden import config
    from garden.host import PluginHost
    from garden.testing import OWN_PLUGINS, write_files

    gc.collect()  # those that other tests have dropped
    before = private_modules()
    write_files(tmp_path, {"garden.toml": OWN_PLUGINS, "plugins/recipes.py": "", "notes/a.md": ""})
    host = PluginHost.load(config.load(tmp_path))
    assert private_modules() > before
    del host
    gc.collect()
    assert private_modules() == before


BROKEN = {
    "raises": ("x = 1\n1 / 0", "ZeroDivisionError: division by zero", 2),
    "syntax": ("x = 1\ndef f(:\n", "SyntaxError: invalid syntax", 2),
    "nothing_there": ("import nothing_there_at_all", "needs the package 'nothing_there_at_all'", 1),
    "leaves": ("raise SystemExit(2)", "SystemExit: 2", 1),
    "stops": ("class Stop(BaseException): pass\nraise Stop('here')", "Stop: here", 2),
    "deep": ("f = lambda: f()\nf()", "RecursionError", 1),
    "bytes": ("x = '\0'", "source code", None),
    "wrong_name": ("from garden import Pannel", "ImportError: cannot import name 'Pannel'", 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_plugin_that_fails_on_import_is_named_with_its_line(host_of: HostOf, name: str) -> None:
    code, message, line = BROKEN[name]
    before = private_modules()
    host = host_of({f"{name}.py": code, "good.py": ""})
    [fault] = host.faults
    assert (fault.plugin, fault.hook) == (name, "load")
    assert message in fault.message
    assert "\n" not in fault.message
    if line:
        assert fault.where == f"plugins/{name}.py:{line}"
    assert {plugin.name: plugin.state for plugin in host.plugins()} == {"good": "active", name: "failed"}
    assert {module.rpartition(".")[2] for module in private_modules() - before} == {"good"}


def test_an_interrupt_on_import_is_no_mistake(host_of: HostOf) -> None:
    with pytest.raises(KeyboardInterrupt):
        host_of({"stop.py": "raise KeyboardInterrupt"})


def test_what_a_plugin_prints_goes_to_stderr(host_of: HostOf, capsys: pytest.CaptureFixture[str]) -> None:
    host = host_of(
        {
            "chatty.py": """
                from garden import hookimpl
                print("loading")
                @hookimpl
                def garden_nav_items(garden):
                    print("asked")
                    return []
            """
        }
    )
    host.nav_items(None)
    print("data")
    captured = capsys.readouterr()
    assert captured.out == "data\n"
    assert captured.err == "loading\nasked\n"


def test_nothing_is_written_beside_a_plugin(host_of: HostOf, tmp_path: Path) -> None:
    host_of({"recipes.py": "x = 1"})
    assert sorted(path.name for path in (tmp_path / "garden" / "plugins").iterdir()) == ["recipes.py"]


def test_an_entry_point_must_name_a_module(host_of: HostOf, tmp_path: Path) -> None:
    with fake_distribution(tmp_path / "site", {"far.py": "def f(): pass"}, plugins={"far": "far:f"}):
        host = host_of({})
    assert "must name a module, not function" in host.faults[0].message


def test_an_installed_plugin_that_fails_is_named_with_its_line(host_of: HostOf, tmp_path: Path) -> None:
    files = {"far/__init__.py": "", "far/plugin.py": "# far\n1 / 0"}
    points = {"far": "far.plugin", "gone": "nowhere_at_all"}
    with fake_distribution(tmp_path / "site", files, plugins=points):
        host = host_of({})
    assert [(fault.plugin, fault.where) for fault in host.faults] == [
        ("far", "far/plugin.py:2"),
        ("gone", ""),
    ]
    assert "needs the package 'nowhere_at_all'" in host.faults[1].message


@pytest.mark.parametrize("body", ["pass", "def __str__(self): return 1", "def __str__(self): exit()"])
def test_one_that_leaves_itself_out_without_words_is_left_out(host_of: HostOf, body: str) -> None:
    code = f"from garden import LeaveOut\nclass Out(LeaveOut):\n    {body}\nraise Out\n"
    [info] = [info for info in host_of({"silent.py": code}).plugins() if info.name == "silent"]
    assert (info.state, info.why) == ("left out", "It does not say why.")
