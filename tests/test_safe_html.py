"""Markup of plugins: clean however it was made, text where text is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from garden import SafeHtml
from garden.core import Garden
from garden.testing import client

Make = Callable[..., Garden]

HOSTILE = (
    '<b onclick="go()">b</b><script>go()</script><a href="javascript:go()">a</a><p style="x" id="main">p</p>'
)
CLEAN = '<b>b</b><a>a</a><p id="n-main">p</p>'


def test_it_is_cleaned_as_it_is_made() -> None:
    assert SafeHtml(HOSTILE).html == CLEAN
    assert replace(SafeHtml("x"), html=HOSTILE).html == CLEAN
    assert SafeHtml("a < b & c").html == "a &lt; b &amp; c"
    assert SafeHtml("<b>x</b>") == SafeHtml("<b>x</b>")


def test_it_stays_as_it_is() -> None:
    with pytest.raises(AttributeError):
        SafeHtml("x").html = HOSTILE  # type: ignore[misc]
    with pytest.raises(TypeError, match="not of NoneType"):
        SafeHtml(None)  # type: ignore[arg-type]


CODE = """
    from garden import Panel, SafeHtml, hookimpl

    @hookimpl
    def garden_note_panels(note, garden):
        html = "<em>so</em><script>go()</script>"
        yield Panel(title="<i>it</i>", template="m/m.html", context={"safe": SafeHtml(html), "text": html})
    """


def test_templates_print_it_as_it_is_and_nothing_else(garden_of: Make) -> None:
    """What a template does with it as with text, such as joining it to some, makes text of it."""
    template = "1 {{ safe }} 2 {{ text }} 3 {{ safe ~ text }} 4 {{ safe|upper }} 5 {{ [safe]|join }}"
    page = client(
        garden_of({"plugins/m/__init__.py": CODE, "plugins/m/templates/m.html": template, "notes/a.md": "A"})
    ).get("/notes/a")
    raw = "&lt;em&gt;so&lt;/em&gt;&lt;script&gt;go()&lt;/script&gt;"
    assert (
        f"1 <em>so</em> 2 {raw} 3 &lt;em&gt;so&lt;/em&gt;{raw} 4 &lt;EM&gt;SO&lt;/EM&gt; 5 <em>so</em>"
        in page.text
    )
    assert "&lt;i&gt;it&lt;/i&gt;" in page.text


def test_where_text_is_due_it_is_told(garden_of: Make) -> None:
    code = CODE.replace('title="<i>it</i>"', 'title=SafeHtml("it")')
    garden = garden_of({"plugins/m/__init__.py": code, "notes/a.md": "A"})
    client(garden).get("/notes/a")
    assert "Panel.title must be text; it is a SafeHtml." in garden.host.faults[0].message
