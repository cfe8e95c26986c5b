"""What axe-core, the accessibility checker, finds on a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_RULE = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
SCRIPT = Axe().axe_script


def violations(tab: Page) -> str:
    """What axe finds wrong on the page as it is now: a text for people, empty when it is nothing."""
    # The script is large: a page that has it already is not given it again.
    if tab.evaluate("typeof axe === 'undefined'"):
        tab.evaluate(SCRIPT)
    found = tab.evaluate("rules => axe.run(rules).then(found => found.violations)", EVERY_RULE)
    return "\n".join(map(_told, found))


def _told(violation: dict[str, Any]) -> str:
    nodes = "\n".join(
        f"    {node['html'][:200]}\n    {node['failureSummary']}" for node in violation["nodes"][:3]
    )
    return f"{violation['id']}: {violation['help']}\n{nodes}"
