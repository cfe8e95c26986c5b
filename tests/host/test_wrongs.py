"""Whatever a plugin does wrong: it is named with its mend, the site stays up, and data stays data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from garden.core import Garden
from garden.testing import client, fake_distribution, make_garden, run

NOTES = {
    "notes/soup.md": "---\nkind: recipe\n---\nOnions first. See [[pie]], and say {{bad}}.\n",
    "notes/pie.md": "# Pie\n\nWith [[soup]] before it.\n",
}
GOOD = """
    from garden import *
    @hookimpl
    def garden_note_panels(note, garden):
        yield Panel(title="Beside", template="good/box.html")
    @hookimpl
    def garden_nav_items(garden):
        yield NavItem(title="All is well", url="/-/good/")
"""
WELL = {"plugins/good.py": GOOD, "plugins/templates/good/box.html": "<p>Here as well.</p>"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One thing that a plugin does wrong; ``bad`` stands for the plugin's name."""

    code: str
    told: str
    """Words of the fault: what is wrong, or what to write instead."""
    hook: str = "load"
    where: str = "plugins/bad.py"
    """What the place begins with; empty where there is no line."""
    files: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[str, ...] = ()
    """Of the plugin's own, to be asked."""


def hook(signature: str, *lines: str, before: str = "") -> str:
    """A plugin of one hook."""
    body = "\n    ".join(lines)
    return f"import click, flask\nfrom garden import *\n{before}\n@hookimpl\ndef {signature}:\n    {body}\n"


def pages(*lines: str) -> str:
    """A plugin with pages."""
    return hook(
        "garden_blueprints(garden)", "pages = flask.Blueprint('bad', __name__)", *lines, "yield pages"
    )


PANELS, NAV, BLUEPRINTS = "garden_note_panels", "garden_nav_items", "garden_blueprints"
BOX = "yield Panel(title='Box', template='bad/box.html', context={'note': note})"
STOP = "raise type('Stop', (KeyboardInterrupt,), {})('no')"


def box(template: str, told: str, where: str = "plugins/templates/bad/box.html:1") -> Wrong:
    """A panel whose template is wrong."""
    files = {"plugins/templates/bad/box.html": template} if template else {}
    return Wrong(
        code=hook(f"{PANELS}(note, garden)", BOX), told=told, hook="template", where=where, files=files
    )


def nav(told: str, *lines: str) -> Wrong:
    """Entries of the navigation that are wrong."""
    return Wrong(code=hook(f"{NAV}(garden)", *lines), told=told, hook=NAV)


def site(told: str, *lines: str, asked: tuple[str, ...] = ()) -> Wrong:
    """Pages that are wrong."""
    return Wrong(code=pages(*lines), told=told, hook=BLUEPRINTS, pages=asked)


