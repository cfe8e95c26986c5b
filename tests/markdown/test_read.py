"""What one reading tells beside what the fixtures show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from garden.markdown import Body, build_parser, compose, read, render
from garden.markdown.read import MAX_BODY
from garden.model import Content

Reads = Callable[[str], Content]
Renders = Callable[[str], Body]

PARSER = build_parser()
WORDS = (
    "a;b ; ;\n;\n\n;# ;## x {#y};- ;  - ;1. ;> ;> [!tip]- ;[[a]];[[a|b]];![[a]];![[a.png|9]];[a](b.md);"
    "[a](b c.md);[[;]];|;\n|-|-|\n;`;```\n;*;**;_;~~;==;%%;<!--;-->;<sub>;</sub>;<details>;<a href='x'>;</a>;"
    "#tag;^id;[^1];[^1]: ;^[;https://a.b;www.a.b;{{;}};\\;&amp;;<;>;\t;    ;---\n;===\n;[a]: b\n;!;\0;\ud800;"
    "あ;🌱;{#;[ ] ;[x] "
)
PIECES = st.sampled_from(WORDS.split(";"))


def test_lines_count_from_where_the_body_begins(md: MarkdownIt) -> None:
    content = read(md, "# A\n\n[[b]]\n", first_line=7)
    assert (content.headings[0].line, content.links[0].line) == (7, 9)


def test_the_first_heading_can_be_the_title(reads: Reads) -> None:
    assert reads("Text.\n\n## *Our* [[kitchen|Kitchen]] 🌱\n").headings[0].text == "Our Kitchen 🌱"


def test_any_line_ending_is_one(reads: Reads) -> None:
    assert [link.line for link in reads("[[a]]\r\n\r\n[[b]]\r[[c]]\n[[d]]").links] == [1, 3, 4, 5]


def test_control_characters_vanish(page: Callable[[str], str]) -> None:
    assert page("a\x01b\x0bc\x7fd\x85e\ufefff\0g") == "<p>abcdefg</p>\n"


def test_half_a_character_is_replaced(page: Callable[[str], str]) -> None:
    assert (
        page("a\ud83cb [[c\ud83c]]") == '<p>a\ufffdb <a class="internal" href="/c%EF%BF%BD">c\ufffd</a></p>\n'
    )


def test_a_long_body_is_plain_text(reads: Reads, page: Callable[[str], str]) -> None:
    text = "<b> [[a]]\n\n# B\n\n" + "word " * (MAX_BODY // 5)
    content = reads(text)
    assert page(text).startswith('<pre class="plain" tabindex="0">&lt;b&gt; [[a]]\n')
    assert [problem.code for problem in content.problems] == ["body-too-long"]
    assert content.sections[0].text == text
    assert not content.links


def test_the_limit_is_in_bytes(reads: Reads) -> None:
    assert not reads("あ" * (MAX_BODY // 3)).problems
    assert reads("あ" * (MAX_BODY // 3 + 1)).problems


def test_what_is_nested_too_deep_is_flat_and_told(reads: Reads, page: Callable[[str], str]) -> None:
    text = "".join(f"{'  ' * depth}- level {depth} [[n{depth}]]\n" for depth in range(40)) + "\nAfter.\n"
    content = reads(text)
    assert [link.target for link in content.links] == [f"n{depth}" for depth in range(40)]
    assert "<p>After.</p>" in page(text)
    (problem,) = content.problems
    assert (problem.code, problem.line) == ("nested-too-deep", 10)


@pytest.mark.long
def test_a_large_table_is_text_and_told(renders: Renders) -> None:
    body = renders("a|b\n-|-\n" + "1|2\n" * 20_000)
    assert [problem.code for problem in body.content.problems] == ["table-too-large"]
    assert "<table" not in body.html


@pytest.mark.long
def test_one_definition_cannot_fill_a_library(renders: Renders) -> None:
    body = renders(f"[a]: https://example.org/{'x' * 1000}\n\n" + "[a] " * 5_000)
    assert len(body.html) < 1_000_000


def test_a_rule_that_fails_leaves_the_text() -> None:
    def fail(state: StateInline, silent: bool) -> bool:
        raise ValueError("no more soup")

    body = render(build_parser(lambda md: md.inline.ruler.push("soup", fail)), "<b> {{soup}}", first_line=4)
    assert body.html.startswith('<pre class="plain" tabindex="0">&lt;b&gt; {{soup}}')
    assert "no more soup" in body.content.problems[0].message
    assert body.content.problems[0].line == 4


def test_images_of_elsewhere_are_links() -> None:
    shown = compose(render(build_parser(), "![A door](https://example.org/door.png)"), lambda link: "")
    assert "<img" not in shown
    assert ">A door</a>" in shown


@pytest.mark.parametrize("wrong", ["L0", "E7", "C", "P", "T1", "H0", "L99999999"])
def test_slots_cannot_be_forged(page: Callable[[str], str], wrong: str) -> None:
    text = f"\0{wrong}\0 [a](x%00{wrong}%00.md) &#0;{wrong}&#0;"
    assert page(text) == f'<p>{wrong} <a class="internal" href="/x{wrong}.md">a</a> �{wrong}�</p>\n'


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_anything_can_be_read(text: str) -> None:
    body = render(PARSER, text)
    content = body.content
    shown = compose(body, lambda link: "<a>" if link.kind in ("wikilink", "markdown") else "")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert "\0" not in shown
    assert not any(problem.code == "markdown-failed" for problem in content.problems)
    assert all(1 <= link.line <= lines for link in content.links)
    assert all(1 <= heading.line <= lines for heading in content.headings)
    assert len({heading.anchor for heading in content.headings}) == len(content.headings)
    assert all(len(link.before) <= 200 and len(link.after) <= 200 for link in content.links)
    assert content == read(PARSER, text)


def test_sections_tell_where_code_stands() -> None:
    body = """
  A `b c` and [[d|`e`]] *`f`*

    indented

| `g` | plain | h `i` |
|-----|-------|-------|
|     | `j`   |       |

## `k`

Nothing.[^1] `l`

```py
m = 1
```

[^1]: In a note `n`.
"""
    first, second = read(build_parser(), body).sections[:2]
    for section, code in (
        (first, ["b c", "e", "f", "indented", "g", "i", "j"]),
        (second, ["l", "m = 1"]),
    ):
        assert [section.text[start:end] for start, end in section.code][: len(code)] == code
