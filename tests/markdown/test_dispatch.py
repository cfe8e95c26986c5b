"""Leaving out rules that cannot begin somewhere changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from garden.markdown import build_parser

OURS = build_parser()
STOCK = MarkdownIt("commonmark", {"html": False, "tasklists": True, "strikethrough_single_tilde": True})
STOCK.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])

# Everything but what a garden adds: no [[, ==, %%, bare addresses, raw tags, tags, footnotes.
WORDS = (
    "a;b; ;    ;\n;\n\n;> ;- ;+ ;1. ;2) ;*;**;_;__;`;```;~;~~;# ;## ;---;=;\nx\n===\n;x\n---\n;\\;&amp;;&;!"
    ";(;);[a];[a]: b\n;![x](y);[x](y);[x](<y z> 't');<mailto:a@b.c>;\t;|;|a|b|\n|-|-|\n;---|---;\";'"
)
PIECES = st.sampled_from(WORDS.split(";"))


def told(tokens: Sequence[Token]) -> Iterator[Any]:
    for token in tokens:
        if not token.type.startswith("task"):
            yield token.type, token.tag, token.content, token.level, token.hidden, token.map
            yield from told(token.children or ())


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_common_markdown_is_read_as_by_the_stock_parser(text: str) -> None:
    if not any(ours in text for ours in ("[[", "==", "![a]", "[x](y)(")):
        assert list(told(OURS.parse(text))) == list(told(STOCK.parse(text)))


@given(st.text(alphabet="aZ9é ./~-_#?%&:@[\\\n", max_size=20))
def test_addresses_are_written_as_by_the_stock_parser(address: str) -> None:
    assert OURS.normalizeLink(address) == STOCK.normalizeLink(address)


def test_a_rule_of_no_known_start_is_tried_everywhere() -> None:
    def smile(state: StateInline, silent: bool) -> bool:
        if not state.src.startswith((":-)", "@-)"), state.pos):
            return False
        if not silent:
            state.push("text", "", 0).content = "🙂"
        state.pos += 3
        return True

    md = build_parser(lambda md: md.inline.ruler.push("smile", smile))
    assert md.render("a :-) b @-) c") == "<p>a 🙂 b 🙂 c</p>\n"


def test_rules_of_plugins_meet_text_without_markup() -> None:
    def shout(state: StateInline) -> None:
        for token in state.tokens:
            token.content = token.content.upper()

    def hush(state: StateInline, silent: bool) -> bool:
        if not state.src.startswith("quiet", state.pos):
            return False
        if not silent:
            state.push("text", "", 0).content = "hush"
        state.pos += 5
        return True

    assert build_parser(lambda md: md.inline.ruler2.push("shout", shout)).render("so") == "<p>SO</p>\n"
    hushed = build_parser(lambda md: md.inline.ruler.before("text", "hush", hush))
    assert hushed.render("quiet please") == "<p>hush please</p>\n"
    assert build_parser(lambda md: md.inline.ruler.at("text", hush)).render("quiet") == "<p>hush</p>\n"


def test_a_new_parser_is_ready_for_threads() -> None:
    """Rulers sort their rules when first asked, and a thread that asks meanwhile misses those to come."""
    md = build_parser(lambda md: md.inline.ruler.push("smile", lambda state, silent: False))
    rulers = (md.core.ruler, md.block.ruler, md.inline.ruler, md.inline.ruler2)
    assert all(ruler.__cache__ for ruler in rulers)


def test_rules_can_be_switched_off_and_on() -> None:
    md = build_parser()
    assert "<em>" in md.render("*a*")
    assert "<em>" not in md.disable("emphasis").render("*a*")
    assert "<em>" in md.enable("emphasis").render("*a*")


def test_text_can_be_made_to_stop_at_another_character() -> None:
    def section_sign(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != "§":
            return False
        if not silent:
            state.push("text", "", 0).content = "section "
        state.pos += 1
        return True

    def extend(md: MarkdownIt) -> None:
        md.inline.add_terminator_char("§")
        md.inline.ruler.push("section_sign", section_sign)

    assert build_parser(extend).render("see §4, www.example.org").startswith("<p>see section 4, <a ")
