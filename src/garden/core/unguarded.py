"""Programs without a guard, in the processes that help with their garden.

Python starts these by importing the program. What that does outside of ``if __name__ == "__main__"`` it
does there again, and would wait for itself: for the lock that it holds, or for all that it gave them to do.
"""

from __future__ import annotations

import sys

from garden.errors import GardenError

_AGAIN = (
    "A process that was to help with this garden ran the program from its first line again, as Python has it."
    " Put what the program does below: if __name__ == '__main__':"
)


def refuse_unguarded() -> None:
    """GardenError in a process that is not yet helping, but importing the program."""
    # Where multiprocessing is not imported, this is none. It asks the same before it starts another.
    process = sys.modules.get("multiprocessing.process")
    if process is not None and getattr(process.current_process(), "_inheriting", False):
        raise GardenError(_AGAIN)