WRONGS = {
    # --- while it is loaded
    "import raises": Wrong(code="1 / 0", told="ZeroDivisionError: division by zero"),
    "import of what is not installed": Wrong(code="import nowhere_at_all", told="not installed; install it"),
    "import of a name that is not there": Wrong(code="from garden import Pannel", told="'Pannel'"),
    "no Python": Wrong(code="def f(:", told="SyntaxError"),
    "leaves on import": Wrong(code="raise SystemExit(3)", told="SystemExit: 3"),
    "interrupts on import": Wrong(code=STOP, told="Stop: no"),
    "misspelt hook": Wrong(
        code=hook("garden_nav_item(garden)", "return []"), told="did you mean garden_nav_items?"
    ),
    "unmarked hook": Wrong(code="def garden_nav_items(garden): return []", told="write '@hookimpl' above it"),
    "misspelt argument": Wrong(code=hook(f"{NAV}(gardn)", "return []"), told="did you mean garden?"),
    "of another time": Wrong(code="GARDEN_API = 99", told="install a newer Garden", where=""),
    # --- names that others have
    "kind of core": Wrong(
        code=hook("garden_note_kinds(config)", "yield NoteKind(name='note')"),
        told="already taken by core; rename",
        hook="garden_note_kinds",
    ),
    "field of core": Wrong(
        code=hook("garden_index_fields(config)", "yield Field(name='tags')"),
        told="already taken by core; rename",
        hook="garden_index_fields",
    ),
    "command of core": Wrong(
        code=hook("garden_commands(config)", "yield click.Command('search')"),
        told="The command 'search' is already taken by core; rename",
        hook="garden_commands",
    ),
    "blueprint of another name": site("called 'bad' as the plugin is", "pages.name = 'search'"),
    "word of templates": site(
        "Templates have 'note_url' already", "pages.add_app_template_global(lambda note: 1 / 0, 'note_url')"
    ),
    "template of another": Wrong(
        code=hook(f"{PANELS}(note, garden)", "yield Panel(title='Box', template='good/box.html')"),
        told="are under its own name, such as 'bad/panel.html'",
        hook=PANELS,
    ),
    # --- what it gives
    "raises half-way": nav("ZeroDivisionError", "yield NavItem(title='One', url='/')", "1 / 0"),
    "never ends": nav("does its loop ever end?", "while True: yield NavItem(title='One', url='/')"),
    "text for a list": nav("or return a list of them; it returned a str", "return 'One'"),
    "one for a list": nav("write 'yield' for 'return'", "return NavItem(title='One', url='/')"),
    "another noun": nav("must give NavItem values", "yield garden.notes()[0]"),
    "number for text": nav("NavItem.title must be text; it is an int", "yield NavItem(title=1, url='/')"),
    "HTML for text": nav(
        "NavItem.title must be text; it is a Markup",
        "yield NavItem(title=__import__('markupsafe').Markup('<b>One</b>'), url='/')",
    ),
    "elsewhere": nav("give a path of this site", "yield NavItem(title='One', url='https://example.org/')"),
    "changes a note": Wrong(
        code=hook(f"{PANELS}(note, garden)", "note.title = 'Mine'", "return []"),
        told="make a changed copy, as msgspec.structs.replace does.",
        hook=PANELS,
    ),
    "changes a panel": Wrong(
        code=hook(f"{PANELS}(note, garden)", "Panel(title='One', text='x').text = 'y'", "return []"),
        told="make a changed copy, as dataclasses.replace does.",
        hook=PANELS,
    ),
    "copies a note as what it is not": Wrong(
        code=hook(
            f"{PANELS}(note, garden)", "__import__('dataclasses').replace(note, title='Mine')", "return []"
        ),
        told="msgspec.structs does it",
        hook=PANELS,
    ),
    "copies a panel as what it is not": Wrong(
        code=hook(
            f"{PANELS}(note, garden)",
            "__import__('msgspec').structs.replace(Panel(title='One', text='x'), text='y')",
            "return []",
        ),
        told="of this value dataclasses does it",
        hook=PANELS,
    ),
    "lists a note as what it is not": Wrong(
        code=hook(f"{PANELS}(note, garden)", "__import__('dataclasses').fields(note)", "return []"),
        told="msgspec.structs does it",
        hook=PANELS,
    ),
    "changes front matter": Wrong(
        code=hook(f"{PANELS}(note, garden)", "note.meta['title'] = 'Mine'", "return []"),
        told="make a changed copy, as dict does.",
        hook=PANELS,
    ),
    "leaves in a hook": nav("SystemExit", "raise SystemExit"),
    "interrupts in a hook": nav("Stop: no", STOP),
    "values of notes": Wrong(
        code=hook("garden_index_values(note)", "raise KeyError('serves')"),
        told="KeyError: 'serves'",
        hook="garden_index_values",
    ),
    # --- templates
    "template that is not there": box("", "box.html", "bad/box.html"),
    "template that does not compile": box("{% if %}", "TemplateSyntaxError"),
    "template that asks for what is not": box("{{ nobody.knows }}", "'nobody' is undefined"),
    "template that raises": box("{{ 1 // 0 }}", "ZeroDivisionError"),
    # --- markdown
    "markdown": Wrong(
        code=hook("garden_markdown(md, config)", "1 / 0"), told="ZeroDivisionError", hook="garden_markdown"
    ),
    "rule": Wrong(
        code=hook(
            "garden_markdown(md, config)",
            "md.inline.ruler.before('text', 'smile', smile)",
            before="def smile(state, silent):\n    print('noise')\n    1 / 0",
        ),
        told="ZeroDivisionError",
        hook="garden_markdown",
    ),
    # --- pages
    "pages that cannot be mounted": site(
        "cannot be mounted",
        "pages.add_url_rule('/', 'all', lambda: '')",
        "pages.add_url_rule('/b', 'all', lambda: 1)",
    ),
    "page that raises": site(
        "ZeroDivisionError", "pages.add_url_rule('/', 'all', lambda: 1 / 0)", asked=("/-/bad/",)
    ),
    "page that leaves": site("SystemExit", "pages.add_url_rule('/', 'all', exit)", asked=("/-/bad/",)),
    "before each page": site("ZeroDivisionError", "pages.before_app_request(lambda: 1 / 0)"),
    "after each page": site("ZeroDivisionError", "pages.after_app_request(lambda answer: 1 / 0)"),
    "after each page nothing": site("must return the answer", "pages.after_app_request(lambda answer: None)"),
    "values for each template": site("ZeroDivisionError", "pages.app_context_processor(lambda: 1 / 0)"),
    "no values for each template": site("must return a mapping", "pages.app_context_processor(lambda: None)"),
    "teardown of each page": site("ZeroDivisionError", "pages.teardown_app_request(lambda error: 1 / 0)"),
    "teardown of its own": site(
        "ZeroDivisionError",
        "pages.add_url_rule('/', 'all', lambda: 'Well.')",
        "pages.teardown_request(lambda error: 1 / 0)",
        asked=("/-/bad/",),
    ),
}


