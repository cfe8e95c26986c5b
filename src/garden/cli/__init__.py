"""The ``garden`` program."""

from __future__ import annotations


def main() -> None:
    """Runs the program; the console script's entry."""
    from garden.cli.group import cli  # `import garden.cli` alone costs nothing

    cli(prog_name="garden")


__all__ = ["main"]
