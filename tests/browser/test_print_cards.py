"""Cards to cut out: as many sheets as were reckoned, on both papers, and no word cut off."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from garden.web.print_cards import ENDLESS, FORMS

pytestmark = pytest.mark.browser

CARDS = "/kinds/slip?print=cards"
OVERFULL = """
() => [...document.querySelectorAll(".cut, .cut *")]
    .filter(e => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)
    .filter(e => getComputedStyle(e).display !== "inline")
    .map(e => [e.className, e.scrollHeight - e.clientHeight, e.scrollWidth - e.clientWidth])
"""
SHEETS = "all => all.map(e => e.getBoundingClientRect().height / 96 * 25.4)"


def test_nothing_is_cut_off(tab: Page) -> None:
    tab.goto(CARDS)
    forms = {
        name
        for names in tab.locator(".cut").evaluate_all("all => all.map(e => e.className)")
        for name in names.split()
    }
    assert forms == {"cut", *(f"cut-{form.name}" for form in (*FORMS, ENDLESS))}
    for medium in ("print", "screen"):
        tab.emulate_media(media=medium)
        for width in (718, 740) if medium == "print" else (360, 1280):
            tab.set_viewport_size({"width": width, "height": 900})
            assert tab.evaluate(OVERFULL) == [], (medium, width)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_sheet_is_a_page(tab: Page, paper: str) -> None:
    for path in (CARDS, "/kinds/prompt?print=cards"):
        tab.goto(path)
        pages = len(re.findall(rb"/Type\s*/Page\b", tab.pdf(format=paper)))
        tab.emulate_media(media="print")
        heights = tab.locator(".sheet").evaluate_all(SHEETS)
        assert heights
        assert all(height < 249 for height in heights[:-1])
        more = int(heights[-1] // 259) if heights[-1] > 249 else 0  # a card without end goes on
        assert pages in (len(heights) + more, len(heights) + more + 1 if more else 0)


def test_paper_has_the_cards_alone(tab: Page) -> None:
    tab.goto(CARDS)
    expect(tab.get_by_text("Print this page")).to_be_visible()
    tab.emulate_media(media="print")
    for furniture in (".page-header", ".site-header", ".site-footer"):
        expect(tab.locator(furniture)).to_be_hidden()
    expect(tab.locator(".cut").first).to_be_visible()
