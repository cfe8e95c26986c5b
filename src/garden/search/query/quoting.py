"""What stands in quotation marks, or is left out as one: words at their places, and codes as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from garden.search.query.nodes import Node, Prefix, Sign, Word
from garden.search.words import analysis, closing, codes
from garden.search.words.codes import Code
from garden.search.words.unspaced import is_unspaced

Placed = tuple[int, Word | Prefix | Sign]
"""As in a `garden.search.query.nodes.Phrase`."""

MAX_WORDS = 8
"""Of one code that is looked for as it stands: of a longer one the words are."""
_MAY_BE_GROUPED = re.compile(r"(?!(?:19|20)\d\d\.)\d{4,}\.\d+")
"""A number whose thousands may stand apart: then it has more words, and its last one another place."""
MIN_PREFIX = 2
"""Letters of a beginning that is asked for."""
TOO_SHORT = f"The beginning of a word needs at least {MIN_PREFIX} letters."
_STAR = re.compile(r"[^\W_]\*+(\s*$)?")
_SIGN = re.compile(r"[^\W_]*\*\Z")


def placed(text: str, *, closes: bool = False) -> list[Placed]:
    """The words of a text; with ``closes``, what is written in parts and is one is that one."""
    found: list[Placed] = []
    place = at = 0

    def take(stretch: str) -> None:
        nonlocal place
        for word, step in _words(closing.closed(stretch) if closes else stretch):
            found.append((place, word))
            place += step

    for code in filter(_stands, codes.asked(text)):
        sign = _sign(text[code.start : code.end], code)
        if not 0 < len(sign.words) <= MAX_WORDS or (closes and _MAY_BE_GROUPED.fullmatch(code.folded)):
            continue
        take(text[at : code.start])
        one = sign.closed if closes else None
        place += 1 if one else len(sign.words)
        found.append((place - 1, one or sign))
        at = code.end
    take(text[at:])
    return found


def _stands(code: Code) -> bool:
    return code.stands


def _words(text: str) -> Iterator[tuple[Word, int]]:
    """Words, each with the places from it to the next."""
    for written in analysis.written(text):
        steps = analysis.steps(written)
        for folded, step in steps:
            yield Word(folded, of=written if len(steps) > 1 else ""), step


def _sign(written: str, code: Code) -> Sign:
    words = tuple(word for word, _ in _words(written))
    exact = code.exact and not code.alone
    return Sign(code.folded, words, exact, closed(written), strict=exact, typed=written)


def size(placed: Iterable[Placed]) -> int:
    """How many words some have, with those of codes."""
    return sum(len(word.words) if isinstance(word, Sign) else 1 for _, word in placed)


def in_order(nodes: Iterable[Node]) -> list[Placed]:
    """Those of some nodes that are words or whole codes, at the places that they have one after another."""
    found: list[Placed] = []
    place = -1
    for node in nodes:
        if isinstance(node, Word) or (isinstance(node, Sign) and not node.begun):
            place += 1 if isinstance(node, Word) else len(node.words)
            found.append((place, node))
    return found


def begun(
    text: str, placed: list[Placed], as_one: list[Placed]
) -> tuple[list[Placed], list[Placed], list[str]]:
    """The words of a text, the last as a beginning where a star says so; and what is told of stars."""
    notices: list[str] = []
    for star in _STAR.finditer(text):
        if star[1] is None:
            notices.append("Of a phrase, only the last word can be a beginning.")
        elif placed and as_one:
            notices += [TOO_SHORT] if _is_short(placed[-1]) else []
            placed, as_one = [*placed[:-1], _begun(placed[-1])], [*as_one[:-1], _begun(as_one[-1])]
    return placed, as_one, notices


def _begun(placed: Placed) -> Placed:
    place, word = placed
    if isinstance(word, Sign) or is_unspaced(word.text) or _is_short(placed):
        return placed  # as pairs of characters, which follow one another
    return place, Prefix(word.text)


def _is_short(placed: Placed) -> bool:
    _, word = placed
    return not isinstance(word, Sign) and not is_unspaced(word.text) and len(word.text) < MIN_PREFIX


def covering(placed: list[Placed]) -> list[Placed]:
    """As few of the words of a phrase as say the same: of pairs of characters every other one."""
    places = {place for place, word in placed if len(word.text) == 2 and is_unspaced(word.text)}
    kept: dict[int, Word | Prefix | Sign] = {}
    for place, word in placed:
        if not (place in places and place - 1 in places & kept.keys() and place + 1 in places):
            kept[place] = word
    return list(kept.items())


def closed(text: str) -> Word | None:
    """What is one word with hyphens or dots, or one number with its thousands apart, as one."""
    if word := codes.without_dots(codes.folded(text)):
        return Word(word)
    words = analysis.written(closing.closed(text))
    return Word(analysis.fold(words[0])) if len(words) == 1 < len(analysis.written(text)) else None


def quoted(placed: Placed) -> Word | Prefix | Sign:
    """The only word of a phrase, which is meant as it was typed."""
    _, word = placed
    return Word(word.text, quoted=True) if isinstance(word, Word) else word


def last_sign(begun: str) -> int:
    """Where the last whole word of the beginning of a code ends, which is written with a star."""
    found = _SIGN.search(begun)
    return found.start() if found else len(begun)
