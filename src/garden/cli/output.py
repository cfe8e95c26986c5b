"""Values as people and programs read them on a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click

from garden.characters import printable
from garden.core.rules import Severity, rule_of
from garden.model import Problem


def echo_json(data: Any) -> None:
    """Prints data as JSON, one readable document."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def echo_problems(problems: Iterable[Problem]) -> None:
    """Prints each problem as ``path:line:column: sentence [number name]`` with its mend below.

    What is no error is called what it is.
    """
    for problem in problems:
        rule = rule_of(problem)
        place = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part)
        kind = "" if rule.severity is Severity.ERROR else f"{rule.severity}: "
        number = f"{rule.number} " if rule.number != f"X-{rule.name}" else ""
        click.echo(f"{printable(place)}: {printable(problem.message)} [{kind}{number}{printable(rule.name)}]")
        if problem.fix:
            click.echo(f"    {printable(problem.fix)}")


def plural(number: int, noun: str, nouns: str = "") -> str:
    """``1 note``, ``2 notes``."""
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"