def name_of(case: str) -> str:
    """The name of the plugin that does one thing wrong."""
    return "bad-" + re.sub("[^a-z]+", "-", case.lower())


def files_of(case: str) -> dict[str, str]:
    """The plugin that does one thing wrong, and its templates."""
    wrong, name = WRONGS[case], name_of(case)
    files = {"plugins/bad.py": wrong.code, **wrong.files}
    return {
        re.sub(r"\bbad\b", name, path): re.sub(r"\bbad\b(?!\()", name, text) for path, text in files.items()
    }


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Garden]:
    """One in which all is wrong at once, and every page was asked for."""
    files = {path: text for case in WRONGS for path, text in files_of(case).items()}
    with make_garden(tmp_path_factory.mktemp("wrongs") / "garden", {**NOTES, **WELL, **files}) as garden:
        garden.host.commands(["search"])
        browser = client(garden)
        browser.get("/notes/soup")
        for case, wrong in WRONGS.items():
            for path in wrong.pages:
                browser.get(path.replace("bad", name_of(case)))
        yield garden


@pytest.mark.parametrize("case", WRONGS)
def test_it_is_told_with_its_mend(garden: Garden, case: str) -> None:
    wrong, name = WRONGS[case], name_of(case)
    faults = [fault for fault in garden.host.faults if fault.plugin == name]
    assert {fault.hook for fault in faults} == {wrong.hook}
    assert any(wrong.told.replace("bad", name) in fault.message for fault in faults), faults
    assert all(fault.where.startswith(wrong.where.replace("bad", name)) for fault in faults), faults


def test_the_others_are_well_and_the_site_stays_up(garden: Garden) -> None:
    named = {name_of(case) for case in WRONGS}
    assert len(named) == len(WRONGS)
    assert {fault.plugin for fault in garden.host.faults} == named
    stays_up(garden)


def test_data_stays_data(garden: Garden) -> None:
    root = garden.config.root
    told = run(["plugins", "--json"], root)
    assert {plugin["name"] for plugin in json.loads(told.stdout)} > {name_of(case) for case in WRONGS}
    assert "plugin bad-misspelt-hook, could not be loaded: There is no hook garden_nav_item " in told.stderr
    told = run(["index", "--full", "--json"], root)
    assert json.loads(told.stdout)["total"] == 2
    assert "noise" in told.stderr


