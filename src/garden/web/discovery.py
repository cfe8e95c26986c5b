"""How other programs find their way: robots.txt, a map of the site, a search for the browser's address bar.

A site that does not know its own address (``site_url``) has no map and no such search: both must hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from xml.etree import ElementTree

from flask import Blueprint, Response, abort, jsonify, request

from garden.core import Garden
from garden.core.contributors import contributors
from garden.core.dates import last_tended
from garden.core.series import all_series
from garden.web.citing import plain
from garden.web.current import garden, leave_the_garden
from garden.web.kinds import kinds_in_use
from garden.web.questions import clean
from garden.web.shapes import suggestion_shape
from garden.web.suggest import LONGEST
from garden.web.syndication import ATOM
from garden.web.urls import feed_url, kind_url, person_url, series_url, tag_url

CLOSED = ("search", "suggest", "feeds/search", "random", "wander", "map?", "map.json")
"""What is made anew for each question: searches, lots, cuts of the map."""
IN_ONE = 50_000
"""Addresses that one map of a site may hold."""
SHORT, LONG = 16, 48
"""Characters of the names that browsers show for a search."""
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
DESCRIPTION = "application/opensearchdescription+xml"
SUGGESTIONS = "application/x-suggestions+json"

pages = Blueprint("garden_discovery", __name__)
leave_the_garden(pages)

Place = tuple[str, date | None]
"""A path of the site, and when what is there was last tended."""


@pages.get("/robots.txt")
def robots() -> Response:
    """Programs that read the web may read all of it but what is made anew each time, or nothing at all."""
    here = garden()
    lines = ["User-agent: *"]
    if not here.config.web.crawlers:
        lines.append("Disallow: /")
    else:
        lines += [f"Disallow: /{path}" for path in CLOSED]
        lines += [f"\nSitemap: {site}/sitemap.xml" for site in _site(here)]
    return Response("".join(f"{line}\n" for line in lines), mimetype="text/plain")


@pages.get("/sitemap.xml")
def sitemap() -> Response:
    """All pages that stay where they are; where they are too many for one map, the list of the maps."""
    here = garden()
    site, places = _mapped(here)
    if len(places) <= IN_ONE:
        return _xml(_urls(site, places))
    root = ElementTree.Element("sitemapindex", {"xmlns": SITEMAP})
    for number in range(-(-len(places) // IN_ONE)):
        of_map = ElementTree.SubElement(root, "sitemap")
        ElementTree.SubElement(of_map, "loc").text = f"{site}/sitemap-{number + 1}.xml"
    return _xml(root)


@pages.get("/sitemap-<int:number>.xml")
def one_sitemap(number: int) -> Response:
    """One of several maps."""
    site, places = _mapped(garden())
    shown = places[(number - 1) * IN_ONE : number * IN_ONE] if number else ()
    if not shown:
        abort(404)
    return _xml(_urls(site, shown))


def _site(here: Garden) -> tuple[str, ...]:
    """What stands before all paths, if the site knows it."""
    return (here.config.site_url.rstrip("/"),) if here.config.site_url else ()


def _mapped(here: Garden) -> tuple[str, tuple[Place, ...]]:
    """What stands before all paths, and those that go on the map; no page where there is none."""
    if not here.config.site_url or not here.config.web.crawlers:
        abort(404)
    return here.config.site_url.rstrip("/"), _places(here)


def _places(here: Garden) -> tuple[Place, ...]:
    """What is worth finding: the front door, what there is to wander by, and every note of the lists."""
    fixed = ("/", "/explore", "/kinds/", "/tags/", "/people/", "/series/", "/years/", "/about")
    return (*((path, None) for path in fixed), *((path, None) for path in _lists(here)), *_notes(here))


def _lists(here: Garden) -> Iterator[str]:
    for entry in kinds_in_use(here):
        yield kind_url(entry.kind)
    for tag in here.tags():
        yield tag_url(tag.value)
    for person in here.kept(contributors).values():
        yield person_url(person.name)
    for series in here.kept(all_series).values():
        yield series_url(series.name)


def _notes(here: Garden) -> Iterator[Place]:
    for note in here.notes():
        yield here.url(note), last_tended(here, note)


def _urls(site: str, places: Iterable[Place]) -> ElementTree.Element:
    root = ElementTree.Element("urlset", {"xmlns": SITEMAP})
    for path, tended in places:
        url = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(url, "loc").text = f"{site}{path}"
        if tended:
            ElementTree.SubElement(url, "lastmod").text = tended.isoformat()
    return root


def _xml(root: ElementTree.Element, form: str = "application/xml") -> Response:
    data = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(data, content_type=f"{form}; charset=utf-8")


@pages.get("/opensearch.xml")
def opensearch() -> Response:
    """What a browser needs to search here from its address bar (OpenSearch 1.1)."""
    here = garden()
    if not here.config.site_url:
        abort(404)
    site, name = here.config.site_url.rstrip("/"), plain(here.config.name)
    root = ElementTree.Element("OpenSearchDescription", {"xmlns": OPENSEARCH})
    ElementTree.SubElement(root, "ShortName").text = name[:SHORT].strip()
    ElementTree.SubElement(root, "LongName").text = name[:LONG].strip()
    ElementTree.SubElement(root, "Description").text = plain(here.config.tagline) or f"Search {name}"
    ElementTree.SubElement(root, "InputEncoding").text = "UTF-8"
    ElementTree.SubElement(root, "Image", {"type": "image/svg+xml"}).text = f"{site}/favicon.svg"
    for form, template in (
        ("text/html", "/search?q={searchTerms}"),
        (SUGGESTIONS, "/suggest/opensearch.json?q={searchTerms}"),
        (ATOM, f"{feed_url('search')}.atom?q={{searchTerms}}"),
    ):
        ElementTree.SubElement(root, "Url", {"type": form, "template": f"{site}{template}"})
    return _xml(root, DESCRIPTION)


@pages.get("/suggest/opensearch.json")
def suggestions() -> Response:
    """As ``/suggest.json``, in the form of browsers: what was typed, words, what they are, addresses."""
    here = garden()
    query = clean(request.args.get("q", "")[: LONGEST * 4])[:LONGEST]
    found = [suggestion_shape(here, one) for one in here.suggest(query)]
    site = here.config.site_url.rstrip("/")
    answer = jsonify(
        [
            query,
            [one["label"] for one in found],
            [one["detail"] for one in found],
            [f"{site}{one['url']}" for one in found],
        ]
    )
    answer.mimetype = SUGGESTIONS
    return answer
