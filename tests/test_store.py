"""The store, tried with real files: what it finds, what it leaves out, and what it refuses."""

from __future__ import annotations

import errno
import io
import os
import random
import socket
import stat
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, chdir
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garden.errors import NoteError
from garden.store import Store, Walk, walking
from garden.store.names import assign_ids, is_note, visible_path

LIMIT = 64 * 1024
AS_ROOT = os.geteuid() == 0


def test_a_walk_goes_on_from_another_where_only_some_paths_have_changed(root: Path) -> None:
    put(root, "a.md", "Same.md", "same.md", "gone.md", "map.png", "deep/b.md", "unseen.md")
    found = store(root, "ignored/")
    before = found.walk()
    put(root, "a.md", "deep/new.md", "new/folder/c.md", "new.png", "ignored/d.md", text="longer than before")
    (root / "large.md").write_bytes(b"x" * 2 * 1024 * 1024 * 4)
    (root / "gone.md").unlink()
    (root / "same.md").unlink()
    paths = ("a.md", "deep/new.md", "new/folder/c.md", "new.png", "ignored/d.md", "large.md", "gone.md")
    now = found.walk_again(before, (*paths, "same.md", "../out.md", "never/was.md"))
    assert now == found.walk()
    assert ("large.md", "file-too-large") in told(now)
    (root / "unseen.md").unlink()
    assert found.walk_again(now, ["a.md"]) == now


def test_a_walk_that_goes_on_and_on_is_as_one_that_begins(root: Path) -> None:
    """Names that change the ids and problems of one another come, go and stay, and so do those beside."""
    paths = ("a.md", "A.md", "b.MD", "b.md", "caf\u00e9.md", "cafe\u0301.md", "map.png", "deep/c.md")
    found, chance = store(root), random.Random(1)
    before = found.walk()
    for step in range(200):
        told = chance.sample(paths[: 4 if step < 100 else 8], chance.choice((1, 1, 2)))
        for path in told:
            if (root / path).exists() and chance.random() < 0.4:
                (root / path).unlink()
            else:
                put(root, path, text="x" * chance.choice((step, LIMIT + 1)))
        before = found.walk_again(before, told)
        assert before == found.walk()


def test_a_walk_begins_anew_where_a_link_or_a_folder_is_instead_of_a_file(root: Path, tmp_path: Path) -> None:
    put(root, "a.md", "b.md", "deep/c.md")
    put(tmp_path / "outside", "c.md")
    found = store(root)
    before = found.walk()
    (root / "a.md").unlink()
    (root / "a.md").mkdir()
    assert found.walk_again(before, ["a.md"]) == found.walk()
    (root / "b.md").unlink()
    (root / "b.md").symlink_to(root / "deep" / "c.md")
    assert ("b.md", "file-link") in told(found.walk_again(before, ["b.md"]))
    (root / "deep").rename(root / "other")
    (root / "deep").symlink_to(tmp_path / "outside")
    assert found.walk_again(before, ["deep/c.md"]) == found.walk()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    return tmp_path / "notes"


def store(root: Path, *ignore: str, garden_root: Path | None = None) -> Store:
    return Store(root, garden_root=garden_root or root.parent, ignore=ignore, max_bytes=LIMIT)


def put(root: Path, *paths: str, text: str = "# A note\n") -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def told(walk: Walk) -> list[tuple[str, str]]:
    """Every problem as (path, code), once each has proved to be made of sentences."""
    for problem in walk.problems:
        assert problem.message.endswith(".")
        assert problem.fix.endswith(".")
        problem.path.encode("utf-8")
    return [(problem.path, problem.code) for problem in walk.problems]


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(NoteError) as error:
        call()
    assert str(error.value).endswith(".")
    str(error.value).encode("utf-8")
    return error.value.code


# --- what is found ------------------------------------------------------------------


def test_notes_at_any_depth_and_all_other_files(root: Path) -> None:
    put(root, "index.md", "a/b/c/d/e.md", "a/map.png", "UPPER.MD", "a/plain", "b/.md.png")
    walk = store(root).walk()
    assert sorted(walk.notes) == ["UPPER.MD", "a/b/c/d/e.md", "index.md"]
    assert walk.attachments == ("a/map.png", "a/plain")
    assert walk.notes["a/b/c/d/e.md"].id == "a/b/c/d/e"
    assert walk.notes["UPPER.MD"].id == "UPPER"
    assert walk.problems == ()


