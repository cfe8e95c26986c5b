"""How a note is cited: as a sentence, for reference managers, for LaTeX.

Names stay whole. A note says "Nasra Abdi" or "Food and Health Forum" and not which part
is a family's, or whether it is a person's at all, and many names have no such parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from garden.characters import named
from garden.core import Garden
from garden.model import Note
from garden.parsing.dates import day
from garden.web.text import by_role

ROLES = {"author": "author", "teller": "author", "translator": "translator", "scribe": "editor",
         "editor": "editor", "host": "host"}  # fmt: skip
"""The roles of notes in the words of citations; anyone else is a contributor."""
OTHER = "contributor"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
})  # fmt: skip
"""What LaTeX takes for commands; braces go too, since BibTeX counts them even when they are escaped."""
_NO_KEY = re.compile(r"[^A-Za-z0-9]+")


def web_address(here: Garden, note: Note) -> str:
    """Where the note is for everyone; empty where the site's own address is not known."""
    return here.config.site_url.rstrip("/") + here.url(note) if here.config.site_url else ""


def cited_on(note: Note) -> date | None:
    """The day that stands in a citation: a text that is tended is cited as it is now."""
    return note.updated or note.date


def people_by(note: Note) -> dict[str, list[str]]:
    """Names under the roles that citations know, each once."""
    roles: dict[str, list[str]] = {}
    for person in note.people:
        names = roles.setdefault(ROLES.get(person.role.casefold(), OTHER), [])
        if (name := plain(person.name)) and name not in names:
            names.append(name)
    return roles


def plain(words: str) -> str:
    """Words in one line, what cannot be seen in them named."""
    return named(" ".join(words.split()))


def cite(here: Garden, note: Note) -> str:
    """One line with which the note can be cited."""
    names = "; ".join(f"{', '.join(names)}" for _, names in by_role(note.people))
    when = cited_on(note)
    parts = [
        names,
        f"“{note.title}”",
        here.config.name,
        day(when) if when else "",
        note.licence or here.config.licence,
        web_address(here, note),
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def csl(here: Garden, note: Note) -> dict[str, Any]:
    """An item of CSL-JSON 1.0.2, which reference managers read."""
    when = cited_on(note)
    item: dict[str, Any] = {
        "id": key_of(note),
        "type": "webpage",
        "title": plain(note.title),
        **{role: [{"literal": name} for name in names] for role, names in people_by(note).items()},
        "container-title": plain(here.config.name),
        "issued": {"date-parts": [[when.year, when.month, when.day]]} if when else None,
        "language": note.lang or here.config.language,
        "abstract": "" if note.content_note else plain(note.summary),
        "keyword": ", ".join(map(plain, note.tags)),
        "license": plain(note.licence or here.config.licence),
        "URL": web_address(here, note),
    }
    return {name: value for name, value in item.items() if value}


def bibtex(here: Garden, note: Note) -> str:
    """An entry for BibTeX and biblatex, in UTF-8."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _bibtex_fields(here, note) if value)
    return f"@misc{{{key_of(note)},\n{fields}}}\n"


def _bibtex_fields(here: Garden, note: Note) -> Iterator[tuple[str, str]]:
    people, when = people_by(note), cited_on(note)
    yield "title", f"{{{_braced(note.title)}}}"
    for role in ("author", "editor", "translator"):
        yield role, _group(" and ".join(map(_braced, people.get(role, ()))))
    yield "howpublished", _braced(here.config.name)
    if when:
        yield "year", f"{{{when.year:04d}}}"
        yield "month", _MONTHS[when.month - 1]
        yield "day", f"{{{when.day}}}"
    yield "note", _braced(". ".join(_further(here, note)))
    yield "keywords", _braced(", ".join(note.tags))
    yield "url", _group(web_address(here, note))


def _further(here: Garden, note: Note) -> Iterable[str]:
    """What BibTeX has no field for: those with other roles, and the licence."""
    known = {"author", "editor", "translator"}
    others = [it for it in note.people if ROLES.get(it.role.casefold(), OTHER) not in known]
    told = [f"{phrase} {', '.join(names)}" for phrase, names in by_role(others)]
    return filter(None, (*told, note.licence or here.config.licence, note.rights))


def _braced(words: str) -> str:
    return _group(plain(words).translate(_SPECIAL))


def _group(text: str) -> str:
    return f"{{{text}}}" if text else ""


def key_of(note: Note) -> str:
    """A word by which a document cites the note, in plain letters."""
    letters = unicodedata.normalize("NFKD", note.id).encode("ascii", "ignore").decode()
    return _NO_KEY.sub("-", letters).strip("-").lower() or f"note-{note.fingerprint[:8]}"
