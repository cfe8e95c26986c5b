"""Filling slots."""

from __future__ import annotations

from collections.abc import Callable

from garden.markdown import Body, compose, fill
from garden.markdown.sanitise import MAX_OUTPUT
from garden.model import Content, Link

Renders = Callable[[str], Body]


def nothing(link: Link) -> str:
    return "<a>" if link.kind in ("wikilink", "markdown") else ""


def test_the_view_is_asked_once_for_each_link_in_order(renders: Renders) -> None:
    asked: list[str] = []

    def view(link: Link) -> str:
        asked.append(link.target)
        return f'<a href="/{link.target}">' if link.kind == "wikilink" else "<p>shown</p>"

    shown = compose(renders("[[a]] [[b|c]]\n\n![[d]]"), view)
    assert shown == '<p><a href="/a">a</a> <a href="/b">c</a></p>\n<p>shown</p>\n'
    assert asked == ["a", "b", "d"]


def test_what_the_view_gives_is_sanitised_too(renders: Renders) -> None:
    shown = compose(renders("[[a]]"), lambda link: '<a href="javascript:x" onclick="y">')
    assert shown == "<p><a>a</a></p>\n"


def test_a_view_cannot_open_slots(renders: Renders) -> None:
    assert compose(renders("[[a]] [[b]]"), lambda link: "<a>\0L1\0") == "<p><a>L1a</a> <a>L1b</a></p>\n"


def test_embeds_have_ids_of_their_own(renders: Renders) -> None:
    inner = renders("## A\n\nText[^1]\n\n[^1]: Note.")
    outer = renders("## A\n\n![[b]]")
    shown = compose(outer, lambda link: f'<div class="embed">{fill(inner, nothing, prefix="n-1-")}</div>')
    assert 'id="n-a"' in shown
    assert 'id="n-1-a"' in shown
    assert 'href="#n-1-fn:1"' in shown
    assert 'id="n-1-fn:1"' in shown


def test_tags_lead_where_the_page_says(renders: Renders) -> None:
    shown = compose(renders("#Tea/green #tea/GREEN"), nothing, tag=lambda tag: f"/t/{tag}?a&b")
    assert shown.count('href="/t/Tea/green?a&amp;b"') == 2


def test_embeds_stay_empty_once_a_page_is_too_long(renders: Renders) -> None:
    asked = 0

    def view(link: Link) -> str:
        nonlocal asked
        asked += 1
        return "x" * (MAX_OUTPUT // 4)

    assert (
        compose(renders("![[a]]\n\n" * 100), view)
        == '<p class="notice">This text is too long to be shown here in full.</p>\n'
    )
    assert asked < 10


def test_slots_beyond_the_links_are_empty(renders: Renders) -> None:
    assert compose(Body(content=Content(), html=renders("[[a]]").html), nothing) == "<p>a</p>\n"
