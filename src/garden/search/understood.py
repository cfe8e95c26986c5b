"""What was understood of a question, in words that a reader can check and take back."""

from __future__ import annotations

from collections.abc import Iterator

from garden.model import Understood
from garden.search.analysis import begins_pairs
from garden.search.grammar import Question
from garden.search.nodes import (
    All,
    Between,
    Code,
    Contraction,
    Dated,
    Either,
    Every,
    Has,
    Node,
    Not,
    Phrase,
    Pointing,
    Prefix,
    Respelled,
    Sign,
    Value,
    Whole,
    Within,
    Word,
)

_HAVING = {
    "alias": "with other names",
    "attachment": "with a file",
    "author": "with a person",
    "code": "with code",
    "date": "with a date",
    "heading": "with headings",
    "image": "with a picture",
    "link": "with a link",
    "summary": "with a summary",
    "table": "with a table",
    "tag": "with tags",
}
_WRITTEN = {"body": "text"}
"""Fields that readers know by another name."""


def understood(question: Question) -> Iterator[Understood]:
    """The parts of a question that are more than plain words, in order."""
    for part in question.parts:
        if not all(map(_is_plain, part.nodes)):
            said = " ".join(filter(None, map(label, part.nodes)))
            yield Understood(label=said, without=part.without)


def _is_plain(node: Node) -> bool:
    match node:
        case Word() | Contraction() | Whole() | Sign():
            return True
        case Prefix(text):
            return begins_pairs(text)
        case All(nodes):
            return all(map(_is_plain, nodes))
        case _:
            return False


def label(node: Node) -> str:
    """A part of a question in a few plain words."""
    match node:
        case Word(text) | Contraction(_, text):
            return text
        case Sign(text):
            return node.typed or text
        case Whole() | Code() | Respelled():
            return ""  # its words are said
        case Prefix(text):
            return text if begins_pairs(text) else f"{text}…"
        case Phrase(_, text):
            return f"“{text}”"
        case Value(field, text) | Between(field, _, _, text):
            return f"{_named(field)}: {text}"
        case Dated(_, _, "date", text):
            return f"date: {text}"
        case Dated(_, _, how, text):
            return f"{how} {text}"
        case Has(what):
            return _HAVING.get(what, f"with {_named(what)}")
        case Pointing(text):
            return f"linking to “{text}”"
        case Within(field, inner):
            return f"{_named(field)}: {label(inner)}"
        case Not(Has() as inner):
            return label(inner).replace("with ", "without ", 1).replace("without a ", "without ", 1)
        case Not(inner):
            return f"without {label(inner)}"
        case Either(nodes):
            return " or ".join(filter(None, map(label, nodes)))
        case Every(nodes):
            return " and ".join(filter(None, map(label, nodes)))
        case All(nodes):
            return ", ".join(filter(None, map(label, nodes)))


def _named(field: str) -> str:
    return _WRITTEN.get(field, field).replace("_", " ")