def test_what_is_known_of_a_note(root: Path) -> None:
    put(root, "a.md", text="four")
    file = store(root).walk().notes["a.md"]
    assert (file.path, file.id, file.size) == ("a.md", "a", 4)
    assert file.mtime_ns == (root / "a.md").stat().st_mtime_ns


@pytest.fixture
def nested(root: Path) -> Iterator[Callable[[str, int], Path]]:
    """Makes folders inside folders, and takes them away again: pytest recurses when it does."""
    made: list[str] = []

    def nest(name: str, depth: int) -> Path:
        with chdir(root):
            for _ in range(depth):
                made.append(name)
                Path(name).mkdir()
                os.chdir(name)
        return root.joinpath(*made)

    yield nest
    for name in made:
        (root / name).rename(root.parent / "outermost")
        for inner in (root.parent / "outermost").iterdir():
            inner.rename(root / inner.name)
        (root.parent / "outermost").rmdir()


def test_a_very_deep_folder(root: Path, nested: Callable[[str, int], Path]) -> None:
    """Deeper than Python recurses and than a process may have files open."""
    folder = nested("d", 1_200)
    (folder / "deep.md").write_text("deep")
    found = store(root)
    path = "d/" * 1_200 + "deep.md"
    assert list(found.walk().notes) == [path]
    assert found.read(path) == b"deep"


def test_a_folder_too_deep_for_the_system(root: Path, nested: Callable[[str, int], Path]) -> None:
    nested("d" * 250, 20)
    put(root, "a.md")
    walk = store(root).walk()
    assert list(walk.notes) == ["a.md"]
    assert [code for _, code in told(walk)] == ["folder-unreadable"]


def test_an_empty_walk_where_the_folder_is_gone(root: Path) -> None:
    root.rmdir()
    walk = store(root).walk()
    assert (walk.notes, walk.attachments, walk.problems) == ({}, (), ())


def test_a_file_in_place_of_the_folder(root: Path) -> None:
    root.rmdir()
    root.write_text("")
    assert told(store(root).walk()) == [(".", "folder-unreadable")]


# --- names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "line\nbreak",
        "\"double\" 'single' `back`",
        "ខ" * 66,
        "👩‍👩‍👧‍👦 ❤️",
        "blank at the end ",
        " lead",
        "%3F",
        "a|b?#*[[c]]:>",
        "v0.0.1",
        "t.zero_()",
        "a.b.c",
        "404",
        "-rf",
        "$(reboot)",
        "{{ x }}",
        "<script>",
        "\u202egnp",
        "tab\t",
        "x.md",
        "~",
        "\\",
    ],
)
def test_any_name_is_found_and_read(root: Path, name: str) -> None:
    put(root, f"{name}.md", f"folder {name}/note.md", text=name)
    found = store(root)
    walk = found.walk()
    assert walk.notes[f"{name}.md"].id == name
    assert walk.notes[f"folder {name}/note.md"].id == f"folder {name}/note"
    assert found.read(f"{name}.md").decode() == name
    assert walk.problems == ()


def test_a_name_that_is_no_text(root: Path) -> None:
    for path in (b"caf\xe9.md", b"caf\xe9.png", b"fold\xe9r/inner.md"):
        file = Path(os.fsdecode(os.fsencode(root) + b"/" + path))
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")
    walk = store(root).walk()
    assert not walk.notes
    assert not walk.attachments
    assert told(walk) == [
        ("caf\\xe9.md", "name-not-utf8"),
        ("caf\\xe9.png", "name-not-utf8"),
        ("fold\\xe9r", "name-not-utf8"),
    ]
    assert refusal(lambda: store(root).read("caf\udce9.md")) == "path-outside"


def test_names_that_differ_by_blanks_are_told(root: Path) -> None:
    put(root, "a\tb.md", " c.md", "c.md")
    assert [code for _, code in told(store(root).walk())] == ["name-alike"]


def test_names_that_differ_by_case_are_told_and_both_kept(root: Path) -> None:
    put(root, "Note.md", "note.md", "x/a.md", "X/a.md")
    walk = store(root).walk()
    assert told(walk) == [("note.md", "name-alike"), ("x/a.md", "name-alike")]
    assert {file.id for file in walk.notes.values()} == {"Note", "note", "x/a", "X/a"}
    assert "'Note.md'" in walk.problems[0].message


