"""Words in their other spellings: "food bank" finds "foodbank" as well, and "nhs" finds "N.H.S.".

Nothing of what was typed is changed: another spelling finds more notes where some have it. Two words
that were typed next to each other are also the one that they make, where notes have that; one word is
also the two that it is made of, where these stand next to each other in a note; and a short one is also
the same with dots. So it is with a word and a number: "covid19" is "Covid-19", and "6 pm" is "6pm".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from garden.search.index.lexicon import LONGEST
from garden.search.query.nodes import All, Code, Node, Phrase, Respelled, Sign, Word
from garden.search.understanding.known import KnownWords
from garden.search.words.analysis import fold, written
from garden.search.words.unspaced import begins_pairs

_MOST_WORDS = 6
"""Words of one question of which another spelling is looked for."""
SHORTEST = 7
"""Letters of a compound: shorter ones are too often two words by chance, as "manage" and "a man aged 60"."""
_TELEPHONE = 9
"""Digits of a number that two groups may be parts of."""


def with_other_spellings(tree: All, text: str, words: KnownWords) -> All:
    """A question that also finds notes with its words in another spelling; ``text`` is as it was typed."""
    having = [isinstance(node, Word) and node.text.isalpha() for node in tree.nodes if _may_vary(node)]
    if not having or sum(having) > _MOST_WORDS:  # numbers cost little
        return tree
    nodes = tuple(_with_others(tree.nodes, text, words))
    return All(nodes) if len(nodes) > len(tree.nodes) else tree


def _with_others(nodes: tuple[Node, ...], text: str, words: KnownWords) -> Iterator[Node]:
    beside = set(pairwise(map(fold, written(text)))) if len(nodes) > 1 else set[tuple[str, str]]()
    last: Node | None = None
    for node in nodes:
        yield node
        if isinstance(node, Word) and _is_plain(node):
            for code in words.dotted(node.text) if node.text.isalpha() else ():
                yield Respelled((node,), Code(code))
            for parts in words.parts_of(node.text) if _may_be_compound(node.text) else ():
                yield Respelled((node,), Phrase(tuple(enumerate(map(Word, parts))), " ".join(parts)))
            if isinstance(last, Word) and (last.text, node.text) in beside:
                yield from _as_one((last, node), words)
        elif isinstance(node, Sign) and not node.strict:
            yield from _as_one(node.words, words)
        last = node if _is_plain(node) else None


def _as_one(parts: tuple[Word, ...], words: KnownWords) -> Iterator[Respelled]:
    """Two words next to each other as the one that notes have of them."""
    texts = [part.text for part in parts]
    joined = "".join(texts)
    if len(parts) == 2 and len(joined) <= LONGEST and _may_be_compound(joined) and words.is_one(*texts):
        yield Respelled(parts, Word(joined))


def _may_be_compound(word: str) -> bool:
    """Whether a word may be two: long ones, a word and a number, the number of a telephone."""
    if word.isdecimal():
        return len(word) >= _TELEPHONE
    return len(word) >= SHORTEST if word.isalpha() else True


def _may_vary(node: Node) -> bool:
    return (isinstance(node, Sign) and not node.strict) or _is_plain(node)


def _is_plain(node: Node) -> bool:
    return (
        isinstance(node, Word)
        and not (node.quoted or node.of or node.left)
        and node.text.isalnum()
        and len(node.text) <= LONGEST
        and not begins_pairs(node.text[0])
    )
