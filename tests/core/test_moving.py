"""A note moves with every link to it; each keeps its style and its meaning, or nothing moves."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden.core import Garden
from garden.core.moving import Move, carry_out, plan
from garden.errors import NoteError
from garden.testing import Files, client, make_garden


def moved(folder: Path, files: Files, old: str, new: str) -> tuple[Garden, Move]:
    garden = make_garden(folder, {f"notes/{path}": text for path, text in files.items()})
    note = garden.everything.note(old)
    assert note is not None
    move = plan(garden, note, new)
    carry_out(garden, move)
    garden.reindex()
    return garden, move


def text_of(garden: Garden, path: str) -> str:
    return garden.store.read(path).decode()


STYLES = [
    ("By [[soup]].", "By [[soup]]."),
    ("By [[told/soup]].", "By [[kept/2026/soup]]."),
    (
        "By [[told/soup.md|the *pot*]] and `[[told/soup.md]]`.",
        "By [[kept/2026/soup.md|the *pot*]] and `[[told/soup.md]]`.",
    ),
    ("| a |\n|---|\n| [[told/soup#Lid\\|lid]] |", "| a |\n|---|\n| [[kept/2026/soup#Lid\\|lid]] |"),
    ("[[/told/soup]] and [[ told/soup ]]", "[[/kept/2026/soup]] and [[ kept/2026/soup ]]"),
    ("[[A pot of soup]] stays.", "[[A pot of soup]] stays."),
    ("[it](../told/soup.md#lid 'A lid')", "[it](../kept/2026/soup.md#lid 'A lid')"),
    ("[it](<../told/soup.md>)", "[it](<../kept/2026/soup.md>)"),
    ("[it](/told/soup)", "[it](/kept/2026/soup)"),
    ('[it][s], [s]\n\n[s]: ../told/soup.md "Soup"', '[it][s], [s]\n\n[s]: ../kept/2026/soup.md "Soup"'),
    ("![[told/soup]]", "![[kept/2026/soup]]"),
    ("![[told/soup#Lid]]", "![[kept/2026/soup#Lid]]"),
    ('<a href="../told/soup.md">it</a>', '<a href="../kept/2026/soup.md">it</a>'),
    ("```\n[[told/soup]]\n```", "```\n[[told/soup]]\n```"),
    ("%% [[told/soup]] %% [[told/soup]]", "%% [[told/soup]] %% [[kept/2026/soup]]"),
    ("---\nnext: # two\n  - to: told/soup # first\n    when: told/soup is far\n---\n", None),
    (
        '---\nrelated: ["[[told/soup|Soup]]", other]\n---\n',
        '---\nrelated: ["[[kept/2026/soup|Soup]]", other]\n---\n',
    ),
    (
        "---\nAdapted from: told/soup\nbased_on: [told/soup]\n---\n",
        "---\nAdapted from: kept/2026/soup\nbased_on: [kept/2026/soup]\n---\n",
    ),
    (
        "---\nkind: trail\nsteps:\n- told/soup\n- note: told/soup\n  say: told/soup\n---\n",
        "---\nkind: trail\nsteps:\n- kept/2026/soup\n- note: kept/2026/soup\n  say: told/soup\n---\n",
    ),
    (
        "---\nsource: told/soup\n---\r\nBy [[told/soup]].\r\n",
        "---\nsource: kept/2026/soup\n---\r\nBy [[kept/2026/soup]].\r\n",
    ),
]


@pytest.mark.parametrize(("before", "after"), STYLES)
def test_each_link_keeps_its_style(before: str, after: str | None, tmp_path: Path) -> None:
    files: Files = {
        "told/soup.md": "# A pot of soup\n## Lid\n",
        "at/a.md": before.encode(),
        "other.md": "Other.",
    }
    garden, _ = moved(tmp_path / "bed", files, "told/soup", "kept/2026/soup.md")
    wanted = after if after is not None else before.replace("to: told/soup", "to: kept/2026/soup")
    assert text_of(garden, "at/a.md") == wanted
    assert garden.everything.note("kept/2026/soup") is not None


def test_what_the_moved_note_links_to_stays_the_same(tmp_path: Path) -> None:
    files: Files = {
        "told/soup.md": "[a](pot.md), [b](./pot.md), [[pot]], ![A pot.](pot.png), "
        "[c](../top.md), [[#Lid]]\n## Lid\n",
        "told/pot.md": "Pot.",
        "told/pot.png": b"png",
        "kept/pot.md": "Another.",
        "top.md": "Top.",
    }
    garden, move = moved(tmp_path / "bed", files, "told/soup", "kept/deep/soup.md")
    assert text_of(garden, "kept/deep/soup.md") == (
        "---\naliases: [told/soup]\n---\n"
        "[a](../../told/pot.md), [b](../../told/pot.md), [[told/pot]], ![A pot.](../../told/pot.png), "
        "[c](../../top.md), [[#Lid]]\n## Lid\n"
    )
    assert not (garden.config.notes_folder / "told/soup.md").exists()
    assert move.remarks == ()


def test_a_note_of_the_same_name_does_not_come_between(tmp_path: Path) -> None:
    files = {"x/pot.md": "One.", "y/pot.md": "Two.", "y/a.md": "[[pot]]", "x/b.md": "[[pot]]", "z/c.md": "Z."}
    garden, _ = moved(tmp_path / "bed", files, "y/pot", "z/pot.md")
    assert text_of(garden, "y/a.md") == "[[z/pot]]"
    assert text_of(garden, "x/b.md") == "[[pot]]"


ALIASES = [
    ("No front matter.", "---\naliases: [told/soup]\n---\nNo front matter."),
    ("---\ntitle: Soup # hot\n---\nA", "---\ntitle: Soup # hot\naliases: [told/soup]\n---\nA"),
    ("---\naliases: [Pot] # old\n---\nA", "---\naliases: [Pot, told/soup] # old\n---\nA"),
    ("---\naliases:\n  - Pot\ntitle: S\n---\nA", "---\naliases:\n  - told/soup\n  - Pot\ntitle: S\n---\nA"),
    ("---\naliases: Pot, Pan\n---\nA", "---\naliases: [Pot, Pan, told/soup]\n---\nA"),
    ("---\naliases:\n---\nA", "---\naliases: [told/soup]\n---\nA"),
    ("+++\ntitle = 'S'\n+++\nA", "+++\ntitle = 'S'\naliases = [\"told/soup\"]\n+++\nA"),
    ('{\n"title": "S"\n}\nA', '{\n  "aliases": ["told/soup"],\n"title": "S"\n}\nA'),
    (
        "\ufeff---\r\ntitle: S\r\n---\r\nA\r\n",
        "\ufeff---\r\ntitle: S\r\naliases: [told/soup]\r\n---\r\nA\r\n",
    ),
]


@pytest.mark.parametrize(("before", "after"), ALIASES)
def test_the_old_address_is_kept_as_an_alias(before: str, after: str, tmp_path: Path) -> None:
    garden, _ = moved(tmp_path / "bed", {"told/soup.md": before.encode()}, "told/soup", "soup.md")
    assert text_of(garden, "soup.md") == after
    answer = client(garden).get("/notes/told/soup")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/notes/soup")
    assert garden.resolve("told/soup").to == "soup"


def test_a_hidden_note_is_not_told_by_its_old_address(tmp_path: Path) -> None:
    garden, _ = moved(tmp_path / "bed", {"told/soup.md": "---\ndraft: true\n---\n"}, "told/soup", "soup.md")
    assert client(garden).get("/notes/told/soup").status_code == 404


@pytest.mark.parametrize(
    "new", ["other.md", "Other.md", "../out.md", "a/../../out.md", ".hidden.md", "/etc/x.md", "told/soup.md"]
)
def test_nothing_is_overwritten_and_nothing_leaves(new: str, tmp_path: Path) -> None:
    files = {"told/soup.md": "Soup.", "other.md": "[[told/soup]]"}
    with pytest.raises(NoteError):
        moved(tmp_path / "bed", files, "told/soup", new)
    found = {
        p.relative_to(tmp_path / "bed").as_posix(): p.read_text() for p in (tmp_path / "bed").rglob("*.md")
    }
    assert found == {f"notes/{path}": text for path, text in files.items()}


def test_when_one_file_cannot_be_written_all_are_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "told/soup.md": "Soup.",
        "a.md": "[[told/soup]]",
        "b.md": "[[told/soup]]",
        "c.md": "[[told/soup]]",
    }
    garden = make_garden(tmp_path / "bed", {f"notes/{path}": text for path, text in files.items()})
    note = garden.note("told/soup")
    assert note is not None
    move = plan(garden, note, "kept/soup.md")
    from garden.store import writing

    exchange = writing.exchange
    count: list[str] = []

    def failing(aside: str, name: str, folder: int) -> None:
        count.append(name)
        if len(count) == 3:
            raise OSError(28, "No space left on device")
        exchange(aside, name, folder)

    monkeypatch.setattr("garden.store.exchange", failing)
    with pytest.raises(NoteError, match="No space left"):
        carry_out(garden, move)
    root = garden.config.notes_folder
    assert {p.relative_to(root).as_posix(): p.read_text() for p in root.rglob("*") if p.is_file()} == files


def test_what_someone_wrote_meanwhile_is_left_alone(tmp_path: Path) -> None:
    files: Files = {
        "notes/told/soup.md": "Soup.",
        "notes/a.md": "[[told/soup]]",
        "notes/b.md": "[[told/soup]]",
    }
    garden = make_garden(tmp_path / "bed", files)
    note = garden.note("told/soup")
    assert note is not None
    move = plan(garden, note, "kept/soup.md")
    garden.store.write("b.md", "[[told/soup]] and more")
    with pytest.raises(NoteError, match=r"'b.md' was changed by someone else meanwhile"):
        carry_out(garden, move)
    assert text_of(garden, "told/soup.md") == "Soup."
    assert text_of(garden, "a.md") == "[[told/soup]]"
    assert text_of(garden, "b.md") == "[[told/soup]] and more"


# --- any garden ------------------------------------------------------------------------------

FOLDERS = ("", "x/", "y/", "x/z/")
BASES = ("a", "b", "Index", "index", "c d")
PATHS = [f"{folder}{base}" for folder in FOLDERS for base in BASES]


def link_to(draw: Any, source: str, target: str) -> str:
    folder = posixpath.dirname(source)
    beside = posixpath.relpath(f"/{target}", f"/{folder}")
    name = draw(st.sampled_from([target, posixpath.basename(target), beside, f"/{target}", f"{target}.md"]))
    address = draw(st.sampled_from([beside, f"./{beside}", f"/{target}", target])).replace(" ", "%20")
    form = draw(
        st.sampled_from(["[[{n}]]", "[[{n}|x]]", "![[{n}#h]]", "[x]({a}.md)", "[x]({a})", "[x](<{n}>)"])
    )
    return str(form.format(n=name, a=address))


@st.composite
def gardens(draw: Any) -> tuple[dict[str, str], str, str]:
    paths = draw(st.lists(st.sampled_from(PATHS), min_size=2, max_size=6, unique_by=str.lower))
    files = {}
    for path in paths:
        links = [link_to(draw, path, draw(st.sampled_from(paths))) for _ in range(draw(st.integers(0, 4)))]
        alias = draw(st.sampled_from(["", "---\naliases: [b, far]\n---\n", "---\nnext: [a, x/b]\n---\n"]))
        files[f"{path}.md"] = f"{alias}{'. '.join(links)} `[[{paths[0]}]]`\n"
    old = draw(st.sampled_from(paths))
    new = draw(st.sampled_from([path for path in PATHS if path.lower() not in map(str.lower, paths)]))
    return files, old, f"{new}.md"


def meanings(garden: Garden, old: str, new: str) -> dict[str, list[str | None]]:
    view = garden.everything
    ids = {old: new}
    found = {}
    for note in view.notes:
        targets = [result.to for _, result in view.links(note)]
        targets += [view.resolve(choice.to, note).to for choice in note.next]
        found[ids.get(note.id, note.id)] = [ids.get(to, to) if to is not None else None for to in targets]
    return found


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=gardens())
def test_every_link_of_any_garden_means_what_it_meant(
    case: tuple[dict[str, str], str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    files, old, new = case
    garden = make_garden(tmp_path_factory.mktemp("bed") / "bed", {f"notes/{p}": t for p, t in files.items()})
    before = meanings(garden, old, new[:-3])
    note = garden.everything.snapshot.note(old)
    assert note is not None
    try:
        move = plan(garden, note, new)
    except NoteError:  # it says that it cannot: nothing has changed
        return
    carry_out(garden, move)
    garden.reindex()
    after = meanings(garden, old, new[:-3])
    assert after.keys() == before.keys()
    for note_id, targets in before.items():
        pairs = zip(targets, after[note_id], strict=True)
        assert all(was == now for was, now in pairs if was is not None), (note_id, targets, after[note_id])
    assert all("`[[" in text_of(garden, path) for path in garden.store.walk().notes)
    garden.close()
