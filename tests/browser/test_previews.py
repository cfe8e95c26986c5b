"""A note shown beside a link to it: by hand, by keys, by touch, and not there at all."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from garden.web.assets import FOLDER
from tests.browser.axe import violations

pytestmark = pytest.mark.browser

NOTE = "/notes/beside"
SOUP = "Soup and numbers"
LONG_AFTER = 5_000
"""Milliseconds in which everything that waits has happened."""

HEIGHTS = """box => {
  const page = document.documentElement;
  const withIt = page.scrollHeight;
  box.style.display = "none";
  const heights = [withIt, page.scrollHeight];
  box.style.display = "";
  return heights;
}"""
"""The page's height with an element and without it, at one moment: images come when they like."""


def link(tab: Page) -> Locator:
    return tab.locator(".text").get_by_role("link", name="soup", exact=True)


def preview(tab: Page) -> Locator:
    return tab.get_by_role("tooltip")


def opened(tab: Page) -> None:
    """Goes to the note with a clock of our own, and rests on its first link."""
    tab.clock.install()
    tab.goto(NOTE)
    link(tab).hover()
    tab.clock.run_for(1_000)
    expect(preview(tab)).to_be_visible()


def test_resting_on_a_link_shows_its_note(tab: Page) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.clock.install()
    tab.goto(NOTE)
    expect(preview(tab)).to_have_count(0)
    link(tab).hover()
    tab.clock.run_for(100)
    assert not [url for url in asked if "preview.json" in url], "not before it is asked for"
    tab.clock.run_for(1_000)
    expect(preview(tab)).to_be_visible()
    expect(preview(tab)).to_contain_text(SOUP)
    expect(preview(tab)).to_contain_text("Gathering")
    with_it, without_it = preview(tab).evaluate(HEIGHTS)
    assert with_it == without_it, "it takes no room on the page"
    assert len([url for url in asked if "preview.json" in url]) == 1


def test_it_stays_while_the_pointer_rests_on_it_and_goes_when_left(tab: Page) -> None:
    opened(tab)
    preview(tab).hover()
    tab.clock.run_for(LONG_AFTER)
    expect(preview(tab)).to_be_visible()
    tab.mouse.move(5, 5)
    tab.clock.run_for(LONG_AFTER)
    expect(preview(tab)).to_have_count(0)


def test_escape_closes_it_where_the_pointer_is(tab: Page) -> None:
    opened(tab)
    tab.keyboard.press("Escape")
    expect(preview(tab)).to_have_count(0)
    tab.clock.run_for(LONG_AFTER)
    expect(preview(tab)).to_have_count(0)


def test_keys_alone(tab: Page) -> None:
    tab.goto(NOTE)
    for _ in range(30):
        tab.keyboard.press("Tab")
        if link(tab).evaluate("element => element === document.activeElement"):
            break
    expect(preview(tab)).to_be_visible()
    expect(link(tab)).to_have_attribute("aria-describedby", "preview")
    expect(link(tab)).to_have_accessible_description(f"{SOUP} Gathering {preview_text(tab)}")
    tab.keyboard.press("Escape")
    expect(preview(tab)).to_have_count(0)
    expect(link(tab)).to_be_focused()
    expect(link(tab)).not_to_have_attribute("aria-describedby", "preview")
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Tab")
    expect(preview(tab)).to_be_visible()
    tab.keyboard.press("Tab")
    expect(preview(tab)).not_to_contain_text(SOUP)
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text(SOUP)


def preview_text(tab: Page) -> str:
    return tab.locator(".preview-text").text_content() or ""


def test_a_content_note_is_all_that_is_shown(tab: Page) -> None:
    tab.goto(NOTE)
    tab.locator(".text").get_by_role("link", name="gated").hover()
    expect(preview(tab)).to_contain_text("Before you read: a death in the family")
    expect(preview(tab)).not_to_contain_text("The hard part")


def test_a_long_press_opens_and_a_tap_follows(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site, viewport={"width": 360, "height": 740}, has_touch=True)
    tab = context.new_page()
    tab.goto(NOTE)
    box = link(tab).bounding_box()
    assert box
    point = {"x": box["x"] + 9, "y": box["y"] + 9}
    hand = context.new_cdp_session(tab)
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    expect(preview(tab)).to_be_visible()
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(preview(tab)).to_contain_text(SOUP)
    expect(tab).to_have_url(NOTE)
    tab.get_by_role("heading", level=1).tap()
    expect(preview(tab)).to_have_count(0)
    link(tab).tap()
    expect(tab.get_by_role("heading", level=1)).to_have_text(SOUP)
    context.close()


def test_cards_backlinks_and_embeds_show_enough_by_themselves(tab: Page) -> None:
    tab.goto("/notes/everything")
    expect(tab.locator(".previewed").first).to_be_attached()
    assert tab.locator(".embed-title .previewed, .next .previewed, .panel .previewed").count() == 0
    assert tab.locator(".wanted.previewed, [href^='#'].previewed, .external.previewed").count() == 0


def test_a_garden_out_of_reach_leaves_the_link_as_it_is(tab: Page) -> None:
    said: list[str] = []
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.route("**/*.preview.json", lambda route: route.abort())
    tab.goto(NOTE)
    with tab.expect_event("requestfailed"):
        link(tab).hover()
    expect(preview(tab)).to_have_count(0)
    tab.unroute("**/*.preview.json")
    tab.mouse.move(5, 5)
    link(tab).hover()
    expect(preview(tab)).to_be_visible()
    assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_it(tab: Page, scheme: str) -> None:
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    for width in (360, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.goto(NOTE)
        link(tab).hover()
        expect(preview(tab)).to_be_visible()
        assert violations(tab) == "", width
        assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        edges = preview(tab).bounding_box()
        assert edges
        assert edges["x"] >= 0
        assert edges["x"] + edges["width"] <= width
        tab.mouse.move(5, 5)


def test_the_script_is_small() -> None:
    assert len((FOLDER / "previews.js").read_bytes()) < 4_096
