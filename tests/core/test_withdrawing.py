"""A note that is taken back leaves a stone, and its words are in no file that was made of it."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from garden import Garden, Query
from garden.core.stones import Stone, stone_of
from garden.core.withdrawing import steps_to_purge, withdraw
from garden.errors import NoteError
from garden.model import Visibility
from garden.testing import client, open_garden, run

Make = Callable[..., Garden]

WORDS = "quagmirewords under the willowherb"
RARE = ("quagmirewords", "willowherb")
"""Words of the sentence as any index would hold them."""
FILES: dict[str, str | bytes] = {
    "notes/told.md": (
        f"---\ntitle: What Nasra told quagmirewords\nsummary: {WORDS}\ntags: [willowherb]\n"
        f"aliases: [quagmirewords]\nauthors: [{{teller: Quagmirewords}}]\n---\n# {WORDS}\n\n"
        + f"Then {WORDS}. It rained on all of us. " * 40
        + f"\n\n{WORDS}, she said. ![[only.png]] ![[both.png]] [[open]]\n"
    ),
    "notes/open.md": "# Open\n\nBefore ![[told]] after. See [[told]]. ![[both.png]]\n",
    "notes/only.png": b"x",
    "notes/both.png": b"x",
}  # fmt: skip


def found_in(folder: Path, words: tuple[str, ...] = RARE) -> list[str]:
    """Files below a folder that hold any of the words, plain or compressed as we compress."""
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(word.encode() in data.lower() for data in _readings(path) for word in words)
    ]


def _readings(path: Path) -> Iterator[bytes]:
    """A file's bytes, in both widths of text, and whatever zlib made wherever in it."""
    data = path.read_bytes()
    yield data
    yield data.replace(b"\0", b"")
    place = data.find(b"\x78\x01")
    while place >= 0:
        with contextlib.suppress(zlib.error):  # two bytes by chance
            yield zlib.decompressobj().decompress(data[place:])
        place = data.find(b"\x78\x01", place + 1)


def test_its_words_are_in_no_file_under_the_cache(make: Make) -> None:
    garden = make(FILES)
    cache = garden.config.cache_folder
    browser = client(garden)
    for address in (
        "/map.json",
        "/notes/told",
        "/notes/open",
        "/search?q=quagmirewords",
        "/notes/told.card.png",
    ):
        browser.get(address)
    (garden.config.notes_folder / "open.md").write_text("# Open\n\nNow ![[told]] after.\n")
    garden.reindex()  # a second generation that shares files with the first
    assert found_in(cache), "or the test could not fail"
    assert len(list(cache.glob("gen-*"))) == 2
    note = garden.note("told")
    assert note is not None
    withdraw(garden, note, why="Nasra asked")
    assert found_in(garden.config.notes_folder) == []
    assert found_in(cache) == []
    assert len(list(cache.glob("gen-*"))) == 1
    assert garden.search(Query(text="willowherb")).total == 0
    for address in ("/", "/notes/open", "/notes/told.preview.json", "/tags/", "/people/", "/map.json"):
        assert "quagmirewords" not in browser.get(address).text.lower()


def test_a_process_that_had_it_open_shows_it_no_more(make: Make) -> None:
    garden = make(FILES)
    browser = client(garden)
    assert WORDS in browser.get("/notes/told").text
    assert WORDS in browser.get("/notes/open").text
    with open_garden(garden.config.root) as other:
        note = other.note("told")
        assert note is not None
        withdraw(other, note)
    answer = browser.get("/notes/told")
    assert answer.status_code == 410
    assert WORDS not in answer.text
    assert WORDS not in browser.get("/notes/open").text


