"""All measurements on one garden: ``python -m benchmarks --notes 10000``, or ``make bench``."""

from __future__ import annotations

from benchmarks import battery, checking, cold, history, hostile, indexing, map, serving, suggest
from benchmarks.workplace import main

if __name__ == "__main__":
    main(
        indexing.measure,
        cold.measure,
        hostile.measure,  # before others that this process would hold the memory of
        serving.measure,
        suggest.measure,
        battery.measure,
        map.measure,
        history.measure,
        checking.measure,
    )