def stays_up(garden: Garden) -> None:
    """Asks for pages, more often than it takes a plugin to rest: they are whole but for its part."""
    browser = client(garden)
    for _ in range(3):
        for address, words in (
            ("/", "<h1>Garden</h1>"),
            ("/notes/soup", "Onions"),
            ("/search?q=onions", "soup"),
        ):
            page = browser.get(address)
            assert page.status_code == 200, address
            assert words in page.text
            assert "All is well" in page.text
            assert page.text.rstrip().endswith("</html>")
    page = browser.get("/notes/soup")
    assert "Here as well." in page.text
    assert "What links here" in page.text


# --- what no page shows --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        (STOP, "Stop: no"),
        ("open('/nowhere/x')", "FileNotFound"),
    ],
)
def test_a_command_that_fails_is_told_like_a_hook(tmp_path: Path, body: str, told: str) -> None:
    code = hook("garden_commands(config)", "yield bad", before=f"@click.command()\ndef bad():\n    {body}")
    make_garden(tmp_path / "garden", {**NOTES, "plugins/bad.py": code}).close()
    done = run(["bad"], tmp_path / "garden")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"plugin bad, garden_commands: {told}")
    assert done.stderr.endswith("(plugins/bad.py:5)\n")


def test_the_author_of_a_command_may_see_all_of_the_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = hook("garden_commands(config)", "yield bad", before="@click.command()\ndef bad():\n    1 / 0")
    make_garden(tmp_path / "garden", {**NOTES, "plugins/bad.py": code}).close()
    monkeypatch.setenv("GARDEN_TRACE", "1")
    with pytest.raises(ZeroDivisionError):
        run(["bad"], tmp_path / "garden")


def test_a_command_may_end_as_it_likes(tmp_path: Path) -> None:
    body = "raise click.ClickException('No soup today.')"
    code = hook("garden_commands(config)", "yield bad", before=f"@click.command()\ndef bad():\n    {body}")
    make_garden(tmp_path / "garden", {**NOTES, "plugins/bad.py": code}).close()
    assert run(["bad"], tmp_path / "garden").stderr == "Error: No soup today.\n"


def test_what_is_wrong_with_commands_is_checked(tmp_path: Path) -> None:
    code = WRONGS["command of core"].code
    make_garden(tmp_path / "garden", {**NOTES, "plugins/bad.py": code}).close()
    done = run(["plugins", "--check", "bad", "--json"], tmp_path / "garden")
    assert done.exit_code == 1
    assert any(
        "'search' is already taken by core" in sentence for sentence in json.loads(done.stdout)["wrong"]
    )


# --- two of itself ---------------------------------------------------------------------------


@pytest.mark.parametrize("distributions", [("apple",), ("apple", "beet")])
def test_two_of_one_name(tmp_path: Path, distributions: tuple[str, ...]) -> None:
    own = {"plugins/bad.py": '"""Its own."""'} if len(distributions) == 1 else {}
    with ExitStack() as installed:
        for name in distributions:
            files = {f"of_{name}.py": ""}
            installed.enter_context(
                fake_distribution(tmp_path / name, files, plugins={"bad": f"of_{name}"}, name=name)
            )
        with make_garden(tmp_path / "garden", {**NOTES, **WELL, **own}) as garden:
            stays_up(garden)
            told = [*garden.host.notices, *(fault.message for fault in garden.host.faults)]
            state = {plugin.name: plugin.location for plugin in garden.host.plugins()}["bad"]
    assert state == ("plugins/bad.py" if own else "apple 1.0")
    assert told == [
        "The plugin 'bad' of apple 1.0 is not loaded, since the garden has plugins/bad.py; "
        "take one of them away."
        if own
        else "beet 1.0 is left out, since apple 1.0 has the same name; rename one of them."
    ]
