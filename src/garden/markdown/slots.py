"""Slots: what a note's HTML leaves open until a page is made.

A slot is NUL, a letter, a value, NUL. NUL cannot occur otherwise, since
markdown-it turns it into U+FFFD; what is left of it is dropped in the end.

    L0          the opening tag of link 0; its closing tag is in the HTML
    I0          image 0
    E0          embed 0, always a block of its own
    T0          the opening tag of a link to tag 0; closed in the HTML
    P           prefix of ids, so that a note's and an embedded note's differ
    H0          here begins heading 0, which stands in no quote or list
    B^id b^id   around the block with this id
    Cpython ... c   code to be coloured; the text between is escaped code
"""

from __future__ import annotations

import re

PREFIX = "\0P\0"

ANY = re.compile("\0(?:([LIET])([0-9]{1,6})|(P)|C([^\0]*)\0([^\0]*)\0c|[HBb][^\0]*)\0")
"""Every slot. Groups 1 and 2, or 3, or 4 and 5 say what to fill in; those that only
mark a place have none."""


def slot(letter: str, value: object = "") -> str:
    """One slot."""
    return f"\0{letter}{value}\0"


def code(language: str, escaped: str) -> str:
    """A slot for code to be coloured."""
    return f"\0C{language}\0{escaped}\0c\0"
