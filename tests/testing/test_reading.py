"""What a reader sees of a page."""

from __future__ import annotations

from garden.testing.reading import read


def test_words_and_links_without_markup() -> None:
    page = """<!doctype html><html><head><title>Not seen</title><style>p {}</style></head><body>
    <h1>Leek&nbsp;soup</h1><p>For <b>si</b>x,\nor <a href="/notes/pie">pie</a><br>tomorrow.</p>
    <ul><li>one<li>two</ul><script>go()</script><a name="x">here</a>"""
    reading = read(page)
    assert reading.text.splitlines() == ["Leek soup", "For six, or pie", "tomorrow.", "one", "two", "here"]
    assert reading.links == ("/notes/pie",)
