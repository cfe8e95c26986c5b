"""Words that lead to notes: which places of a page they are linked at, and how long that takes."""

from __future__ import annotations

import re

import pytest

from garden.core.word_links import WordLinks

NAMES = {
    "Damp": "/notes/damp",
    "health": "/notes/health",
    "mental health": "/notes/mental",
    "R&D": "/notes/rd",
    "C++": "/notes/cpp",
    ".NET": "/notes/net",
    "What now?": "/notes/now",
    "co-production": "/notes/co",
    "Straße": "/notes/street",
    "équité": "/notes/fair",
    "健康": "/notes/ja",
    "स्वास्थ्य": "/notes/hi",
    "doesn’t": "/notes/not",
    "...": "/notes/dots",
    "": "/notes/none",
}
LINKS = WordLinks(NAMES)


def linked(html: str, url: str = "/notes/page") -> str:
    """The HTML with links to notes written short: ``[note:words]``."""
    out = LINKS.put_into(html, url)
    return re.sub(r'<a class="internal term" href="/notes/(\w+)">(.*?)</a>', r"[\1:\2]", out, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>The damp. The DAMP.</p>", "<p>The [damp:damp]. The DAMP.</p>"),
        ("<p>dampness, undamped</p>", "<p>dampness, undamped</p>"),
        ("<p>damp's, (damp)</p>", "<p>[damp:damp]'s, (damp)</p>"),
        ("mental health and health", "[mental:mental health] and [health:health]"),
        ("mental\n  Health", "[mental:mental\n  Health]"),
        ("mental, health", "mental, [health:health]"),
        ("R&amp;D &amp; D", "[rd:R&amp;D] &amp; D"),
        ("amp &amp; quot", "amp &amp; quot"),
        ("C, C++ and .NET or net", "C, [cpp:C++] and .NET or net"),
        ("so what now? Now.", "so [now:what now]? Now."),
        ("co-production, co production", "[co:co-production], co production"),
        ("STRASSE", "[street:STRASSE]"),
        ("l’équité, E\u0301quite\u0301", "l’[fair:équité], E\u0301quite\u0301"),
        ("公衆健康学", "公衆[ja:健康]学"),
        ("स्वास्थ्य है, स्वास", "[hi:स्वास्थ्य] है, स्वास"),
        ("it doesn't", "it [not:doesn't]"),
        ("<h2>Damp</h2><p>damp</p>", "<h2>Damp</h2><p>[damp:damp]</p>"),
        ("<code>damp</code><pre><code>damp</code></pre>", "<code>damp</code><pre><code>damp</code></pre>"),
        ("<em>damp</em>", "<em>[damp:damp]</em>"),
        ('<img alt="damp > health">', '<img alt="damp > health">'),
        ("<math><mi>damp</mi></math>", "<math><mi>damp</mi></math>"),
        ("a < damp", "a < [damp:damp]"),
    ],
)
def test_where_words_are_linked(html: str, expected: str) -> None:
    assert linked(html) == expected


def test_what_an_author_linked_before_is_not_linked_again() -> None:
    before = '<a class="internal" href="/notes/damp#n-walls">walls</a>'
    assert linked(f"{before}, damp, health") == f"{before}, damp, [health:health]"
    assert linked(f"damp, {before}") == f"[damp:damp], {before}"
    assert linked('<a href="https://x.example/">health</a> damp').endswith(">health</a> [damp:damp]")


def test_a_note_does_not_lead_to_itself() -> None:
    assert linked("damp and health", "/notes/damp") == "damp and [health:health]"


def test_thousands_of_words_and_a_long_page_take_a_moment() -> None:
    names = {f"health {'and ' * (number % 9)}{number}": f"/notes/{number}" for number in range(5000)}
    links = WordLinks(names)
    page = "<p>" + "health and and care 7 of 12, (health) " * 5000 + "</p>"
    for hostile in (page, "<a <b health &amp;" * 10_000, "health" + "." * 200_000 + "health" * 3):
        assert len(links.put_into(hostile, "/notes/x")) >= len(hostile)
