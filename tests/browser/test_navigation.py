"""What stands in rows has company in them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_no_entry_of_the_navigation_is_left_alone_in_its_row(tab: Page) -> None:
    tab.goto("/")
    for width in (320, 360, 400, 480):
        tab.set_viewport_size({"width": width, "height": 800})
        tops = tab.evaluate("[...document.querySelectorAll('.site-nav li')].map(e => e.offsetTop)")
        assert min(tops.count(top) for top in tops) > 1, width
