"""What hooks give is checked: the right nouns, the right values, an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from garden.host.answers import LIMIT
from garden.model import Hint, Note, PluginFault

if TYPE_CHECKING:
    from tests.host.conftest import HostOf

HEAD = "from garden import *\nfrom garden import hookimpl\n@hookimpl\ndef garden_home_panels(garden):\n"

NONSENSE = {
    "text": ("return 'a panel'", "it returned a str"),
    "bytes": ("return b'a panel'", "it returned a bytes"),
    "a number": ("return 3", "it returned an int"),
    "a mapping": ("return {'title': 'x'}", "it returned a dict"),
    "one panel": ("return Panel(title='x', template='recipes/x.html')", "write 'yield' for 'return'"),
    "another noun": ("yield NavItem(title='x', url='/')", "one of them is a NavItem"),
    "nothing yielded": ("yield None", "one of them is a NoneType"),
    "a class": ("yield Panel", "one of them is a type"),
    "a wrong title": (
        "yield Panel(title=3, template='recipes/x.html')",
        "Panel.title must be text; it is an int",
    ),
    "a wrong slot": (
        "yield Panel(title='x', template='recipes/x.html', slot='top')",
        "Panel.slot must be 'main' or 'aside'; it is a str",
    ),
    "a wrong order": (
        "yield Panel(title='x', template='recipes/x.html', order='first')",
        "Panel.order must be a whole number",
    ),
    "a wrong context": (
        "yield Panel(title='x', template='recipes/x.html', context=['note'])",
        "Panel.context must be Mapping; it is a list",
    ),
    "a template of another": (
        "yield Panel(title='x', template='maxims/today.html')",
        "under its own name, such as 'recipes/panel.html'",
    ),
    "a template up the tree": ("yield Panel(title='x', template='recipes/../x.html')", "under its own name"),
    "no end": (
        "while True:\n        yield Panel(title='x', template='recipes/x.html')",
        f"more than {LIMIT:,} values; does its loop ever end?",
    ),
    "half-way": ("yield Panel(title='x', template='recipes/x.html')\n    1 / 0", "ZeroDivisionError"),
    "a frozen value changed": (
        "panel = Panel(title='x', template='recipes/x.html')\n    panel.title = 'y'\n    yield panel",
        "FrozenInstanceError",
    ),
    "no way back": ("return garden_home_panels(garden)", "RecursionError"),
    "leaves": ("raise SystemExit(1)", "SystemExit: 1"),
    "an error of its own making": ("raise type('Stop', (BaseException,), {})('here')", "Stop: here"),
    "the same half-way": (
        "yield Panel(title='x', template='recipes/x.html')\n    raise type('Stop', (BaseException,), {})",
        "Stop",
    ),
    "the end of a generator": ("yield from ()\n    raise GeneratorExit", "GeneratorExit"),
    "an error that says such a thing": (
        "raise type('E', (Exception,), {'__str__': lambda self: exit()})",
        "E",
    ),
    "an error without words": ("raise type('E', (Exception,), {'__str__': lambda self: 1 / 0})", "E"),
    "an error of many words": ("raise ValueError('x\\n\\x1b[31m' * 1000)", "ValueError: x [31mx"),
}


@pytest.mark.parametrize("case", NONSENSE)
def test_nonsense_is_one_fault_with_a_place(host_of: HostOf, case: str) -> None:
    body, message = NONSENSE[case]
    host = host_of({"recipes.py": f"{HEAD}    {body}\n"})
    [(plugin, fault)] = host.home_panels(None)
    assert isinstance(fault, PluginFault)
    assert (plugin, fault.hook) == ("recipes", "garden_home_panels")
    assert message in fault.message
    assert fault.where.startswith("plugins/recipes.py:")
    assert len(fault.message) < 500
    assert fault.message.isprintable()
    assert host.faults == (fault,)


def test_the_place_is_the_line_that_failed(host_of: HostOf) -> None:
    [(_, fault)] = host_of({"recipes.py": f"{HEAD}    yield from ()\n    1 / 0\n"}).home_panels(None)
    assert isinstance(fault, PluginFault)
    assert fault.where == "plugins/recipes.py:6"


def test_nothing_and_an_empty_list_are_no_panels(host_of: HostOf) -> None:
    host = host_of({"one.py": f"{HEAD}    pass", "two.py": f"{HEAD}    return []"})
    assert host.home_panels(None) == ()
    assert host.faults == ()


@pytest.mark.parametrize("before", ["", "yield from ()\n    "])
def test_an_interrupt_in_a_hook_is_no_mistake(host_of: HostOf, before: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        host_of({"stop.py": f"{HEAD}    {before}raise KeyboardInterrupt"}).home_panels(None)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("NoteKind(name='Big Soup')", "'Big Soup' cannot be the name of a kind"),
        ("NoteKind(name='soup', page='https://elsewhere.example')", "must be a path of this site"),
        ("NoteKind(name='soup', fields=['serves'])", "NoteKind.fields must be a tuple of text"),
    ],
)
def test_kinds_are_checked(host_of: HostOf, value: str, message: str) -> None:
    code = f"from garden import *\n@hookimpl\ndef garden_note_kinds(config): yield {value}"
    host = host_of({"recipes.py": code})
    assert message in host.faults[0].message
    assert set(host.kinds) == {"note"}


def test_hints_are_problems_and_checked_like_them(host_of: HostOf, note: Note) -> None:
    code = "from garden import *\n@hookimpl\ndef garden_note_problems(note):\n    yield {}"
    good = host_of({"recipes.py": code.format("Hint(path=note.path, code='x', message='Y.')")})
    assert [type(problem) for problem in good.note_problems(note, None)] == [Hint]
    bad = host_of({"recipes.py": code.format("Hint(path=3, code='x', message='Y.')")})
    assert bad.note_problems(note, None) == ()
    assert "Hint.path must be text" in bad.faults[0].message


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere", "recipes", "/a b"]
)
def test_navigation_stays_in_the_site(host_of: HostOf, url: str) -> None:
    head = "from garden import *\n@hookimpl\ndef garden_nav_items(garden):"
    host = host_of({"recipes.py": f"{head} yield NavItem(title='x', url={url!r})"})
    assert host.nav_items(None) == ()
    assert "give a path of this site" in host.faults[0].message


@pytest.mark.parametrize("name", ["Tip", "n-tip", "2nd", "a tip", "", "tip\u00e9", "x" * 65])
def test_quotations_have_names_that_can_stand_in_a_page(host_of: HostOf, note: Note, name: str) -> None:
    head = "from garden import *\n@hookimpl\ndef garden_note_quotations(note):"
    host = host_of({"recipes.py": f"{head} yield Quotation(name={name!r}, text='Slowly.')"})
    assert host.note_quotation(note, "tip", None) is None
    assert "cannot be the name of a quotation" in host.faults[0].message


def test_of_several_quotations_the_first_plugins_counts(host_of: HostOf, note: Note) -> None:
    code = "from garden import *\n@hookimpl\ndef garden_note_quotations(note):\n    yield Quotation("
    host = host_of({f"{by}.py": f"{code}name='tip', text='By {by}.')" for by in ("zebra", "ant")})
    found = host.note_quotation(note, "tip", None)
    assert found is not None
    assert found.text == "By ant."
    for name in ("other", "A heading", "n-tip", "tip\n"):
        assert host.note_quotation(note, name, None) is None


def test_results_do_not_depend_on_the_order_of_loading(host_of: HostOf, note: Note) -> None:
    code = """
        from garden import *
        @hookimpl
        def garden_home_panels(garden):
            yield Panel(title="late", template="{0}/x.html", order=200)
            yield Panel(title="b", template="{0}/x.html")
            yield Panel(title="a", template="{0}/x.html")
        @hookimpl
        def garden_nav_items(garden):
            yield NavItem(title="{0}", url="/", order={1})
        @hookimpl
        def garden_ways_on(note, garden):
            yield WayOn(note=note, reason="{0}", weight={1})
        @hookimpl
        def garden_note_problems(note, garden):
            yield Problem(path=note.path, code="{0}", message="x", line={1})
    """
    host = host_of({"zebra.py": code.format("zebra", 1), "ant.py": code.format("ant", 2)})
    assert [(name, panel.title) for name, panel in host.home_panels(None)] == [
        ("ant", "a"), ("ant", "b"), ("zebra", "a"), ("zebra", "b"), ("ant", "late"), ("zebra", "late"),
    ]  # fmt: skip
    assert [item.title for item in host.nav_items(None)] == ["zebra", "ant"]
    assert [way.reason for way in host.ways_on(note, None)] == ["ant", "zebra"]
    assert [problem.code for problem in host.note_problems(note, None)] == ["zebra", "ant"]


def test_a_failing_plugin_does_not_hinder_another(host_of: HostOf) -> None:
    good = f"{HEAD}    yield Panel(title='x', template='good/x.html')"
    host = host_of({"bad.py": f"{HEAD}    1 / 0", "good.py": good})
    assert [name for name, _ in host.home_panels(None)] == ["good", "bad"]
