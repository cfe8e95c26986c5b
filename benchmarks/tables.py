"""Results as a table that people can read and paste into markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Table:
    """A title, columns, and rows of text; numbers are set flush right."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        """Adds a row."""
        self.rows.append(cells)

    def __str__(self) -> str:
        widths = [max(map(len, column)) for column in zip(self.columns, *self.rows, strict=True)]
        rule = ["-" * widths[0], *(f"{'-' * (width - 1)}:" for width in widths[1:])]
        lines = [_line(cells, widths) for cells in (self.columns, rule, *self.rows)]
        return "\n".join((f"### {self.title}", "", *lines, ""))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return f"| {' | '.join(padded)} |"


def seconds(value: float) -> str:
    """``12.3 s``, or ``0.123 s`` for what is short."""
    return f"{value:.1f} s" if value >= 10 else f"{value:.3g} s"


def milliseconds(value: float) -> str:
    """Seconds as ``1.23 ms``."""
    return f"{value * 1000:.3g} ms"


def times(value: float) -> str:
    """A ratio: ``1.5 ×``."""
    return f"{value:.2f} ×"


def megabytes(value: int) -> str:
    """Bytes as ``123 MB``."""
    return f"{value / 1e6:.0f} MB"


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which so many percent of the values are."""
    ordered = sorted(values)
    return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)]
