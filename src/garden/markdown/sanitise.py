"""The last thing that happens to a note's HTML: only what is listed here passes."""

from __future__ import annotations

import re
from functools import partial

import nh3
from pygments.token import STANDARD_TYPES

from garden.characters import SURROGATES
from garden.markdown.anchors import HEADING_PREFIX
from garden.markdown.rules.callout import FAMILIES, OTHER

MAX_OUTPUT = 2 * 1024 * 1024
"""Characters of HTML that a note, with all it embeds, may become."""
TOO_LONG = '<p class="notice">This text is too long to be shown here in full.</p>\n'

_TAGS = (
    "a abbr b bdi blockquote br caption cite code dd del details dfn div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q rp rt ruby s samp section small "
    "span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr"
)

_MATH = (
    "math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover "
    "mtable mtr mtd mstyle mphantom"
)
"""What draws a formula, and nothing that leads, acts or holds HTML: no ``annotation-xml``,
``semantics``, ``maction``, ``mglyph``, ``malignmark``. No element here has text that is read in
another way than all else, so that what is clean stays so when a browser reads it again."""

_ATTRIBUTES = {
    "*": {"id", "lang", "dir"},
    "a": {"href", "title", "aria-label"},
    "abbr": {"title"},
    "details": {"open", "data-callout"},
    "div": {"data-callout", "data-kind", "data-nosnippet", "aria-label"},
    "figure": {"data-nosnippet"},
    "img": {"src", "alt", "width", "height", "title"},
    "input": {"type", "disabled", "checked", "aria-label"},
    "ol": {"start"},
    "pre": {"data-lang"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}

_TRUTH = {"true", "false"}

_VALUES = {
    "a": {"rel": {"nofollow noopener"}, "role": {"doc-noteref", "doc-backlink"}},
    "div": {"role": {"group"}, "tabindex": {"0"}},
    "img": {"decoding": {"async"}},
    "math": {"display": {"block", "inline"}, "xmlns": {"http://www.w3.org/1998/Math/MathML"}},
    "mfrac": {"linethickness": {"0"}},
    "mo": {
        **dict.fromkeys(("accent", "fence", "largeop", "movablelimits", "separator", "stretchy"), _TRUTH),
        "form": {"prefix", "infix", "postfix"},
        **{size: {"1.2em", "1.623em", "2.047em", "2.470em"} for size in ("maxsize", "minsize")},
    },
    "mover": {"accent": _TRUTH},
    "munder": {"accentunder": _TRUTH},
    "munderover": {"accent": _TRUTH, "accentunder": _TRUTH},
    "mspace": {"width": {"0.167em", "0.222em", "0.278em", "0.333em", "0.5em", "1em", "2em"}},
    "mstyle": {"displaystyle": _TRUTH, "scriptlevel": {"0", "1", "2"}},
    "mtable": {"displaystyle": _TRUTH},
    "mtd": {"columnalign": {"left", "center", "right"}},
    "pre": {"tabindex": {"0"}},
}

_ALWAYS = {"img": {"loading": "lazy"}, "input": {"type": "checkbox", "disabled": ""}}

_CALLOUTS = {"callout", *(f"callout-{family}" for family in (*FAMILIES, OTHER))}
_ALIGNED = {"align-left", "align-center", "align-right"}

_CLASSES = {
    "a": {
        *("external", "remote-image", "tag", "footnote-back"),
        *("internal", "wanted", "attachment", "ambiguous", "term"),
    },
    "details": _CALLOUTS,
    "div": {"table", "callout-body", "embed", "embed-body", "math", "off-paper"} | _CALLOUTS,
    "figure": {"diagram", "embed", "off-paper"},
    "li": {"task"},
    "ol": {"tasks"},
    "p": {"callout-title", "embed-title", "embed-missing", "embed-note", "notice", "paper-only"},
    "pre": {"code", "plain"},
    "section": {"footnotes"},
    "span": {"embed-missing", *filter(None, STANDARD_TYPES.values())},
    "summary": {"callout-title"},
    "sup": {"footnote-ref"},
    "td": _ALIGNED,
    "th": _ALIGNED,
    "ul": {"tasks"},
}

_SCHEMES = {"http", "https", "mailto"}
_new_cleaner = partial(
    nh3.Cleaner,
    tags={*_TAGS.split(), *_MATH.split()},
    attributes=_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    set_tag_attribute_values=_ALWAYS,
    allowed_classes=_CLASSES,
    url_schemes=_SCHEMES,
    id_prefix=HEADING_PREFIX,
    link_rel=None,
)
_CLEANER = _new_cleaner()

_DRAWING = "data:image/svg+xml;base64,"
_WHOLE_DRAWING = re.compile(rf"{re.escape(_DRAWING)}[A-Za-z0-9+/]+={{0,2}}")
_IGNORED = dict.fromkeys(range(0x21))
"""What browsers leave out of an address, and a little more."""


def _without_data(element: str, attribute: str, value: str) -> str | None:
    """An attribute's value, unless it is a ``data:`` address of anything but an image's drawing.

    A drawing in an ``<img>`` runs no script and loads nothing, whatever stands in it.
    """
    if not value.translate(_IGNORED).lower().startswith("data:"):
        return value
    is_drawing = (element, attribute) == ("img", "src") and _WHOLE_DRAWING.fullmatch(value)
    return value if is_drawing else None


_new_cleaner_of_drawings = partial(
    _new_cleaner, url_schemes={*_SCHEMES, "data"}, attribute_filter=_without_data
)
"""For the few notes that hold one: the filter is asked about every attribute."""
_CLEANER_OF_DRAWINGS = _new_cleaner_of_drawings()

_UNENCODABLE = re.compile(f"[\0{SURROGATES}]")


def sanitise(html: str) -> str:
    """HTML that is safe in a page, whatever comes in; nothing may touch it afterwards.

    Tags, attributes and classes come from a list, ids begin with
    `HEADING_PREFIX`, addresses are relative or of http, https or mailto, but that
    an image may hold its drawing; images load lazily and every input is a checkbox
    that cannot be changed.
    """
    if len(html) > MAX_OUTPUT:
        return TOO_LONG
    cleaner = _CLEANER_OF_DRAWINGS if _DRAWING in html else _CLEANER
    return cleaner.clean(_UNENCODABLE.sub("", html))


def for_elsewhere(html: str, page: str, site: str) -> str:
    """HTML of a page to be read in another place: what `sanitise` gave, its addresses leading back here.

    ``page`` is the page's own address and ``site`` what stands before all paths of the
    site; with an empty one, addresses have no host and a reader adds that of the feed.
    """

    def address(found: str) -> str:
        if found.startswith("#"):
            return f"{page}{found}"
        return f"{site}{found}" if found.startswith("/") and not found.startswith("//") else found

    new = _new_cleaner_of_drawings if _DRAWING in html else _new_cleaner
    return new(url_relative=address).clean(html)
