"""Every page keeps quiet, fits any screen, and stands before axe. It is loaded once for all three."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations

pytestmark = pytest.mark.browser

FORBIDDEN = """
(served) => [...new DOMParser().parseFromString(served, "text/html").querySelectorAll(
  "script:not([type='application/ld+json'], :empty[src^='/static/'], :empty[src^='/-/static/']),"
  + "style, [style]"
)].map(e => e.outerHTML)
"""
"""What a page as it was served may not hold; our scripts may set styles, and data is no script."""

TOO_WIDE = """
() => [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .filter(e => !e.closest(".table, pre, .unseen, .skip"))
    .map(e => e.outerHTML.slice(0, 120))
"""


def test_it_is_quiet_fits_and_is_accessible(
    tab: Page, site: str, path: str, subtests: pytest.Subtests
) -> None:
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    answer = tab.goto(path, wait_until="load")
    assert answer
    with subtests.test("no request leaves, nothing complains, and no script or style is in the page"):
        assert asked
        assert all(url.startswith(f"{site}/") for url in asked), asked
        # Of a page that says no, the console tells the status.
        assert [text for text in said if answer.ok or f"{answer.status}" not in text] == []
        assert tab.evaluate(FORBIDDEN, answer.text()) == []
    for width in (320, 360, 768, 1280):
        with subtests.test("nothing is wider than the screen", width=width):
            tab.set_viewport_size({"width": width, "height": 800})
            assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            assert tab.evaluate(TOO_WIDE) == []
    for width, scheme in ((360, "light"), (1280, "dark")):
        with subtests.test("axe finds nothing", width=width, scheme=scheme):
            tab.set_viewport_size({"width": width, "height": 800})
            tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            assert violations(tab) == ""
