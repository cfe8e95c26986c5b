"""How notes' words are shown: nothing invisible, nothing ambiguous, plain British English.

Pure functions; the templates know them as filters and globals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from garden import languages
from garden.characters import named
from garden.model import EMPTY, Field, Person

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})
_SENTENCE_END = re.compile(r"[.!?…]+[\x22'’”»)]*(?= )|[。！？।؟]+[」』”]*")
_ROLES = {
    "author": "By",
    "teller": "Told by",
    "scribe": "Written down by",
    "host": "Hosted by",
    "translator": "Translated by",
    "tended": "Tended by",
}


def visible(value: object) -> object:
    """Text in which characters that cannot be seen are named, such as ``‹U+202E›``.

    Every expression of every template passes through here, so that a title
    cannot turn the line around it or pose as another. HTML that the sanitiser
    returned is left alone. The joiners of emoji and Persian are kept.
    """
    if type(value) is str:  # as most of them are; Markup is one of another type
        return named(value)
    return named(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def direction(lang: str) -> str:
    """``rtl`` for languages written from the right, else ``ltr``."""
    return "rtl" if lang.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def language(lang: str) -> str:
    """A language by its own name, for those who look for it; the tag itself where it is not known."""
    own, rest = languages.names(lang)[:1], lang.partition("-")[2]
    return lang if not own else f"{own[0]} ({rest})" if rest else own[0]


def role_phrase(role: str) -> str:
    """Words before the people of a role: ``Told by``; ``Drawn by:`` is left as written."""
    return _ROLES.get(role.casefold(), f"{role[:1].upper()}{role[1:]}:")


def roles_in_order(roles: Iterable[str]) -> tuple[str, ...]:
    """Roles as front matter has them: those that we have words for, then others by name."""
    known = list(_ROLES)
    return tuple(sorted(roles, key=lambda role: (known.index(role) if role in known else len(known), role)))


def by_role(people: Iterable[Person]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """People under the phrase of their role, roles and names in the note's order."""
    roles: dict[str, list[str]] = {}
    for person in people:
        names = roles.setdefault(role_phrase(person.role), [])
        if person.name not in names:
            names.append(person.name)
    return tuple((phrase, tuple(names)) for phrase, names in roles.items())


def gate(content_note: str) -> str:
    """What stands before a note that a reader may want to pause at."""
    return f"Before you read: {' '.join(content_note.split())}"


def beginning(texts: Iterable[str], most: int = 200) -> str:
    """How a text begins, in one line: whole sentences if they fill half of it, else whole words."""
    words: list[str] = []
    room = most + 1
    for word in (word for text in texts for word in text.split()):
        words.append(word)
        room -= len(word) + 1
        if room < 0:
            break
    else:
        return named(" ".join(words))
    line = " ".join(words)[: most + 1]
    ends = [end.end() for end in _SENTENCE_END.finditer(line) if most // 2 <= end.end() <= most]
    if ends:
        return named(line[: ends[-1]].rstrip())
    return named(f"{line[:most].rpartition(' ')[0] or line[:most]}…")


def label(key: str, fields: Mapping[str, Field] = EMPTY) -> str:
    """A front-matter key as a label: as the field of its name is called, else ``Said by`` for ``said_by``."""
    if key in fields and fields[key].title:
        return fields[key].title
    words = key.replace("_", " ").replace("-", " ").strip()
    return f"{words[:1].upper()}{words[1:]}"


def listed(words: Sequence[str]) -> str:
    """``Ama``, ``Ama and Ben``, ``Ama, Ben and Hana``."""
    *before, last = words or ("",)
    return f"{', '.join(before)} and {last}" if before else last


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 note``, ``1,204 notes``."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
