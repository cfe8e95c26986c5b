"""The list under the search box: by keys, by hand, by ear, and not there at all."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.axe import violations

pytestmark = pytest.mark.browser

SOUP = "Soup and numbers"
HOME, SEARCH = "/", "/search?q=tea"


def typed(tab: Page, text: str, path: str = HOME) -> None:
    """Fills the box, all at once so that there is one answer only, and sees the list."""
    tab.goto(path)
    tab.get_by_role("combobox").fill(text)
    expect(tab.get_by_role("option").first).to_be_visible()


def chosen(tab: Page) -> str | None:
    """What the box says is active, for a screen reader."""
    active = tab.get_by_role("combobox").get_attribute("aria-activedescendant")
    marked = tab.locator("[aria-selected=true]")
    assert marked.count() == (1 if active else 0)
    if active:
        assert marked.get_attribute("id") == active
    return active


@pytest.mark.parametrize("begin", [HOME, SEARCH])
def test_keys_alone_lead_to_a_note(tab: Page, begin: str) -> None:
    typed(tab, "soup a", begin)
    box = tab.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(tab.get_by_role("status").filter(has_text="suggestion")).to_have_count(1)
    assert chosen(tab) is None
    box.press("ArrowDown")
    assert chosen(tab) is not None
    expect(box).to_be_focused()
    expect(tab.locator("[aria-selected=true]")).to_contain_text(SOUP)
    box.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text(SOUP)


def test_up_and_down_go_round_and_home_and_end_let_go(tab: Page) -> None:
    typed(tab, "ta")
    box = tab.get_by_role("combobox")
    count = tab.get_by_role("option").count()
    assert count > 2
    box.press("ArrowUp")
    assert (chosen(tab) or "").endswith(f"-{count - 1}")
    box.press("ArrowDown")
    assert (chosen(tab) or "").endswith("-0")
    box.press("Home")
    assert chosen(tab) is None
    assert box.evaluate("e => e.selectionStart") == 0
    box.press("ArrowDown")
    box.press("End")
    assert chosen(tab) is None
    assert box.evaluate("e => e.selectionStart") == 2


def test_enter_with_nothing_chosen_searches(tab: Page) -> None:
    typed(tab, "soup")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url("/search?q=soup")


def test_escape_closes_and_keeps_the_words_and_down_opens_again(tab: Page) -> None:
    typed(tab, "soup")
    box = tab.get_by_role("combobox")
    box.press("Escape")
    expect(tab.get_by_role("option").first).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("soup")
    box.press("ArrowDown")
    expect(tab.get_by_role("option").first).to_be_visible()


def test_leaving_the_box_closes_the_list(tab: Page) -> None:
    typed(tab, "soup")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("button", name="Search")).to_be_focused()
    expect(tab.get_by_role("option").first).to_be_hidden()


def test_a_touch_chooses(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site, viewport={"width": 360, "height": 740}, has_touch=True)
    tab = context.new_page()
    typed(tab, "soup a")
    heights = tab.get_by_role("option").evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert min(heights) >= 44
    tab.get_by_role("option").first.tap()
    expect(tab.get_by_role("heading", level=1)).to_have_text(SOUP)
    context.close()


@pytest.mark.parametrize("key", ["/", "Control+k", "Control+K", "Meta+k"])
def test_a_key_leads_to_the_box_from_anywhere(tab: Page, key: str) -> None:
    tab.goto("/search?q=lift")
    tab.keyboard.press(key)
    expect(tab.get_by_role("combobox")).to_be_focused()
    tab.keyboard.type("/soup")
    expect(tab.get_by_role("combobox")).to_have_value("/soup")
    tab.goto("/notes/index")
    tab.keyboard.press(key)
    expect(tab).to_have_url("/search")
    expect(tab).to_have_title(re.compile("^Search"))
    expect(tab.get_by_role("combobox")).to_be_focused()


def test_what_is_typed_on_the_way_to_the_box_is_in_it(tab: Page) -> None:
    tab.goto("/notes/index")
    held: list[Route] = []
    tab.route("**/search", lambda route: held.append(route), times=1)
    with tab.expect_request("**/search"):
        tab.keyboard.press("/")
    tab.keyboard.type("souq")
    tab.keyboard.press("Backspace")
    tab.keyboard.type("p n")
    held[0].continue_()
    expect(tab.get_by_role("combobox")).to_have_value("soup n")
    expect(tab.get_by_role("combobox")).to_be_focused()
    expect(tab.get_by_role("option").filter(has_text=SOUP)).to_be_visible()
    tab.reload()
    expect(tab.get_by_role("combobox")).to_have_value("")


def test_no_letter_is_lost_however_soon_it_is_typed(tab: Page) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    for _ in range(8):  # where a page was loaded in between, half of the times lost some
        tab.goto("/notes/index")
        tab.keyboard.press("/")
        tab.keyboard.type(letters)
        expect(tab.get_by_role("combobox")).to_have_value(letters)


def test_enter_asks_at_once_and_escape_lets_it_be(tab: Page) -> None:
    tab.goto("/notes/index")
    held: list[Route] = []
    tab.route("**/search", lambda route: held.append(route))
    for key in ("Escape", "Enter"):
        with tab.expect_request("**/search"):
            tab.keyboard.press("/")
        tab.keyboard.type("so&up")
        tab.keyboard.press(key)
    expect(tab).to_have_url("/search?q=so%26up")
    tab.goto("/notes/index")
    with tab.expect_request("**/search"):
        tab.keyboard.press("/")
    tab.keyboard.press("Escape")
    with tab.expect_response("**/search"):
        held[-1].continue_()
    with tab.expect_request("**/search"):
        tab.keyboard.press("/")
    tab.keyboard.press("Escape")
    with tab.expect_event("requestfailed"):
        held[-1].abort()
    expect(tab).to_have_url("/notes/index")
    expect(tab.get_by_role("combobox")).to_have_count(0)


def test_the_way_back_from_the_box_leads_to_where_one_was(tab: Page) -> None:
    tab.set_viewport_size({"width": 390, "height": 500})
    tab.goto("/")
    tab.goto("/notes/everything")
    tab.evaluate("scrollTo(0, 700)")
    title = tab.title()
    tab.keyboard.press("/")
    expect(tab.get_by_role("combobox")).to_be_focused()
    assert tab.evaluate("scrollY") == 0
    tab.keyboard.type("soup")
    tab.go_back()
    expect(tab).to_have_url("/notes/everything")
    expect(tab).to_have_title(title)
    expect(tab.get_by_role("combobox")).to_have_count(0)
    tab.wait_for_function("scrollY === 700")
    tab.go_forward()
    expect(tab.get_by_role("combobox")).to_have_value("soup")
    tab.keyboard.press("/")
    expect(tab.get_by_role("combobox")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab).to_have_url("/search?q=soup")
    tab.go_back()
    expect(tab).to_have_url("/search")
    expect(tab.get_by_role("combobox")).to_be_visible()
    tab.go_back()
    expect(tab).to_have_title(title)
    tab.go_back()
    expect(tab).to_have_url("/")
    expect(tab).not_to_have_title(title)


def test_a_page_of_searching_that_does_not_come_is_asked_for_by_the_browser(tab: Page) -> None:
    tab.goto("/notes/index")
    tab.route("**/search", lambda route: route.abort(), times=1)
    tab.keyboard.press("/")
    expect(tab).to_have_url("/search")
    expect(tab.get_by_role("combobox")).to_be_visible()


def test_and_not_while_typing_elsewhere(tab: Page) -> None:
    tab.goto("/-/practices/")
    field = tab.locator("select, input:not([type=search])").first
    field.focus()
    tab.keyboard.press("/")
    tab.keyboard.press("Control+k")
    expect(field).to_be_focused()


def test_what_matched_is_marked(tab: Page) -> None:
    typed(tab, "SOÜP num")
    option = tab.get_by_role("option").filter(has_text=SOUP)
    assert option.locator("mark").all_text_contents() == ["Soup", "num"]
    expect(option.locator(".suggestion")).to_have_text(SOUP)


def test_an_old_answer_never_replaces_a_newer_one(tab: Page) -> None:
    held: list[Route] = []
    tab.route(lambda url: url.endswith("?q=so"), lambda route: held.append(route))
    tab.goto("/")
    box = tab.get_by_role("combobox")
    with tab.expect_request(lambda request: request.url.endswith("?q=so")):
        box.press_sequentially("so")
    box.press_sequentially("up num")
    expect(tab.get_by_role("option")).to_have_count(1)
    (late,) = held
    late.fulfill(json={"query": "so", "suggestions": []})
    expect(tab.get_by_role("option")).to_contain_text(SOUP)


def test_no_answer_on_its_way_changes_the_list_under_who_chooses(tab: Page) -> None:
    typed(tab, "so")
    box = tab.get_by_role("combobox")
    tab.route(lambda url: url.endswith("?q=soup"), lambda route: None)
    with tab.expect_request(lambda request: request.url.endswith("?q=soup")):
        box.press_sequentially("up")
    with tab.expect_event("requestfailed"):
        box.press("ArrowDown")
    assert (chosen(tab) or "").endswith("-0")


def test_a_garden_out_of_reach_leaves_the_form_as_it_is(tab: Page) -> None:
    tab.route("**/suggest.json*", lambda route: route.abort())
    tab.goto("/")
    with tab.expect_event("requestfailed"):
        tab.get_by_role("combobox").press_sequentially("soup")
    expect(tab.get_by_role("listbox")).to_be_hidden()
    tab.keyboard.press("Enter")
    expect(tab).to_have_url("/search?q=soup")


def test_nothing_found_is_said_and_no_list_is_shown(tab: Page) -> None:
    tab.goto("/")
    tab.get_by_role("combobox").press_sequentially("xyzzy")
    expect(tab.get_by_text("No suggestions")).to_be_attached()
    expect(tab.get_by_role("listbox")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_list(tab: Page, scheme: str) -> None:
    said: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    for width in (360, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        for path in (HOME, SEARCH):
            typed(tab, "so", path)
            tab.keyboard.press("ArrowDown")
            assert violations(tab) == "", width
            assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert said == []
    assert len({url.split("/")[2] for url in asked}) == 1


def test_the_list_stands_under_the_box(tab: Page) -> None:
    for width in (360, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        typed(tab, "so")
        edges = "e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; }"
        left, top, right, _ = tab.get_by_role("listbox").evaluate(edges)
        box_left, _, box_right, box_bottom = tab.locator(".search-row").evaluate(edges)
        assert (left, right) == (box_left, box_right)
        assert 0 < top - box_bottom < 12


def test_without_script_the_form_works(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    tab = context.new_page()
    tab.goto("/")
    tab.get_by_role("searchbox").fill("soup numbers")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url("/search?q=soup+numbers")
    assert tab.get_by_role("listbox").count() == 0
    context.close()
