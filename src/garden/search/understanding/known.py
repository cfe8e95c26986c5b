"""Which words the notes have that a reader may see, and which of them are like another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from heapq import merge
from itertools import groupby, islice

import numpy as np

from garden.languages import primary
from garden.search.documents.corpus import View
from garden.search.index import schema
from garden.search.index.lexicon import SHORTEST, Lexicon
from garden.search.query.nodes import All, Phrase, Word
from garden.search.ranking import matching, sought
from garden.search.words import codes, elisions, ordinary, stopwords
from garden.search.words.analysis import Analyser, Analysis
from garden.search.words.letters import bare

FROM_LENGTH = {1: 4, 2: 8}
"""Letters that a word must have for so many edits: in short ones an edit makes another word."""
_OTHER_BEGINNING = 6
"""Letters that a word must have to be read as one with another first letter: "mould" is not "would"."""
_LONG_STEM = 6
"""Letters of a stem that is compared with those of the notes, if it has but one less than its word."""
LONG = 5
"""Letters of a word without meaning of its own that may have any edit: "theo" is no "the"."""
_ELIDING = frozenset({"ca", "fr", "it"})
"""Languages that leave out vowels before others."""
BODY = schema.text_field("body")
_OF_TEXTS = (BODY, schema.EXACT)
"""Where nearly all words stand that notes have."""
_FITTING = 5
"""Letters of a word that may have two edits where it fits what stands beside it."""
_LOOKED_AT = 50
"""Candidates of one distance whose documents are looked at."""
RARE = 2
"""Notes with a word that is so rare that it may be a slip, if ..."""
COMMONER = 20
"""... a word much like it stands in so many times more of them."""
_MAX_FORMS = 100
"""Forms of one stem that are looked at."""
_UP_TO_NUMBER = re.compile(r"[^\W\d_]+(?=\d+$)|\d+(?=[^\W\d_]+$)")
"""The first part of a word with a number: of ``covid19`` the letters, of ``6pm`` the number."""
_REPEATED = re.compile(r"(.)\1{2,}")


class KnownWords:
    """The words of the notes that a reader may see; made for one question, and remembers what it counted."""

    def __init__(self, view: View, analysis: Analysis) -> None:
        self._view = view
        self._analysis = analysis
        self._fields = [schema.text_field(name) for name in view.corpus.layout.texts]
        self._everywhere = tuple(dict.fromkeys([BODY, schema.EXACT, *self._fields]))
        self._counts: dict[str, int] = {}
        self._in_texts: dict[str, int] = {}

    @cached_property
    def _analysers(self) -> list[Analyser]:
        return [self._analysis.of(language) for language in self._view.languages or ("",)]

    @cached_property
    def _common(self) -> frozenset[str]:
        return frozenset(map(bare, self._view.common_words))

    @cached_property
    def _lexicons(self) -> list[Lexicon]:
        return [segment.lexicon for segment, _ in self._view.corpus.parts]

    def count(self, word: str) -> int:
        """Notes that are found by a word, in whichever form they have it."""
        if word not in self._counts:
            mask = self._view.having(schema.EXACT, bare(word).encode())
            mask |= sought.having(self._view, self._fields, self._sought(word))
            self._counts[word] = int(np.count_nonzero(mask))
        return self._counts[word]

    def in_more_than(self, few: int, word: str) -> bool:
        """Whether `count` is above a small number; of most words their place in texts alone tells."""
        if word not in self._in_texts:
            written = sought.having(self._view, [BODY], self._sought(word))
            self._in_texts[word] = int(np.count_nonzero(written))
        return self._in_texts[word] > few or self.count(word) > few

    def _sought(self, word: str) -> sought.Sought:
        return sought.looked_for(word, self._view, self._analysis)

    def is_written(self, word: str) -> bool:
        """Whether a word stands somewhere as it is, and is no mere look-alike of a stem.

        No note need be counted for that, and seldom all fields looked at.
        """
        plain = bare(word)
        return self._view.has(schema.EXACT, plain.encode()) or self._seen(plain, True) == plain

    def is_ordinary(self, word: str) -> bool:
        """Whether a word is in use in a language of the notes, though none may have it."""
        return ordinary.is_ordinary(word, self._view.languages)

    def slip_of_common(self, word: str) -> tuple[str, ...]:
        """The word that says nothing by itself ("the", "where") which this is with a slip; empty for none.

        Two letters may have changed places; where it is a longer one, it may be any edit.
        """
        from rapidfuzz.distance import OSA  # most words are known

        plain = bare(word)
        swapped = {plain[:at] + plain[at : at + 2][::-1] + plain[at + 2 :] for at in range(len(plain) - 1)}
        likely = swapped & self._common or {
            one for one in self._common if len(one) >= LONG and OSA.distance(plain, one, score_cutoff=1) <= 1
        }
        return (min(likely),) if likely else ()

    def contraction(self, word: str) -> str:
        """The contraction that a word is without its apostrophe; empty where a note has it as it is."""
        joined = stopwords.contraction(word, self._view.languages)
        return joined if joined and not self.in_more_than(0, word) else ""

    def doubled(self, word: str) -> tuple[str, ...]:
        """The word of the notes that differs in a doubled letter alone from one that stands nowhere as it is.

        A stem may hide such a slip: "referal" has that of "refer", and "referral" another one.
        Empty for another form of the same word, as "traveling" is of "travelling".
        """
        plain = bare(word)
        # Most words are in some text, be they their own stems or not.
        if any(self._view.has(field, plain.encode()) for field in self._everywhere):
            return ()
        more = {plain[:at] + plain[at - 1 :] for at in range(1, len(plain) + 1)}
        less = {plain[:at] + plain[at + 1 :] for at in range(len(plain) - 1) if plain[at] == plain[at + 1]}
        likely = (more | less) - self._common
        stems = self._stems(plain)
        best = self._commonest(
            one for one in likely if self.is_written(one) and stems.isdisjoint(self._stems(one))
        )
        return (self._righted(best[0], plain),) if best else ()

    def accented(self, word: str) -> tuple[str, ...]:
        """The word in use that this is without its accents, where notes have it in another form; else empty.

        A stem is not that of the same word without accents: "coracoes" has none of "coração".
        """
        plain = bare(word)
        likely = ordinary.accented(plain, self._view.languages) if plain == word else ()
        return self._commonest(filter(self.count, likely))

    def _commonest(self, words: Iterable[str]) -> tuple[str, ...]:
        """The one of some words that most notes have; empty for none."""
        return tuple(sorted(words, key=lambda word: (self.count(word), word))[-1:])

    def elided(self, word: str) -> tuple[str, ...]:
        """The word of the notes that this is, with what an apostrophe would part from it; else empty."""
        if _ELIDING.isdisjoint(map(primary, self._view.languages)):
            return ()
        rests = elisions.without(bare(word))
        return next(((rest,) for rest in rests if len(rest) >= SHORTEST and self.is_written(rest)), ())

    def only_begins(self, word: str) -> bool:
        """Whether no note that may be seen has a word, and some have a form or a stem that begins so."""
        if self.in_more_than(0, word):
            return False
        plain = bare(word).encode()
        return any(
            self._view.spread(field, begun)
            for field in (schema.EXACT, *self._fields)
            for begun in self._view.corpus.beginning(field, plain)
        )

    def begins_unsaid(self, word: str) -> bool:
        """Whether a word that is none of everyday use only begins words of the notes."""
        if word in self._common or not self.only_begins(word):
            return False
        return not ordinary.is_everyday(word, self._view.languages)

    def near(self, word: str, *, more_than: int = 0) -> tuple[str, ...]:
        """The word most like one that is not there; empty when there is none in more notes than given.

        Empty as well when that one says nothing by itself: it would find most notes.
        """
        plain = bare(word)
        if _REPEATED.search(plain):  # "sooooup" and "coooool": no word has a letter thrice
            ways = (_REPEATED.sub(times, plain) for times in (r"\1\1", r"\1"))
            return next(((way,) for way in ways if way not in self._common and self.is_written(way)), ())
        best = self._like(plain, _edits(plain), more_than)
        if not best:  # "recieve" is one slip from the stem of "received", and two from the word
            stems = (stem for stem in sorted(self._stems(plain)) if _LONG_STEM <= len(stem) >= len(plain) - 1)
            best = next(filter(None, (self._like(stem, 1, more_than, stems_only=True) for stem in stems)), "")
        return () if not best or best in self._common else (self._righted(best, plain),)

    def fitting(self, word: str, before: str, after: str) -> tuple[str, ...]:
        """A word like one that no note has, next to which some note has the word that stands beside it.

        Who types "preeti nandakumar" means Priti, however many notes say "pretty". A word in everyday use
        may be a name alone: "hannah soltani" is Hana, and "lonely herbs" are not lovely.
        """
        beside = [one not in self._common and self.in_more_than(0, one) for one in (before, after)]
        plain = bare(word)
        if not any(beside):
            return ()
        edits = 2 if len(plain) >= _FITTING else 1
        found = {
            (distance, self._seen(one, is_stem))
            for lexicon in self._lexicons
            for one, distance, is_stem in lexicon.like(plain, edits)
            if one[0] == plain[0]
        }
        every = (one for _, one in sorted(found) if one and one not in self._common)
        likely = (one for one in every if not self.is_ordinary(one)) if self.is_ordinary(word) else every
        for one in islice(likely, _LOOKED_AT):
            if (beside[0] and self._are_neighbours((before, one))) or (
                beside[1] and self._are_neighbours((one, after))
            ):
                return (one,)
        return ()

    def _like(self, plain: str, edits: int, more_than: int, *, stems_only: bool = False) -> str:
        """The word in more notes than given that is so many edits away or fewer; empty for none."""
        levels: dict[int, set[tuple[str, bool]]] = {}
        # What is in more documents of all has at least its share of them in one.
        share = more_than // max(len(self._lexicons), 1)
        for lexicon in self._lexicons:
            for found, distance, is_stem in lexicon.like(plain, edits, more_than=share):
                if is_stem or not stems_only:
                    levels.setdefault(distance, set()).add((found, is_stem))
        bests = (self._best(plain, levels[distance], more_than) for distance in sorted(levels))
        return next(filter(None, bests), "")

    def _righted(self, best: str, plain: str) -> str:
        """A word, or what is meant by it where it is a slip of some note and what was typed is like that too.

        "accomodation" is nearer to "acomodation" than "accommodation" is. What is a slip is rare,
        and one edit from a commoner word of another stem that is in use, or else is far commoner.
        """
        count = self.count(best)
        if count > RARE or self.is_ordinary(best):
            return best
        from rapidfuzz.distance import OSA  # few slips are near to another one

        edits = _edits(plain)
        near = {
            self._seen(word, is_stem)
            for lexicon in self._lexicons
            for word, _, is_stem in lexicon.like(best, 1)
            if word[0] == best[0] and OSA.distance(plain, word, score_cutoff=edits) <= edits
        }
        stems = self._stems(best)
        likely = (word for word in near - self._common - {"", best} if stems.isdisjoint(self._stems(word)))
        righted = self._commonest(
            word for word in likely if self.count(word) > count * (1 if self.is_ordinary(word) else COMMONER)
        )
        return righted[0] if righted else best

    def _best(self, plain: str, found: set[tuple[str, bool]], more_than: int) -> str:
        """The likeliest of some words, each given with whether it is a stem; empty for none."""
        likely = [
            (word, is_stem)
            for word, is_stem in found
            if word != plain
            and (word[0] == plain[0] or len(plain) >= _OTHER_BEGINNING)
            and (not more_than or self._spread(word) > more_than)
        ]
        if len(likely) > _LOOKED_AT:  # without those of hidden notes, as of forms below
            likely = [one for one in likely if self._spread(one[0])]
            likely.sort(key=lambda one: (one[0][0] != plain[0], -self._spread(one[0]), one))
        seen = {self._seen(word, is_stem) for word, is_stem in likely[:_LOOKED_AT]} - {"", plain}
        counts = {word: count for word in seen if (count := self.count(word)) > more_than}
        return min(counts, key=lambda word: (word[0] != plain[0], -counts[word], word), default="")

    def _spread(self, word: str) -> int:
        """Notes that may be seen with a word as it is, or with what has it for a stem, in one field."""
        term = word.encode()
        return max(int(np.count_nonzero(self._view.having(name, term))) for name in self._everywhere)

    def _seen(self, word: str, is_stem: bool) -> str:
        """How a term is written in notes that may be seen; empty when it is in none."""
        if not is_stem:
            return word if self._view.has(schema.EXACT, word.encode()) else ""
        others = self._forms_of(word)
        if not others:
            there = any(self._view.has(field, word.encode()) for field in (BODY, *self._fields))
            return word if there and word in self._stems(word) else ""
        having = sought.having(self._view, self._fields, sought.Sought(frozenset({word.encode()})))
        if not having.any():
            return ""
        forms: dict[str, int] = {}
        for form in others:
            mask = self._view.having(schema.EXACT, form.encode())
            if count := int(np.count_nonzero(mask)):
                forms[form] = count
                having = having & ~mask
        if having.any() or not forms:
            return word if word in self._stems(word) else ""
        return min(forms, key=lambda form: (-forms[form], form))

    def _forms_of(self, stem: str) -> set[str]:
        """Forms other than itself that a stem stands for in notes that may be seen; most begin like it."""
        beginning = stem[: max(SHORTEST, len(stem) - 1)]
        every = (lexicon.forms_beginning(beginning) for lexicon in self._lexicons)
        # Forms of hidden notes take no room: what else is looked at would tell of them.
        seen = (form for form, _ in groupby(merge(*every)) if self._view.has(schema.EXACT, form.encode()))
        return {form for form in islice(seen, _MAX_FORMS) if stem in self._stems(form)}

    def _stems(self, word: str) -> set[str]:
        return {term.decode() for each in self._analysers for term in each.forms(word).terms}

    def is_one(self, first: str, second: str) -> bool:
        """Whether the notes have two words as one, in whichever form, and that says something by itself."""
        if first + second in self._view.common_words:
            return False
        start = bare(first)  # most often, the stem of both together is this and the stem of the second
        one = self._is_term(start + bare(second), [schema.EXACT]) or any(
            self._is_term(start + stem, self._fields) for stem in self._stems(second)
        )
        return one and self.in_more_than(0, first + second)

    def dotted(self, word: str) -> Iterator[str]:
        """The ways to write a word with dots that notes have; of one that says nothing by itself none."""
        ways = codes.initials(word) if word not in self._view.common_words else ()
        return (code for code in sorted(ways) if self._view.has(schema.TYPED, code.encode()))

    def parts_of(self, word: str) -> Iterator[tuple[str, str]]:
        """Each two words that the notes have and that make a word when they are written as one."""
        plain = bare(word)
        if len(plain) != len(word):
            return
        first = _UP_TO_NUMBER.match(plain)
        fields = self._everywhere if first else _OF_TEXTS
        for at in (first.end(),) if first else range(SHORTEST, len(plain) - SHORTEST + 1):
            # Few words begin with one, and the end of those is another one as it is or by its stem.
            if self._is_term(plain[:at], fields) and any(
                self._is_term(end[at:], fields) for end in {plain, *self._stems(plain)}
            ):
                parts = word[:at], word[at:]
                common = self._view.common_words
                if common.isdisjoint(parts) and all(self.in_more_than(0, part) for part in parts):
                    yield parts

    def _is_term(self, plain: str, fields: Iterable[str]) -> bool:
        """Whether a note has a word as it is, or what has it for a stem; quick where none has."""
        term, view = plain.encode(), self._view
        return any(
            view.corpus.spread(name, term) and (view.is_all or view.has(name, term)) for name in fields
        )

    def parted(self, word: str) -> tuple[str, ...]:
        """Two words next to each other in some note that are written as one; empty when there are none."""
        pairs = ((word[:at], word[at:]) for at in range(SHORTEST, len(word) - SHORTEST + 1))
        known = [
            (min(map(self.count, pair)), pair)
            for pair in pairs
            if self._common.isdisjoint(pair) and all(map(self.is_written, pair))
        ]
        best_first = (pair for _, pair in sorted(known, reverse=True))
        return next(filter(self._are_neighbours, best_first), ())

    def _are_neighbours(self, pair: tuple[str, str]) -> bool:
        phrase = Phrase(tuple(enumerate(map(Word, pair))), " ".join(pair))
        return bool(matching.having(All((phrase,)), self._view, self._analysis).any())


def _edits(plain: str) -> int:
    """How many edits a word may be away from one of the notes."""
    return max((edits for edits, length in FROM_LENGTH.items() if len(plain) >= length), default=1)
