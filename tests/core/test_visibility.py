"""One decision about who may meet a note, obeyed by every answer of a garden."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from garden import Garden, Query
from garden.core.shapes import note_data, page_data
from garden.errors import NoteError
from garden.model import Content
from garden.store import Store
from garden.testing import open_garden

Make = Callable[..., Garden]

SECRET = "quagmire"
FRONT = {
    "unlisted": "visibility: unlisted",
    "hidden": "visibility: hidden",
    "draft": "draft: true",
    "unpublished": "publish: false",
    "misspelt": "visibility: hiden",
    "withdrawn": "withdrawn: {date: 2026-01-01, why: asked}",
    "no-consent": "consent: {by: Ama, scope: [print]}",
    "broken-draft": "draft: true\nsummary: a colon: here",
}


def outputs(garden: Garden) -> Iterator[str]:
    """Everything that lists or searches may say to a reader."""
    for query in (SECRET, f'"{SECRET}"', f"{SECRET[:5]}*", f"tag:{SECRET}", "", "open", f"title:{SECRET}"):
        page = garden.search(Query(text=query))
        notice = page.notice.replace(f"no tag '{SECRET}' here", "")  # as the reader wrote it
        yield json.dumps({**page_data(page), "query": "", "notice": notice})
        yield "".join(fragment.text for hit in page.hits for fragment in (*hit.title, *hit.snippet))
    yield json.dumps([note_data(note) for note in garden.notes()])
    yield str(garden.tags()) + str(garden.kind_counts()) + str(garden.recently_tended())
    yield str(garden.orphans()) + str(garden.doors()) + str(garden.random_note())
    for note in garden.notes():
        yield garden.html(note).replace(f"/notes/{SECRET}-note", "")
        yield str(garden.links_to(note))
        yield str(garden.ways_on(note))
    yield str([want for want in garden.wanted() if SECRET in want.target])


@pytest.mark.parametrize("front", FRONT.values(), ids=FRONT)
def test_no_list_or_search_holds_a_note_that_is_not_public(make: Make, front: str) -> None:
    garden = make(
        {
            "notes/open.md": "# Open\n\nSee [[secret-note|here]].",
            "notes/secret-note.md": (
                f"---\ntitle: The {SECRET}\nkind: {SECRET}kind\ntags: [{SECRET}, shared]\ndoor: {SECRET}\n"
                f"date: 2026-01-01\n{front}\n---\nA {SECRET} [[open]].\n"
            ),
        }
    )
    for text in outputs(garden):
        assert SECRET not in text
    assert garden.search(Query(text="open")).total == 1


def test_the_same_words_in_a_public_note_are_everywhere(make: Make) -> None:
    """So that the test above cannot pass because nothing is ever found."""
    garden = make({"notes/open.md": f"---\ntags: [{SECRET}]\n---\n# Open\n\nA {SECRET}."})
    assert sum(SECRET in text for text in outputs(garden)) >= 5


def test_an_unlisted_note_has_its_page_and_a_hidden_one_none(make: Make) -> None:
    garden = make(
        {"notes/a.md": "---\nvisibility: unlisted\n---\nx", "notes/b.md": "---\nvisibility: hidden\n---\nx"}
    )
    assert garden.note("a") is not None
    assert garden.note("b") is None
    assert not garden.view.withdrawn("b")


def test_a_name_of_several_notes_gives_the_hidden_one_away_to_stewards_alone(make: Make) -> None:
    garden = make(
        {
            "a/soup.md": "Seen.",
            "b/soup.md": "---\nvisibility: hidden\n---\nUnseen.",
            "c/soup.md": "Seen.",
            "x.md": "[[soup]]",
        }
    )
    note = garden.note("x")
    assert note is not None
    for found in (garden.resolve("soup"), *(found for _, found in garden.links(note))):
        assert (found.to, found.others) == ("a/soup", ("c/soup",))
    assert garden.everything.resolve("soup", None).others == ("b/soup", "c/soup")


def test_a_withdrawn_note_is_known_to_have_been(make: Make) -> None:
    garden = make({"notes/a.md": "---\nwithdrawn: {date: 2026-01-01}\n---\nx"})
    assert garden.note("a") is None
    assert garden.view.withdrawn("a")


def test_a_steward_sees_all(make: Make) -> None:
    garden = make({"notes/a.md": "---\ndraft: true\n---\nx", "notes/b.md": "y"})
    assert [note.id for note in garden.everything.notes] == ["a", "b"]


def test_a_note_hidden_after_it_was_indexed_gives_nothing(make: Make) -> None:
    garden = make({"notes/a.md": "first words"})
    note = garden.note("a")
    assert note is not None
    (garden.config.notes_folder / "a.md").write_text(f"---\ndraft: true\n---\n{SECRET}")
    with open_garden(garden.config.root) as again:
        assert SECRET not in again.html(note)
        with pytest.raises(NoteError):
            again.raw(note)
        (garden.config.notes_folder / "a.md").write_text("first words")
        again.reindex(full=True)
        assert "first words" in again.html(note)
        assert again.raw(note) == "first words"


def test_text_of_a_later_file_is_never_kept_as_that_of_an_earlier_one(make: Make) -> None:
    garden = make({"notes/a.md": "first words"})
    note = garden.note("a")
    assert note is not None
    (garden.config.notes_folder / "a.md").write_text("second words")
    with open_garden(garden.config.root) as again:
        assert "second" in again.html(note)
        (garden.config.notes_folder / "a.md").write_text("first words")
        assert "first" in again.html(note)


def test_what_was_shown_is_kept_as_long_as_its_generation(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    garden = make({"notes/a.md": "first words", "notes/b.md": "x"})
    note = garden.note("a")
    assert note is not None
    with garden.reading():
        shown = garden.html(note)
        with monkeypatch.context() as patch:
            patch.setattr(Store, "read", None)
            assert garden.html(note) == shown
            assert garden.content(note).sections[0].text == "first words"
        (garden.config.notes_folder / "a.md").unlink()
        garden.reindex()
        assert garden.html(note) == shown
    assert garden.html(note) == ""
    assert garden.content(note) == Content()


def test_files_that_only_hidden_notes_show_stay_with_them(make: Make) -> None:
    garden = make(
        {
            "notes/open.md": "---\npicture: both.png\n---\n![[shared.png]]",
            "notes/hidden.md": (
                "---\ndraft: true\nsound: told.mp3\npictures: [{file: '[[both.png]]'}]\n---\n"
                "![[secret.png]] ![[shared.png]] [x](secret.pdf)"
            ),
            "notes/told.mp3": b"x",
            "notes/both.png": b"x",
            "notes/secret.png": b"x",
            "notes/secret.pdf": b"x",
            "notes/shared.png": b"x",
            "notes/alone.png": b"x",
        }
    )
    offered = {path for path in garden.view.snapshot.attachments if garden.view.offers(path)}
    assert offered == {"shared.png", "both.png", "alone.png"}
    with pytest.raises(NoteError):
        garden.open_attachment("secret.png")
