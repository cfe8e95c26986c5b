"""Plugins' own style sheets, scripts and pictures: served like the site's, and nothing else is."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from garden.core import Garden
from garden.testing import client, fake_distribution, open_garden, write_files
from garden.web import plugin_files

Make = Callable[..., Garden]

CODE = """
    from flask import Blueprint, render_template
    from garden import Panel, hookimpl

    @hookimpl
    def garden_note_panels(note, garden):
        for title in ("One", "Two"):
            yield Panel(title=title, template="good/box.html", sheets=("box.css",), scripts=("box.js",))

    @hookimpl
    def garden_blueprints(garden):
        pages = Blueprint("good", __name__)
        pages.add_url_rule("/", "all", lambda: render_template("good/page.html"))
        yield pages
    """
PAGE = """
    {% extends "page.html" %}
    {% block head %}<link rel="stylesheet" href="{{ plugin_file("good", "box.css") }}">{% endblock %}
    {% block main %}<img src="{{ plugin_file("good", "icons/a sign.svg") }}" alt="">{% endblock %}
    """
STATIC: dict[str, str | bytes] = {
    "box.css": ".box { color: red }\n",
    "box.js": "box();\n",
    "icons/a sign.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "pic.png": b"\x89PNG",
    "notes.txt": "not for pages",
    ".hidden.css": "",
}
FILES: dict[str, str | bytes] = {
    "plugins/good/__init__.py": CODE,
    "plugins/good/templates/box.html": "<p>{{ panel.title }}</p>",
    "plugins/good/templates/page.html": PAGE,
    **{f"plugins/good/static/{name}": body for name, body in STATIC.items()},
    "templates/own.css": "p {}",
    "notes/a.md": "# A\n\nText.\n",
}


def test_a_panel_brings_its_files_once_before_the_gardens_own(garden_of: Make) -> None:
    browser = client(garden_of(FILES))
    page = browser.get("/notes/a").text
    sheets = re.findall(r'<link rel="stylesheet" href="([^"?]*)', page)
    assert sheets[-2:] == ["/-/static/good/box.css", "/static/own.css"]
    assert sheets.count("/-/static/good/box.css") == page.count("/-/static/good/box.js") == 1
    assert "/-/static/" not in browser.get("/about").text


def test_files_are_served_for_good_under_the_pages_policy(garden_of: Make) -> None:
    browser = client(garden_of(FILES))
    page = browser.get("/-/good/").text
    sheet, sign = re.findall(r'(?:href|src)="(/-/static/[^"]+)"', page)
    answer = browser.get(sheet)
    assert (answer.text, answer.mimetype) == (".box { color: red }\n", "text/css")
    assert "immutable" in answer.headers["Cache-Control"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert browser.get(sheet.partition("?")[0]).headers["Cache-Control"] == "no-cache"
    assert browser.get(sheet, headers={"Accept-Encoding": "gzip"}).content_encoding == "gzip"
    assert "sandbox" in browser.get(sign).headers["Content-Security-Policy"]
    assert browser.get("/-/static/good/pic.png").mimetype == "image/png"


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        ".hidden.css",
        "../__init__.py",
        "%2e%2e/__init__.py",
        "..%2ftemplates/box.html",
        "",
        "icons",
    ],
)
def test_nothing_else_is_served(garden_of: Make, name: str) -> None:
    assert client(garden_of(FILES)).get(f"/-/static/good/{name}").status_code == 404


def test_odd_files_are_left_out_and_told(garden_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugin_files, "MOST_BYTES", 1024 * 1024)
    static = garden_of(FILES).config.root / "plugins/good/static"
    (static / "out.css").symlink_to(static.parent / "__init__.py")
    (static / "loop.css").symlink_to("loop.css")
    (static / "up").symlink_to(static.parent, target_is_directory=True)
    (static / "in.css").symlink_to("box.css")
    (static / "big.css").write_bytes(b" " * (1024 * 1024 + 1))
    os.mkfifo(static / "pipe.css")
    (static / "folder.css").mkdir()
    with open_garden(static.parents[2]) as garden:
        browser = client(garden)
        told = [(fault.hook, fault.message) for fault in garden.host.faults]
        assert told == [
            ("static", "The file static/big.css is left out, since it has more than 1 MB."),
            ("static", "The file static/loop.css is left out, since it leads nowhere."),
            ("static", "The file static/out.css is left out, since it leads out of the folder."),
            ("static", "The file static/pipe.css is left out, since it is no file."),
        ]
        got = {name: browser.get(f"/-/static/good/{name}").status_code for name in ("in.css", "out.css")}
        assert got == {"in.css": 200, "out.css": 404}
        assert browser.get("/notes/a").status_code == 200


def test_a_missing_file_is_told_with_its_template_and_the_page_stays(garden_of: Make) -> None:
    page = PAGE.replace("a sign.svg", "none.svg")
    code = CODE.replace('"box.css"', '"none.css"')
    garden = garden_of({**FILES, "plugins/good/__init__.py": code, "plugins/good/templates/page.html": page})
    browser = client(garden)
    assert browser.get("/-/good/").status_code == 200
    note = browser.get("/notes/a").text
    assert "<p>One</p>" in note
    assert "none.css" not in note
    assert [(fault.plugin, fault.message, fault.where) for fault in garden.host.faults] == [
        ("good", "The plugin good has no file 'icons/none.svg' in its static/.", "good/page.html"),
        ("good", "The plugin good has no file 'none.css' in its static/.", "good/box.html"),
    ]
    [info] = [info for info in garden.host.plugins() if info.name == "good"]
    assert info.state == "active"


def test_a_template_of_the_garden_that_asks_in_vain_is_named(
    garden_of: Make, caplog: pytest.LogCaptureFixture
) -> None:
    own = '{% extends "shipped:about.html" %}{% block head %}{{ plugin_file("gone", "a.css") }}{% endblock %}'
    browser = client(garden_of({**FILES, "templates/about.html": own}))
    assert browser.get("/about").status_code == browser.get("/about").status_code == 200
    told = [record.getMessage() for record in caplog.records]
    assert told == ["templates: about.html: There is no plugin 'gone' here to have the file 'a.css'."]


def test_a_plugin_that_failed_has_no_files_and_one_that_rests_has(garden_of: Make) -> None:
    garden = garden_of({**FILES, "plugins/good/templates/box.html": "{{ 1 // 0 }}"})
    browser = client(garden)
    for _ in range(3):
        browser.get("/notes/a")
    assert {info.name: info.state for info in garden.host.plugins()}["good"] == "resting"
    assert browser.get("/-/static/good/box.css").status_code == 200
    assert "box.css" not in browser.get("/notes/a").text
    failed = client(garden_of({"plugins/good/__init__.py": "1 / 0"}))
    assert failed.get("/-/static/good/box.css").status_code == 404


def test_a_plugin_of_one_file_and_an_installed_one_have_files_too(garden_of: Make, tmp_path: Path) -> None:
    lone = {"plugins/lone.py": '"""A."""', "plugins/static/lone/a.css": "a {}", "plugins/static/b.css": ""}
    files = {"far_garden/__init__.py": '"""B."""', "far_garden/static/b.css": "b {}"}
    with fake_distribution(tmp_path / "site", files, plugins={"far": "far_garden"}):
        garden = garden_of({**lone, "notes/a.md": "A"})
        browser = client(garden)
        assert browser.get("/-/static/lone/a.css").text == "a {}"
        assert browser.get("/-/static/far/b.css").text == "b {}"
    assert garden.host.faults == ()


def test_a_name_in_place_of_a_tuple_is_told(garden_of: Make) -> None:
    garden = garden_of({**FILES, "plugins/good/__init__.py": CODE.replace('("box.css",)', '"box.css"')})
    client(garden).get("/notes/a")
    assert "Panel.sheets must be a tuple of text; it is a str." in garden.host.faults[0].message


def test_more_files_than_a_plugin_may_have_are_told(garden_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugin_files, "MOST_FILES", 4)
    write_files(garden_of(FILES).config.root, {"plugins/good/static/z.css": ""})
    with open_garden(garden_of({}).config.root) as garden:
        client(garden)
        assert (
            "static/icons/a sign.svg is left out, since there are more than 4 files"
            in garden.host.faults[0].message
        )
