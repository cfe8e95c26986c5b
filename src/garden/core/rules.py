"""Every rule of `garden check`: its number, its name, how much it matters, and what it minds.

Numbers and names stay as they are for good, since people write them into their
settings; one that is no longer needed leaves a gap. Rules of plugins have the number
``X-`` with their own name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from garden.model import Hint, Problem


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """Something is lost for readers: the check fails."""
    WARNING = "warning"
    """Something is not as its author will have meant it."""
    HINT = "hint"
    """Something that may be as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that is checked."""

    number: str
    """``G`` and three digits; ``X-`` and the name for a plugin's."""
    name: str
    """A problem's `code`: lower-case words with hyphens."""
    severity: Severity
    title: str
    """What it minds, in a line."""
    mends: bool = False
    """Whether ``--fix`` mends it."""


_TABLE = """
    G101 front-matter-yaml        error    Front matter that is no valid YAML
    G102 front-matter-toml        error    Front matter that is no valid TOML
    G103 front-matter-json        error    Front matter that is no valid JSON
    G104 front-matter-unclosed    error    Front matter that is opened and never closed
    G105 front-matter-duplicate   warning  A key of front matter that is written twice
    G106 front-matter-too-large   error    Front matter of more than it may hold
    G107 date-unreadable          error    A date that does not exist, or can be read in two ways
    G108 visibility-unknown       error    A word after visibility: that is not known
    G109 next-unreadable          error    An entry of next: that does not say where it leads
    G110 lang-unknown             warning  A language that is no code of one
    G111 value-unfit              error    A value that its key cannot hold
    G112 key-misspelt             warning  A key that is nearly one that is known
    G113 kind-misspelt            warning  A kind of one note alone that is nearly one that is known
    G114 guard-misspelt           error    A key that is nearly one that protects the note
    G201 link-dead                error    A link to a file that is not there
    G202 link-wanted              hint     A link by name to a note that no one has written
    G203 link-ambiguous           warning  A link that could mean several notes
    G204 heading-missing          error    A link to a heading that the note does not have
    G205 link-case                hint *   A link that differs from the note's name by case alone
    G206 link-moved               hint *   A link to the place where a note used to be
    G207 next-dead                error    An entry of next: or related: that leads nowhere
    G208 link-hidden              hint     A link to a note that readers cannot see
    G209 links-many               hint     Very many links to one note
    G301 embed-missing            error    A note or file that is to be shown in place and is not there
    G302 embed-circle             error    A note that would be shown inside itself
    G303 picture-missing          error    A picture that is not there
    G304 picture-undescribed      warning  A picture without words for those who cannot see it
    G401 name-alike               warning  Names of files that differ only by case or Unicode form
    G402 title-twice              warning  A title that several notes have
    G403 alias-taken              warning  An alias that also means another note
    G404 id-taken                 error    An id that another note has
    G405 title-long               hint     A title too long for lists and cards
    G406 title-unseen             warning  Characters in a title that cannot be seen
    G501 heading-skipped          hint     A heading more than one level below the one before
    G502 body-too-long            warning  A text too long to be formatted
    G503 markdown-failed          error    A text that could not be formatted
    G504 table-too-large          warning  A table too large to be shown as one
    G505 nested-too-deep          warning  Lists or quotes nested too deep to be shown
    G601 not-utf8                 error    A file that is not UTF-8
    G602 file-binary              error    A note that is no text
    G603 file-link                error    A symbolic link
    G604 file-special             error    A pipe, socket or device among the notes
    G605 file-too-large           error    A file over the limit
    G606 file-unreadable          error    A file that may not be read
    G607 file-gone                error    A file that went away while it was read
    G608 folder-unreadable        error    A folder that may not be read
    G609 name-not-utf8            error    A name of a file that is no text
    G610 path-outside             error    A path that leads out of the notes folder
    G611 not-indexed              error    A note that could not be indexed
    G701 consent-scope-unknown    error    A consent for something that is not known
    G702 consent-until-unreadable error    A consent until a day that does not exist
    G703 consent-ended            error    A consent that has run out
    G704 consent-ends-soon        hint     A consent that runs out within thirty days
    G705 licence-stricter         error    A note shown in place whose licence asks for more
    G706 consent-unclear          error    A consent in words that may say that there is none
    G707 consent-unnamed          error    A consent with room for a name and nobody in it
"""


def _rules() -> Mapping[str, Rule]:
    found = {}
    for row in _TABLE.strip().splitlines():
        number, name, severity, rest = row.split(maxsplit=3)
        title = rest.removeprefix("*").strip()
        mends = rest.startswith("*")
        found[name] = Rule(number=number, name=name, severity=Severity(severity), title=title, mends=mends)
    return MappingProxyType(found)


RULES = _rules()
"""Core's, by name."""


def rule_of(problem: Problem) -> Rule:
    """The rule that a problem breaks; one of a plugin's own for a name that is not ours."""
    if (rule := RULES.get(problem.code)) is not None:
        return rule
    severity = Severity.HINT if isinstance(problem, Hint) else Severity.ERROR
    title = problem.code.replace("-", " ").capitalize()
    return Rule(number=f"X-{problem.code}", name=problem.code, severity=severity, title=title)


def severity_of(problem: Problem) -> Severity:
    """How much a problem matters."""
    return rule_of(problem).severity
