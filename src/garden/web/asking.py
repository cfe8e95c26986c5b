"""How to ask: every form of a question, with examples of this garden."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint

from garden.core import Garden
from garden.model import Field, Note, Query
from garden.search.words import analysis
from garden.web.contexts import AskingPage
from garden.web.current import garden, render
from garden.web.parts import FormOfAsking, FormsOfAsking
from garden.web.text import label
from garden.web.urls import words_url

HAS = {
    "image": "A picture.", "link": "Links.", "attachment": "A file to open or to keep.",
    "heading": "Headings.", "table": "Tables.", "code": "A block of code.", "tag": "Tags.",
    "author": "A person.", "date": "A date.", "summary": "A summary.", "alias": "Another name.",
}  # fmt: skip
"""What may be asked for with ``has:`` in every garden, and what it is; a test holds it to the engine's."""
_LOOKED_AT = 200
"""Notes that are looked at for examples."""
_SHORTEST = 4

pages = Blueprint("garden_asking", __name__)


@pages.get("/search/help")
def asking() -> str:
    """The forms of a question; each example is a search of this garden."""
    here = garden()
    examples = _Examples(here)
    return render(
        "asking.html",
        AskingPage(
            groups=(
                FormsOfAsking(title="Words", forms=tuple(_words(examples))),
                FormsOfAsking(title="What a note is", forms=tuple(_fields(examples))),
                FormsOfAsking(title="When", forms=tuple(_dates(examples))),
                FormsOfAsking(title="What it has", forms=tuple(_contents(here))),
                *_of_plugins(examples, here),
            )
        ),
    )


class _Examples:
    """Words and values that there are in this garden, or might be."""

    def __init__(self, here: Garden) -> None:
        self.notes = here.notes()[:_LOOKED_AT]
        facets = here.search(Query(per_page=1)).facets
        self._values = {facet.name: [value.value for value in facet.values] for facet in facets}
        self.words = [word for note in self.notes for word in _telling(note)][:3]
        self.words += ["kitchen", "table", "listening"][len(self.words) :]
        linked = (note for note in self.notes if here.links_to(note))
        self.linked = next(linked, self.notes[0] if self.notes else None)

    def value(self, name: str, otherwise: str) -> str:
        """The commonest value of a field, ready to be asked for."""
        return _quoted(next(iter(self._values.get(name, ())), otherwise))

    @property
    def phrase(self) -> str:
        """Two words next to each other in a title."""
        for note in self.notes:
            words = note.title.split()[:2]
            if len(words) == 2 and all(word.isalpha() for word in words):
                return " ".join(words).lower()
        return "slow questions"


def _words(examples: _Examples) -> Iterator[FormOfAsking]:
    one, two, three = (word.lower() for word in examples.words)
    yield _form(f"{one} {two}", "Notes with either word; those with both mostly come first.")
    yield _form(f'"{examples.phrase}"', "The words next to each other.")
    yield _form(f'"{one}"', "The word as you typed it, in its forms: no slip in it is mended.")
    yield _form(f"{one} -{two}", "One word, and not the other. Also before a phrase or a field.")
    yield _form(f"{one} NOT {two}", "The same, in letters.")
    yield _form(f"{one[:_SHORTEST]}*", "Every word that begins so; two letters at least.")
    yield _form(f"{one} OR {two}", "Either.")
    yield _form(f"{one} AND {two}", "Both. It binds closer than OR. In small letters, these are words.")
    yield _form(f"({one} OR {two}) {three}", "Parentheses keep parts together.")
    yield _form("A&E 2.7.4", "Codes, numbers and names of files are found as they stand.")
    yield _form(f"title:{one}", "In the title.")
    yield _form(f"headings:{one}", "In a heading.")
    yield _form(f"aliases:{one}", "In another name of the note.")
    yield _form(f'text:"{examples.phrase}"', "In the text alone.")


def _fields(examples: _Examples) -> Iterator[FormOfAsking]:
    yield _form(f"tag:{examples.value('tag', 'health')}", "With this tag, or one under it.")
    yield _form(f"kind:{examples.value('kind', 'note')}", "Of this kind.")
    yield _form(
        f"author:{examples.value('author', 'Ama')}",
        "Somebody had a part in it, in any role; by: says the same.",
    )
    yield _form(f"lang:{examples.value('lang', 'en')}", "In this language.")
    name = examples.linked.title if examples.linked else "Slow questions"
    yield _form(
        f"links-to:{_quoted(name)}", "With a link to this note, by its title, its name or another name."
    )


def _dates(examples: _Examples) -> Iterator[FormOfAsking]:
    year = examples.value("year", "2024")
    yield _form(f"year:{year}", "Of this year, by the note's own date. Also >2023 and 2020-2022.")
    yield _form(f"date:{year}-05", "Of this month. A year or a day, as in 2024-05-31, may stand there too.")
    yield _form(f"before:{year}", "Before this year, month or day.")
    yield _form(f"after:{year}-05", "After it: here, from June on.")


def _contents(here: Garden) -> Iterator[FormOfAsking]:
    for flag, said in HAS.items():
        example = f"has:{flag}"
        there_is = here.search(Query(text=example, per_page=1, facets=False)).total
        yield _form(example, said if there_is else f"{said} No note here has any yet.")


def _of_plugins(examples: _Examples, here: Garden) -> Iterator[FormsOfAsking]:
    forms = tuple(form for field in here.fields.values() for form in _declared(field, examples))
    if forms:
        yield FormsOfAsking(title="Of this garden's own", forms=forms)


def _declared(field: Field, examples: _Examples) -> Iterator[FormOfAsking]:
    """How to ask for a field that a plugin declares."""
    title = field.title or label(field.name)
    match field.type:
        case "text":
            yield _form(f"{field.name}:{examples.words[0].lower()}", f"Words in: {title}.")
        case "number":
            yield _form(f"{field.name}:<10", f"{title}, less than 10. Also >10, >=10 and 10-20.")
        case "date":
            yield _form(f"{field.name}:2024-05", f"{title}, in this month. Also <2024 and 2023..2024.")
        case _:
            value = examples.value(field.name, field.order[0] if field.order else "any")
            yield _form(f"{field.name}:{value}", f"{title}.")
            if field.order:
                most = _quoted(f"<={field.order[len(field.order) // 2]}")
                yield _form(
                    f"{field.name}:{most}", f"{title}, up to this one in their order. Also <, > and >=."
                )
    yield _form(f"has:{field.name}", f"{title}, whatever it is.")


def _telling(note: Note) -> list[str]:
    """The words of a title that say something by their length."""
    words = (word for word in analysis.written(note.title) if word.isalpha() and word.isascii())
    return sorted((word for word in words if len(word) > _SHORTEST), key=len, reverse=True)[:1]


def _form(example: str, meaning: str) -> FormOfAsking:
    return FormOfAsking(example=example, meaning=meaning, url=words_url(example))


def _quoted(value: str) -> str:
    plain = value.replace('"', " ").strip()
    return plain if analysis.written(plain) == [plain] or plain.isalnum() else f'"{plain}"'
