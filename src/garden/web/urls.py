"""Addresses of this site as plain functions; nothing else in the web quotes.

All are paths from the root, so a page never depends on the host's name. Those
of notes and files are spelled in `garden.core.addresses`, since notes' text
needs them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote, quote_plus, urlencode

from msgspec.structs import replace

from garden.markdown import HEADING_PREFIX
from garden.model import NoteKind, Query

_SAFE = "/~!$'()*,;=:@"
_SAFE_IN_SEGMENT = _SAFE.replace("/", "")


def quoted(path: str) -> str:
    """A path with everything quoted that an address cannot hold."""
    return quote(path, safe=_SAFE, errors="replace")


def kind_url(kind: NoteKind) -> str:
    """Where all notes of a kind are: the page its plugin made, else ours."""
    made = kind.page.startswith("/") and not kind.page.startswith("//")
    return kind.page if made else f"/kinds/{quoted(kind.name)}"


def cards_url(kind: NoteKind) -> str:
    """Where all notes of a kind are cards to print."""
    return f"/kinds/{quoted(kind.name)}?print=cards"


def tag_url(tag: str) -> str:
    """The page of a tag."""
    return f"/tags/{quoted(tag)}"


def person_url(name: str, role: str = "") -> str:
    """The page of a person; of their notes in one role."""
    asked = f"?{urlencode({'role': role}, errors='replace')}" if role else ""
    return f"/people/{_segment(name)}{asked}"


def series_url(name: str) -> str:
    """The page of a series."""
    return f"/series/{_segment(name)}"


def year_url(year: str) -> str:
    """The page of a year with four digits."""
    return f"/years/{year}"


def feed_url(what: str, name: str = "") -> str:
    """The address of a feed without the ending that says its form: ``/feeds/kinds/story``.

    ``what`` is ``all``, or ``kinds``, ``tags``, ``people``, ``series`` with the name of one.
    """
    if not name:
        return f"/feeds/{what}"
    return f"/feeds/{what}/{quoted(name) if what == 'tags' else _segment(name)}"


def _segment(name: str) -> str:
    """A name as one step of a path; dots alone, which browsers take for a step up, behind a blank."""
    if name in {".", ".."}:
        return f"%20{name}"
    return quote(name, safe=_SAFE_IN_SEGMENT, errors="replace")


def folder_url(folder: str) -> str:
    """The page of a folder of notes; the empty folder is the root."""
    return f"/notes/{quoted(folder)}/" if folder else "/notes/"


def heading_fragment(anchor: str) -> str:
    """The end of an address that leads to a heading of a note, or nothing."""
    return f"#{HEADING_PREFIX}{quoted(anchor)}" if anchor else ""


def paged(path: str, number: int) -> str:
    """The address of a page of a list; the first has none of its own."""
    return path if number <= 1 else f"{path}{'&' if '?' in path else '?'}page={number}"


def search_url(query: Query, path: str = "/search") -> str:
    """The address of a search; the same query always has the same one."""
    pairs = _pairs(query, query.filters)
    if query.page > 1:
        pairs.append(("page", str(query.page)))
    return f"{path}?{_encoded(pairs)}" if pairs else path


def _pairs(query: Query, filters: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """What the address of a query's first page says, with these filters for its own."""
    pairs = [("q", query.text)] if query.text else []
    pairs += [(name, value) for name in sorted(filters) for value in filters[name]]
    if query.exactly:
        pairs.append(("exactly", "1"))
    if query.sort != "relevance":
        pairs.append(("sort", query.sort))
    return pairs


def words_url(text: str) -> str:
    """The address of a search for some words."""
    return search_url(Query(text=text))


def filter_url(name: str, value: str) -> str:
    """The address of a search for all notes with one value."""
    return search_url(Query(filters={name: (value,)}))


def feed_of_search(query: Query) -> str:
    """The address of the feed of a search, in Atom's form."""
    return search_url(replace(query, sort="relevance", page=1), f"{feed_url('search')}.atom")


def toggling(query: Query, name: str) -> Callable[[str], str]:
    """Gives the address of the search with a value of one filter `toggled`; a page has a hundred of these."""
    chosen = query.filters.get(name, ())
    # What is added comes last of its own, where an empty value stands for it, as no real one is empty.
    pairs = _pairs(query, {**query.filters, name: (*chosen, "")})
    at = pairs.index((name, "")) + 1
    before, after = _encoded(pairs[:at]), _encoded(pairs[at:])
    after = f"&{after}" if after else ""

    def url(value: str) -> str:
        if value in chosen:
            return search_url(toggled(query, name, value))
        return f"/search?{before}{_written(value)}{after}"

    return url


def _encoded(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join(f"{_written(name)}={_written(value)}" for name, value in pairs)


def _written(value: str) -> str:
    """As `quote_plus`, at once for what needs no more than its blanks written, as nearly all values do."""
    if value.isascii() and value.replace(" ", "").isalnum():
        return value.replace(" ", "+")
    return quote_plus(value, errors="replace")


def toggled(query: Query, name: str, value: str) -> Query:
    """The query with one filter added, or taken away if it was there; back at page 1."""
    chosen = query.filters.get(name, ())
    values = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
    filters = {**query.filters, name: values}
    return replace(query, filters={n: v for n, v in filters.items() if v}, page=1)
