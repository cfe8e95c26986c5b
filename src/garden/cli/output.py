"""Values as people and programs read them on a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click

from garden.model import Problem


def echo_json(data: Any) -> None:
    """Prints data as JSON, one readable document."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def echo_problems(problems: Iterable[Problem]) -> None:
    """Prints each problem as ``path:line: sentence [code]`` with its mend below."""
    for problem in problems:
        place = f"{problem.path}:{problem.line}" if problem.line else problem.path
        click.echo(f"{visible(place)}: {visible(problem.message)} [{problem.code}]")
        if problem.fix:
            click.echo(f"    {visible(problem.fix)}")


def visible(text: str) -> str:
    """Text without characters that could move a terminal's cursor or turn its text around."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def plural(number: int, noun: str, nouns: str = "") -> str:
    """``1 note``, ``2 notes``."""
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"
