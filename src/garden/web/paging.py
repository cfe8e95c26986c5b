"""Long lists, in pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import request

from garden.web.parts import PageLink, Paging
from garden.web.questions import read_page
from garden.web.urls import paged

PER_PAGE = 60
AROUND = 1
"""Pages shown on either side of the one we are on."""

T = TypeVar("T")


def page_of(items: Sequence[T], path: str, per_page: int = PER_PAGE) -> tuple[tuple[T, ...], Paging]:
    """The items of the page that the reader asked for; beyond the last one, the last."""
    return page_by(items, lambda number: paged(path, number), per_page)


def page_by(
    items: Sequence[T], url: Callable[[int], str], per_page: int = PER_PAGE
) -> tuple[tuple[T, ...], Paging]:
    """As `page_of`, where each page has the address that ``url`` gives its number."""
    pages = max(1, -(-len(items) // per_page))
    number = min(read_page(request.args.get("page", ""))[0], pages)
    start = (number - 1) * per_page
    return tuple(items[start : start + per_page]), paging(number, pages, len(items), url)


def paging(number: int, pages: int, total: int, url: Callable[[int], str]) -> Paging:
    """Where page ``number`` stands among ``pages`` with ``total`` entries."""
    return Paging(
        number=number,
        pages=pages,
        total=total,
        links=_links(number, pages, url) if pages > 1 else (),
        previous=url(number - 1) if number > 1 else "",
        next=url(number + 1) if number < pages else "",
    )


def _links(number: int, pages: int, url: Callable[[int], str]) -> tuple[PageLink, ...]:
    near = range(max(1, number - AROUND), min(pages, number + AROUND) + 1)
    numbers = sorted({1, *near, pages})
    return tuple(
        PageLink(number=n, url=url(n), current=n == number, gap=n > before + 1)
        for before, n in zip([0, *numbers], numbers, strict=False)
    )
