"""The map: drawn when asked for and not before, under the pages' policy, for hands, keys and ears."""

from __future__ import annotations

import re
from base64 import b64encode

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import violations

pytestmark = pytest.mark.browser

NOTE = "/notes/how-we-ask"
ALONE = {
    "notes": 1,
    "start": None,
    "kinds": [["Note", 0]],
    "kind": [0],
    "titles": ["Gated"],
    "folders": [""],
    "folder": [0],
    "names": [1],
    "x": [4000],
    "y": [4000],
    "links": [0],
}
"""The data of a map with one note, which is drawn in the middle."""
OF_THE_MAP = ("map.css", "drawing.js", "sigma.js", "map.json")


def door(tab: Page) -> Locator:
    return tab.locator(".map-door").get_by_role("button").first


def canvas(tab: Page) -> Locator:
    return tab.get_by_role("application")


def card(tab: Page) -> Locator:
    return tab.locator(".map-card")


def drawn(tab: Page, path: str) -> Locator:
    tab.goto(path)
    door(tab).click()
    expect(canvas(tab)).to_be_visible()
    expect(canvas(tab).locator("canvas").first).to_be_visible()
    return canvas(tab)


def colours(tab: Page) -> int:
    """How many colours a picture of the map has: an empty one has hardly any."""
    shot = tab.locator(".map-frame").screenshot()
    count: int = tab.evaluate(
        """async (shot) => {
            const bytes = Uint8Array.from(atob(shot), (one) => one.charCodeAt());
            const picture = await createImageBitmap(new Blob([bytes]));
            const flat = document.createElement("canvas");
            Object.assign(flat, { width: picture.width, height: picture.height });
            const context = flat.getContext("2d");
            context.drawImage(picture, 0, 0);
            const { data } = context.getImageData(0, 0, flat.width, flat.height);
            return new Set(new Uint32Array(data.buffer)).size;
        }""",
        b64encode(shot).decode(),
    )
    return count


