"""Values as people and programs read them on a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click

from garden.characters import printable
from garden.model import Hint, Problem


def echo_json(data: Any) -> None:
    """Prints data as JSON, one readable document."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def echo_problems(problems: Iterable[Problem]) -> None:
    """Prints each problem as ``path:line: sentence [code]`` with its mend below; a hint is called one."""
    for problem in problems:
        place = f"{problem.path}:{problem.line}" if problem.line else problem.path
        code = f"hint: {problem.code}" if isinstance(problem, Hint) else problem.code
        click.echo(f"{printable(place)}: {printable(problem.message)} [{code}]")
        if problem.fix:
            click.echo(f"    {printable(problem.fix)}")


def plural(number: int, noun: str, nouns: str = "") -> str:
    """``1 note``, ``2 notes``."""
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"
