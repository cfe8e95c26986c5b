"""What each process that reads notes needs; imported once, by the server that forks them."""

from __future__ import annotations

import importlib
import os

# No one multiplies matrices here, and without NumPy's threads the server forks safely.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

for _needed in ("garden.core.processes", "garden.markdown", "garden.search.parts"):
    importlib.import_module(_needed)
