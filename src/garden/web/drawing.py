"""Draws the picture of a note: its kind, its title and the garden's name, in the garden's colours.

Pillow brings one font, which has the letters of English and little more (no accents), so
fonts of the system are looked for where they usually are. A text that no font has all
letters of is left out rather than shown in boxes; so is one that must be shaped or turned
round, where Pillow has no Raqm to do it.
"""

from __future__ import annotations

import functools
import io
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

from garden.characters import JOINERS, VARIATIONS

_FOLDERS = (
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto",
    "/usr/share/fonts/TTF",
    "/usr/share/fonts/dejavu-sans-fonts",
    "/System/Library/Fonts/Supplemental",
)
_NAMES = (
    "NotoSans-Bold.ttf",
    "DejaVuSans-Bold.ttf",
    "NotoSansArabic-Bold.ttf",
    "NotoSansHebrew-Bold.ttf",
    "NotoSansDevanagari-Bold.ttf",
    "NotoSansBengali-Bold.ttf",
    "NotoSansTamil-Bold.ttf",
    "NotoSansThai-Bold.ttf",
    "NotoSansEthiopic-Bold.ttf",
    "NotoSansCJK-Bold.ttc",
    "Arial Unicode.ttf",
)
_LONGEST = 400
"""Letters of a text that are looked at."""
_EDGE = 80
_TITLE_TOP, _TITLE_BOTTOM = 170, 500
_TITLE_SIZES = (104, 84, 72, 60, 50, 42, 36)
_SMALL = 34
_LINE = 1.22
"""Height of a line in parts of its size."""
_OF_EMOJI = re.compile(f"[{VARIATIONS}{JOINERS}]")
"""What joins and colours emoji."""
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


@dataclass(frozen=True, slots=True)
class Words:
    """A text with a font that can draw it; ``font`` is a path, empty for Pillow's own."""

    text: str
    font: str


def draw_card(title: str, kind: str, garden: str, colours: Mapping[str, str], size: tuple[int, int]) -> bytes:
    """A PNG; what cannot be drawn of the three texts is left out."""
    width, height = size
    accent, ink = colours.get("accent", "#2c6142"), colours.get("ink", "#2b2620")
    image = Image.new("RGB", size, colours.get("paper", "#faf6ee"))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, 18), fill=accent)
    draw.line(
        (_EDGE, height - 112, width - _EDGE, height - 112), fill=colours.get("line", "#e2d8c7"), width=2
    )
    draw.polygon(list(_leaf(width - _EDGE - 40, 112, 46)), fill=accent)
    _draw_line(draw, kind, 92, accent, width)
    _draw_line(draw, garden, height - 84, colours.get("soft", "#665c4f"), width)
    if words := find_words(title):
        _draw_title(draw, words, ink, width)
    file = io.BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _leaf(x: float, y: float, half: float) -> Iterator[tuple[float, float]]:
    """The outline of the leaf in the site's header, about its middle, pointing up to the right."""
    steps = 24
    for side in (1, -1):
        for step in range(steps + 1):
            along = side * (2 * step / steps - 1) * half
            across = side * 0.55 * half * math.cos(math.pi / 2 * along / half)
            yield x + (along + across) * math.sqrt(0.5), y + (across - along) * math.sqrt(0.5)


def find_words(text: str) -> Words | None:
    """What of a text can be drawn, and with which font: all of it, else all but its symbols, else nothing."""
    clean = "".join(filter(_is_seen, unicodedata.normalize("NFC", " ".join(text[:_LONGEST].split()))))
    bare = " ".join("".join(letter for letter in clean if not _is_symbol(letter)).split())
    for words in dict.fromkeys(filter(str.strip, (clean, bare))):
        if not _is_shaped(words) or _shapes():
            for font in ("", *_installed()):
                if all(_has(font, letter) for letter in set(words)):
                    return Words(words, font)
    return None


