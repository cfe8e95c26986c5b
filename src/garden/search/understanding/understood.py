"""What was understood of a question, in words that a reader can check and take back."""

from __future__ import annotations

from collections.abc import Iterator

from garden.model import Understood
from garden.search.index.schema import spoken_name
from garden.search.query import nodes
from garden.search.query.question import Question
from garden.search.words.unspaced import begins_pairs

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


def understood(question: Question) -> Iterator[Understood]:
    """The parts of a question that are more than plain words, in order."""
    for part in question.parts:
        if not all(map(_is_plain, part.nodes)):
            said = " ".join(filter(None, map(label, part.nodes)))
            yield Understood(label=said, without=part.without)


def _is_plain(node: nodes.Node) -> bool:
    match node:
        case nodes.Word() | nodes.Contraction() | nodes.Whole() | nodes.Code():
            return True
        case nodes.Sign():
            return not node.begun
        case nodes.Prefix(text):
            return begins_pairs(text)
        case nodes.All(parts):
            return all(map(_is_plain, parts))
        case _:
            return False


def label(node: nodes.Node) -> str:
    """A part of a question in a few plain words."""
    match node:
        case nodes.Word(text) | nodes.Contraction(_, text) | nodes.Code(text, True):
            return text
        case nodes.Sign(text):
            return f"{node.typed or text}{'…' if node.begun else ''}"
        case nodes.Whole() | nodes.Code() | nodes.Respelled():
            return ""  # its words are said
        case nodes.Prefix(text):
            return text if begins_pairs(text) else f"{text}…"
        case nodes.Phrase(_, text):
            return f"“{text}”"
        case nodes.Value(field, text) | nodes.Between(field, _, _, text):
            return f"{spoken_name(field)}: {text}"
        case nodes.Dated(_, _, "date", text):
            return f"date: {text}"
        case nodes.Dated(_, _, how, text):
            return f"{how} {text}"
        case nodes.Has(what):
            return _HAVING.get(what, f"with {spoken_name(what)}")
        case nodes.Pointing(text):
            return f"linking to “{text}”"
        case nodes.Within(field, inner):
            return f"{spoken_name(field)}: {label(inner)}"
        case nodes.Not(nodes.Has() as inner):
            return label(inner).replace("with ", "without ", 1).replace("without a ", "without ", 1)
        case nodes.Not(inner):
            return f"without {label(inner)}"
        case nodes.Either(parts):
            return " or ".join(filter(None, map(label, parts)))
        case nodes.Every(parts):
            return " and ".join(filter(None, map(label, parts)))
        case nodes.All(parts):
            return ", ".join(filter(None, map(label, parts)))
