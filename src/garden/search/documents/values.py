"""Which values of a field a reader means: as they are written, by other names, or nearly so."""

from __future__ import annotations

from collections.abc import Sequence

from garden import languages
from garden.search.arrays import Mask
from garden.search.documents.corpus import View
from garden.search.words.wording import plain


def meant(field: str, text: str, view: View) -> Mask:
    """The documents with a value that is `named`.

    A language is meant with what is spoken of it in its regions: ``lang:en`` is en-GB as well.
    """
    found = named(field, text, view)
    if field == "lang" and "-" not in text:
        spoken = {languages.primary(value) for value in found}
        found = [value for value in view.shown(field).values() if languages.primary(value) in spoken]
    return view.mask & view.corpus.table(field).mask(found)


def named(field: str, text: str, view: View) -> list[str]:
    """The values that are meant, as most of the notes have them that may be seen; none for nothing like it.

    A kind may be called by its title or its plural, a language by its name in English or in
    itself; without a note in the language of a region, those in the language are meant.
    """
    return _like(field, text, view) or _called(field, text, view)


def _like(field: str, text: str, view: View) -> list[str]:
    """The values that are written so, or nearly."""
    shown = view.shown(field)
    return [shown[group] for group in view.corpus.table(field).like(text, shown)]


def _called(field: str, text: str, view: View) -> list[str]:
    """The values that go by another name."""
    sought = plain(text)
    values = view.shown(field).values()
    found = [value for value in values if sought in map(plain, names(field, value, view))]
    if not found and field == "lang":
        found = _like(field, languages.primary(text), view)
    return found


def names(field: str, value: str, view: View) -> Sequence[str]:
    """What else a value is called."""
    if field == "kind":
        return view.corpus.layout.kind_names.get(value, ())
    return languages.names(value) if field == "lang" else ()
