"""Plugins' markdown rules are guarded: one that fails costs its own syntax and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from garden.host import PluginHost
    from tests.conftest import Calls
    from tests.host.conftest import HostOf

INLINE = """
    from garden import hookimpl

    def smile(state, silent):
        if not state.src.startswith(":)", state.pos):
            return False
        {0}
        if not silent:
            state.push("text", "", 0).content = "☺"
        state.pos += 2
        return True

    @hookimpl
    def garden_markdown(md, config):
        md.inline.ruler.before("text", "smile", smile)
        {1}
"""
TEXT = "*a* :) **b**\n\n- c :)\n"


def html(host: PluginHost, text: str = TEXT) -> str:
    md = MarkdownIt()
    host.extend_markdown(md)
    return str(md.render(text))


PLAIN = MarkdownIt().render(TEXT)


def test_a_rule_works(host_of: HostOf) -> None:
    assert html(host_of({"smiles.py": INLINE.format("", "")})) == PLAIN.replace(":)", "☺")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("raise SystemExit", "SystemExit"),
        ("raise type('Stop', (BaseException,), {})", "Stop"),
        ("state.push('x_open', 'x', 1); state.pos += 1; 1 / 0", "ZeroDivisionError"),
        ("return True", "matched and did not move on"),
    ],
)
def test_a_failing_inline_rule_is_as_if_it_were_not_there(host_of: HostOf, line: str, message: str) -> None:
    host = host_of({"smiles.py": INLINE.format(line, "")})
    assert html(host) == PLAIN
    assert message in host.faults[0].message
    assert host.faults[0].hook == "garden_markdown"
    assert host.faults[0].where.startswith("plugins/smiles.py:")


def test_an_interrupt_in_a_rule_is_no_mistake(host_of: HostOf) -> None:
    with pytest.raises(KeyboardInterrupt):
        html(host_of({"smiles.py": INLINE.format("raise KeyboardInterrupt", "")}))


@pytest.mark.parametrize("last", ["1 / 0", "return 'done'"])
def test_a_hook_that_fails_leaves_the_parser_as_it_was(host_of: HostOf, last: str) -> None:
    line = f"md.renderer.rules['text'] = None; md.inline.ruler.at('text', smile); {last}"
    host = host_of({"smiles.py": INLINE.format("", line)})
    assert html(host) == PLAIN
    assert len(host.faults) == 1


def test_block_core_and_render_rules_are_guarded(host_of: HostOf) -> None:
    code = """
        from garden import hookimpl

        def block(state, start, end, silent):
            state.line = end
            state.push("x_open", "x", 1)
            raise ValueError("block")

        def core(state):
            state.tokens.clear()
            raise ValueError("core")

        def late(state):
            raise ValueError("late")

        def render(tokens, index, options, env):
            return 3

        @hookimpl
        def garden_markdown(md, config):
            md.block.ruler.before("paragraph", "x", block)
            md.core.ruler.push("x", core)
            md.inline.ruler2.push("x", late)
            md.renderer.rules["em_open"] = render
    """
    host = host_of({"x.py": code})
    assert html(host) == PLAIN.replace("<em>", "")
    assert sorted(fault.message.partition(" (")[0] for fault in host.faults) == [
        "A markdown renderer must return text, not int.",
        "ValueError: block",
        "ValueError: core",
        "ValueError: late",
    ]


def test_a_guard_is_thin(host_of: HostOf, calls: Calls) -> None:
    """Counted in calls, for a note that asks a plugin's rule at each of its characters."""
    host, text = host_of({"smiles.py": INLINE.format("", "")}), ":" * 1_000
    alone = calls(lambda: MarkdownIt().render(text))
    assert calls(lambda: html(host, text)) - alone < 20 * len(text)


def test_one_plugin_s_rules_are_not_blamed_on_another(host_of: HostOf) -> None:
    host = host_of(
        {"a.py": INLINE.format("1 / 0", ""), "b.py": INLINE.format("", "").replace('"smile"', '"b"')}
    )
    assert html(host) == PLAIN.replace(":)", "☺")
    assert {fault.plugin for fault in host.faults} == {"a"}
