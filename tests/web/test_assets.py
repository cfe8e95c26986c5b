"""Style sheets: up to date, readable in both schemes, and asking nothing of another host."""

from __future__ import annotations

import re
from itertools import product

import pytest

from garden import shipped
from garden.web.assets import FOLDER
from garden.web.code_style import FILE, style_sheet

OF_PLUGINS = sorted(shipped.folder("plugins").glob("*/static/*"))
SHEET = (FOLDER / "garden.css").read_text()


def test_the_colours_of_code_are_current() -> None:
    assert FILE.read_text() == style_sheet(), "run: python -m garden.web.code_style"


@pytest.mark.parametrize("path", [*sorted(FOLDER.iterdir()), *OF_PLUGINS], ids=lambda path: path.name)
def test_nothing_comes_from_elsewhere(path) -> None:  # type: ignore[no-untyped-def]
    text = path.read_text().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|//[a-z]|@import|data:|<script|javascript:", text)


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", block))


LIGHT = _colours(SHEET[: SHEET.index("@media (prefers-color-scheme: dark)")])
DARK = {**LIGHT, **_colours(SHEET[SHEET.index("@media (prefers-color-scheme: dark)") :].split("}\n}")[0])}


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's ratio, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


TEXT = ("ink", "soft", "accent", "wish", "blue", "amber", "plum", "brick")
GROUND = ("paper", "sheet", "tint")


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(colours: dict[str, str]) -> None:
    for text, ground in product(TEXT, GROUND):
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
    assert contrast(colours["ink"], colours["mark"]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_what_can_be_used_can_be_seen(colours: dict[str, str]) -> None:
    for ground in GROUND:
        assert contrast(colours["edge"], colours[ground]) >= 3, ground