def wrap(words: Words, size: int, width: float) -> tuple[str, ...]:
    """Lines no wider than ``width``; what is wider by itself is parted between letters."""
    font = _font(words.font, size)
    lines = [""]
    for piece in _pieces(words.text, font, width):
        joined = (
            f"{lines[-1]} {piece.lstrip()}"
            if piece.startswith(" ") and lines[-1]
            else lines[-1] + piece.lstrip()
        )
        if lines[-1] and font.getlength(joined) > width:
            lines.append(piece.lstrip())
        else:
            lines[-1] = joined
    return tuple(lines)


def _pieces(text: str, font: ImageFont.FreeTypeFont, width: float) -> Iterator[str]:
    """Words, each after its blank; letter by letter where a word fills more than a line."""
    for word in text.split():
        if font.getlength(word) <= width:
            yield f" {word}"
        else:
            yield f" {word[0]}"
            yield from word[1:]


def _draw_title(draw: ImageDraw.ImageDraw, words: Words, colour: str, width: int) -> None:
    for size in _TITLE_SIZES:
        lines = wrap(words, size, width - 2 * _EDGE)
        most = int((_TITLE_BOTTOM - _TITLE_TOP) / (size * _LINE))
        if len(lines) <= most:
            break
    else:
        lines = (*lines[: most - 1], f"{lines[most - 1][:-1].rstrip()}…")
    for number, line in enumerate(lines):
        _write(draw, Words(line, words.font), _TITLE_TOP + number * size * _LINE, size, colour, width)


def _draw_line(draw: ImageDraw.ImageDraw, text: str, top: float, colour: str, width: int) -> None:
    """A text in one line, as far as it goes."""
    if words := find_words(text):
        lines = wrap(words, _SMALL, width - 2 * _EDGE)
        _write(draw, Words(lines[0], words.font), top, _SMALL, colour, width)


def _write(draw: ImageDraw.ImageDraw, words: Words, top: float, size: int, colour: str, width: int) -> None:
    right = (
        next((it for it in map(unicodedata.bidirectional, words.text) if it in ("L", "R", "AL")), "L") != "L"
    )
    place = (width - _EDGE if right else _EDGE, top)
    draw.text(place, words.text, fill=colour, font=_font(words.font, size), anchor="ra" if right else "la")


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] != "C" or letter in JOINERS


def _is_symbol(letter: str) -> bool:
    """Whether a letter is a picture, such as an emoji or what joins and colours emoji."""
    return unicodedata.category(letter) in ("So", "Sk") or bool(_OF_EMOJI.match(letter))


def _is_shaped(text: str) -> bool:
    """Whether letters must be turned round, joined or set on each other."""
    return any(
        unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT
        or unicodedata.category(letter) in ("Mn", "Mc", "Cf")
        for letter in text
    )


@functools.cache
def _shapes() -> bool:
    return bool(features.check("raqm") and features.check("fribidi"))


@functools.cache
def _installed() -> tuple[str, ...]:
    """Fonts of the system, in the order of `_NAMES`."""
    places = (Path(folder, name) for name in _NAMES for folder in _FOLDERS)
    return tuple(str(place) for place in places if place.is_file() and _opens(place))


def _opens(place: Path) -> bool:
    """Whether a file is a font; a damaged one is as good as none."""
    try:
        ImageFont.truetype(str(place), _SMALL)
    except OSError:
        return False
    return True


@functools.lru_cache(maxsize=64)
def _font(path: str, size: int, layout: ImageFont.Layout | None = None) -> ImageFont.FreeTypeFont:
    if path:
        return ImageFont.truetype(path, size, layout_engine=layout)
    own = ImageFont.load_default(size)
    assert isinstance(own, ImageFont.FreeTypeFont)  # with a size it is one
    return own


@functools.lru_cache(maxsize=4096)
def _has(path: str, letter: str) -> bool:
    """Whether a font draws a letter as itself, and not as it draws what it does not have."""
    if letter.isspace() or letter in JOINERS:
        return True
    return _shape(path, letter) != _shape(path, "\U0010ffff")


def _shape(path: str, letter: str) -> tuple[tuple[int, int], bytes]:
    mask = _font(path, 24, ImageFont.Layout.BASIC).getmask(letter)
    return mask.size, bytes(mask)
