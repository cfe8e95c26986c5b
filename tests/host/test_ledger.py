"""Faults are told once and counted; three within ten minutes and the plugin rests."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from garden.host.ledger import KINDS_KEPT, REST_SECONDS, Ledger, sentence
from garden.model import Note, PluginFault

if TYPE_CHECKING:
    from tests.host.conftest import Clock, HostOf

FAILING = """
    from garden import *
    @hookimpl
    def garden_home_panels(garden):
        1 / 0
    @hookimpl
    def garden_nav_items(garden):
        yield NavItem(title="here", url="/")
    @hookimpl
    def garden_index_fields(config):
        yield Field(name="serves")
    @hookimpl
    def garden_index_values(note):
        return {"serves": "6"}
"""


def test_three_faults_in_ten_minutes_and_the_plugin_rests(host_of: HostOf, clock: Clock, note: Note) -> None:
    host = host_of({"recipes.py": FAILING})
    for _ in range(3):
        assert host.plugins()[0].state == "active"
        assert len(host.home_panels(None)) == 1
    assert host.plugins()[0].state == "resting"
    assert host.home_panels(None) == ()
    assert host.nav_items(None) == ()
    # What is in the index must not depend on the hour.
    assert host.index_values(note) == {"serves": ("6",)}
    clock.now += REST_SECONDS
    assert host.plugins()[0].state == "active"
    assert [item.title for item in host.nav_items(None)] == ["here"]


def test_faults_far_apart_do_not_tire_a_plugin(host_of: HostOf, clock: Clock) -> None:
    host = host_of({"recipes.py": FAILING})
    for _ in range(6):
        host.home_panels(None)
        clock.now += REST_SECONDS / 2 + 1
    assert host.plugins()[0].state == "active"


def test_each_kind_of_fault_is_one_line_in_the_log(host_of: HostOf, caplog: pytest.LogCaptureFixture) -> None:
    host = host_of({"recipes.py": FAILING})
    with caplog.at_level(logging.INFO, "garden.plugins"):
        host.home_panels(None)
        host.home_panels(None)
    [record] = caplog.records
    assert (record.name, record.levelname) == ("garden.plugins", "WARNING")
    assert record.getMessage() == (
        "plugin recipes, garden_home_panels: ZeroDivisionError: division by zero (plugins/recipes.py:4)"
    )
    assert (host.faults[0].message, host.faults[0].times) == ("ZeroDivisionError: division by zero", 2)


def test_the_rest_is_told(host_of: HostOf, caplog: pytest.LogCaptureFixture) -> None:
    host = host_of({"recipes.py": FAILING})
    for _ in range(3):
        host.home_panels(None)
    assert "rests for ten minutes" in caplog.records[-1].getMessage()


def test_the_rest_is_told_once_though_what_spares_no_plugin_goes_on(
    host_of: HostOf, caplog: pytest.LogCaptureFixture
) -> None:
    host = host_of({"recipes.py": FAILING})
    fault = PluginFault(plugin="recipes", hook="garden_note_problems", message="not found", where="r.py:1")
    for _ in range(9):
        host.record(fault)
    assert sum("rests for" in record.getMessage() for record in caplog.records) == 1


def test_what_others_noticed_counts_too(host_of: HostOf) -> None:
    host = host_of({"recipes.py": FAILING})
    fault = PluginFault(plugin="recipes", hook="template", message="not found", where="recipes/panel.html")
    for _ in range(3):
        host.record(fault)
    assert host.plugins()[0].state == "resting"
    assert host.faults[0].where == "recipes/panel.html"


@pytest.mark.parametrize(
    ("hook", "place", "where"),
    [
        ("template", "recipes/table.html", "recipes/table.html"),
        ("garden_home_panels", "", "plugins/recipes.py:2"),
        ("template", "", ""),
    ],
)
def test_what_is_raised_outside_of_a_hook_has_the_nearest_place(
    host_of: HostOf, hook: str, place: str, where: str
) -> None:
    host = host_of({"recipes.py": FAILING})
    host.record_error("recipes", hook, ValueError("no"), place=place)
    [fault] = host.faults
    assert (fault.plugin, fault.hook, fault.message, fault.where) == (
        "recipes",
        hook,
        "ValueError: no",
        where,
    )


def test_what_a_plugin_that_is_not_there_did_is_kept_too(host_of: HostOf) -> None:
    host = host_of({})
    host.record_error("gone", "template", ValueError("no"), place="gone/x.html")
    assert [(fault.plugin, fault.where) for fault in host.faults] == [("gone", "gone/x.html")]


def test_a_plugin_that_errs_in_ever_new_ways_does_not_fill_memory(clock: Clock) -> None:
    ledger = Ledger(clock)
    for number in range(KINDS_KEPT * 2):
        ledger.add(PluginFault(plugin="recipes", hook="x", message=str(number)), counts=False)
    assert len(ledger.faults("recipes")) == KINDS_KEPT


def test_what_is_told_is_one_line(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    ledger = Ledger(clock)
    ledger.add(
        PluginFault(plugin="a", hook="x", message="for b\n\x1b[31m.md " + "x" * 900, where="a\nb.py:1")
    )
    [fault] = ledger.faults("a")
    assert fault.message.startswith("for b [31m.md xxx")
    assert (len(fault.message), fault.where) == (403, "a b.py:1")
    assert "\n" not in caplog.records[0].getMessage()


def test_the_first_slow_call_of_a_hook_is_told(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    ledger = Ledger(clock)
    with caplog.at_level(logging.INFO, "garden.plugins"):
        for seconds in (0.1, 0.5, 0.6):
            ledger.took("recipes", "garden_nav_items", seconds)
    assert [record.getMessage() for record in caplog.records] == [
        "plugin recipes, garden_nav_items: took 0.50 s"
    ]


def test_a_plugin_that_keeps_pages_waiting_rests(
    host_of: HostOf, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("garden.host.roster.WAIT_SECONDS", 5.0)
    code = """
        from garden import NavItem, hookimpl
        @hookimpl
        def garden_nav_items(garden):
            garden.now += 10
            yield NavItem(title="at last", url="/")
        @hookimpl
        def garden_note_problems(note, garden):
            garden.now += 10
            return []
    """
    host = host_of({"slow.py": code})
    host.note_problems(None, clock)  # no page waits for that
    assert host.faults == ()
    for _ in range(3):
        assert len(host.nav_items(clock)) == 1
    assert host.nav_items(clock) == ()
    assert host.plugins()[0].state == "resting"
    [fault] = host.faults
    assert (fault.plugin, fault.hook, fault.where) == ("slow", "garden_nav_items", "plugins/slow.py:2")
    assert fault.message.startswith("A page waited 10 s for it; do what takes long in garden_index_values")


def test_a_fault_in_one_line() -> None:
    assert sentence(PluginFault(plugin="a", hook="load", message="No.", where="a.py:1")) == (
        "plugin a, could not be loaded: No. (a.py:1)"
    )
    assert sentence(PluginFault(plugin="a", hook="garden_ways_on", message="No.")) == (
        "plugin a, garden_ways_on: No."
    )
