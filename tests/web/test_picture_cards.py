"""Pictures of notes: of one size, whatever the title; bounded; not there without Pillow."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, features

from garden.core import Garden
from garden.testing import client
from garden.web import drawing, picture_cards
from garden.web.assets import Assets
from garden.web.picture_cards import KEPT, SIZE, PictureCards, colours_of

Make = Callable[..., Garden]
TITLES = [
    "Slow questions",
    "",
    "W" * 500,
    "A long title " * 60,
    "À quoi voit-on qu’on était attendu ?",
    "لحظة صمت",
    "長い沈黙を待つ" * 20,
    "नमस्ते",
    "a\u202eb\x00\ud800\U0010ffff",
    "👩‍👩‍👧",
    "é\u0301\u0301\u0301",
]


def size_of(picture: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(picture)) as image:
        image.load()
        assert image.format == "PNG"
        return image.size


def draw(title: str, kind: str = "Story") -> bytes:
    return drawing.draw_card(title, kind, "The garden", {}, SIZE)


@pytest.mark.parametrize("title", TITLES)
def test_a_picture_has_its_size_whatever_the_title(title: str) -> None:
    picture = draw(title)
    assert size_of(picture) == SIZE
    assert len(picture) < 60_000


@settings(max_examples=40, deadline=None)
@given(title=st.text(max_size=120), kind=st.text(max_size=30))
def test_any_title_can_be_drawn_or_left_out(title: str, kind: str) -> None:
    assert size_of(draw(title, kind)) == SIZE


def test_what_is_drawn_of_a_title() -> None:
    def words(title: str) -> str | None:
        found = drawing.find_words(title)
        return found.text if found else None

    assert words("Slow  questions\n") == "Slow questions"
    assert words("Soup 🍲 and numbers") in ("Soup 🍲 and numbers", "Soup and numbers")
    assert words("a\u202eb") == "ab"
    assert words(" \u200b") is None
    assert words("\ue000") is None
    assert draw("Slow questions") != draw("") == draw("\u200b")


def test_what_must_be_turned_round_is_left_out_where_nothing_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_shapes", lambda: False)
    for title in ("לחישה", "لحظة", "Soup לחישה", "नमस्ते"):
        assert drawing.find_words(title) is None
    assert drawing.find_words("Slow questions") is not None
    assert features.check("freetype2")


@given(text=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=200))
def test_lines_fit_and_lose_no_letter(text: str) -> None:
    words = drawing.Words(unicodedata.normalize("NFC", text), "")
    lines = drawing.wrap(words, 60, 400)
    assert "".join(lines) == words.text
    font = drawing._font("", 60)
    assert all(font.getlength(line) <= 400 or len(line) == 1 for line in lines)


def test_lines_break_at_blanks() -> None:
    assert drawing.wrap(drawing.Words("one two three", ""), 60, 240) == ("one two", "three")


def test_only_the_last_few_are_kept_and_drawn_once() -> None:
    drawn: list[str] = []

    def once(title: str, kind: str) -> bytes:
        drawn.append(title)
        return title.encode()

    cards = PictureCards(once)
    for number in (*range(KEPT), 0, KEPT, 0, 1):
        assert cards.picture(str(number), "") == str(number).encode()
    assert drawn == [*map(str, range(KEPT)), str(KEPT), "1"]
    assert len(cards._drawn) == KEPT


def test_a_note_has_its_picture(shared: FlaskClient) -> None:
    answer = shared.get("/notes/kitchen.card.png")
    assert answer.mimetype == "image/png"
    assert size_of(answer.data) == SIZE
    again = shared.get("/notes/kitchen.card.png", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert shared.get("/notes/unlisted.card.png").headers["X-Robots-Tag"] == "noindex"
    for name, status in (("hidden", 404), ("gone", 410), ("nothing", 404)):
        assert shared.get(f"/notes/{name}.card.png").status_code == status


def test_a_site_that_knows_its_address_shows_it(garden_of: Make) -> None:
    files = {"garden.toml": 'site_url = "https://g.example"', "notes/x.md": "# X\n"}
    page = client(garden_of(files)).get("/notes/x").text
    assert '<meta property="og:image" content="https://g.example/notes/x.card.png">' in page
    assert '"image": "https://g.example/notes/x.card.png"' in page


def test_and_one_that_does_not_speaks_of_none(shared: FlaskClient) -> None:
    assert "card.png" not in shared.get("/notes/kitchen").text


def test_without_pillow_there_is_none(garden_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_cards, "can_draw", lambda: False)
    garden = garden_of({"garden.toml": 'site_url = "https://g.example"', "notes/x.md": "# X\n"})
    browser = client(garden)
    assert "card.png" not in browser.get("/notes/x").text
    answer = browser.get("/notes/x.card.png")
    assert answer.status_code == 404
    assert "Nothing grows here yet" in answer.text


def test_colours_are_the_gardens_own(garden_of: Make) -> None:
    sheet = (
        ":root { --accent: #123456; } @media (prefers-color-scheme: dark) { :root { --accent: #abcdef; } }"
    )
    garden = garden_of({"notes/x.md": "# X\n", "templates/own.css": sheet})
    colours = colours_of(Assets.load(garden.config.root / "templates"))
    assert colours == colours_of(Assets.load()) | {"accent": "#123456"}
    assert set(colours) == {"paper", "ink", "soft", "accent", "line"}
