"""The shipped plugin for formulas: MathML of what is one, and all else as it was written."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from garden.core import Garden
from garden.model import Query

if TYPE_CHECKING:
    from tests.conftest import MakeGarden

Html = Callable[[str], str]


@pytest.fixture
def html(garden_of: MakeGarden) -> Html:
    def render(text: str) -> str:
        garden = garden_of({"notes/a.md": text})
        note = garden.note("a")
        assert note is not None
        assert garden.host.faults == ()
        return garden.html(note)

    return render


def test_formulas_become_mathml(html: Html) -> None:
    made = html("It is $x^2$.\n\n$$\n\\frac{a}{b}\n$$\n\nAnd $$y$$ here, and\n\n> $$z$$\n\n- $$\n  w\n  $$\n")
    namespace = 'xmlns="http://www.w3.org/1998/Math/MathML"'
    assert f'It is <math {namespace} display="inline"><mrow><msup><mi>x</mi><mn>2</mn></msup>' in made
    assert '<div class="math" role="group" aria-label="Formula" tabindex="0"><math' in made
    assert "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>" in made
    assert made.count('display="block"') == 4
    assert "$" not in made
    assert html(r"$\alpha \in \mathbb{R}$, $\begin{aligned}a&=b\\c&=d\end{aligned}$").count("<math") == 2


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $6.",
        "From $5-$6, or US$20 and A$30.",
        "A ticket is $5 to ride, 10$ to stay.",
        "Between $3.50 a week and nothing$.",
        "One $ and two $ there.",
        "A \\$x\\$ that was meant.",
        "In `$HOME/$USER`.",
        "For $20k in all$.",
        "$$",
        "$$ and more",
        "A lone $x",
    ],
)
def test_money_and_lone_dollars_stay_as_they_are(html: Html, text: str) -> None:
    assert "<math" not in html(text)
    assert "$" in html(text)


def test_links_between_dollars_stay_links(html: Html) -> None:
    made = html("Paid $a to [[b]] and c$, or $d [e](https://example.org) f$.")
    assert made.count("<a ") == 2


@pytest.mark.parametrize("tex", [r"\nothing x", r"\left(", "x^", "{" * 900, "x" * 2_001])
def test_what_cannot_be_drawn_shows_its_source_and_is_told(garden_of: MakeGarden, tex: str) -> None:
    garden = garden_of({"notes/a.md": f"---\ntitle: A\n---\nFirst.\n\nIt is ${tex}$.\n\n$$\n{tex}\n$$\n"})
    note = garden.note("a")
    assert note is not None
    made = garden.html(note)
    assert f"It is <code>${tex}$</code>." in made
    assert f'<pre class="plain" tabindex="0">$${tex}$$</pre>' in made
    [problem] = [problem for problem in garden.check() if problem.code == "math-unreadable"]
    assert (problem.path, problem.line) == ("a.md", 6)
    assert garden.host.faults == ()


def test_the_source_is_what_is_searched(garden_of: MakeGarden) -> None:
    garden = garden_of({"notes/a.md": "Inside $\\alpha kettle$.\n", "notes/b.md": "$$\n\\beta spoon\n$$\n"})
    assert [hit.note.id for hit in garden.search(Query(text="kettle")).hits] == ["a"]
    assert [hit.note.id for hit in garden.search(Query(text="spoon")).hits] == ["b"]


def test_nothing_of_a_formula_leads_or_acts(html: Html) -> None:
    made = html(
        r"$\href{javascript:go()}{x} \style{position:fixed}{y} \class{embed}{z} \text{<img onerror=a>}$"
    )
    assert "<math" in made
    for bad in ("href", "style=", "class=", "<img"):
        assert bad not in made


def test_words_within_a_formula_are_no_markup(html: Html) -> None:
    made = html(
        r"$\text{<img/src=//e.example/x.png><a/href=//e.example>x</a><h1></math>&#60;b&#x3c;b a < b}$ after"
    )
    assert not re.findall("<(?:img|a|h1|b)\\b", made)
    assert made.count("</math>") == 1
    assert "&lt;img/src=" in made
    assert "a&nbsp;&lt;&nbsp;b" in made


HOSTILE = (
    *("$$a\n" * 8_000, "> $$a\n" * 4_000, "- $$\n" * 2_000, "$a" * 16_000, "$x$ " * 8_000),
    *("\\" * 24_000 + "$x$", "$$a$ " * 12_000, "$[[$ " * 8_000),
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:6]))
@pytest.mark.long
def test_hostile_notes_are_shown_after_a_moment(html: Html, text: str) -> None:
    assert html(text)


NAMES = "".join(
    rf"\newcommand{{\{new}}}{{" + rf"{{\{old}}}" * 10 + "}" for old, new in pairwise("abcdefghij")
)
MULTIPLIED = (
    rf"\newcommand{{\a}}{{x}}{NAMES}{{\j}}",
    r"\def\a{x}" + NAMES.replace(r"\newcommand{\b}", r"\def\b") + r"{\j}",
    r"\DeclareMathOperator{\a}{x} {\a}",
    r"\newenvironment{a}{x}{y}\begin{a}z\end{a}",
    r"\sideset{}{}{" * 40 + "a" + "}" * 40,
)


@pytest.mark.parametrize("tex", MULTIPLIED)
def test_what_multiplies_a_formula_is_shown_as_its_source(html: Html, tex: str) -> None:
    assert "<math" not in html(f"It is ${tex}$.")


def test_signs_on_both_sides_are_drawn(html: Html) -> None:
    assert "<math" in html(r"It is $\sideset{_a^b}{_c^d}\sum x$, and $\defect$ is none.")


def test_without_its_package_it_is_left_out(garden_of: MakeGarden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "latex2mathml", None)
    garden: Garden = garden_of({"notes/a.md": "It is $x^2$.\n"})
    [info] = [info for info in garden.host.plugins() if info.name == "math"]
    assert (info.state, info.faults) == ("left out", ())
    assert "pip install 'garden-notes[math]'" in info.why
    note = garden.note("a")
    assert note is not None
    assert "$x^2$" in garden.html(note)