def test_names_that_differ_by_unicode_form_are_told_and_both_kept(root: Path) -> None:
    composed, apart = "caf\u00e9", "cafe\u0301"
    put(root, f"{composed}.md", text="composed")
    put(root, f"{apart}.md", text="apart")
    found = store(root)
    walk = found.walk()
    assert walk.notes[f"{composed}.md"].id == composed
    assert walk.notes[f"{apart}.md"].id == apart
    [problem] = walk.problems
    assert (problem.path, problem.code) == (f"{composed}.md", "name-alike")
    assert "this one has its accents in its letters, that one beside them" in problem.message
    assert found.read(f"{apart}.md") == b"apart"


def test_a_lone_name_has_an_id_in_nfc(root: Path) -> None:
    put(root, "cafe\u0301.md")
    assert store(root).walk().notes["cafe\u0301.md"].id == "caf\u00e9"


def test_names_that_differ_by_the_variation_selector(root: Path) -> None:
    put(root, "❤.md", "❤\ufe0f.md")
    walk = store(root).walk()
    assert {file.id for file in walk.notes.values()} == {"❤", "❤\ufe0f"}
    assert [code for _, code in told(walk)] == ["name-alike"]


def test_endings_that_differ_by_case(root: Path) -> None:
    put(root, "a.md", "a.MD")
    walk = store(root).walk()
    assert sorted(file.id for file in walk.notes.values()) == ["a", "a.md"]
    assert [code for _, code in told(walk)] == ["name-alike"]


STEM = st.lists(
    st.sampled_from(["a", "A", "é", "e\u0301", "\u1ebf", "e\u0302\u0301", ".md", ".MD"]),
    min_size=1,
    max_size=3,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.sets(st.builds("{}{}".format, STEM, st.sampled_from([".md", ".MD", ".mD", ".Md"])), max_size=8))
def test_every_path_has_an_id_of_its_own(paths: set[str]) -> None:
    ids = assign_ids(paths)
    assert ids.keys() == paths
    assert len(set(ids.values())) == len(paths)
    assert assign_ids(sorted(paths)) == assign_ids(sorted(paths, reverse=True)) == ids
    for path, note_id in ids.items():
        assert unicodedata.normalize("NFC", path).startswith(unicodedata.normalize("NFC", note_id))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.md", True),
        ("a.MD", True),
        ("x/v0.0.1.md", True),
        ("a.markdown", False),
        ("md", False),
        ("x/.md", False),
        (".Md", False),
        ("a.md/b", False),
        ("a.md.txt", False),
        ("", False),
    ],
)
def test_is_note(path: str, expected: bool) -> None:
    assert is_note(path) is expected


def test_visible_path() -> None:
    assert visible_path("plain/é.md") == "plain/é.md"
    assert visible_path("caf\udce9.md") == "caf\\xe9.md"


# --- what is passed over ----------------------------------------------------------------


def test_hidden_files_and_other_programs_folders(root: Path) -> None:
    put(
        root,
        "a.md",
        ".hidden.md",
        ".git/config",
        ".obsidian/x.md",
        "x/node_modules/y/README.md",
        "__pycache__/z.md",
    )
    walk = store(root).walk()
    assert sorted(walk.notes) == ["a.md"]
    assert walk.attachments == ()
    assert walk.problems == ()


def test_a_file_may_be_called_as_such_a_folder(root: Path) -> None:
    put(root, "node_modules")
    assert store(root).walk().attachments == ("node_modules",)


def test_ignored_as_in_gitignore(root: Path) -> None:
    put(
        root,
        "a.md",
        "x.tmp.md",
        "drafts/one.md",
        "deep/drafts/two.md",
        "top.md",
        "deep/top.md",
        "kept.tmp.md",
    )
    walk = store(root, "drafts/", "*.tmp.md", "!kept.tmp.md", "/top.md", "# a comment", "").walk()
    assert sorted(walk.notes) == ["a.md", "deep/top.md", "kept.tmp.md"]
    assert walk.problems == ()


def test_what_is_ignored_is_not_even_looked_into(root: Path) -> None:
    (root / "ignored").mkdir()
    os.mkfifo(root / "ignored" / "x.md")
    assert store(root, "ignored/").walk().problems == ()


