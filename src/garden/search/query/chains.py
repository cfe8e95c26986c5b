"""Parts of a question as they are being read: joined by ``OR`` and ``AND``, with their places in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from garden.search.query.nodes import All, Either, Every, Node, Word, strictly


class Part(NamedTuple):
    """A stretch of the question that stands by itself."""

    nodes: tuple[Node, ...]
    """Most often one; several for what was written in one, as ``slow-listen*``."""
    without: str
    """The rest of the question."""


@dataclass(slots=True)
class Chain:
    """Nodes joined by ``OR``, and where they stand; those that ``AND`` joins are one of them."""

    nodes: list[Node]
    start: int
    end: int

    @property
    def node(self) -> Node:
        """All of it as one."""
        return self.nodes[0] if len(self.nodes) == 1 else Either(tuple(self.nodes))


def add(chains: list[Chain], read: list[Chain], joint: str | None) -> None:
    """Puts what was read of a token after others; it may be joined to the last, by ``either`` or ``both``."""
    if joint is None or not read:
        chains += read
        return
    _join(chains, joint)
    _join(read, joint)
    nodes, last = chains[-1].nodes, read[0].nodes
    chains[-1].end = read[0].end
    nodes += [Every(tuple(_required([nodes.pop(), *last])))] if joint == "both" else last


def _join(chains: list[Chain], joint: str) -> None:
    """Makes one of the last ones that are of the same token, as ``a-b`` has several."""
    same = [chain for chain in chains if chain.end == chains[-1].end]
    if len(same) > 1:
        nodes = [chain.node for chain in same]
        node = Every(tuple(_required(nodes))) if joint == "both" else All(tuple(nodes))
        chains[-len(same) :] = [Chain([node], same[0].start, same[0].end)]


def _required(nodes: Iterable[Node]) -> list[Node]:
    """What parts ask that must be there: both of ``a-b``, and nothing that an apostrophe left of a word."""
    every: list[Node] = []
    for node in strictly(nodes):
        every += node.nodes if isinstance(node, Every) else [node]
    return [node for node in every if not (isinstance(node, Word) and node.left)] or every


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
