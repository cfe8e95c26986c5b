"""What Whoosh's own matchers find for a question, and how well each note answers it.

The same as `matching` and `scoring` of `garden.search.ranking`, written plainly and with nothing of theirs
but the figures: documents by Whoosh's queries, whose matchers walk all postings one at a time; scores by
the formula of `scoring` from the weights that these matchers tell and the columns of lengths; words
next to each other by looking at the texts of notes, since stock matchers know of no positions.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from whoosh.index import TOC
from whoosh.matching import Matcher, NullMatcher
from whoosh.matching.mcore import ListMatcher
from whoosh.query import And, AndNot, Or, Prefix, Query, Term
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.searching import Searcher

from garden.model import Visibility
from garden.search.engine import Snapshot
from garden.search.index import schema
from garden.search.index.fields import INDEX_NAME, stock_schema
from garden.search.index.mapping import mapped
from garden.search.index.schema import Layout
from garden.search.index.storage import SealedStorage
from garden.search.parameters import AGAIN, APART, B_OF, COMMON, FOLDED, K1, LINKED, TITLE_BONUS, WEIGHTS, B
from garden.search.query import nodes
from garden.search.words import stopwords
from garden.search.words.analysis import VARIED, Analysis
from garden.search.words.letters import bare

Gains = Mapping[str, float]
"""What each of some notes gains, by id."""
Texts = Mapping[str, list[str]]
"""By field of words, the words of a note as they are written, in order."""
Placed = Sequence[tuple[int, nodes.Node]]
"""Words of a phrase, each with its place from the first."""


@contextmanager
def stock(folder: Path, layout: Layout) -> Iterator[list[Searcher]]:
    """Whoosh's own searchers on the files of a generation, one for each segment."""
    storage = SealedStorage({path.name: mapped(path) for path in folder.iterdir()})
    kept = stock_schema(layout)
    segments = TOC.read(storage, INDEX_NAME, schema=kept).segments
    with ExitStack() as opened:
        yield [opened.enter_context(Searcher(SegmentReader(storage, kept, one))) for one in segments]


Ids = Mapping[SegmentReader, Sequence[str]]
"""By segment, the ids of its documents, deleted ones too."""


class These(Query):  # type: ignore[misc]
    """Notes by their ids, for what no term tells."""

    def __init__(self, ids: Iterable[str], known: Ids) -> None:
        self.ids = frozenset(ids)
        self._known = known

    def estimate_size(self, reader: SegmentReader) -> int:
        """How many there may be; Whoosh begins with what has few."""
        return len(self.ids)

    def matcher(self, searcher: Searcher, context: object = None) -> Matcher:
        """Walks those of one segment."""
        reader = searcher.reader()
        docs = [doc for doc in reader.all_doc_ids() if self._known[reader][doc] in self.ids]
        return ListMatcher(docs) if docs else NullMatcher()


class Part(NamedTuple):
    """What a part of a question finds."""

    query: Query
    gains: Gains | None = None
    """None where nothing in it ranks."""
    restricts: bool = False
    """Whether a note must be among these whatever else is asked."""
    recruits: bool = False
    """Whether a note may be found by this ..."""
    common: bool = False
    """... though only where nothing else may find one."""