def test_a_gardens_own_parts_are_no_notes(tmp_path: Path) -> None:
    """A garden without a folder for its notes: its settings and code lie beside them."""
    put(
        tmp_path,
        "garden.toml",
        "plugins/x.py",
        "plugins/README.md",
        "templates/note.html",
        "a.md",
        "deep/plugins/b.md",
    )
    walk = store(tmp_path, garden_root=tmp_path).walk()
    assert sorted(walk.notes) == ["a.md", "deep/plugins/b.md"]
    assert walk.attachments == ()


def test_any_folder_of_notes_may_have_notes_on_plugins(tmp_path: Path) -> None:
    put(tmp_path, "plugins/writing.md", "templates/page.md")
    walk = store(tmp_path, garden_root=tmp_path).walk()
    assert sorted(walk.notes) == ["plugins/writing.md", "templates/page.md"]


def test_inside_notes_those_names_mean_nothing(root: Path) -> None:
    put(root.parent, "garden.toml")
    put(root, "plugins/a.md", "garden.toml")
    walk = store(root).walk()
    assert sorted(walk.notes) == ["plugins/a.md"]
    assert walk.attachments == ("garden.toml",)


# --- what is left out, and told -----------------------------------------------------------


def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "x.md")
    os.mkfifo(root / "pipe")
    found = store(root)
    assert told(found.walk()) == [("pipe", "file-special"), ("x.md", "file-special")]
    assert refusal(lambda: found.read("x.md")) == "file-special"


def test_a_socket(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)  # a socket's path may be 108 bytes long
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("x.md")
        found = store(root)
        assert told(found.walk()) == [("x.md", "file-special")]
        assert refusal(lambda: found.read("x.md")) == "file-unreadable"


@pytest.mark.skipif(not AS_ROOT, reason="only root may make a device")
def test_a_device(root: Path) -> None:
    try:
        os.mknod(root / "zero.md", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except OSError:
        pytest.skip("this file system holds no devices")
    found = store(root)
    assert told(found.walk()) == [("zero.md", "file-special")]
    assert refusal(lambda: found.read("zero.md")) in {"file-special", "file-unreadable"}


@pytest.mark.parametrize(
    "target", ["secret.md", "/etc/passwd", "/dev/zero", "loop.md", "nowhere", "../secret.md", "."]
)
def test_a_link_is_not_followed(root: Path, target: str) -> None:
    put(root.parent, "secret.md")
    (root / "loop.md").symlink_to(target)
    found = store(root)
    walk = found.walk()
    assert "loop.md" not in walk.notes
    assert told(walk) == [("loop.md", "file-link")]
    assert refusal(lambda: found.read("loop.md")) == "file-link"
    assert refusal(lambda: found.write("loop.md", "x")) == "file-link"


@pytest.mark.parametrize("target", ["/etc", "..", ".", "loop", "nowhere"])
def test_a_linked_folder_is_not_followed(root: Path, target: str) -> None:
    put(root.parent, "secret.md")
    (root / "loop").symlink_to(target)
    found = store(root)
    walk = found.walk()
    assert not walk.notes
    assert told(walk) == [("loop", "file-link")]
    assert refusal(lambda: found.read("loop/secret.md")) == "file-link"
    assert refusal(lambda: found.open_attachment("loop/passwd")) == "file-link"


def test_a_sparse_file_is_not_read(root: Path) -> None:
    with (root / "huge.md").open("wb") as file:
        file.truncate(2**30)
    found = store(root)
    walk = found.walk()
    assert told(walk) == [("huge.md", "file-too-large")]
    assert "1024.0 MB" in walk.problems[0].message
    assert refusal(lambda: found.read("huge.md")) == "file-too-large"


def test_the_limit_itself_is_allowed(root: Path) -> None:
    put(root, "just.md", text="x" * LIMIT)
    put(root, "over.md", text="x" * (LIMIT + 1))
    found = store(root)
    assert told(found.walk()) == [("over.md", "file-too-large")]
    assert len(found.read("just.md")) == LIMIT


def test_a_file_that_grew_since_it_was_seen(root: Path) -> None:
    put(root, "a.md")
    found = store(root)
    assert "a.md" in found.walk().notes
    put(root, "a.md", text="x" * (LIMIT + 1))
    assert refusal(lambda: found.read("a.md")) == "file-too-large"


def test_a_binary_file(root: Path) -> None:
    (root / "picture.md").write_bytes(b"\x89PNG\r\n\0\0")
    (root / "utf16.md").write_bytes("# Title".encode("utf-16"))
    found = store(root)
    assert refusal(lambda: found.read("picture.md")) == "file-binary"
    assert refusal(lambda: found.read("utf16.md")) == "file-binary"


def test_an_unreadable_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, "a.md", "closed/b.md")
    if AS_ROOT:  # permissions do not bind root: simulated
        really = os.open

        def refuse(path: str | Path, *args: int, dir_fd: int | None = None) -> int:
            if Path(path).name == "closed":
                raise PermissionError(errno.EACCES, "Permission denied", path)
            return really(path, *args, dir_fd=dir_fd)

        monkeypatch.setattr(os, "open", refuse)
    else:
        (root / "closed").chmod(0)
    try:
        walk = store(root).walk()
        assert sorted(walk.notes) == ["a.md"]
        assert told(walk) == [("closed", "folder-unreadable")]
        assert refusal(lambda: store(root).read("closed/b.md")) == "file-unreadable"
    finally:
        (root / "closed").chmod(0o755)


