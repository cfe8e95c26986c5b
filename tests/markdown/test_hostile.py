"""Text that is written to hurt is read, and nothing raises.

Each of these takes a tenth of a second or so; without its bound it takes minutes,
and the run does not end.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from markdown_it import MarkdownIt

from garden.markdown import Body, compose, read, render
from tests.conftest import Calls

pytestmark = pytest.mark.long

TABLE = "a|" * 250 + "\n" + "-|" * 250 + "\n" + "|\n" * 200 + "\n"

HOSTILE = {
    "ten thousand nested brackets": "[" * 10_000 + "]" * 10_000,
    "open brackets": "[" * 30_000,
    "open images": "![" * 10_000,
    "open wikilinks": "[[" * 10_000,
    "open wikilinks with names": "[[a" * 8_000,
    "open embeds": "![[" * 8_000,
    "open addresses": "[a](" * 6_000,
    "addresses with brackets": "[a]([" * 5_000,
    "links without blanks": "[a](b)" * 3_000,
    "stars": "*" * 100_000,
    "nested emphasis": "*" * 10_000 + "a" + "*" * 10_000,
    "stars and underscores": "*_" * 8_000,
    "smaller-than signs": "<" * 100_000,
    "links in HTML": "<a href='x'>" * 8_000 + "</a>",
    "tags that stay open": "<small>a\n\n" * 2_000,
    "folds that stay open": "<details>" * 10_000,
    "comments that stay open": "<!--\n" * 4_000 + "\n%%\n",
    "comments in quotes": "> <!--\n" * 2_000 + "\n-->",
    "percent signs": "%%\n" * 4_000,
    "a table of ten thousand columns": "|" * 10_001 + "\n" + "|-" * 10_000 + "|\n" + "|x" * 10_000,
    "tables that grow": TABLE * 50,
    "five thousand quotes": ">" * 5_000 + " a",
    "five thousand quotes with blanks": "> " * 5_000 + "a",
    "quotes like stairs": "".join(">" * depth + "a\n" for depth in range(400)),
    "five thousand lists": "- " * 5_000 + "a",
    "lists like stairs": "".join("  " * depth + "- a\n" for depth in range(300)),
    "schemes": "http://" * 10_000,
    "addresses that end in brackets": "http://a.b/" + ")" * 60_000,
    "exclamation marks": "!" * 100_000,
    "backticks of all lengths": "".join("`" * length + " " for length in range(400)),
    "footnotes that stay open": "[^a]: b\n\n" + "[^" * 6_000,
    "footnotes in footnotes": "[^a]: " * 3_000,
    "footnotes in place, nested": "^[" * 5_000 + "]" * 5_000,
    "one footnote, many references": "[^a]: b\n\n" + "[^a]" * 5_000,
    "one long definition, many references": f"[a]: http://x.y/{'z' * 50_000}\n\n" + "[a]" * 8_000,
    "one title, many times": "# a\n" * 2_000,
    "braces": "{{" * 20_000 + "{#" * 20_000,
    "marks": "==a" * 8_000,
    "a heap of accents": "#a" + "\u0301" * 50_000,
    "code that confuses lexers": "".join(
        f"```{name}\n{'a b' * 1_600}\n```\n" for name in ("java", "make", "js")
    ),
    "many pieces of code": "```py\na\n```\n" * 1_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_bounded(md: MarkdownIt, text: str) -> None:
    body = render(md, text)
    shown = compose(body, lambda link: "<a>" if link.kind in ("wikilink", "markdown") else "")
    assert not any(problem.code == "markdown-failed" for problem in body.content.problems)
    assert len(shown) <= 2 * 1024 * 1024
    assert len(body.html) < 40 * len(text) + 1_000


def test_work_grows_in_step_with_the_text(md: MarkdownIt, calls: Calls) -> None:
    """Counted in calls, which no busy machine changes, for a text that meets most rules."""
    piece = "[[a]] *b* `c` <sub>d</sub> #e https://f.g/h ==i== [j](k l.md) ^[m] {{n}} %% o %% ![[p.png]]\n\n"
    assert calls(lambda: read(md, piece * 160)) < 5 * calls(lambda: read(md, piece * 40))


MARKS = "*_" * 30_000

AGAIN = {
    "brackets that stay open": "[" * 20 + MARKS + "]",
    "footnotes in place that stay open": "[^" * 30_000,
    "footnotes in place, nested": "^[" * 18 + MARKS + "]" * 18,
    "images in images": "![" * 18 + MARKS + "](a)" * 18,
}


@pytest.mark.parametrize("text", AGAIN.values(), ids=AGAIN)
def test_what_is_in_brackets_is_not_read_again_for_each_around_it(
    md: MarkdownIt, calls: Calls, text: str
) -> None:
    """Counted in calls: the marks alone take 54 for each character."""
    assert calls(lambda: read(md, text)) < 120 * len(text)


def test_a_long_note_full_of_footnotes_is_read_as_ever(renders: Callable[[str], Body]) -> None:
    notes = 500
    shown = renders("Said.^[*Where*, and [what](a.md) else, in a note of some length.] " * notes)
    assert shown.html.count("<em>Where</em>") == len(shown.content.links) == notes


def test_scripts_in_all_disguises_are_text(page: Callable[[str], str]) -> None:
    text = """
<script>alert(1)</script> <ScRiPt src=//x.y> <svg/onload=alert(1)> <img src=x onerror=alert(1)>
<a href="jav&#x09;ascript:alert(1)">a</a> [b](javascript&colon;alert(1)) [c](<java\tscript:alert(1)>)
<iframe srcdoc="<script>alert(1)</script>"> <kbd onmouseover=alert(1)>d</kbd> [e](data:text/html;base64,PHM+)
![f](javascript:alert(1)) <https://x.y/"onmouseover="alert(1)> [g](https://x.y 'a" onclick="alert(1)')
> [!"><script>alert(1)</script>]
> x

# h {#"onclick="alert(1)}

```"><script>
x
```
"""
    shown = page(text).lower()
    for tag in ("<script", "<svg", "<iframe", "<img"):
        assert tag not in shown
    assert 'href="java' not in shown
    assert 'href="data' not in shown
    assert not any(f"{attribute}=" in _tags_of(shown) for attribute in ("onclick", "onerror", "onmouseover"))


def _tags_of(shown: str) -> str:
    """The names of all attributes: what stands in tags, outside of quotes."""
    return "".join("".join(tag.split(">")[0].split('"')[::2]) for tag in shown.split("<")[1:])