class StockAnswers:
    """Answers questions about the public notes of a generation."""

    def __init__(self, searchers: Sequence[Searcher], snapshot: Snapshot, layout: Layout) -> None:
        self._searchers = searchers
        self._snapshot = snapshot
        self._layout = layout
        self._analysis = Analysis()
        self._notes = {one.id: one for one in snapshot.notes() if one.visibility is Visibility.PUBLIC}
        self._languages = sorted({note.lang for note in self._notes.values()})
        self._common = stopwords.common_words(self._languages)
        self._readers = [searcher.reader() for searcher in searchers]
        self._known = {reader: _ids(reader) for reader in self._readers}
        self._words: dict[tuple[nodes.Node, tuple[str, ...]], Part] = {}
        self._counts: dict[tuple[str, bytes], Mapping[str, float]] = {}

    def answer(self, tree: nodes.All) -> tuple[set[str], Gains | None]:
        """Which notes answer a question, and with what scores; None where nothing in it ranks."""
        part = self._all(tree.nodes, ())
        found = self._ids(part.query)
        if part.gains is None:
            return found, None
        return found, {one: part.gains.get(one, 0.0) * self._prior[one] for one in found}

    def _ids(self, query: Query) -> set[str]:
        """The public notes that a query finds, all of them."""
        found = {self._known[one.reader()][doc] for one in self._searchers for doc in query.docs(one)}
        return found & self._notes.keys()

    def _found(self, query: Query) -> These:
        """What a query finds, to be looked for within others.

        So no query of Whoosh's stands deep in others: its `AndNotMatcher`, asked to skip to a document
        when none is left, looks at the number of the next one all the same.
        """
        return self._these(self._ids(query))

    def _these(self, ids: Iterable[str]) -> These:
        return These(ids, self._known)

    # --- parts of a question ---------------------------------------------------

    def _part(self, node: nodes.Node, within: tuple[str, ...]) -> Part:
        match node:
            case nodes.Word() | nodes.Prefix():
                if (node, within) not in self._words:
                    fields = within or self._layout.texts
                    find = self._word if isinstance(node, nodes.Word) else self._beginning
                    self._words[node, within] = find(node.text, fields)
                return self._words[node, within]
            case nodes.Phrase(words):
                return self._phrase(words, within)
            case nodes.Within(field, inner):
                part = self._part(inner, (field,))
                return Part(part.query, part.gains, restricts=True, recruits=True)
            case nodes.Either(parts):
                return self._either([self._part(one, within) for one in parts])
            case nodes.Every(parts):
                return self._every([self._part(one, within) for one in parts])
            case nodes.Not(inner):
                return Part(self._without(self._part(inner, within)), restricts=True)
            case nodes.All(parts):
                return self._all(parts, within)
        raise AssertionError(node)

    def _all(self, parts: Sequence[nodes.Node], within: tuple[str, ...]) -> Part:
        """Parts side by side: what restricts holds, and one of those is there that may find a note."""
        excluded = [self._part(node.node, within) for node in parts if isinstance(node, nodes.Not)]
        times = Counter(node for node in parts if not isinstance(node, nodes.Not))
        found = [_again(self._part(node, within), count) for node, count in times.items()]
        finding = [part for part in found if part.recruits]
        telling = [part for part in finding if not part.common] or finding
        every: list[Query] = [self._these(self._notes), *map(self._without, excluded)]
        every += [part.query for part in found if part.restricts]
        every += [Or([part.query for part in telling])] if telling else []
        common = bool(finding) and all(part.common for part in finding)
        return self._sum(
            found, Part(And(every), restricts=not finding, recruits=bool(finding), common=common)
        )

    def _either(self, parts: Sequence[Part]) -> Part:
        whole = Part(
            Or([part.query for part in parts]),
            restricts=all(part.restricts for part in parts),
            recruits=any(part.recruits for part in parts),
            common=all(part.common for part in parts),
        )
        return self._sum(parts, whole)

    def _every(self, parts: Sequence[Part]) -> Part:
        query = And([part.query for part in parts])
        return self._sum(parts, Part(query, restricts=True, recruits=any(part.recruits for part in parts)))

    def _sum(self, parts: Iterable[Part], whole: Part) -> Part:
        """A whole whose notes gain by each of the parts that they answer."""
        query = self._found(whole.query)
        ranking = [part.gains for part in parts if part.gains is not None]
        gains = {one: sum(gains.get(one, 0.0) for gains in ranking) for one in query.ids}
        return whole._replace(query=query, gains=gains if ranking else None)

    def _without(self, part: Part) -> Query:
        return self._found(AndNot(self._these(self._notes), part.query))

    # --- words -----------------------------------------------------------------

    def _word(self, text: str, fields: Sequence[str]) -> Part:
        exact = bare(text).encode()
        terms = {lang: {exact, *self._analysis.of(lang).forms(text).terms} for lang in self._languages}
        forms: list[Query] = [
            And([self._speaking(lang), Or([Term(schema.text_field(name), one) for name in fields])])
            for lang, own in terms.items()
            for one in own
        ]
        beside = [Term(schema.EXACT, exact)] if len(fields) > 1 else []
        query = self._found(Or([*forms, *beside]))
        weighed = self._weighed(query.ids, fields, lambda lang, _: terms[lang])
        common = text in self._common
        less = self._spelled_otherwise(text)
        gains = {
            one: gain * (FOLDED if one in less else 1.0) * (COMMON if common else 1.0)
            for one, gain in weighed.items()
        }
        return Part(query, gains, recruits=True, common=common)

    def _speaking(self, language: str) -> Query:
        return self._these(one for one, note in self._notes.items() if note.lang == language)

    def _spelled_otherwise(self, text: str) -> set[str]:
        """The notes that have a word with other accents than those that were typed."""
        plain = bare(text)
        if text == plain:
            return self._ids(Term(schema.TYPED, VARIED + plain.encode()))
        same = self._ids(Term(schema.TYPED, text.encode()))
        return self._notes.keys() - same if same else set()

    def _beginning(self, text: str, fields: Sequence[str]) -> Part:
        names = [*map(schema.text_field, fields), *([schema.EXACT] if len(fields) > 1 else [])]
        query = self._found(Or([Prefix(name, text) for name in names]))
        if query.ids or len(fields) > 1:
            begun = {name: set(self._terms(name, text)) for name in names}
            weighed = self._weighed(query.ids, fields, lambda _, name: begun[name])
            return Part(query, weighed, recruits=True)
        # A field has the stems of its words alone.
        forms = [form for form in self._terms(schema.EXACT, text) if self._ids(Term(schema.EXACT, form))]
        every = [
            self._analysis.of(lang).forms(form.decode()).terms for form in forms for lang in self._languages
        ]
        stems = {*forms, *chain.from_iterable(every)}
        query = self._found(Or([Term(names[0], stem) for stem in sorted(stems)]))
        return Part(query, self._weighed(query.ids, fields, lambda _, __: stems), recruits=True)

    def _terms(self, name: str, prefix: str) -> list[bytes]:
        """The terms of a field (Whoosh's name of it) that begin so."""
        readers = [reader for reader in self._readers if name in reader.indexed_field_names()]
        return sorted({term for reader in readers for term in reader.expand_prefix(name, prefix.encode())})

    # --- words next to each other ----------------------------------------------

    def _phrase(self, words: Placed, within: tuple[str, ...]) -> Part:
        fields = within or self._layout.texts
        parts = [self._part(word, within) for _, word in words]
        having = self._ids(And([part.query for part in parts]))
        found = {one for one in having if any(self._is_in(words, one, name) for name in fields)}
        return self._sum(parts, Part(self._these(found), restricts=True, recruits=True))

    def _is_in(self, words: Placed, note_id: str, field: str) -> bool:
        """Whether some words stand at their places from each other in a field of a note."""
        written = self._texts(note_id)[field]
        fits = partial(self._fits, self._notes[note_id].lang)
        return any(
            all(at + place < len(written) and fits(written[at + place], word) for place, word in words)
            for at in range(len(written))
        )

    def _fits(self, language: str, written: str, word: nodes.Node) -> bool:
        """Whether a word that was written is a form of one that is asked for, or begins as that does."""
        if isinstance(word, nodes.Prefix):
            return bare(written).startswith(word.text)
        assert isinstance(word, nodes.Word), word
        forms = self._analysis.of(language).forms
        asked = {bare(word.text).encode(), *forms(word.text).terms}
        return not asked.isdisjoint(forms(written).terms)

    def _texts(self, note_id: str) -> Texts:
        """The words of a note as the snapshot gives it: written in small letters, between blanks."""
        note, sections = self._notes[note_id], self._snapshot.sections(note_id)
        texts = {
            "title": note.title,
            "aliases": " ".join(note.aliases),
            "headings": " ".join(section.heading for section in sections),
            "tags": " ".join(note.tags),
            "body": " ".join(section.text for section in sections),
            "meta": " ".join(note.meta.values()),
        }
        return {name: texts.get(name, note.meta.get(name, "")).split() for name in self._layout.texts}

    # --- scores ----------------------------------------------------------------

    def _weighed(
        self, found: Collection[str], fields: Sequence[str], terms: Callable[[str, str], set[bytes]]
    ) -> dict[str, float]:
        """BM25F of all notes with a word; ``terms`` gives what is counted, by language and field."""
        idf = math.log(1 + (len(self._notes) - len(found) + 0.5) / (len(found) + 0.5))
        gains: dict[str, float] = {}
        for one in found:
            parts = {}
            for name in fields:
                field = schema.text_field(name)
                count = sum(
                    self._weights(field, term).get(one, 0.0) for term in terms(self._notes[one].lang, field)
                )
                parts[name] = count * self._share(name, one)
            frequency = sum(WEIGHTS.get(name, 1.0) * part for name, part in parts.items())
            frequency = frequency or self._share("body", one)  # its exact form is all there is
            title = parts.get("title", 0.0)
            gains[one] = idf * (frequency / (K1 + frequency) + TITLE_BONUS * title / (K1 + title))
        return gains

    def _weights(self, field: str, term: bytes) -> Mapping[str, float]:
        """How often each note has a term in a field (Whoosh's name of it), as stock matchers tell."""
        if (field, term) not in self._counts:
            self._counts[field, term] = dict(self._walked(field, term))
        return self._counts[field, term]

    def _walked(self, field: str, term: bytes) -> Iterator[tuple[str, float]]:
        for reader in self._readers:
            try:
                matcher = reader.postings(field, term)
            except TermNotFound:
                continue
            while matcher.is_active():
                yield self._known[reader][matcher.id()], matcher.weight()
                matcher.next()

    def _share(self, name: str, note_id: str) -> float:
        """What one occurrence counts in a field of the length that a note's has."""
        lengths = self._lengths[name]
        counted = [length for length in lengths.values() if length or name == "body"]
        average = sum(counted) / len(counted) if any(counted) else 1.0
        b = B_OF.get(name, B)
        return 1 / (1 - b + b * lengths[note_id] / average)

    @cached_property
    def _lengths(self) -> Mapping[str, Mapping[str, int]]:
        """By field, the lengths of the public notes'."""
        return {name: dict(self._column(schema.text_field(name))) for name in self._layout.texts}

    def _column(self, field: str) -> Iterator[tuple[str, int]]:
        for reader in self._readers:
            column, ids = reader.column_reader(field, translate=False), self._known[reader]
            for doc in reader.all_doc_ids():
                if ids[doc] in self._notes:
                    yield ids[doc], int(column[doc])

    @cached_property
    def _prior(self) -> Mapping[str, float]:
        """What the public notes are worth whatever the question."""
        pairs = {
            (one, link.target)
            for one in self._notes
            for link in self._snapshot.links(one)
            if link.target in self._notes and link.target != one
        }
        incoming = Counter(target for _, target in pairs)
        return {
            one: (1 + LINKED * math.log1p(incoming[one]))
            * (APART if note.kind in self._layout.apart else 1.0)
            for one, note in self._notes.items()
        }


def _ids(reader: SegmentReader) -> Sequence[str]:
    """The ids of a segment's documents, deleted ones too."""
    column = reader.column_reader(schema.ID, translate=False)
    return [column[doc].decode() for doc in range(reader.doc_count_all())]


def _again(part: Part, times: int) -> Part:
    """What a part finds that a question repeats."""
    if part.gains is None:
        return part
    factor = (AGAIN + 1) * times / (AGAIN + times)
    return part._replace(gains={one: factor * gain for one, gain in part.gains.items()})
