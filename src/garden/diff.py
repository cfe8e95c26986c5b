"""Two states of a folder to the changes between them.

Laws, tested: ``changes(a, a)`` is empty; swapping the arguments swaps added
and removed; applying the changes of ``(a, b)`` to ``a`` gives ``b``.
"""

from __future__ import annotations

from collections.abc import Mapping

from garden.model import Changes


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> Changes:
    """What became of each path between two maps of path to fingerprint."""
    return Changes(
        added=tuple(sorted(after.keys() - before.keys())),
        modified=tuple(sorted(path for path in before.keys() & after.keys() if before[path] != after[path])),
        removed=tuple(sorted(before.keys() - after.keys())),
    )
