"""A question with slips of the pen mended: "lisening" is read as "listening".

A word that no note has which this reader may see is read as the one most like it:
by edits, then with the same first letter, then by how many notes have it, then by
the alphabet. Measured on four public collections with one slip a word, this finds
the right word far more often than distance alone, and searching for all near words
at once is worse than either. A blank too many or too few is a slip as well. A word
that few notes have is left alone; what it may have been is only offered.

Nothing is read or offered that only hidden notes have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce

import numpy as np

from garden.search import analysis, schema
from garden.search.analysis import Analysis, bare
from garden.search.corpus import View
from garden.search.facets import Mask
from garden.search.lexicon import LONGEST, SHORTEST, Lexicon
from garden.search.nodes import All, Either, Node, Within, Word
from garden.search.scanning import words_beginning

FROM_LENGTH = {1: 4, 2: 8}
"""Letters that a word must have for so many edits: in short ones an edit makes another word."""
OTHER_BEGINNING = 6
"""Letters that a word must have to be read as one with another first letter: "mould" is not "would"."""
RARE = 2
"""Notes with a word that is so rare that it may be a slip, if ..."""
COMMONER = 20
"""... a word much like it stands in so many times more of them."""
MOST_WORDS = 6
"""Words of one question that are compared with all words; the rest is read as it is."""
_LOOKED_AT = 50
"""Candidates of one distance whose documents are looked at."""
_MAX_FORMS = 100
"""Forms of one stem that are looked at."""


_LITERAL = re.compile(r"""["“”„‟«»＂][^"“”„‟«»＂]*["“”„‟«»＂]?|(?<![^\s(])-+\S+|[^\W\d][\w-]*[:：](?=\S)""")
"""What is taken as it is written: phrases, what is excluded, names of fields."""

Changes = Mapping[tuple[str, ...], tuple[str, ...]]
"""Words as they are written, to those meant."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A question as it is read."""

    tree: All
    changes: Changes
    """Words of the question, to those that are read in their place."""
    offers: Changes
    """Words that few notes have, to those that they may be a slip for."""


NOTHING = Mended(All(), {}, {})


def mend(tree: All, view: View, analysis: Analysis, common: frozenset[str], *, rare: bool = False) -> Mended:
    """Mends the words of a question that no note has; with ``rare``, what would be offered is read too.

    Phrases, what is excluded and values of fields are left as they are, and so are
    ``common`` words, short ones and such with digits.
    """
    mender = _Mender(_Words(view, analysis), common, rare)
    nodes = mender.all(tree.nodes)
    return Mended(All(nodes) if mender.changes else tree, mender.changes, mender.offers)


def begins_others(word: str, view: View, analysis: Analysis) -> bool:
    """Whether no note that may be seen has a word, and some have one that begins so."""
    words = _Words(view, analysis)
    return not words.count(word) and words.begins(word)


def rewritten(text: str, changes: Changes) -> str:
    """A question's text with words replaced; phrases and what is excluded stay."""
    text = unicodedata.normalize("NFC", text)
    found = [
        (at, at + len(written), analysis.fold(written))
        for at, written in words_beginning(analysis.spaced(text), ())
    ]
    kept = [match.span() for match in _LITERAL.finditer(text)]
    pieces: list[str] = []
    done = place = 0
    while place < len(found):
        start, end, word = found[place]
        words: tuple[str, ...] = (word,)
        if place + 1 < len(found) and (word, found[place + 1][2]) in changes:
            end, words = found[place + 1][1], (word, found[place + 1][2])
        if words in changes and not any(a <= start < b for a, b in kept):
            read = " ".join(changes[words])
            pieces += [text[done:start], read.capitalize() if text[start].isupper() else read]
            done = end
        place += len(words) if words in changes else 1
    return "".join([*pieces, text[done:]])


