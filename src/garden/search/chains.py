"""Parts of a question as they are being read: joined by ``OR``, and each with its place in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from garden.search.nodes import All, Either, Node


class Part(NamedTuple):
    """A stretch of the question that stands by itself."""

    nodes: tuple[Node, ...]
    """Most often one; several for what was written in one, as ``slow-listen*``."""
    without: str
    """The rest of the question."""


@dataclass(slots=True)
class Chain:
    """Nodes joined by ``OR``, and where they stand."""

    nodes: list[Node]
    start: int
    end: int

    @property
    def node(self) -> Node:
        """All of it as one."""
        return self.nodes[0] if len(self.nodes) == 1 else Either(tuple(self.nodes))


def join(chains: list[Chain]) -> None:
    """Makes one of the last ones that are of the same token, as ``a-b`` has several."""
    same = [chain for chain in chains if chain.end == chains[-1].end]
    if len(same) > 1:
        chains[-len(same) :] = [Chain([All(tuple(chain.node for chain in same))], same[0].start, same[0].end)]


def parts(text: str, chains: Sequence[Chain]) -> Iterator[Part]:
    """Stretches of a question with what they mean; chains that share a token are one."""
    start = end = 0
    nodes: list[Node] = []
    for chain in [*chains, Chain([], len(text), len(text))]:
        if chain.start >= end:
            if nodes:
                yield Part(tuple(nodes), " ".join(f"{text[:start]} {text[end:]}".split()))
            start, nodes = chain.start, []
        end = max(end, chain.end)
        nodes += [chain.node] if chain.nodes else []
