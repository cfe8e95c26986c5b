"""Syntax of plugins that shows other notes."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from garden.markdown import Body, build_parser, compose, embed_token, render
from garden.model import Link

PROMPT = re.compile(r"\{\{prompt:([^{}]+)\}\}")


def prompt(state: StateInline, silent: bool) -> bool:
    match = PROMPT.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        embed_token(state, match[1])
    state.pos = match.end()
    return True


def below(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not state.src.startswith("@@ ", state.bMarks[start]):
        return False
    if not silent:
        embed_token(state, state.src[state.bMarks[start] + 3 : state.eMarks[start]], "Part").map = [
            start,
            start + 1,
        ]
        state.line = start + 1
    return True


def extend(md: MarkdownIt) -> None:
    md.inline.ruler.push("prompt", prompt)
    md.block.ruler.before("paragraph", "below", below, {"alt": ["paragraph"]})


@pytest.fixture(scope="module")
def parser() -> MarkdownIt:
    return build_parser(extend)


def shown(body: Body) -> str:
    def view(link: Link) -> str:
        return f'<div class="embed">{link.target}</div>' if link.kind == "embed" else "<a>"

    return compose(body, view)


def test_an_inline_rule_can_embed(parser: MarkdownIt) -> None:
    body = render(parser, "Begin\nwith {{prompt: slow-start }} and {{ x }}.")
    assert shown(body) == '<p>Begin\nwith </p>\n<div class="embed">slow-start</div>\n<p>and {{ x }}.</p>\n'
    assert body.content.links == (
        Link(target="slow-start", kind="embed", line=2, before="Begin with ", after=" and {{ x }}."),
    )


def test_a_block_rule_can_embed(parser: MarkdownIt) -> None:
    body = render(parser, "Before\n@@ slow-start\nAfter")
    assert shown(body) == '<p>Before</p>\n<div class="embed">slow-start</div>\n<p>After</p>\n'
    assert body.content.links == (Link(target="slow-start", heading="Part", kind="embed", line=2),)
