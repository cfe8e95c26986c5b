"""Builds the parser: CommonMark, GitHub's additions and the syntax of gardens."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt

from garden.markdown import gather
from garden.markdown.dispatch import BlockParser, InlineParser
from garden.markdown.rules import (
    address,
    block_id,
    callout,
    code,
    comment,
    details,
    embed,
    figure,
    footnote,
    heading,
    html_element,
    html_tag,
    link,
    loose_link,
    mark,
    paragraph,
    setext,
    table,
    tag,
    task,
    template,
    text,
    wikilink,
)

MAX_NESTING = 20
"""Levels of blocks, and of markup inside a block; a list item takes two."""

_BEFORE_PLUGINS = (
    text,
    link,
    footnote,
    gather,
    figure,
    wikilink,
    embed,
    loose_link,
    comment,
    html_tag,
    details,
    html_element,
    address,
    tag,
    mark,
    heading,
    setext,
    paragraph,
    block_id,
    callout,
    table,
    task,
    code,
)


_PLAIN_ADDRESS = re.compile(r"[\w.~-][\w./~-]*(?:#[\w.~-]*)?", re.ASCII)
"""Addresses that are as they should be: paths in the garden, as most are."""


class _Parser(MarkdownIt):
    """markdown-it-py, without taking apart and joining again the addresses for which that changes nothing."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return url if _PLAIN_ADDRESS.fullmatch(url) else super().normalizeLink(url)


def build_parser(extend: Callable[[MarkdownIt], None] | None = None) -> MarkdownIt:
    """A parser with all rules of a garden, to be used for any number of notes by any number of threads.

    ``extend`` may add rules and rendering, as markdown-it plugins do; what it
    adds is tried before ``{{ x }}`` is taken for text.
    """
    md = _Parser("commonmark")
    md.inline, md.block = InlineParser(), BlockParser()
    md.configure("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    md.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
    md.options["tasklists"] = True
    md.options["strikethrough_single_tilde"] = True
    for rule in _BEFORE_PLUGINS:
        rule.install(md)
    if extend:
        extend(md)
    template.install(md)
    for ruler in (md.core.ruler, md.block.ruler, md.inline.ruler, md.inline.ruler2):
        ruler.getRules("")  # sorts its rules; of two threads that first ask at once, one would miss some
    return md
