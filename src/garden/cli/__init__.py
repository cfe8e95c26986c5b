"""The ``garden`` program."""

from __future__ import annotations

import gc

_THRESHOLD = 50_000
"""Objects made until Python looks for circles of them to throw away. At its own 700, what a
command imports is looked through a hundred times, which takes a tenth of its time."""


def collect_less() -> None:
    """Lets Python look for circles more seldom in this process."""
    gc.set_threshold(_THRESHOLD, *gc.get_threshold()[1:])


def main() -> None:
    """Runs the program; the console script's entry."""
    collect_less()
    from garden.cli.group import cli  # `import garden.cli` alone costs nothing

    cli(prog_name="garden")


__all__ = ["collect_less", "main"]
