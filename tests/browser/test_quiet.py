"""What a page asks for is little, and what it shows of others' runs nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_a_page_is_light(tab: Page) -> None:
    sizes: list[int] = []
    tab.on("response", lambda response: sizes.append(len(response.body())))
    tab.goto("/notes/index", wait_until="networkidle")
    assert sum(sizes) < 100_000


def test_a_drawing_opened_by_itself_runs_nothing(tab: Page) -> None:
    tab.goto("/files/drawing.svg")
    assert tab.evaluate("document.documentElement.id") == ""
