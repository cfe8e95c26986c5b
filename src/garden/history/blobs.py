"""What files held once, by the ids that git gave it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from garden.history.git import Git

SECONDS = 10.0
"""That reading may take: a reader waits."""
MOST = 32 * 1024 * 1024
"""Bytes that are read at once."""


def contents(git: Git, ids: Iterable[str], *, most_each: int, most: int = MOST) -> Mapping[str, bytes]:
    """What each id stands for; what is not here, or too large, is left out.

    Raises GitError.
    """
    wanted = list(dict.fromkeys(one for one in ids if one))
    sizes = _sizes(git, wanted)
    chosen, room = [], most
    for one in wanted:
        if one in sizes and sizes[one] <= min(most_each, room):
            chosen.append(one)
            room -= sizes[one]
    if not chosen:
        return {}
    answered = most + 200 * len(chosen)
    answer = git.run("cat-file", "--batch", put=_lines(chosen), seconds=SECONDS, most=answered)
    found, at = {}, 0
    for one in chosen:
        begin = answer.index(b"\n", at) + 1
        found[one] = answer[begin : begin + sizes[one]]
        at = begin + sizes[one] + 1
    return found


def _sizes(git: Git, ids: Iterable[str]) -> Mapping[str, int]:
    said = git.run("cat-file", "--batch-check", put=_lines(ids), seconds=SECONDS).decode("ascii", "replace")
    told = (line.split(" ") for line in said.splitlines())
    return {line[0]: int(line[2]) for line in told if len(line) == 3 and line[1] == "blob"}


def _lines(ids: Iterable[str]) -> bytes:
    return "".join(f"{one}\n" for one in ids).encode("ascii")
