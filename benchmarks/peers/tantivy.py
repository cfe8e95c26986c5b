"""tantivy, compiled from Rust: English stemming, BM25 with boosts by field, its snippets and aggregations."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.peers.texts import Text, parts, words

BOOSTS = dict.fromkeys(("title", "aliases", "headings", "tags", "body"), 1.0)
"""It adds up the scores of fields; weighing them as BM25F does made its ranking worse on every collection."""
FIELDS = list(BOOSTS)
FACETS = ("kind", "lang", "year", "tag", "author")
COUNTED: dict[str, Any] = {name: {"terms": {"field": f"v_{name}", "size": 50}} for name in FACETS}


class Tantivy:
    """An index in a folder, read through memory maps."""

    name = "tantivy"

    def __init__(self, texts: Iterable[Text], folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        for name in FIELDS:
            builder.add_text_field(name, stored=name in {"title", "body"}, tokenizer_name="en_stem")
        for name in FACETS:
            builder.add_text_field(f"v_{name}", tokenizer_name="raw", fast=True)
        self._folder = folder / "tantivy"
        self._folder.mkdir()
        schema = builder.build()
        self._index = tantivy.Index(schema, path=str(self._folder))
        writer = self._index.writer(heap_size=100_000_000, num_threads=1)
        for text in texts:
            document = tantivy.Document(id=text.id, **{name: getattr(text, name) for name in FIELDS})
            for name, value in text.values:
                document.add_text(f"v_{name}", value)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._schema = schema

    def search(self, question: str) -> int:
        """Ten results with snippets, the facets and the total; gives the total."""
        query = self._query(" ".join(parts(question)))
        searcher = self._index.searcher()
        found: Any = searcher.search(query, limit=10, count=True)
        snippets = tantivy.SnippetGenerator.create(searcher, query, self._schema, "body")
        for _, address in found.hits:
            snippets.snippet_from_doc(searcher.doc(address)).to_html()
        searcher.aggregate(query, COUNTED)
        return int(found.count)

    def rank(self, question: str, limit: int) -> list[str]:
        """The best notes for the words of a question."""
        searcher = self._index.searcher()
        hits = searcher.search(self._query(" ".join(words(question))), limit=limit).hits
        return [str(searcher.doc(address)["id"][0]) for _, address in hits]

    def _query(self, text: str) -> Any:
        if text.endswith("*"):  # its parser takes no beginnings
            return tantivy.Query.regex_query(self._schema, "body", f"{text[:-1]}.*")
        query, _ = self._index.parse_query_lenient(text, FIELDS, field_boosts=BOOSTS)
        return query

    def size(self) -> int:
        """Bytes on the disk."""
        return sum(path.stat().st_size for path in self._folder.iterdir())
