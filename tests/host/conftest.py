"""A host of plugins, with nothing else of a garden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from garden import config, shipped
from garden.host import PluginHost
from garden.model import Note
from garden.testing import OWN_PLUGINS, write_files

HostOf = Callable[..., Any]
"""Gives a PluginHost; Any, so that a test may pass None where a hook never looks at its garden."""


class Clock:
    """A clock that only tests move."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shipped_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of shipped plugins in place of the real one."""
    folder = tmp_path / "shipped"
    (folder / "plugins").mkdir(parents=True)
    monkeypatch.setattr(shipped, "root", lambda: folder)
    return folder


@pytest.fixture
def host_of(tmp_path: Path, shipped_folder: Path, clock: Clock) -> Iterator[HostOf]:
    """Makes a host from ``{file name: source}`` of the garden's own plugins."""
    hosts = []

    def make(plugins: dict[str, str], toml: str = OWN_PLUGINS, *, safe: bool = False) -> PluginHost:
        root = tmp_path / "garden"
        write_files(
            root, {"garden.toml": toml, **{f"plugins/{name}": text for name, text in plugins.items()}}
        )
        hosts.append(PluginHost.load(config.load(root, safe=safe), clock=clock))
        return hosts[-1]

    yield make
    for host in hosts:
        host.close()


@pytest.fixture
def note() -> Note:
    return Note(id="soup", path="soup.md", fingerprint="0" * 64, title="Soup", meta={"serves": "6"})