def test_an_unreadable_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, "a.md")

    class Failing(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    def opened(file: int, _: str) -> Failing:
        os.close(file)
        return Failing()

    monkeypatch.setattr(os, "fdopen", opened)
    assert refusal(lambda: store(root).read("a.md")) == "file-unreadable"


# --- exchanged between looking and opening --------------------------------------------------


def test_a_file_exchanged_for_a_link_between_walk_and_read(root: Path) -> None:
    put(root, "a.md")
    found = store(root)
    assert "a.md" in found.walk().notes
    (root / "a.md").unlink()
    (root / "a.md").symlink_to("/etc/passwd")
    assert refusal(lambda: found.read("a.md")) == "file-link"


def test_a_folder_exchanged_for_a_link_between_walk_and_read(root: Path, tmp_path: Path) -> None:
    put(root, "x/a.md")
    put(tmp_path, "elsewhere/a.md", text="secret")
    found = store(root)
    assert "x/a.md" in found.walk().notes
    (root / "x").rename(tmp_path / "moved")
    (root / "x").symlink_to(tmp_path / "elsewhere")
    assert refusal(lambda: found.read("x/a.md")) == "file-link"
    assert refusal(lambda: found.write("x/a.md", "x")) == "file-link"
    assert (tmp_path / "elsewhere" / "a.md").read_text() == "secret"


@pytest.mark.parametrize("exchanged", ["x", "x/y"])
def test_a_folder_exchanged_while_walking(
    root: Path, tmp_path: Path, exchanged: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between being listed in its folder and being looked into; by a link, or above it by one."""
    put(root, "x/y/a.md")
    put(tmp_path, "elsewhere/y/secret.md", "elsewhere/secret.md")
    really = walking._opened

    def opened(folder: Path, seen: os.stat_result | None) -> AbstractContextManager[int]:
        if folder == root / "x" / "y" and not (root / exchanged).is_symlink():
            (root / exchanged).rename(tmp_path / "moved")
            (root / exchanged).symlink_to(tmp_path / "elsewhere")
        return really(folder, seen)

    monkeypatch.setattr(walking, "_opened", opened)
    walk = store(root).walk()
    assert not walk.notes
    assert told(walk) == [("x/y", "folder-unreadable")]


def test_what_is_gone_is_gone(root: Path) -> None:
    put(root, "x/a.md")
    found = store(root)
    (root / "x" / "a.md").unlink()
    assert refusal(lambda: found.read("x/a.md")) == "file-gone"
    (root / "x").rmdir()
    assert refusal(lambda: found.read("x/a.md")) == "file-gone"
    root.rmdir()
    assert refusal(lambda: found.read("x/a.md")) == "file-gone"


def test_a_file_where_a_folder_should_be(root: Path) -> None:
    put(root, "a.md")
    assert refusal(lambda: store(root).read("a.md/b.md")) == "file-link"


def test_a_folder_called_as_a_note(root: Path) -> None:
    put(root, "a.md/b.md")
    found = store(root)
    assert sorted(found.walk().notes) == ["a.md/b.md"]
    assert refusal(lambda: found.read("a.md")) == "file-special"


# --- what may be read, and written ------------------------------------------------------------

OUTSIDE = [
    "", "/", ".", "..", "../secret.md", "x/../../secret.md", "/etc/passwd", "x/../a.md", "./a.md", "x//a.md",
    "a.md/", "nul\0.md", "\ud800.md", ".git/config.md", ".hidden.md", "x/.hidden/a.md", "node_modules/a.md",
    "drafts/a.md",
]  # fmt: skip


@pytest.mark.parametrize("path", OUTSIDE)
def test_what_no_walk_gives_is_refused(root: Path, path: str) -> None:
    put(
        root,
        "a.md",
        "x/a.md",
        ".git/config.md",
        ".hidden.md",
        "x/.hidden/a.md",
        "node_modules/a.md",
        "drafts/a.md",
    )
    put(root.parent, "secret.md")
    found = store(root, "drafts/")
    assert refusal(lambda: found.read(path)) == "path-outside"
    assert refusal(lambda: found.open_attachment(path)) == "path-outside"
    before = sorted(root.parent.rglob("*"))
    assert refusal(lambda: found.write(path, "x")) == "path-outside"
    assert sorted(root.parent.rglob("*")) == before


def test_a_gardens_settings_cannot_be_read(tmp_path: Path) -> None:
    put(tmp_path, "garden.toml", "plugins/a.md")
    found = store(tmp_path, garden_root=tmp_path)
    assert refusal(lambda: found.open_attachment("garden.toml")) == "path-outside"
    assert refusal(lambda: found.read("plugins/a.md")) == "path-outside"


def test_an_attachment_is_open_until_it_is_closed(root: Path) -> None:
    put(root, "x/map.png", text="a picture")
    with os.fdopen(store(root).open_attachment("x/map.png"), "rb") as file:
        assert file.read() == b"a picture"


def test_write_and_read(root: Path) -> None:
    found = store(root)
    found.write("new/folder/é.md", "line\r\none\n")
    assert found.read("new/folder/é.md") == b"line\r\none\n"
    found.write("new/folder/é.md", "two")
    assert found.read("new/folder/é.md") == b"two"
    assert [path.name for path in (root / "new" / "folder").iterdir()] == ["é.md"]


def test_a_long_name_can_be_written(root: Path) -> None:
    name = "x" * 252 + ".md"
    store(root).write(name, "long")
    assert store(root).read(name) == b"long"


def test_permissions_stay(root: Path) -> None:
    put(root, "a.md")
    (root / "a.md").chmod(0o664)
    store(root).write("a.md", "x")
    assert stat.S_IMODE((root / "a.md").stat().st_mode) == 0o664


def test_only_notes_are_written(root: Path) -> None:
    assert refusal(lambda: store(root).write("a.html", "x")) == "path-outside"


def test_nothing_is_made_beyond_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / "x").symlink_to(tmp_path / "elsewhere")
    assert refusal(lambda: store(root).write("x/new/a.md", "x")) == "file-link"
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_all_as_it_was(
    root: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root, "a.md", text="before")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)
    assert refusal(lambda: store(root).write("a.md", "after")) == "file-unwritable"
    if step == "fsync":
        assert refusal(lambda: store(root).create("b.md", "new")) == "file-unwritable"
    assert [path.name for path in root.iterdir()] == ["a.md"]
    assert (root / "a.md").read_text() == "before"


def test_nothing_stays_open(root: Path) -> None:
    put(root, "a/b/c.md", "x.png")
    (root / "link").symlink_to("/etc")
    before = open_files()
    found = store(root)
    for _ in range(3):
        found.walk()
        found.read("a/b/c.md")
        found.write("a/b/c.md", "x")
        for path in ("link/x.md", "a/b/gone.md", "a/b"):
            with pytest.raises(NoteError):
                found.read(path)
    assert open_files() == before


def open_files() -> int:
    """How many this process has open, where the system tells."""
    listed = Path("/proc/self/fd")
    return len(list(listed.iterdir())) if listed.is_dir() else 0


def test_how_many_files_are_met_is_told_folder_by_folder(root: Path) -> None:
    put(root, "a.md", "b.png", "deep/c.md")
    met: list[int] = []
    store(root).walk(met.append)
    assert met == [2, 3]
