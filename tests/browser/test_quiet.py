"""No page asks another host for anything, holds a script or a style, or complains in the console."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FORBIDDEN = """
(served) => [...new DOMParser().parseFromString(served, "text/html").querySelectorAll(
  "script:not([type='application/ld+json'], :empty[src^='/static/'], :empty[src^='/-/static/']),"
  + "style, [style]"
)].map(e => e.outerHTML)
"""
"""What a page as it was served may not hold; our scripts may set styles, and data is no script."""


def test_no_request_leaves_and_nothing_complains(tab: Page, site: str, path: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    answer = tab.goto(path, wait_until="load")
    assert asked
    assert all(url.startswith(f"{site}/") for url in asked), asked
    assert said == []
    assert answer
    assert tab.evaluate(FORBIDDEN, answer.text()) == []


def test_a_page_is_light(tab: Page) -> None:
    sizes: list[int] = []
    tab.on("response", lambda response: sizes.append(len(response.body())))
    tab.goto("/notes/index", wait_until="networkidle")
    assert sum(sizes) < 100_000


def test_a_drawing_opened_by_itself_runs_nothing(tab: Page) -> None:
    tab.goto("/files/drawing.svg")
    assert tab.evaluate("document.documentElement.id") == ""
