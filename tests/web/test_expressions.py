"""What stands in ``{{ }}`` is escaped as Jinja does it, and what cannot be seen is named."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import pass_context
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context
from markupsafe import Markup, escape

from garden.web.expressions import shown
from garden.web.templating import Environment
from garden.web.text import visible

VALUES = st.one_of(st.text(max_size=20), st.integers(), st.none(), st.builds(Markup, st.text(max_size=20)))


def test_each_character_of_ascii_is_made_visible_and_escaped() -> None:
    assert [shown(chr(n)) for n in range(128)] == [escape(visible(chr(n))) for n in range(128)]


@given(VALUES)
def test_so_is_every_value(value: object) -> None:
    assert shown(value) == escape(visible(value))


class PlainEnvironment(Environment):
    context_class = Context
    code_generator_class = CodeGenerator


@pass_context
def known(context: Context, name: str) -> object:
    return context.get(name)


def first(things: list[str]) -> str:
    return next(iter(things))


class Knower:
    @pass_context
    def __call__(self, context: Context, name: str) -> object:
        return known(context, name)


@pytest.mark.parametrize(
    "template",
    [
        "{{ text }}|{{ html }}|{{ 3 }}|{{ none }}|{{ '<b>' }}",
        "{{ text ~ html }}|{{ text|upper }}|{{ text|e }}|{{ html|striptags }}|{{ [text, html]|join(text) }}",
        "{{ text if false }}|{{ missing }}|{{ missing or text }}",
        "{% macro m(it) %}<i>{{ it }}{{ caller() if caller }}</i>{% endmacro %}"
        "{{ m(text) }}{{ m(html) }}{% call m(text) %}<u>{{ text }}</u>{% endcall %}",
        "{% set a %}<i>{{ text }}</i>{% endset %}{{ a }}{% filter upper %}{{ text }}{% endfilter %}",
        "{% for it in [text, html] %}{{ loop.index }}{{ it }}{% endfor %}",
        "{% block one %}<i>{{ text }}</i>{% endblock %}{{ self.one() }}",
        "{% autoescape false %}{{ text }}{{ html }}{{ 3 }}{% endautoescape %}{{ text }}",
        "{% autoescape text %}{{ text }}{{ html }}{% endautoescape %}{{ text }}",
        "{% macro m(it) %}<i>{{ it }}</i>{% endmacro %}"
        "{% autoescape false %}{{ m(text) }}{% endautoescape %}",
        "{{ first([]) is defined }}{{ first([])|default(text) }}",
        "{% for it in [text, 'b'] %}{{ known('it') }}{{ knower('it') }}{{ call(it, last=text) }}{% endfor %}",
        "{% block one %}{% set a = text %}{{ known('a') }}{{ dict(a=a.upper()).get('a') }}{% endblock %}",
    ],
)
def test_templates_come_out_as_by_jinja(template: str) -> None:
    texts = {"text": "<b>\u202e&'\"", "html": Markup("<hr>")}
    functions = {"known": known, "knower": Knower(), "call": lambda text, last: text + last, "first": first}
    pages = []
    for kind in (Environment, PlainEnvironment):
        environment = kind(Flask(__name__), autoescape=True, finalize=visible)
        assert ("environment.shown(" in environment.compile(template, raw=True)) is (kind is Environment)
        pages.append(environment.from_string(template).render(texts, **functions))
    assert pages[0] == pages[1]
