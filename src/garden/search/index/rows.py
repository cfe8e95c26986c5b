"""Documents to rows: analysed and typed, so that Whoosh has nothing to refuse.

A value that Whoosh refuses half-way through a document spoils its neighbours, so
everything that can go wrong with a note goes wrong here, before Whoosh has heard
of it.
"""

from __future__ import annotations

from array import array

from garden.links import keys_of, link_key
from garden.search.engine import Document
from garden.search.index import alike, keys, records, schema
from garden.search.index.vocabulary import Vocabulary
from garden.search.index.writing import Row
from garden.search.words import codes, emoji
from garden.search.words.analysis import Analysis


def row(document: Document, layout: schema.Layout, analysis: Analysis, vocabulary: Vocabulary) -> Row:
    """A document as `garden.search.index.writing` takes it."""
    note = document.note
    analyser = analysis.of(note.lang)
    names = keys_of(note.id, note.title, note.aliases, prefix=layout.link_prefix)
    links = {key for link in document.links if (key := schema.link_term(link_key(link.target)))}
    told = alike.kept(document.sections)
    columns: dict[str, bytes | int] = {
        schema.ID: note.id.encode("utf-8", "surrogatepass"),
        schema.NOTE: records.from_note(note),
        schema.FRONT: records.from_front(note.meta),
        schema.LINKS: records.from_links(document.links),
        schema.NAME_KEYS: keys.hashes(map(schema.link_term, names)),
        schema.LINK_KEYS: keys.hashes(links),
        schema.SECTIONS: records.from_sections(document.sections),
        schema.OUTLINE: told.outline,
        schema.GIST: told.gist,
        schema.VISIBILITY: schema.visibility_code(note.visibility),
        schema.UNTIL: until.toordinal() if (until := note.consent and note.consent.until) else 0,
        schema.DAY: day.toordinal() if (day := note.date or note.updated) else 0,
    }
    for name in layout.values:
        if values := [_clean(value) for value in document.values.get(name, ())]:
            columns[schema.value_field(name)] = schema.SEPARATOR.join(filter(None, values)).encode()
    typed = {codes.folded(f"#{_clean(tag)}") for tag in document.values.get("tag", ())}
    typed.update(one for text in document.texts.values() for one in emoji.found(text))
    texts: dict[str, array[int]] = {}
    for name in layout.texts:
        if text := document.texts.get(name):
            words = vocabulary.numbers(text, analyser, typed)
            columns[schema.text_field(name)] = len(words)
            texts[schema.text_field(name)] = words
    has = [flag.encode() for flag in document.has]
    sets = {
        schema.LINK: sorted(links),
        schema.HAS: has,
        schema.TYPED: [code.encode() for code in sorted(typed)],
    }
    return Row(columns, texts, {name: terms for name, terms in sets.items() if terms})


def _clean(value: str) -> str:
    """A value without what parts values, and without lone surrogates."""
    return value.replace(schema.SEPARATOR, " ").encode("utf-8", "replace").decode().strip()
