from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from garden.config import Config, WebSettings
from garden.core import Garden
from garden.web import create_app
from garden.web.hosts import is_loopback, is_trusted, trusted_names


def settings(*trusted: str, site_url: str = "") -> Config:
    web = WebSettings(trusted_hosts=trusted)
    return Config(root=Path("/x"), notes_folder=Path("/x"), site_url=site_url, web=web)


LOCAL = trusted_names(settings(), "127.0.0.1")


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "LOCALHOST.",
        "127.0.0.1:8000",
        "[::1]:8000",
        "192.168.1.20:8000",
        "10.0.0.7",
    ],
)
def test_loopback_and_numbers_are_trusted(host: str) -> None:
    assert is_trusted(host, LOCAL)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "",
        "1.2.3",
        "evil.example:127",
        "127.0.0.1:8931@evil.example",
        "127.0.0.1@evil.example",
        "127.0.0.1:8000:80",
        "127.0.0.1:port",
        "127.0.0.1:8000\n",
        "127.0.0.1/evil.example",
        "[::1]evil.example",
        "[::1]:8000@evil.example",
        "[::1",
        "::1",
        "[127.0.0.1",
        "[localhost]",
    ],
)
def test_strangers_names_are_not(host: str) -> None:
    assert not is_trusted(host, LOCAL)


def test_the_machines_own_name_counts_only_beyond_loopback() -> None:
    machine = socket.gethostname().lower()
    assert machine == "localhost" or machine not in LOCAL
    on_the_network = trusted_names(settings(), "0.0.0.0")
    assert is_trusted(f"{machine}.local:8000", on_the_network)
    assert not is_trusted("evil.example", on_the_network)


def test_settings_add_names_and_endings() -> None:
    config = settings("notes.test", ".lan", site_url="https://garden.example/")
    names = trusted_names(config, "127.0.0.1")
    assert all(is_trusted(host, names) for host in ("garden.example", "notes.test:80", "pi.lan"))
    assert not is_trusted("other.test", names)
    assert not any(is_trusted(f"evil.example{mark}pi.lan", names) for mark in "/@:?# ")
    assert is_trusted("anything", trusted_names(settings("*"), "::1"))


def test_what_only_this_machine_can_reach() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.9.9.9", "::1")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.2", "garden.example")))


def test_a_stranger_learns_nothing(garden_of: Callable[..., Garden]) -> None:
    browser = create_app(garden_of({"notes/a.md": "# A"})).test_client()
    answer = browser.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "<" not in answer.text
    assert "trusted_hosts" in answer.text
    assert browser.get("/", headers={"Host": "a b<script>"}).status_code == 400
    assert browser.get("/", headers={"Host": "127.0.0.1:8931@evil.example"}).status_code == 400
    assert browser.get("/", headers={"Host": "192.168.7.7:8000"}).status_code == 200


def test_a_name_it_was_bound_to_is_trusted(garden_of: Callable[..., Garden]) -> None:
    browser = create_app(garden_of({"notes/a.md": "# A"}), host="pi.home").test_client()
    assert browser.get("/", headers={"Host": "pi.home:8000"}).status_code == 200
