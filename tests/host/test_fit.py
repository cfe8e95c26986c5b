"""Hooks that do not fit: misspelt, unmarked, with wrong arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.host.conftest import HostOf


MISFITS = {
    "a misspelt hook": (
        "@hookimpl\ndef garden_note_panel(note): pass",
        "There is no hook garden_note_panel (did you mean garden_note_panels?).",
    ),
    "a hook that is none": ("@hookimpl\ndef zzz(): pass", "There is no hook zzz."),
    "a wrong argument": (
        "@hookimpl\ndef garden_note_panels(nota): pass",
        "garden_note_panels has no argument 'nota' (did you mean note?); it may take note and garden.",
    ),
    "a default": (
        "@hookimpl\ndef garden_note_panels(note, garden=None): pass",
        "garden_note_panels gives 'garden' a default, so it would never be filled; write it without.",
    ),
    "stars": (
        "@hookimpl\ndef garden_nav_items(**kwargs): pass",
        "garden_nav_items takes '**kwargs', which is no plain argument; it may take garden.",
    ),
    "no mark": (
        "def garden_nav_items(garden): pass",
        "garden_nav_items is not marked, so it is never called; write '@hookimpl' above it.",
    ),
    "neither mark nor hook": (
        "def garden_nav_item(garden): pass",
        "garden_nav_item is no hook (did you mean garden_nav_items?) and not marked; "
        "write '@hookimpl' above a hook, and begin no other function with 'garden_'.",
    ),
    "async": (
        "@hookimpl\nasync def garden_nav_items(garden): pass",
        "garden_nav_items is 'async'; hooks are plain functions, so write 'def'.",
    ),
    "a wrapper": (
        "@hookimpl(wrapper=True)\ndef garden_nav_items(garden): yield",
        "garden_nav_items is a wrapper; each plugin is called alone, so there is nothing to wrap.",
    ),
    "another name": (
        "@hookimpl(specname='garden_nav_items')\ndef entries(garden): pass",
        "entries uses 'specname'; give the function the hook's own name, garden_nav_items.",
    ),
}


@pytest.mark.parametrize("case", MISFITS)
def test_what_does_not_fit_is_told_with_its_line(host_of: HostOf, case: str) -> None:
    code, message = MISFITS[case]
    host = host_of({"recipes.py": f"from garden import hookimpl\n\n{code}"})
    [fault] = host.faults
    assert fault.message == message
    assert fault.where == "plugins/recipes.py:3"
    [plugin] = host.plugins()
    assert (plugin.state, plugin.hooks) == ("failed", ())


def test_every_misfit_is_told(host_of: HostOf) -> None:
    code = "from garden import hookimpl\n" + "\n".join(case for case, _ in list(MISFITS.values())[:3])
    assert len(host_of({"recipes.py": code}).faults) == 3


def test_what_fits(host_of: HostOf) -> None:
    code = """
        from garden import hookimpl

        garden_size = 3  # no function

        @hookimpl
        def garden_nav_items():
            return []

        @hookimpl(tryfirst=True)
        def garden_note_panels(garden, note, size=garden_size):
            return []

        @hookimpl(optionalhook=True)
        def garden_of_next_year(anything):
            return []
    """
    host = host_of({"recipes.py": code})
    assert host.faults == ()
    assert host.plugins()[0].hooks == ("garden_nav_items", "garden_note_panels")
