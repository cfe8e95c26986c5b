"""What leads where, as plain names and pairs of them: order, reach, and how far it is. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

Ways = Mapping[str, Sequence[str]]
"""Names that each name leads to; all of them are keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From a least to a most."""

    least: int
    most: int | None
    """None where one may go round and round."""

    @property
    def sure(self) -> bool:
        """Whether it is the same whichever way one takes."""
        return self.least == self.most


def reached(ways: Ways, starts: Iterable[str]) -> frozenset[str]:
    """All that can be come to from ``starts``, themselves included."""
    seen = set(starts)
    queue = deque(seen)
    while queue:
        new = [name for name in ways[queue.popleft()] if name not in seen]
        seen.update(new)
        queue.extend(new)
    return frozenset(seen)


def turned(ways: Ways) -> Ways:
    """The same, led back."""
    back: dict[str, list[str]] = {name: [] for name in ways}
    for name, others in ways.items():
        for other in others:
            back[other].append(name)
    return back


def ordered(ways: Ways, starts: Iterable[str]) -> tuple[tuple[str, ...], frozenset[tuple[str, str]]]:
    """What is reached, each before all that it leads to; and the pairs that lead back, which that leaves out.

    A walk in depth, without recursion, since a trail may have more steps than Python has frames.
    """
    done: list[str] = []
    open_ones: set[str] = set()
    seen: set[str] = set()
    back = set()
    for start in starts:
        stack = [] if start in seen else [(start, iter(ways[start]))]
        open_ones.update(name for name, _ in stack)
        seen.add(start)
        while stack:
            name, others = stack[-1]
            other = next(others, None)
            if other is None:
                stack.pop()
                open_ones.discard(name)
                done.append(name)
            elif other in open_ones:
                back.add((name, other))
            elif other not in seen:
                seen.add(other)
                open_ones.add(other)
                stack.append((other, iter(ways[other])))
    return tuple(reversed(done)), frozenset(back)


def spans(ways: Ways, starts: Sequence[str], cost: Callable[[str], int]) -> Mapping[str, Span]:
    """What it costs to go on from each name to one that leads nowhere, counting those that are come to.

    Whoever takes a way back to where they must have been is as far as they were then, so such
    ways count only where there is no other. Names from which there is no end have no span.
    """
    order, back = ordered(ways, starts)
    least: dict[str, int] = {}
    changed = True
    while changed:  # once, and as often again as a way back is the shortest
        changed = False
        for name in reversed(order):
            costs = [least[other] + cost(other) for other in ways[name] if other in least]
            found = min(costs) if costs else None if ways[name] else 0
            if found is not None and found != least.get(name):
                least[name] = found
                changed = True
    circling = {name for name, _ in _circles(ways, starts, order, back)}
    most: dict[str, int | None] = {}
    for name in reversed(order):
        onward = [other for other in ways[name] if (name, other) not in back]
        costs = [cost(other) + it for other in onward if (it := most[other]) is not None]
        open_ended = name in circling or len(costs) < len(onward) or bool(ways[name] and not onward)
        most[name] = None if open_ended else max(costs, default=0)
    return {name: Span(least=found, most=most[name]) for name, found in least.items()}


def depths(ways: Ways, starts: Sequence[str]) -> Mapping[str, Span]:
    """How many come before each name that is reached from ``starts``."""
    order, back = ordered(ways, starts)
    circling = reached(ways, (name for pair in _circles(ways, starts, order, back) for name in pair))
    least = dict.fromkeys(starts, 0)
    queue = deque(starts)
    while queue:
        name = queue.popleft()
        for other in ways[name]:
            if other not in least:
                least[other] = least[name] + 1
                queue.append(other)
    most = dict.fromkeys(order, 0)
    for name in order:
        for other in ways[name]:
            if (name, other) not in back:
                most[other] = max(most[other], most[name] + 1)
    return {name: Span(least=least[name], most=None if name in circling else most[name]) for name in order}


def _circles(
    ways: Ways, starts: Sequence[str], order: Sequence[str], back: frozenset[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """The ways back that may lead to where no one has been: there is a way to their start round their end."""
    place = {name: number for number, name in enumerate(order, 1)}
    last = _last_before(ways, starts, place)
    found = set()
    for name, other in back:
        passed = place[name]
        while passed > place[other]:
            passed = last[passed]
        if passed != place[other]:
            found.add((name, other))
    return frozenset(found)


def _last_before(ways: Ways, starts: Sequence[str], place: Mapping[str, int]) -> Mapping[int, int]:
    """For each place in the order, the last one that every way there leads through; 0 is before all.

    The dominators of Cooper, Harvey and Kennedy ("A Simple, Fast Dominance Algorithm", 2001).
    """
    last = {0: 0}

    def meet(one: int, other: int) -> int:
        while one != other:
            one, other = (last[one], other) if one > other else (one, last[other])
        return one

    before = turned(ways)
    changed = True
    while changed:
        changed = False
        for name, number in place.items():
            known = [place[it] for it in before[name] if place.get(it) in last]
            found = reduce(meet, [0, *known] if name in starts else known)
            if last.get(number) != found:
                last[number] = found
                changed = True
    return last
