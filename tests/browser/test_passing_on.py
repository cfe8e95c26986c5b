"""The foot of a note: its link copied, in an e-mail, or handed to what the browser has."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

NOTE = "/notes/gatherings/soup-and-numbers"
SHARING = """
navigator.share = async (what) => {
  window.shared = what;
  if (window.refuse) throw new DOMException("", "AbortError");
};
"""


def test_the_link_is_copied(tab: Page, site: str) -> None:
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    tab.goto(f"{NOTE}#next")
    tab.get_by_role("button", name="Copy the link").press("Enter")
    expect(tab.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    assert tab.evaluate("navigator.clipboard.readText()") == f"{site}{NOTE}"


def test_an_email_has_the_title_and_the_link(tab: Page, site: str) -> None:
    tab.goto(NOTE)
    mail = tab.get_by_role("link", name="Write an e-mail").get_attribute("href") or ""
    assert parse_qs(urlsplit(mail).query) == {
        "subject": ["Soup and numbers"],
        "body": [f"Soup and numbers\r\n\r\n{site}{NOTE}\r\n"],
    }


def test_sharing_is_offered_where_the_browser_has_it(tab: Page, site: str) -> None:
    tab.goto(NOTE)
    expect(tab.get_by_role("button", name="Copy the link")).to_be_visible()
    assert tab.evaluate("'share' in navigator") == (tab.get_by_role("button", name="Share").count() == 1)
    said: list[str] = []
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.add_init_script(SHARING)
    tab.goto(NOTE)
    for refused in ("false", "true"):
        tab.evaluate(f"window.refuse = {refused}")
        tab.get_by_role("button", name="Share").click()
        assert tab.evaluate("window.shared") == {"title": "Soup and numbers", "url": f"{site}{NOTE}"}
    assert said == []


def test_without_script_there_is_the_email(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(NOTE)
    expect(tab.get_by_role("link", name="Write an e-mail")).to_be_visible()
    expect(tab.locator(".pass-on button")).to_have_count(0)
    context.close()
