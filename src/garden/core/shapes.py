"""Values as plain data, in the shapes that other tools may rely on.

The command line and the web give the same. A key may be added, never renamed or
taken away without a major release.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from garden.core.addresses import heading_url, note_url
from garden.core.rules import Severity, rule_of
from garden.model import Backlink, Fragment, Hit, Link, Note, Page, Problem, Resolution


def note_data(note: Note) -> dict[str, Any]:
    """A note without its text."""
    return {
        "id": note.id,
        "path": note.path,
        "url": note_url(note.id),
        "title": note.title,
        "kind": note.kind,
        "tags": list(note.tags),
        "aliases": list(note.aliases),
        "date": note.date.isoformat() if note.date else None,
        "lang": note.lang,
        "visibility": note.visibility.value,
    }


def page_data(page: Page) -> dict[str, Any]:
    """A page of search results.

    ``total`` counts all notes found, ``folded`` those of them that are no hits of their own.
    ``mended`` is the question as it was read when words of it were mended, ``offered``
    one that may have been meant; both are empty otherwise.
    """
    return {
        "query": page.query.text,
        "total": page.total,
        "folded": page.folded,
        "notice": page.notice,
        "mended": page.mended,
        "offered": page.offered,
        "hits": [hit_data(hit) for hit in page.hits],
        "facets": {facet.name: {value.value: value.count for value in facet.values} for facet in page.facets},
    }


def hit_data(hit: Hit) -> dict[str, Any]:
    """One note found; snippets are plain text.

    ``more`` are other places of the note, ``alike`` ids of notes found that say nearly the same and are
    no hits of their own, and ``alike_unlisted`` says how many more there are, where these are very many.
    ``by_tags``, ``by_aliases`` and ``by_people`` are those of the note's that have a word of the question
    which neither title, headings nor snippets show; where none of these has it either, ``by_keys`` are
    texts of its front matter, if anyone may read its file.
    Of a note with a content note, that stands for its words, as on the page.
    """
    gate = hit.note.content_note
    return {
        "id": hit.note.id,
        "title": hit.note.title,
        "kind": hit.note.kind,
        "score": round(hit.score, 4),
        "content_note": gate,
        "heading": "" if gate else hit.heading,
        "snippet": "" if gate else _plain(hit.snippet),
        "url": heading_url(hit.note.id, "" if gate else hit.anchor),
        "more": [
            {
                "heading": place.heading,
                "snippet": _plain(place.snippet),
                "url": heading_url(hit.note.id, place.anchor),
            }
            for place in (() if gate else hit.more)
        ],
        "by_tags": [_plain(tag) for tag in hit.by_tags],
        "by_aliases": [_plain(alias) for alias in hit.by_aliases],
        "by_people": [name for name, _ in hit.by_people],
        "by_keys": [{"key": key, "text": _plain(said)} for key, said in (() if gate else hit.by_keys)],
        "alike": [note.id for note in hit.alike],
        "alike_unlisted": hit.alike_unlisted,
    }


def _plain(snippet: Iterable[Fragment]) -> str:
    return "".join(fragment.text for fragment in snippet)


def links_data(links: Iterable[tuple[Link, Resolution]]) -> list[dict[str, Any]]:
    """A note's links, in order; ``to`` is null for a wanted note."""
    return [
        {"target": link.target, "to": found.to, "kind": link.kind, "line": link.line} for link, found in links
    ]


def backlinks_data(backlinks: Iterable[Backlink]) -> list[str]:
    """Ids of the notes that link to a note, each once."""
    return list(dict.fromkeys(backlink.source.id for backlink in backlinks))


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem; ``line`` is null where it is the whole file's, ``hint`` true where no check fails for it.

    ``code`` is the rule's name, ``rule`` its number, ``severity`` ``error``, ``warning`` or ``hint``.
    """
    rule = rule_of(problem)
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "rule": rule.number,
        "severity": rule.severity.value,
        "message": problem.message,
        "fix": problem.fix,
        "hint": rule.severity is Severity.HINT,
    }
