"""A trail walked with the keys alone, and a place on it that a browser remembers when it is asked to."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

TRAIL = "/notes/trails/from-a-stopped-lift"
STEPS = "/-/trails/trails/from-a-stopped-lift/"
STORED = "JSON.stringify(localStorage)"


def follow(tab: Page, link: Locator) -> None:
    """Goes to a link by the tabulator key, and presses Enter."""
    for _ in range(80):
        tab.keyboard.press("Tab")
        if link.evaluate("element => element === document.activeElement"):
            break
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    tab.keyboard.press("Enter")


def heading(tab: Page, title: str) -> None:
    expect(tab.get_by_role("heading", level=1)).to_have_text(title)


def test_begin_choose_go_back_and_come_to_an_end(tab: Page) -> None:
    tab.goto(TRAIL)
    follow(tab, tab.get_by_role("link", name="Begin", exact=True))
    heading(tab, "The invoice")
    follow(tab, tab.locator(".trail-choice", has_text="whose chair"))
    expect(tab).to_have_url(f"{STEPS}landings?by=bill")
    expect(tab.locator(".trail-bar")).to_contain_text("Step 2")
    follow(tab, tab.locator(".trail-bar").get_by_role("link", name="Back to “The invoice”"))
    heading(tab, "The invoice")
    follow(tab, tab.locator(".trail-choice", has_text="nobody’s budget"))
    follow(tab, tab.locator(".trail-choice").first)
    follow(tab, tab.locator(".trail-choice", has_text="forty people in them"))
    follow(tab, tab.locator(".trail-choice"))
    expect(tab).to_have_url(f"{STEPS}door?by=bill.stairs.room.kitchen")
    expect(tab.get_by_role("heading", name="This is one end of the trail")).to_be_visible()
    expect(tab.locator(".trail-end ol li")).to_have_text([
        "The invoice", "What the stairs told me", "An evening in the Long Room", "A kitchen table in March",
        "The return visit",
    ])  # fmt: skip


def test_the_map_is_walked_with_keys_too(tab: Page) -> None:
    tab.goto(f"{STEPS}room?by=bill.stairs")
    shown = tab.get_by_role("navigation", name="Where you are")
    expect(shown.locator("[aria-current=step]")).to_have_accessible_name(
        "An evening in the Long Room, you are here"
    )
    box = shown.get_by_role("link", name="What the stairs told me, walked")
    follow(tab, box)
    expect(tab).to_have_url(f"{STEPS}stairs?by=bill")


def test_on_a_phone_the_map_is_behind_a_fold(tab: Page) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.goto(f"{STEPS}room?by=bill.stairs")
    shown = tab.locator("svg[aria-label='Map of the trail']")
    expect(shown.nth(0)).to_be_hidden()
    expect(shown.nth(1)).to_be_hidden()
    tab.get_by_text("Map of this trail").press("Enter")
    expect(shown.nth(1)).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_place_is_remembered_when_asked_and_only_then(tab: Page) -> None:
    tab.goto(f"{STEPS}landings?by=bill")
    assert tab.evaluate(STORED) == "{}"
    tab.get_by_role("button", name="Remember my place").press("Enter")
    expect(tab.locator(".trail-memory [role=status]")).to_contain_text("remembers your place")
    expect(tab.get_by_role("button", name="Forget it")).to_be_focused()
    tab.locator(".trail-choice").first.press("Enter")
    heading(tab, "An evening in the Long Room")
    tab.goto(TRAIL)
    tab.get_by_role("link", name="Go on where you stopped").press("Enter")
    expect(tab).to_have_url(f"{STEPS}room?by=bill.landings")
    tab.goto(TRAIL)
    tab.get_by_role("button", name="Forget my place").press("Enter")
    expect(tab.get_by_role("link", name="Go on where you stopped")).to_be_hidden()
    assert tab.evaluate(STORED) == "{}"


@pytest.mark.parametrize(
    "stored", ["javascript:document.title='x'", "https://elsewhere.example/", "/notes/index", ""]
)
def test_what_no_step_is_called_is_no_place(tab: Page, stored: str) -> None:
    tab.goto(TRAIL)
    tab.evaluate("([key, value]) => localStorage.setItem(key, value)", [STEPS, stored])
    tab.reload()
    expect(tab.get_by_role("link", name="Begin", exact=True)).to_be_visible()
    expect(tab.get_by_role("link", name="Go on where you stopped")).to_be_hidden()


def test_a_browser_that_keeps_nothing_offers_nothing(tab: Page) -> None:
    said: list[str] = []
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })")
    tab.goto(f"{STEPS}landings?by=bill")
    expect(tab.locator(".trail-choice").first).to_be_visible()
    expect(tab.get_by_role("button", name="Remember my place")).to_be_hidden()
    assert said == []


def test_without_script_the_whole_trail_can_be_walked(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    tab = context.new_page()
    tab.goto("/notes/trails/asking-and-going-back")
    with tab.expect_navigation():
        tab.get_by_role("link", name="Begin", exact=True).click()
    # Counted at once: on a page that is not there yet, there is nothing to count.
    while tab.locator(".trail-choice").count():
        expect(tab.get_by_role("button", name="Remember my place")).to_be_hidden()
        with tab.expect_navigation():
            tab.locator(".trail-choice").click()
    expect(tab).to_have_url(re.compile(r"/the-return-visit\?by=paper-aeroplanes\.turning-the-chairs\."))
    expect(tab.get_by_role("heading", name="This is where the trail ends")).to_be_visible()
    context.close()
