"""Every page keeps quiet, fits any screen, and stands before axe. It is loaded once for all three."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import violations
from tests.browser.conftest import REFUSALS

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


@dataclass
class Heard:
    """One tab for all pages, since a new one takes longer than a page, and what was heard from the last."""

    tab: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def heard(chromium: Browser, site: str) -> Iterator[Heard]:
    context = chromium.new_context(base_url=site, reduced_motion="reduce")
    heard = Heard(context.new_page())
    heard.tab.on("request", lambda request: heard.asked.append(request.url))
    heard.tab.on("console", lambda message: heard.said.append(message.text))
    heard.tab.on("pageerror", lambda error: heard.said.append(str(error)))
    yield heard
    context.close()


def test_it_is_quiet_fits_and_is_accessible(
    heard: Heard, site: str, path: str, subtests: pytest.Subtests
) -> None:
    tab, asked, said = heard.tab, heard.asked, heard.said
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size({"width": 1280, "height": 800})
    asked.clear()
    said.clear()
    answer = tab.goto(path, wait_until="load")
    assert answer
    assert answer.ok == (path not in REFUSALS)
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
            tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert violations(tab) == ""