@pytest.mark.parametrize("place", [NOTE, "/map"])
def test_nothing_of_it_is_fetched_before_it_is_asked_for(tab: Page, site: str, place: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(place, wait_until="networkidle")
    early = [name for name in OF_THE_MAP if any(name in url for url in asked)]
    assert early == ([] if place == NOTE else ["map.css"])
    door(tab).click()
    expect(canvas(tab).locator("canvas").first).to_be_visible()
    tab.wait_for_load_state("networkidle")
    assert all(any(name in url for url in asked) for name in OF_THE_MAP)
    assert all(url.startswith(f"{site}/") for url in asked), asked
    assert [text for text in said if "GL Driver Message" not in text] == []
    assert colours(tab) > 100


def test_it_opens_and_closes(tab: Page) -> None:
    drawn(tab, NOTE)
    expect(door(tab)).to_have_text("Close the map")
    expect(door(tab)).to_have_attribute("aria-expanded", "true")
    expect(tab.locator(".map-door").get_by_role("link", name="The same as tables")).to_have_attribute(
        "href", "/map?from=how-we-ask"
    )
    door(tab).click()
    expect(canvas(tab)).to_have_count(0)
    expect(door(tab)).to_have_text("A map from here")
    door(tab).click()
    expect(canvas(tab)).to_be_visible()


def test_keys_lead_from_note_to_note_and_into_one(tab: Page) -> None:
    tab.goto(NOTE)
    door(tab).press("Enter")
    expect(canvas(tab)).to_be_visible()
    expect(card(tab).get_by_role("link")).to_have_text("How we ask, and what you can take back")
    for _ in range(6):
        tab.keyboard.press("Tab")
        if canvas(tab).evaluate("element => element === document.activeElement"):
            break
    expect(canvas(tab)).to_be_focused()
    beside = card(tab).get_by_role("list", name="Linked with it").get_by_role("button")
    names = {text.rstrip("…") for text in beside.all_inner_texts()}
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        tab.keyboard.press(key)
        title = card(tab).get_by_role("link").inner_text()
        if title != "How we ask, and what you can take back":
            break
    assert any(title.startswith(name) for name in names)
    status = tab.locator(".map > [role=status]")
    expect(status).to_contain_text(title)
    expect(status).to_contain_text("link")
    address = card(tab).get_by_role("link").get_attribute("href")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text(title)
    assert tab.url.endswith(str(address))


def test_arrows_begin_somewhere_on_the_whole_map(tab: Page) -> None:
    drawn(tab, "/map").focus()
    expect(card(tab)).to_be_hidden()
    tab.keyboard.press("ArrowRight")
    expect(card(tab).get_by_role("link")).to_have_count(1)


def test_escape_leaves(tab: Page) -> None:
    drawn(tab, NOTE).focus()
    tab.keyboard.press("Escape")
    expect(canvas(tab)).to_have_count(0)
    expect(door(tab)).to_be_focused()


def test_what_is_linked_can_be_chosen_from_the_list(tab: Page) -> None:
    drawn(tab, NOTE)
    other = card(tab).get_by_role("list", name="Linked with it").get_by_role("button").first
    name = other.inner_text().rstrip("…")
    other.click()
    expect(card(tab).get_by_role("link")).to_contain_text(name)
    expect(canvas(tab)).to_be_focused()


def test_a_click_chooses_a_note_and_one_beside_it_lets_go(tab: Page) -> None:
    tab.route("**/map.json*", lambda route: route.fulfill(json=ALONE))
    frame = drawn(tab, "/map")
    box = frame.bounding_box()
    assert box is not None
    middle = {"x": box["width"] / 2, "y": box["height"] / 2}
    for _ in range(2):  # as quickly as a program is, and still no double click
        frame.click(position=middle)  # type: ignore[arg-type]
        expect(card(tab).get_by_role("link")).to_have_attribute("href", "/notes/gated")
        frame.click(position={"x": 3, "y": 3})
        expect(card(tab)).to_be_hidden()
    frame.dblclick(position=middle)  # type: ignore[arg-type]
    expect(card(tab)).to_be_visible()


def test_buttons_and_keys_zoom(tab: Page) -> None:
    frame = drawn(tab, "/map")

    def shot() -> str:
        frame.focus()
        labels: str = tab.locator(".sigma-labels").evaluate(
            "labels => new Promise((done) => requestAnimationFrame(() => done(labels.toDataURL())))"
        )
        return labels

    whole = shot()
    tab.get_by_role("button", name="Nearer").click()
    nearer = shot()
    assert nearer != whole
    tab.get_by_role("button", name="All of it").click()
    assert shot() == whole
    tab.keyboard.press("+")
    assert shot() == nearer
    tab.keyboard.press("-")
    assert shot() == whole


def test_a_picture_that_is_long_in_drawing_is_moved_and_drawn_at_rest(tab: Page) -> None:
    tab.add_init_script(
        """const now = performance.now.bind(performance);
        let asked = 0;
        performance.now = () => now() + 20 * asked++;"""
    )
    tab.route("**/map.json*", lambda route: route.fulfill(json=ALONE))
    frame = drawn(tab, "/map")
    box = frame.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.evaluate(
        """() => {
            const { style } = document.querySelector(".sigma-nodes");
            window.places = [];
            new MutationObserver(() => window.places.push(style.transform))
                .observe(document.querySelector(".sigma-nodes"), { attributeFilter: ["style"] });
        }"""
    )
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + 2, y + 1)
    tab.wait_for_function("() => window.places.length > 1 && window.places.at(-1) === ''")
    assert tab.evaluate("window.places[0]").startswith("translate("), "drawn anew"
    expect(frame).to_have_class(re.compile("map-on-note"))  # which came along under the pointer
    tab.mouse.up()


def test_the_wheel_scrolls_the_page_until_the_map_is_used(tab: Page) -> None:
    frame = drawn(tab, "/map")
    title = tab.get_by_role("heading", level=1)
    frame.hover(position={"x": 3, "y": 3})
    tab.mouse.wheel(0, 400)
    expect(title).not_to_be_in_viewport()
    frame.focus()
    place = tab.evaluate("scrollY")
    labels = tab.locator(".sigma-labels").evaluate("labels => labels.toDataURL()")
    tab.mouse.wheel(0, -120)
    tab.wait_for_function(
        "before => document.querySelector('.sigma-labels').toDataURL() !== before", arg=labels
    )
    assert tab.evaluate("scrollY") == place