def test_the_stone_tells_when_and_why_and_no_more(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    garden = make(FILES)
    monkeypatch.setattr(garden, "today", lambda: date(2026, 3, 4))
    note = garden.note("told")
    assert note is not None
    done = withdraw(garden, note, why='She said: "no more"')
    assert [other.id for other in done.linking] == ["open"]
    assert (garden.config.notes_folder / "told.md").read_text() == (
        '---\nwithdrawn:\n  date: 2026-03-04\n  why: "She said: \\"no more\\""\n'
        '  files:\n    - "only.png"\n---\n'
    )
    page = client(garden).get("/notes/told")
    assert page.status_code == 410
    assert "4 March 2026" in page.text
    assert "She said: &#34;no more&#34;" in page.text
    assert garden.view.withdrawn("told")


def test_what_only_it_showed_is_kept_back_with_it(make: Make) -> None:
    garden = make(FILES)
    note = garden.note("told")
    assert note is not None
    withdraw(garden, note)
    assert client(garden).get("/files/only.png").status_code == 404
    with client(garden).get("/files/both.png") as shown:
        assert shown.status_code == 200
    with pytest.raises(NoteError):
        garden.open_attachment("only.png")


def test_taking_it_back_again_keeps_what_the_stone_says(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    garden = make(FILES)
    note = garden.note("told")
    assert note is not None
    monkeypatch.setattr(garden, "today", lambda: date(2026, 3, 4))
    withdraw(garden, note, why="asked")
    monkeypatch.setattr(garden, "today", lambda: date(2027, 1, 1))
    again = garden.everything.note("told")
    assert again is not None
    assert withdraw(garden, again).stone == Stone(date=date(2026, 3, 4), why="asked", files=("only.png",))


def test_a_title_stays_where_it_is_asked_for(make: Make) -> None:
    garden = make({"notes/told.md": f"---\ntitle: Rain\n---\n{WORDS}"})
    note = garden.note("told")
    assert note is not None
    withdraw(garden, note, keep_title=True)
    kept = garden.everything.note("told")
    assert kept is not None
    assert (kept.title, kept.visibility) == ("Rain", Visibility.WITHDRAWN)
    assert "Rain" not in client(garden).get("/notes/told").text


STONES = [
    ("withdrawn: true", Stone()),
    ("withdrawn: 2026-01-01", Stone(date=date(2026, 1, 1))),
    ("withdrawn: the family asked", Stone(why="the family asked")),
    ("withdrawn: {date: 14.03.2026, why: asked}", Stone(date=date(2026, 3, 14), why="asked")),
    ("withdrawn: {Date: someday, reason: [asked, twice]}", Stone(why="asked twice")),
    ("Withdrawn: {files: [a.png]}", Stone(files=("a.png",))),
]


@pytest.mark.parametrize(("front", "stone"), STONES)
def test_stones_are_read_leniently(make: Make, front: str, stone: Stone) -> None:
    note = make({"notes/a.md": f"---\n{front}\n---\n"}).everything.note("a")
    assert note is not None
    assert stone_of(note) == stone


def test_a_note_that_stands_has_no_stone(make: Make) -> None:
    note = make({"notes/a.md": "---\nwithdrawn: no\n---\n"}).note("a")
    assert note is not None
    assert stone_of(note) is None


def test_the_steps_name_the_file_as_git_does(make: Make) -> None:
    garden = make({"notes/in the hall/a.md": WORDS})
    note = garden.note("in the hall/a")
    assert note is not None
    assert steps_to_purge(garden, note) == ""
    (garden.config.root / ".git").mkdir()
    assert "git filter-repo --invert-paths --path 'notes/in the hall/a.md'" in steps_to_purge(garden, note)


def test_it_asks_in_a_terminal(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    garden = make(FILES)
    garden.close()
    monkeypatch.setattr("garden.cli.withdraw.is_terminal", lambda: True)
    refused = run(["withdraw", "told"], garden.config.root, stdin="n\n")
    assert refused.exit_code == 1
    assert WORDS in (garden.config.notes_folder / "told.md").read_text()
    assert run(["withdraw", "told"], garden.config.root, stdin="y\n").exit_code == 0
    assert WORDS not in (garden.config.notes_folder / "told.md").read_text()
