"""What each process that reads or checks notes needs; imported once, by the server that forks them."""

from __future__ import annotations

import gc
import importlib
import os

gc.disable()  # what is imported stays: looking for what could go takes a sixteenth of the time

# No one multiplies matrices here, and without NumPy's threads the server forks safely.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

for _needed in (
    "garden.core.processes",
    "garden.core.reading",
    "garden.core.checking",
    "garden.search.index.drafting",
):
    importlib.import_module(_needed)
