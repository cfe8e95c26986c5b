"""The ``garden`` program."""

from __future__ import annotations

import gc
import os

_THRESHOLD = 50_000
"""Objects made until Python looks for circles of them to throw away. At its own 700, what a
command imports is looked through a hundred times, which takes a tenth of its time."""
_BRIEFLY = 200_000
"""The same for a command that ends soon: one that asks 10,000 notes need not look at all."""


def collect_less(threshold: int = _THRESHOLD) -> None:
    """Lets Python look for circles more seldom in this process, which may go on for long."""
    gc.set_threshold(threshold, *gc.get_threshold()[1:])


def main() -> None:
    """Runs the program; the console script's entry."""
    collect_less(_BRIEFLY)
    # NumPy would start a thread for each processor, to multiply matrices: a third of what importing it
    # takes, and we multiply none.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from garden.cli.group import cli  # `import garden.cli` alone costs nothing

    try:
        cli(prog_name="garden")
    finally:
        # Everything goes with the process. Python would first look through all of it for circles,
        # several times, which takes an eighth of the time of a search.
        gc.freeze()


__all__ = ["collect_less", "main"]
