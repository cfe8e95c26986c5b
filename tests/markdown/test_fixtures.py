"""Every example in ``fixtures``: a title, what is written, and what becomes of it.

``html`` holds what a page shows, ``found`` what else one reading tells.
Another example needs no Python.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it.utils import read_fixture_file

from garden.model import Content, Link

FIXTURES = Path(__file__).parent / "fixtures"


def _cases(pattern: str) -> list[Any]:
    return [
        pytest.param(written, expected, id=f"{file.stem}: {title}")
        for file in sorted(FIXTURES.glob(pattern))
        for _, title, written, expected in read_fixture_file(file)
    ]


@pytest.mark.parametrize(("written", "expected"), _cases("html/*.md"))
def test_html(page: Callable[[str], str], written: str, expected: str) -> None:
    assert page(written).strip() == expected.strip()


@pytest.mark.parametrize(("written", "expected"), _cases("found/links.md"))
def test_links(reads: Callable[[str], Content], written: str, expected: str) -> None:
    assert "\n".join(map(_told, reads(written).links)) == expected.strip()


@pytest.mark.parametrize(("written", "expected"), _cases("found/text.md"))
def test_text(reads: Callable[[str], Content], written: str, expected: str) -> None:
    assert _outline(reads(written)) == expected.strip()


def _told(link: Link) -> str:
    target = f"{link.target}#{link.heading}" if link.heading else link.target
    size = f" ({link.size})" if link.size else ""
    return f"{link.line} {link.kind} {target}{size}: {link.before}[{link.text}]{link.after}"


def _outline(content: Content) -> str:
    headings = [f"{'#' * h.level} {h.text} {{#{h.anchor}}} line {h.line}" for h in content.headings]
    sections = [line for s in content.sections for line in (f"[{s.anchor}] {s.heading}", s.text) if line]
    return "\n".join([*headings, *sections, f"tags: {', '.join(content.tags)}", f"words: {content.words}"])
