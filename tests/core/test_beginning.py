"""Notes are begun with what their kind has, under a name that is free, and say what they were told."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden.core.beginning import begin, filled, plain, slug
from garden.core.parser import NoteParser
from garden.core.rules import Severity, severity_of
from garden.model import NoteKind
from garden.store import NoteFile
from garden.testing import make_garden

VALUES = {"title": "Soup: first", "kind": "story", "date": "2026-03-14", "author": 'Ada "A" #1'}


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No name in anyone's settings of git."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Soup first, agenda second", "soup-first-agenda-second"),
        ("  ../../etc/passwd ", "etc-passwd"),
        ("-rf *", "rf"),
        ("Crème brûlée", "crème-brûlée"),
        ("お茶と家", "お茶と家"),
        ("คำถามช้า", "คำถามช้า"),
        ("🍲", ""),
        ("e\u0301", "é"),
        ("x" * 300, "x" * 120),
        ("家" * 100, "家" * 40),
    ],
)
def test_a_title_gives_a_name(title: str, name: str) -> None:
    assert slug(title) == unicodedata.normalize("NFC", name)


def test_values_are_written_as_they_will_be_read() -> None:
    skeleton = "---\ntitle: {title}\nby: [{author}]\n---\n# {title}, {date} {else}\n"
    assert filled(skeleton, VALUES) == (
        '---\ntitle: "Soup: first"\nby: ["Ada \\"A\\" #1"]\n---\n# Soup: first, 2026-03-14 {else}\n'
    )
    assert "by:" not in filled(skeleton, {**VALUES, "author": ""})


def test_a_kind_without_a_skeleton_has_its_fields_to_fill() -> None:
    kind = NoteKind(name="recipe", fields=("serves", "no", "date"))
    assert filled(plain(kind), {**VALUES, "kind": "recipe", "author": ""}) == (
        '---\ntitle: "Soup: first"\nkind: recipe\nserves:\n"no":\ndate: 2026-03-14\n---\n'
    )


@pytest.mark.usefixtures("nobody")
def test_a_note_lies_with_its_kind_and_overwrites_nothing(tmp_path: Path) -> None:
    notes = {
        "notes/told/a.md": "---\nkind: story\n---\n",
        "notes/told/b.md": "---\nkind: story\n---\n",
        "notes/old/c.md": "---\nkind: story\n---\n",
        "notes/told/Soup.md": "Mine.",
    }
    with make_garden(tmp_path / "bed", {"garden.toml": "[kinds.story]\n", **notes}) as garden:
        story = garden.kinds["story"]
        paths = [begin(garden, story, title).path for title in ("Soup", "soup!", "Index", "🍲")]
        assert paths == ["told/soup-2.md", "told/soup-3.md", "told/index-2.md", "told/story.md"]
        assert begin(garden, garden.kinds["note"], "Soup").path == "told/soup-4.md"
        assert garden.store.read("told/Soup.md") == b"Mine."
        garden.reindex()
        note = garden.note("told/soup-2")
        assert note is not None
        assert (note.title, note.kind, note.date, note.people) == ("Soup", "story", garden.today(), ())


def test_every_kind_that_is_shipped_has_a_skeleton_without_mistakes(
    tmp_path: Path, shipped_toml: str
) -> None:
    with make_garden(tmp_path / "bed", {"garden.toml": shipped_toml, "notes/z.md": "Here."}) as garden:
        for kind in garden.kinds.values():
            assert kind.skeleton or kind.name == "note", kind.name
            begin(garden, kind, f"About {kind.name}")
        stats = garden.reindex()
        assert [problem.code for problem in stats.problems] == ["consent-unnamed"]  # of a story
        assert [it.code for it in garden.check() if severity_of(it) is Severity.ERROR] == ["consent-unnamed"]
        assert {note.kind for note in garden.everything.notes} == set(garden.kinds)


@pytest.fixture
def shipped_toml() -> str:
    return (Path(__file__).parents[2] / "garden.toml").read_text("utf-8")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(title=st.text(min_size=1, max_size=60), author=st.text(max_size=30))
def test_any_title_is_read_again(title: str, author: str, parser: NoteParser) -> None:
    from garden.characters import printable

    shown = " ".join(printable(title).split())
    text = filled(
        "---\ntitle: {title}\nkind: {kind}\nauthors: [{author}]\n---\n",
        {"title": shown or "x", "kind": "story", "author": " ".join(printable(author).split()), "date": ""},
    )
    data = text.encode()
    parsed = parser.note(
        opened := parser.open(NoteFile("a.md", "a", len(data), 0), data), parser.read(opened)
    )
    assert parsed.problems == ()
    assert parsed.note.kind == "story"


@pytest.fixture(scope="module")
def parser(tmp_path_factory: pytest.TempPathFactory) -> NoteParser:
    garden = make_garden(tmp_path_factory.mktemp("bed"), {"notes/a.md": "Here."})
    return NoteParser(garden.config, garden.host)
