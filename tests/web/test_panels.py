"""Plugins' panels and pages: one that fails is named, and the page goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from garden.core import Garden
from garden.testing import client, fake_distribution

Make = Callable[..., Garden]

GOOD = """
    from flask import Blueprint, render_template
    from garden import NavItem, Panel, hookimpl

    @hookimpl
    def garden_note_panels(note, garden):
        words = {"words": "<b>well</b>"}
        yield Panel(title="Good <news>", template="good/box.html", context=words, slot="aside")

    @hookimpl
    def garden_home_panels(garden):
        yield Panel(title="At home", template="good/box.html", context={"words": "hearth"})

    @hookimpl
    def garden_nav_items(garden):
        yield NavItem(title="Good things", url="/-/good/")

    @hookimpl
    def garden_blueprints(garden):
        pages = Blueprint("good", __name__)
        pages.add_url_rule("/", "all", lambda: render_template("good/page.html"))
        pages.add_url_rule("/bad", "bad", lambda: 1 / 0)
        yield pages
    """
BOX = "<p>{{ words }} in {{ garden.config.name }}, {{ panel.title }}, {{ site.language }}</p>"
PAGE = '{% extends "page.html" %}{% block main %}<h1>All good</h1>{% endblock %}'
FILES = {
    "plugins/good/__init__.py": GOOD,
    "plugins/good/templates/box.html": BOX,
    "plugins/good/templates/page.html": PAGE,
    "notes/a.md": "# A\n\nText.\n",
}


def test_panels_pages_and_entries_are_shown(garden_of: Make) -> None:
    browser = client(garden_of(FILES))
    page = browser.get("/notes/a").text
    assert "Good &lt;news&gt;" in page
    assert "<p>&lt;b&gt;well&lt;/b&gt; in Garden, Good &lt;news&gt;, en</p>" in page
    assert "hearth" in browser.get("/").text
    assert '<a href="/-/good/"' in page
    assert "<h1>All good</h1>" in browser.get("/-/good/").text


def test_a_panel_of_words_and_notes_needs_no_template(garden_of: Make) -> None:
    code = """
        from garden import Panel, hookimpl

        @hookimpl
        def garden_note_panels(note, garden):
            others = tuple(other for other in garden.notes() if other.id != note.id)
            yield Panel(title="Beside it", text="Bring <b>a spoon</b>.\\n\\nAnd salt.", notes=others)
            yield Panel(title="Nothing to say")
    """
    garden = garden_of({"plugins/plain.py": code, "notes/a.md": "# A", "notes/b.md": "# Bread"})
    page = client(garden).get("/notes/a").text
    assert garden.host.faults == ()
    box = page[page.index(">Beside it<") :]
    assert '<p dir="auto">Bring &lt;b&gt;a spoon&lt;/b&gt;.</p>' in box
    assert '<p dir="auto">And salt.</p>' in box
    assert '<a href="/notes/b">' in box
    assert "Nothing to say" not in page


@pytest.mark.parametrize(
    "box", ["{% block", "{{ nobody.knows }}", "{{ 1 // 0 }}", '{% include "nowhere.html" %}', None]
)
def test_a_panel_that_fails_is_a_small_box_and_a_fault(garden_of: Make, box: str | None) -> None:
    files = {path: text for path, text in FILES.items() if not path.endswith("box.html")}
    if box is not None:
        files["plugins/good/templates/box.html"] = box
    garden = garden_of(files)
    answer = client(garden).get("/notes/a")
    assert answer.status_code == 200
    assert "The part “good” could not be shown." in answer.text
    assert "Text." in answer.text
    assert "Traceback" not in answer.text
    fault = next(fault for fault in garden.host.faults if fault.plugin == "good")
    assert fault.hook == "template"
    assert "box.html" in fault.where


def test_a_hook_that_raises_is_a_small_box_too(garden_of: Make) -> None:
    code = """
        from garden import hookimpl

        @hookimpl
        def garden_note_panels(note, garden):
            raise ValueError("secret")
        """
    answer = client(garden_of({"plugins/bad.py": code, "notes/a.md": "# A\n\nText.\n"})).get("/notes/a")
    assert answer.status_code == 200
    assert "The part “bad” could not be shown." in answer.text
    assert "secret" not in answer.text


def test_an_empty_panel_is_no_box(garden_of: Make) -> None:
    browser = client(garden_of({**FILES, "plugins/good/templates/box.html": "{% if false %}x{% endif %}\n"}))
    assert "Good &lt;news&gt;" not in browser.get("/notes/a").text


STOP = 'raise type("Stop", (BaseException,), {})'


@pytest.mark.parametrize("mistake", ["1 / 0", '__import__("sys").exit(3)', f"exec('{STOP}')"])
def test_a_plugins_page_that_fails_names_the_plugin(garden_of: Make, mistake: str) -> None:
    garden = garden_of({**FILES, "plugins/good/__init__.py": GOOD.replace("1 / 0", mistake)})
    answer = client(garden).get("/-/good/bad")
    assert answer.status_code == 500
    assert "The part “good” made a mistake" in answer.text
    assert "ZeroDivision" not in answer.text
    assert [(f.plugin, f.hook, f.where) for f in garden.host.faults] == [
        ("good", "garden_blueprints", "plugins/good/__init__.py:21")
    ]
    assert client(garden).get("/").status_code == 200


def test_whatever_a_plugin_s_values_raise_costs_one_box(garden_of: Make) -> None:
    words = f"type('Words', (), {{'__str__': lambda self: exec({STOP!r})}})()"
    garden = garden_of({**FILES, "plugins/good/__init__.py": GOOD.replace('"<b>well</b>"', words)})
    answer = client(garden).get("/notes/a")
    assert answer.status_code == 200
    assert "The part “good” could not be shown." in answer.text
    assert [(fault.plugin, fault.message) for fault in garden.host.faults] == [("good", "Stop")]


def test_what_runs_before_a_plugin_s_page_is_guarded_too(garden_of: Make) -> None:
    code = GOOD.replace("yield pages", f"pages.before_request(lambda: exec({STOP!r}))\n        yield pages")
    garden = garden_of({**FILES, "plugins/good/__init__.py": code})
    assert client(garden).get("/-/good/").status_code == 500
    assert client(garden).get("/").status_code == 200


def test_pages_that_cannot_be_mounted_are_a_fault(garden_of: Make) -> None:
    code = GOOD.replace('"/bad", "bad"', '"/bad", "all"')
    garden = garden_of({**FILES, "plugins/good/__init__.py": code})
    assert client(garden).get("/notes/a").status_code == 200
    [fault] = garden.host.faults
    assert fault.message.startswith("Its pages cannot be mounted: ")
    assert (fault.plugin, fault.where) == ("good", "plugins/good/__init__.py:17")


def test_an_installed_plugins_page_and_template_have_their_line_too(garden_of: Make, tmp_path: Path) -> None:
    files = {
        "good_garden/__init__.py": GOOD,
        "good_garden/templates/box.html": "<p>well</p>\n{{ 1 // 0 }}",
        "good_garden/templates/page.html": PAGE,
    }
    with fake_distribution(tmp_path / "site", files, plugins={"good": "good_garden"}):
        garden = garden_of({"notes/a.md": "# A\n\nText.\n"})
        browser = client(garden)
        browser.get("/notes/a")
        browser.get("/-/good/bad")
    assert [(fault.hook, fault.where) for fault in garden.host.faults] == [
        ("template", "good_garden/templates/box.html:2"),
        ("garden_blueprints", "good_garden/__init__.py:21"),
    ]
