"""Where templates come from, and what is done when one fails."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from garden.core import Garden
from garden.testing import client, open_garden

NOTE = {"notes/a.md": "# A note\n\nIts text.\n"}
Make = Callable[..., Garden]


def test_the_gardens_own_come_first(garden_of: Make) -> None:
    browser = client(garden_of({**NOTE, "templates/about.html": "Our own page about {{ site.name }}."}))
    assert browser.get("/about").text == "Our own page about Garden."


def test_an_own_template_extends_the_one_it_replaces(garden_of: Make) -> None:
    own = '{% extends "shipped:note.html" %}{% block foot %}<p>Read on the bus.</p>{% endblock %}'
    page = client(garden_of({**NOTE, "templates/note.html": own})).get("/notes/a").text
    assert "Read on the bus." in page
    assert "Its text." in page
    assert "To cite" not in page


def test_an_own_base_is_used_by_all(garden_of: Make) -> None:
    own = '{% extends "shipped:base.html" %}{% block head %}<meta name="ours">{% endblock %}'
    browser = client(garden_of({**NOTE, "templates/base.html": own}))
    assert all('<meta name="ours">' in browser.get(path).text for path in ("/", "/kinds/", "/-/maxims/"))


def test_an_own_template_comes_before_a_plugins(garden_of: Make) -> None:
    own = '{% extends "shipped:maxims/cards.html" %}{% block title %}Sayings{% endblock %}'
    page = client(garden_of({**NOTE, "templates/maxims/cards.html": own})).get("/-/maxims/").text
    assert "<title>Sayings" in page
    assert "<h1>Maxims</h1>" in page


BROKEN = {
    "syntax": "{% block",
    "unknown block": "{% nonsense %}",
    "unknown name": "{{ nobody.knows }}",
    "missing parent": '{% extends "nowhere.html" %}',
    "itself": '{% extends "about.html" %}',
    "raises": "{{ 1 // 0 }}",
    "no filter": "{{ 1|nofilter }}",
    "not text": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_own_template_gives_way_and_says_so_once(
    garden_of: Make, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    browser = client(garden_of({**NOTE, "templates/about.html": BROKEN[what]}))
    with caplog.at_level(logging.WARNING, logger="garden.web"):
        for _ in range(3):
            answer = browser.get("/about")
            assert answer.status_code == 200
            assert "About this garden" in answer.text
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 1
    assert "about.html" in told[0]
    assert "Traceback" not in told[0]


def test_a_broken_base_breaks_no_page(garden_of: Make) -> None:
    browser = client(garden_of({**NOTE, "templates/base.html": "{% block main %}{{ oh.no }}{% endblock %}"}))
    for path in ("/", "/notes/a", "/search?q=text", "/-/maxims/", "/nothing"):
        answer = browser.get(path)
        assert answer.status_code in {200, 404}
        assert "<h1" in answer.text


def test_a_mended_template_is_used_without_a_new_start(garden_of: Make, tmp_path: Path) -> None:
    browser = client(garden_of({**NOTE, "templates/about.html": "{% block"}))
    assert "About this garden" in browser.get("/about").text
    mended = tmp_path / "garden/templates/about.html"
    mended.write_text("Mended.")
    os.utime(mended, (1, 1))
    assert browser.get("/about").text == "Mended."


def test_a_garden_opened_as_safe_uses_no_own_templates(garden_of: Make, tmp_path: Path) -> None:
    garden_of({**NOTE, "templates/about.html": "Our own."})
    with open_garden(tmp_path / "garden", safe=True) as garden:
        assert "About this garden" in client(garden).get("/about").text


KIND = """
    from garden import NoteKind, hookimpl

    @hookimpl
    def garden_note_kinds(config):
        yield NoteKind(name="recipe", plural="recipes", template="recipes/note.html")
    """


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ('{% extends "note.html" %}{% block facts %}<p>Serves 6</p>{% endblock %}', True),
        ("{% block", False),
        ("{{ nobody.knows }}", False),
        (None, False),
    ],
)
def test_a_kinds_template_shows_its_notes_unless_it_fails(
    garden_of: Make, template: str | None, shown: bool
) -> None:
    files = {
        "plugins/recipes/__init__.py": KIND,
        "notes/soup.md": "---\nkind: recipe\n---\n# Soup\n\nOnions first.\n",
    }
    if template is not None:
        files["plugins/recipes/templates/note.html"] = template
    garden = garden_of(files)
    page = client(garden).get("/notes/soup").text
    assert "Onions first." in page
    assert ("Serves 6" in page) is shown
    faults = [fault for fault in garden.host.faults if fault.plugin == "recipes"]
    assert bool(faults) is not shown or template is None
    if template == "{{ nobody.knows }}":
        assert faults[0].where == "plugins/recipes/templates/note.html:1"


def test_text_is_never_a_template(garden_of: Make) -> None:
    text = "{{ site.name }} {% raw %} {{ 7 * 7 }} <% x %>"
    page = client(garden_of({"notes/a.md": f"# {text}\n\n{text}\n"})).get("/notes/a").text
    assert "{{ 7 * 7 }}" in page


def test_a_garden_has_sheets_and_pictures_of_its_own(garden_of: Make) -> None:
    own: dict[str, str | bytes] = {
        "templates/own.css": ":root { --accent: #123456; }",
        "templates/leaf.svg": "<svg/>",
        "templates/notes.txt": "for those who tend",
    }
    browser = client(garden_of({**NOTE, **own}))
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', browser.get("/").text)
    assert [sheet.partition("?")[0] for sheet in sheets] == [
        "/static/garden.css",
        "/static/code.css",
        "/static/own.css",
    ]
    assert "#123456" in browser.get(sheets[2]).text
    assert browser.get("/static/leaf.svg").text == "<svg/>"
    assert browser.get("/static/notes.txt").status_code == 404
    assert browser.get("/static/about.html").status_code == 404
