"""Everything can be reached with the keys alone, and is seen to be."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def focused(tab: Page) -> str:
    text: str = tab.evaluate("document.activeElement.textContent.trim()")
    return text


def test_from_the_front_door_through_a_search_to_a_note(tab: Page) -> None:
    tab.goto("/")
    expect(tab.get_by_role("combobox")).to_be_focused()
    tab.keyboard.type("soup numbers")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url("/search?q=soup+numbers")
    first = tab.locator(".hit-title a").first
    for _ in range(30):
        tab.keyboard.press("Tab")
        if first.evaluate("element => element === document.activeElement"):
            break
    expect(first).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Soup and numbers")


def test_the_first_key_offers_to_skip(tab: Page) -> None:
    tab.goto("/notes/index")
    tab.keyboard.press("Tab")
    skip = tab.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_be_focused()


def test_filters_are_chosen_and_let_go_of(tab: Page) -> None:
    tab.goto("/search?q=lift")
    total = tab.locator(".total").text_content()
    tab.locator("#narrow").get_by_role("link", name="Story").press("Enter")
    expect(tab).to_have_url("/search?q=lift&kind=story")
    chosen = tab.get_by_role("list", name="Chosen").get_by_role("link", name="Take away Story")
    chosen.press("Enter")
    expect(tab).to_have_url("/search?q=lift")
    assert tab.locator(".total").text_content() == total


def test_a_search_keeps_its_filters(tab: Page) -> None:
    tab.goto("/search?q=lift&kind=story")
    box = tab.get_by_role("combobox")
    box.fill("chairs")
    box.press("Enter")
    expect(tab).to_have_url("/search?q=chairs&kind=story")


def test_the_gate_opens_with_a_key(tab: Page) -> None:
    tab.goto("/notes/gated")
    expect(tab.get_by_text("The hard part.")).to_be_hidden()
    tab.locator(".gate summary").press("Enter")
    expect(tab.get_by_text("The hard part.")).to_be_visible()


def test_what_has_the_focus_can_be_seen(tab: Page) -> None:
    tab.goto("/search?q=lift")
    for _ in range(25):
        tab.keyboard.press("Tab")
        style = "getComputedStyle(document.activeElement)"
        assert tab.evaluate(f"{style}.outlineStyle") == "solid", focused(tab)
        assert tab.evaluate(f"parseFloat({style}.outlineWidth)") >= 2, focused(tab)
