"""A printed note is a handout: its text and where it comes from, and no furniture."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

CUT_OFF = """
() => [...document.querySelectorAll("main *")]
    .filter(e => e.checkVisibility() && !e.closest(".unseen"))
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1
        || getComputedStyle(e).overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1)
    .map(e => e.outerHTML.slice(0, 120))
"""


def test_a_note_on_paper(tab: Page) -> None:
    tab.goto("/notes/gatherings/soup-and-numbers")
    tab.emulate_media(media="print")
    for furniture in (".site-header", ".site-footer", ".next", ".tags", ".no-print"):
        expect(tab.locator(furniture).first).to_be_hidden()
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    expect(tab.get_by_text("To cite")).to_be_visible()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("tab", ["dark"], indirect=True)
def test_paper_is_white_for_those_who_read_in_the_dark(tab: Page) -> None:
    tab.goto("/notes/everything")
    tab.emulate_media(media="print", color_scheme="dark")
    assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("note", ["/notes/everything", "/notes/beside"])
def test_nothing_is_cut_off_on_paper(tab: Page, note: str) -> None:
    tab.goto(note)
    tab.emulate_media(media="print")
    for width in (658, 680):  # what is left of A4 and Letter between margins of 18 mm
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate(CUT_OFF) == []
    for furniture in (".copy", ".footnote-back", ".contents"):
        expect(tab.locator(furniture).first).to_be_hidden()
