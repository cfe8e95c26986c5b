"""axe finds nothing on any page: in light on a phone, in dark on a wide screen."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_RULE = {"runOnly": {"type": "tag", "values": ALL}, "resultTypes": ["violations"]}


def told(violation: dict[str, Any]) -> str:
    nodes = "\n".join(
        f"    {node['html'][:200]}\n    {node['failureSummary']}" for node in violation["nodes"][:3]
    )
    return f"{violation['id']}: {violation['help']}\n{nodes}"


def test_axe_finds_nothing(tab: Page, any_path: str) -> None:
    tab.goto(any_path)
    for width, scheme in ((360, "light"), (1280, "dark")):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        found = Axe().run(tab, options=EVERY_RULE).response["violations"]
        assert not found, f"{width} px, {scheme}\n" + "\n".join(map(told, found))
