"""Nothing is wider than a phone, and nothing stands alone there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

TOO_WIDE = """
() => [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .filter(e => !e.closest(".table, pre, .unseen, .skip"))
    .map(e => e.outerHTML.slice(0, 120))
"""


def test_no_page_scrolls_sideways(tab: Page, any_path: str) -> None:
    tab.goto(any_path)
    for width in (320, 360, 768, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
        assert tab.evaluate(TOO_WIDE) == [], width


def test_no_entry_of_the_navigation_is_left_alone_in_its_row(tab: Page) -> None:
    tab.goto("/")
    for width in (320, 360, 400, 480):
        tab.set_viewport_size({"width": width, "height": 800})
        tops = tab.evaluate("[...document.querySelectorAll('.site-nav li')].map(e => e.offsetTop)")
        assert min(tops.count(top) for top in tops) > 1, width