@pytest.mark.parametrize("place", [NOTE, "/map", "/map?kind=story"])
def test_axe_finds_nothing_with_the_map_drawn(tab: Page, place: str) -> None:
    drawn(tab, place).focus()
    tab.keyboard.press("ArrowRight")
    for width, scheme in ((360, "light"), (1280, "dark")):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        assert violations(tab) == "", (width, scheme)
        assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_it_takes_the_colours_of_the_scheme(tab: Page) -> None:
    drawn(tab, "/map")
    light = tab.locator(".map-frame").screenshot()
    tab.emulate_media(color_scheme="dark")
    assert tab.locator(".map-frame").screenshot() != light
    assert colours(tab) > 100


def test_fingers_choose_a_note(chromium: Browser, site: str) -> None:
    context = chromium.new_context(
        base_url=site,
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.route("**/map.json*", lambda route: route.fulfill(json=ALONE))
    tab.goto("/map")
    door(tab).tap()
    expect(canvas(tab)).to_be_visible()
    box = canvas(tab).bounding_box()
    assert box is not None
    canvas(tab).tap(position={"x": 3, "y": 3})
    canvas(tab).tap(position={"x": box["width"] / 2, "y": box["height"] / 2})
    expect(card(tab).get_by_role("link")).to_have_attribute("href", "/notes/gated")
    context.close()


def test_a_map_that_cannot_be_had_says_so(tab: Page) -> None:
    tab.route("**/map.json*", lambda route: route.fulfill(status=500, body="no"))
    tab.goto(NOTE)
    door(tab).click()
    status = tab.locator(".map-door > [role=status]")
    expect(status).to_contain_text("The map cannot be drawn here.")
    expect(status.get_by_role("link", name="The same as tables")).to_be_visible()
    expect(door(tab)).to_have_attribute("aria-expanded", "false")


def test_a_script_that_is_not_ours_is_not_run(tab: Page) -> None:
    tab.route(
        "**/sigma.js*",
        lambda route: route.fulfill(body="document.title = 'changed'", content_type="text/javascript"),
    )
    tab.goto(NOTE)
    door(tab).click()
    expect(tab.locator(".map-door > [role=status]")).to_contain_text("The map cannot be drawn here.")
    assert tab.title() != "changed"


def test_a_map_that_is_being_laid_out_is_asked_for_again(tab: Page) -> None:
    answers = [503, 503]
    tab.clock.install()
    tab.route(
        "**/map.json*",
        lambda route: (
            route.fulfill(status=answers.pop(), headers={"Retry-After": "1"})
            if answers
            else route.continue_()
        ),
    )
    tab.goto("/map")
    door(tab).click()
    expect(tab.locator(".map-door > [role=status]")).to_contain_text("The map is being drawn")
    for _ in range(2):
        tab.clock.run_for(1_100)
    expect(canvas(tab)).to_be_visible()


def test_a_server_that_does_not_say_when_to_come_again_is_left_alone(tab: Page) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.route("**/map.json*", lambda route: route.fulfill(status=503))
    tab.goto("/map")
    door(tab).click()
    expect(tab.locator(".map-door > [role=status]")).to_contain_text("The map cannot be drawn here.")
    assert len([url for url in asked if "/map.json" in url]) == 1


def test_without_scripts_it_is_a_page_of_tables(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(NOTE)
    tab.get_by_role("link", name="A map from here").click()
    expect(tab.get_by_role("heading", name="One step away")).to_be_visible()
    expect(tab.get_by_role("row").nth(3)).to_be_visible()
    tab.locator("#narrow").get_by_role("link", name="Story").click()
    expect(tab).to_have_url(f"{site}/map?from=how-we-ask&kind=story")
    expect(tab.get_by_role("button")).to_have_count(0)
    context.close()
