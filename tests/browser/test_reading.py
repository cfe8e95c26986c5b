"""What a script adds to the page of a note: contents that follow, footnotes beside the text, code to copy."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

BESIDE = "/notes/beside"
WIDE = ".spread.with-footnotes"
BOXES = """
(selector) => [...document.querySelectorAll(selector)].map(e => {
  const r = e.getBoundingClientRect();
  return { left: r.left, top: r.top + scrollY, right: r.right, bottom: r.bottom + scrollY };
})
"""


STANDS_AT = "([id, y]) => Math.abs(document.getElementById(id).getBoundingClientRect().top + scrollY - y) < 3"


def boxes(tab: Page, selector: str) -> list[dict[str, float]]:
    found: list[dict[str, float]] = tab.evaluate(BOXES, selector)
    return found


def test_the_contents_say_which_part_is_read(tab: Page) -> None:
    tab.set_viewport_size({"width": 1280, "height": 500})
    tab.goto(BESIDE)
    current = tab.locator(".contents [aria-current]")
    expect(current).to_have_count(0)
    for name in ("The second part", "The first part", "The third part"):
        tab.get_by_role("heading", name=name).evaluate("e => e.scrollIntoView()")
        expect(current).to_have_count(1)
        expect(current).to_have_text(name)
        expect(current).to_have_attribute("aria-current", "location")
    tab.evaluate("scrollTo(0, 0)")
    expect(current).to_have_count(0)


def test_the_contents_are_folded_above_the_text_where_nothing_fits_beside_it(tab: Page) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.goto(BESIDE)
    first = tab.locator(".contents").get_by_role("link", name="The first part")
    expect(first).to_be_hidden()
    [contents], [text] = boxes(tab, ".contents"), boxes(tab, ".text")
    assert contents["bottom"] < text["top"]
    tab.locator(".contents summary").press("Enter")
    first.press("Enter")
    expect(tab).to_have_url(re.compile("#n-the-first-part$"))
    tab.set_viewport_size({"width": 1280, "height": 740})
    expect(first).to_be_visible()
    [contents], [text] = boxes(tab, ".contents"), boxes(tab, ".text")
    assert contents["left"] > text["right"]
    assert contents["top"] >= boxes(tab, ".asides")[0]["bottom"]
    tab.set_viewport_size({"width": 360, "height": 740})
    expect(first).to_be_hidden()


def test_footnotes_stand_beside_their_references(tab: Page) -> None:
    tab.goto(BESIDE)
    expect(tab.locator(WIDE)).to_be_visible()
    (text,) = boxes(tab, ".text")
    asides = boxes(tab, ".asides > *")
    notes = boxes(tab, ".footnotes li")
    assert len(notes) == 6
    assert all(note["left"] > text["right"] for note in notes)
    assert notes[0]["top"] >= max(aside["bottom"] for aside in asides)
    for above, below in pairwise(notes):
        assert below["top"] > above["bottom"]
    (last,) = boxes(tab, "[id='n-fnref:6']")
    assert abs(notes[-1]["top"] - last["top"]) < 3
    tab.locator(".callout summary").click()
    (folded,) = boxes(tab, "[id='n-fnref:5']")
    tab.wait_for_function(STANDS_AT, arg=["n-fn:5", folded["top"]])


@pytest.mark.parametrize("medium", ["phone", "paper", "no script"])
def test_elsewhere_they_are_at_the_end(chromium: Browser, site: str, medium: str) -> None:
    context = chromium.new_context(
        base_url=site,
        viewport={"width": 360 if medium == "phone" else 1280, "height": 800},
        java_script_enabled=medium != "no script",
    )
    tab = context.new_page()
    tab.goto(BESIDE)
    if medium == "paper":
        expect(tab.locator(WIDE)).to_be_visible()
        tab.emulate_media(media="print")
    # Both at once: a picture that comes late moves what is below it.
    last, place = boxes(tab, "[id='n-fnref:6'], .footnotes li:first-child")
    assert place["top"] > last["bottom"]
    assert place["left"] < last["right"]
    context.close()


def test_footnotes_behind_a_gate_come_out_with_the_text(tab: Page) -> None:
    tab.goto("/notes/gated")
    expect(tab.locator(WIDE)).to_have_count(0)
    tab.locator(".gate summary").click()
    expect(tab.locator(WIDE)).to_be_visible()
    assert boxes(tab, ".footnotes li")[0]["left"] > boxes(tab, ".text")[0]["right"]


def test_more_footnotes_than_text_stay_at_the_end(tab: Page) -> None:
    tab.goto("/notes/many-footnotes")
    expect(tab.locator(".footnotes li")).to_have_count(120)
    expect(tab.locator(".text")).to_be_visible()
    tab.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(tab.locator(WIDE)).to_have_count(0)
    assert boxes(tab, ".footnotes li")[0]["right"] <= boxes(tab, ".text")[0]["right"]


@pytest.mark.parametrize("clipboard", [True, False])
def test_code_is_copied_and_it_is_said(tab: Page, site: str, clipboard: bool) -> None:
    if clipboard:
        tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    else:  # as on plain http
        tab.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    tab.goto(BESIDE)
    button = tab.get_by_role("button", name="Copy this code")
    button.focus()
    tab.keyboard.press("Enter")
    expect(button.or_(tab.get_by_role("button", name="Copied"))).to_have_text("Copied")
    expect(tab.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    expect(tab.get_by_role("button", name="Copied")).to_be_focused()
    tab.goto("/search")
    tab.get_by_role("combobox").focus()
    tab.keyboard.press("Control+v")
    expect(tab.get_by_role("combobox")).to_have_value("garden serve ~/notes")


def test_a_picture_keeps_to_the_size_it_was_given(tab: Page) -> None:
    tab.goto(BESIDE)
    tab.wait_for_function("[...document.querySelectorAll('.text img')].every(e => e.naturalWidth)")
    sizes = tab.locator(".text p img").evaluate_all("all => all.map(e => [e.clientWidth, e.clientHeight])")
    assert sizes == [[120, 27], [120, 80]]
    expect(tab.locator(".text figcaption")).to_have_text("The green box, an hour before anyone came.")
