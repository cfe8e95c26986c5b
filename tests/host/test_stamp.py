"""The stamp changes with all in plugins that the index depends on, and with nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.host.conftest import HostOf

VALUES = """
    from garden import *
    from .more import SIZE
    @hookimpl
    def garden_index_fields(config):
        yield Field(name="serves", facet=True)
    @hookimpl
    def garden_index_values(note):
        return {"serves": SIZE}
"""
FILES = {
    "recipes/__init__.py": VALUES,
    "recipes/more.py": "SIZE = 6",
    "panels.py": "from garden import *\n@hookimpl\ndef garden_home_panels(garden): return []",
}


@pytest.mark.parametrize(
    ("changed", "other"),
    [
        ({}, False),
        ({"panels.py": "# nothing now"}, False),
        ({"recipes/__init__.py": VALUES.replace("import *", "import *  # all")}, True),
        ({"recipes/more.py": "SIZE = 7"}, True),
        ({"recipes/__init__.py": VALUES.replace("facet=True", "facet=False")}, True),
        (
            {"another.py": VALUES.replace("from .more import SIZE", "SIZE = 1").replace("serves", "size")},
            True,
        ),
    ],
)
def test_what_changes_the_stamp(host_of: HostOf, changed: dict[str, str], other: bool) -> None:
    before = host_of(FILES)
    after = host_of({**FILES, **changed})
    assert (before.stamp != after.stamp) is other
    assert before.faults == after.faults == ()


def test_a_plugin_s_settings_are_part_of_it(host_of: HostOf) -> None:
    before = host_of(FILES)
    after = host_of({}, "[plugins]\nown = true\n[plugins.recipes]\nunit = 'cups'\n")
    again = host_of({}, "[plugins]\nown = true\n[plugins.panels]\nunit = 'cups'\n")
    assert before.stamp != after.stamp
    assert before.stamp == again.stamp


def test_another_version_of_garden_may_read_notes_in_another_way(
    host_of: HostOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = host_of({"panels.py": FILES["panels.py"]}).stamp
    monkeypatch.setattr("garden.host.stamp.__version__", "99.0")
    assert host_of({"panels.py": FILES["panels.py"]}).stamp != before
