"""Characters that no one sees: each has one name, and is nowhere shown unseen."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garden import characters, shipped
from garden.characters import (
    BOM,
    CONTROLS,
    NO_CHARACTERS,
    SURROGATES,
    blanked,
    is_visible,
    named,
    printable,
    surely_clean,
)

KEPT = {"\t", "\n", "\u200c", "\u200d", "\u00ad"}
"""What pages show as it is: blanks, joiners, the place where a word may be parted."""


def test_whatever_turns_or_hides_text_is_named_on_pages() -> None:
    for number in range(0x3000):
        character = chr(number)
        if unicodedata.category(character) in {"Cc", "Zl", "Zp"} or unicodedata.bidirectional(character) in {
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        }:  # fmt: skip
            assert (named(character) == character) == (character in KEPT), hex(number)


@given(st.text(st.characters(), max_size=30))
def test_what_was_made_for_its_place_stays_in_it(text: str) -> None:
    assert printable(text).isprintable()
    assert blanked(text).isprintable()
    named(text).encode()
    assert named(named(text)) == named(text)
    assert len(blanked(text)) == len(text)


def test_the_terminal_is_told_by_escapes_and_blanks_keep_what_is_asked() -> None:
    assert printable("a\x1b[2J\u202eb\n") == r"a\x1b[2J\u202eb\n"
    assert blanked("a\x1b[2J\u200d\n", keep="\u200d") == "a [2J\u200d "


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a", True),
        ("👩‍👧", True),
        ("", False),
        (" \n", False),
        ("\u200b\u202e", False),
        ("\ufe0f\ufe0e", False),
    ],
)
def test_is_visible(text: str, seen: bool) -> None:
    assert is_visible(text) is seen


def test_nothing_unclean_passes_at_a_glance() -> None:
    unclean = re.compile(f"[\x85{CONTROLS}{SURROGATES}{BOM}{NO_CHARACTERS}]")
    for character in map(chr, range(0x11000)):
        assert not (unclean.match(character) and surely_clean(f"a{character}b")), hex(ord(character))
    assert surely_clean("Où est le jardin?\n\tСад. 庭。 🌱")


def test_they_are_named_in_one_place() -> None:
    """But for the rooms that take words and syntax apart, and know more of them."""
    source = shipped.root() / "src" / "garden"
    files = [*source.rglob("*.py"), *shipped.folder("plugins").rglob("*.py")]
    by_hand = re.compile(r"\\u(?:00ad|061c|200[b-f]|202|206|d800|fe0|feff)|\\x7f-|isprintable", re.IGNORECASE)
    found = {
        path.relative_to(source.parent.parent).as_posix()
        for path in files
        if by_hand.search(path.read_text(encoding="utf-8"))
        and not {"search", "rules"} & set(path.parts)
        and path.stem != characters.__name__.rpartition(".")[2]
    }
    assert found == set()