@dataclass(eq=False)
class _Mender:
    words: _Words
    common: frozenset[str]
    rare: bool
    changes: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    offers: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    left: int = MOST_WORDS

    def all(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        return tuple(self._mended(self._joined(nodes)))

    def _joined(self, nodes: Sequence[Node]) -> Iterator[Node]:
        """Two words that are none, and are one together, as that one."""
        last: Node | None = None
        for node in nodes:
            if (
                isinstance(last, Word)
                and isinstance(node, Word)
                and self._may_join(last.text, node.text)
                and self.words.written(last.text + node.text)
            ):
                joined = last.text + node.text
                self.changes[last.text, node.text] = (joined,)
                last = Word(joined)
                continue
            if last is not None:
                yield last
            last = node
        if last is not None:
            yield last

    def _may_join(self, first: str, second: str) -> bool:
        if not (first.isalpha() and second.isalpha() and SHORTEST < len(first + second) <= LONGEST):
            return False
        return not all(word in self.common or self.words.count(word) for word in (first, second))

    def _mended(self, nodes: Iterator[Node]) -> Iterator[Node]:
        for node in nodes:
            match node:
                case Word():
                    yield from map(Word, self._read(node.text))
                case Within():
                    inner = tuple(self._mended(iter([node.node])))
                    yield Within(node.field, inner[0] if len(inner) == 1 else All(inner))
                case All():
                    yield All(self.all(node.nodes))
                case Either():
                    parts = [tuple(self._mended(iter([part]))) for part in node.nodes]
                    yield Either(tuple(part[0] if len(part) == 1 else All(part) for part in parts))
                case _:
                    yield node

    def _read(self, word: str) -> tuple[str, ...]:
        """The words that a word is read as: most often itself."""
        known = (word,)
        if (
            word in self.common
            or not FROM_LENGTH[1] <= len(word) <= LONGEST
            or not word.isalpha()
            or analysis.begins_pairs(word[0])
        ):
            return known
        count = self.words.count(word)
        if count > RARE or not self.left:
            return known
        self.left -= 1
        read = self.words.near(word, more_than=count * COMMONER)
        if not read and not count:
            read = self.words.parted(word, self.common) or self.words.near_stem(word)
        if not read:
            return known
        if count and not self.rare:
            self.offers[known] = read
            return known
        self.changes[known] = read
        return read


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    other_beginning: bool
    rarity: int
    """Its documents, negative."""
    word: str


class _Words:
    """The words of the notes that a reader may see."""

    def __init__(self, view: View, analysis: Analysis) -> None:
        self._view = view
        self._analysers = [analysis.of(language) for language in view.languages or ("",)]
        self._fields = [schema.text_field(name) for name in view.corpus.layout.texts]
        self._counts: dict[str, int] = {}

    @cached_property
    def _lexicons(self) -> list[Lexicon]:
        return [segment.lexicon for segment, _ in self._view.corpus.parts]

    def count(self, word: str) -> int:
        """Notes that are found by a word, in whichever form they have it."""
        if word not in self._counts:
            plain = bare(word)
            mask = self._with_form(plain) | self._with_stem(plain.encode())
            for stem in self._stems(word) - {plain}:
                mask |= self._with_stem(stem.encode())
            self._counts[word] = int(np.count_nonzero(mask))
        return self._counts[word]

    def written(self, word: str) -> int:
        """As `count`, for a word that stands somewhere as it is, and is no mere look-alike of a stem."""
        plain = bare(word)
        return self.count(word) if plain in {self._seen(plain, True), self._seen(plain, False)} else 0

    def begins(self, word: str) -> bool:
        """Whether a form or a stem in notes that may be seen begins so."""
        plain = bare(word)
        return any(
            self._with_form(form).any() or self._with_stem(form.encode()).any()
            for lexicon in self._lexicons
            for form in lexicon.beginning(plain, _MAX_FORMS)
        )

    def near(self, word: str, *, more_than: int = 0) -> tuple[str, ...]:
        """The word most like one that is not there; empty when there is none in more notes than given."""
        plain = bare(word)
        edits = max((edits for edits, length in FROM_LENGTH.items() if len(plain) >= length), default=1)
        return self._nearest([plain], plain, edits, more_than)

    def near_stem(self, word: str) -> tuple[str, ...]:
        """The word with a stem most like that of one whose ending may be right and is nowhere written so."""
        plain = bare(word)
        stems = [stem for stem in sorted(self._stems(word) - {plain}) if len(stem) >= FROM_LENGTH[1]]
        return self._nearest(stems, plain, 1, 0, stems_only=True)

    def _nearest(
        self, words: Sequence[str], plain: str, edits: int, more_than: int, *, stems_only: bool = False
    ) -> tuple[str, ...]:
        levels: dict[int, set[tuple[str, bool]]] = {}
        for lexicon in self._lexicons:
            for word in words:
                for found, distance, is_stem in lexicon.like(word, edits, stems_only=stems_only):
                    levels.setdefault(distance, set()).add((found, is_stem))
        for _, found_there in sorted(levels.items()):
            if best := self._best(plain, found_there, more_than):
                return (best,)
        return ()

    def _best(self, plain: str, found: set[tuple[str, bool]], more_than: int) -> str:
        documents = {entry: sum(lexicon.documents(entry[0]) for lexicon in self._lexicons) for entry in found}
        likely = sorted(
            (
                entry
                for entry in found
                if documents[entry] > more_than
                and entry[0] != plain
                and (entry[0][0] == plain[0] or len(plain) >= OTHER_BEGINNING)
            ),
            key=lambda entry: (entry[0][0] != plain[0], -documents[entry], entry),
        )
        seen = (self._seen(word, is_stem) for word, is_stem in likely[:_LOOKED_AT])
        candidates = (
            _Candidate(word[0] != plain[0], -count, word)
            for word in {word for word in seen if word and word != plain}
            if (count := self.count(word)) > more_than
        )
        best = min(candidates, default=None)
        return best.word if best else ""

    def _seen(self, word: str, is_stem: bool) -> str:
        """How a term is written in notes that may be seen; empty when it is in none."""
        if not is_stem:
            return word if self._with_form(word).any() else ""
        having = self._with_stem(word.encode())
        if not having.any():
            return ""
        forms: dict[str, int] = {}
        for form in self._forms_of(word):
            mask = self._with_form(form)
            if count := int(np.count_nonzero(mask)):
                forms[form] = count
                having = having & ~mask
        if having.any() or not forms:
            return word if word in self._stems(word) else ""
        return min(forms, key=lambda form: (-forms[form], form))

    def _forms_of(self, stem: str) -> set[str]:
        """Forms other than itself that a stem stands for; most begin like it."""
        beginning = stem[: max(SHORTEST, len(stem) - 1)]
        forms = {
            form for lexicon in self._lexicons for form in lexicon.forms_beginning(beginning, _MAX_FORMS)
        }
        return {form for form in forms if stem in self._stems(form)}

    def _stems(self, word: str) -> set[str]:
        return {term.decode() for each in self._analysers for term in each.forms(word).terms}

    def parted(self, word: str, common: frozenset[str]) -> tuple[str, ...]:
        """Two words of the notes, none ``common``, that are written as one; empty when there are none."""
        pairs = ((word[:at], word[at:]) for at in range(SHORTEST, len(word) - SHORTEST + 1))
        known = [
            (min(count, other), (first, second))
            for first, second in pairs
            if not common & {first, second}
            and (count := self.written(first))
            and (other := self.written(second))
        ]
        return max(known, key=lambda pair: (pair[0], pair[1]))[1] if known else ()

    def _with_form(self, word: str) -> Mask:
        return self._view.having(schema.EXACT, word.encode())

    def _with_stem(self, term: bytes) -> Mask:
        return reduce(np.logical_or, (self._view.having(field, term) for field in self._fields))
