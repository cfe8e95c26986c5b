"""All measurements on one garden: ``python -m benchmarks --notes 10000``, or ``make bench``."""

from __future__ import annotations

from benchmarks import battery, checking, cold, history, hostile, indexing, map, serving, suggest
from benchmarks.workplace import main

if __name__ == "__main__":
    main(
        indexing.measure,
        cold.measure,
        serving.measure,
        suggest.measure,
        battery.measure,
        hostile.measure,
        map.measure,
        history.measure,
        checking.measure,
    )
