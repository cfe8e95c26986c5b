"""tantivy: the page that Garden makes, of notes kept beside the index with the stems of their sections."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import msgspec
import tantivy
from msgspec import Struct
from tantivy import Document, Filter, Occur, Query, SnippetGenerator

from benchmarks.peers.pages import PASSAGE, Card, Hit, Page, Passage, begun, telling
from benchmarks.peers.tantivy import BOOSTS, COUNTED, FACETS, FIELDS
from benchmarks.peers.texts import Text, parts

_PLACE = ("start", "end")
"""Of a note among those kept."""
_BEGUN = ("title", "body")
"""Fields in which beginnings are sought, and words marked."""


class _Part(Struct, frozen=True, array_like=True):
    """A section of a note."""

    heading: str
    anchor: str
    text: str
    stems: str
    """Of its heading and its text, a blank before and after each, so that any is found by looking for it."""


class _Kept(Struct, frozen=True, array_like=True):
    """What a page needs of a note."""

    card: Card
    parts: tuple[_Part, ...]


class TantivyPages:
    """An index in a folder, and a file of notes, both read through memory maps.

    Its own store of documents would take a sixth more. Beginnings are sought as the words that
    begin so: that is quicker than a regular expression, ranks, and says what to mark.
    """

    def __init__(self, texts: Iterable[Text], folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        for name in FIELDS:
            builder.add_text_field(name, tokenizer_name="en_stem")
        for name in FACETS:
            builder.add_text_field(f"v_{name}", tokenizer_name="raw", fast=True)
        for name in _PLACE:
            builder.add_unsigned_field(name, fast=True)
        self._schema = builder.build()
        self._analyser = _analyser()
        self._decoder = msgspec.msgpack.Decoder(_Kept)
        folder = folder / "tantivy"
        folder.mkdir()
        self._index = tantivy.Index(self._schema, path=str(folder))
        writer = self._index.writer(heap_size=100_000_000, num_threads=1)
        with (folder / "notes").open("wb+") as kept:
            for text in texts:
                document = Document(**{name: getattr(text, name) for name in FIELDS})
                for name, value in text.values:
                    document.add_text(f"v_{name}", value)
                document.add_unsigned("start", kept.tell())
                kept.write(msgspec.msgpack.encode(self._kept(text)))
                document.add_unsigned("end", kept.tell())
                writer.add_document(document)
            kept.flush()
            self._notes = mmap(kept.fileno(), 0, access=ACCESS_READ)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def _kept(self, text: Text) -> _Kept:
        sections = (
            _Part(one.heading, one.anchor, one.text, f" {self._stems(f'{one.heading} {one.text}')} ")
            for one in text.sections
        )
        return _Kept(Card.of(text), tuple(sections))

    def _stems(self, text: str) -> str:
        return " ".join(self._analyser.analyze(text))

    def page(self, question: str) -> Page:
        """What Garden's page of a question shows."""
        searcher = self._index.searcher()
        asked = parts(question)
        query = Query.boolean_query([(Occur.Should, one) for one in self._queries(searcher, asked)])
        found: Any = searcher.search(query, limit=10, count=True)
        counted: Any = searcher.aggregate(query, COUNTED)
        facets = {name: {one["key"]: one["doc_count"] for one in counted[name]["buckets"]} for name in FACETS}
        markers = [SnippetGenerator.create(searcher, query, self._schema, name) for name in _BEGUN]
        markers[-1].set_max_num_chars(PASSAGE)
        weights = self._weights(searcher, asked)
        addresses = [address for _, address in found.hits]
        places: Any = [searcher.fast_field_values(name, addresses) for name in _PLACE]
        kept = (self._decoder.decode(self._notes[start:end]) for start, end in zip(*places, strict=True))
        return Page(found.count, facets, [_hit(note, weights, *markers) for note in kept])

    def _queries(self, searcher: Any, asked: Sequence[str]) -> Iterator[Any]:
        if whole := " ".join(part for part in asked if not part.endswith("*")):
            yield self._index.parse_query_lenient(whole, FIELDS, field_boosts=BOOSTS)[0]
        beginnings = [(part[:-1], name) for part in asked if part.endswith("*") for name in _BEGUN]
        if last := begun(asked):
            beginnings.append((last, "title"))
        for beginning, name in beginnings:
            for term, _ in searcher.terms_with_prefix(name, beginning.lower()):
                yield Query.term_query(self._schema, name, term)

    def _weights(self, searcher: Any, asked: Sequence[str]) -> dict[str, float]:
        """Of each part of a question, as it reads among stems, what it says by its rarity."""
        weights: dict[str, float] = {}
        for part in asked:
            if part.endswith("*"):
                weights[f" {part[:-1].lower()}"] = 1.0
            else:
                stems = self._stems(part)
                having = (searcher.doc_freq("body", stem) for stem in stems.split())
                weights[f" {stems} "] = sum(math.log(1 + searcher.num_docs / (1 + many)) for many in having)
        return weights


def _hit(kept: _Kept, weights: dict[str, float], titles: Any, texts: Any) -> Hit:
    title = kept.card.title
    marked = titles.snippet_from_doc(Document(title=title)).to_html() or escape(title)
    worths = [sum(weights[stems] for stems in weights if stems in part.stems) for part in kept.parts]
    passages = [_passage(kept.parts[place], texts) for place in telling(worths)]
    beginning = kept.card.summary or kept.card.beginning
    return Hit(kept.card, marked, passages or [Passage("", "", escape(beginning))])


def _passage(part: _Part, marker: Any) -> Passage:
    snippet = marker.snippet_from_doc(Document(body=part.text)).to_html()
    return Passage(part.heading, part.anchor, snippet or escape(part.text[:PASSAGE]))


def _analyser() -> tantivy.TextAnalyzer:
    """Makes stems of a text as ``en_stem`` does."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (Filter.remove_long(40), Filter.lowercase(), Filter.stemmer("english")):
        builder = builder.filter(step)
    return builder.build()
