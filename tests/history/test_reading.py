"""The history of notes, read from real repositories in one pass and gone on with."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from garden import Garden
from garden.history import keeping, log, reading
from garden.history.annals import Tended
from garden.history.git import Git
from tests.history.conftest import OpenedAt, Repository

LATER = "2026-06-02T09:00:00+02:00"


def told(garden: Garden, note_id: str) -> Tended:
    note = garden.note(note_id)
    assert note is not None
    found = garden.history.of(note)
    assert found is not None
    return found


def short(found: Tended) -> tuple[str, str, str, str, str]:
    """Created, by, changed, last, all."""
    created = found.created.date().isoformat() if found.created else ""
    return (
        created,
        ",".join(found.by),
        found.changed.date().isoformat(),
        ",".join(found.last),
        ",".join(found.names),
    )


def test_notes_know_when_and_by_whom_they_were_tended(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"notes/a.md": "one\n", "notes/b.md": "b\n"})
    repository.commit({"notes/a.md": "two\n"}, who="Cy", at="2025-08-01T10:00:00+00:00")
    repository.commit({"notes/a.md": "three\n"}, who="Bo", at=LATER)
    garden = opened(repository.folder)
    assert short(told(garden, "a")) == ("2025-03-03", "Ada", "2026-06-02", "Bo", "Ada,Cy,Bo")
    assert short(told(garden, "b")) == ("2025-03-03", "Ada", "2025-03-03", "Ada", "Ada")
    assert told(garden, "a").versions == 3
    assert garden.history.notice == ""


def test_the_day_is_that_of_the_writer(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "late"}, at="2025-12-31T23:30:00-08:00")
    assert short(told(opened(repository.folder), "a"))[0] == "2025-12-31"


def test_a_note_keeps_its_history_where_it_moves(repository: Repository, opened: OpenedAt) -> None:
    text = "A text that is long enough to be known again when it has moved.\n" * 5
    repository.commit({"a.md": text, "b.md": "other\n"})
    repository.commit({"a.md": None, "deep/c.md": f"{text}And more.\n"}, who="Bo", at=LATER)
    garden = opened(repository.folder)
    assert short(told(garden, "deep/c")) == ("2025-03-03", "Ada", "2026-06-02", "Bo", "Ada,Bo")


def test_two_notes_may_change_places(repository: Repository, opened: OpenedAt) -> None:
    one, two = "first words\n" * 20, "second thoughts\n" * 20
    repository.commit({"a.md": one})
    repository.commit({"b.md": two}, who="Bo")
    repository.commit({"a.md": two, "b.md": one}, who="Cy", at=LATER)
    repository.git("mv", "a.md", "x.md")
    repository.git("mv", "b.md", "a.md")
    repository.git("mv", "x.md", "b.md")
    repository.commit(who="Cy", at=LATER)
    garden = opened(repository.folder)
    assert {told(garden, "a").names, told(garden, "b").names} == {("Ada", "Cy"), ("Bo", "Cy")}


def test_another_branch_may_go_on_with_the_old_path(repository: Repository, opened: OpenedAt) -> None:
    text = "".join(f"Line {number} of a note.\n" for number in range(30))
    repository.commit({"a.md": text})
    repository.git("branch", "other")
    repository.git("mv", "a.md", "b.md")
    repository.commit(who="Bo", at="2025-04-01T10:00:00Z")
    repository.git("checkout", "-q", "other")
    repository.commit({"a.md": f"{text}More.\n"}, who="Cy", at="2025-05-01T10:00:00Z")
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-edit", "other", who="Di", at=LATER)
    found = short(told(opened(repository.folder), "b"))
    assert found == ("2025-03-03", "Ada", "2025-05-01", "Cy", "Ada,Bo,Cy")


def test_what_was_taken_away_and_written_anew_begins_anew(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "a secret\n", "b.md": "b\n"})
    repository.commit({"a.md": None}, who="Bo")
    repository.commit({"a.md": "something else\n"}, who="Cy", at=LATER)
    assert short(told(opened(repository.folder), "a")) == ("2026-06-02", "Cy", "2026-06-02", "Cy", "Cy")


def test_co_authors_count_and_names_are_as_the_mailmap_has_them(
    repository: Repository, opened: OpenedAt
) -> None:
    repository.commit({
        ".mailmap": "Ada Lovelace <ada@example.org>\nBo Diaz <bo@work.example>\n",
        "a.md": "a\n",
    })  # fmt: skip
    trailers = "Co-authored-by: bo <bo@work.example>\nco-authored-by: Cy Ng <cy@example.org>"
    nothing = "Co-authored-by: no address\nCo-authored-by: <>\nCo-authored-by: x\x01 <a b@c>"
    repository.commit({"a.md": "b\n"}, who="Di", at=LATER, message=f"mend\n\n{trailers}\n{nothing}")
    garden = opened(repository.folder)
    assert told(garden, "a").by == ("Ada Lovelace",)
    assert told(garden, "a").last[:3] == ("Di", "Bo Diaz", "Cy Ng")


def test_a_changed_mailmap_names_everyone_anew(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "a\n"})
    garden = opened(repository.folder)
    (repository.folder / ".mailmap").write_text("Ada Lovelace <ada@example.org>\n")
    garden.reindex()
    assert told(garden, "a").names == ("Ada Lovelace",)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "ada@example.org", "A\u202edA", "n" * 500])
def test_odd_names_are_shown_plainly(repository: Repository, opened: OpenedAt, name: str) -> None:
    repository.commit({"a.md": "a\n"})
    data = f"author {name} <x@y.example> 1700000000 +0000\ncommitter {name} <x@y.example> 1700000000 +0000\n"
    tree = repository.git("rev-parse", "HEAD^{tree}")
    made = repository.folder / "commit"
    made.write_text(f"tree {tree}\n{data}\nodd\n")
    odd = repository.git("hash-object", "-t", "commit", "-w", "--literally", str(made))
    made.unlink()
    repository.git("reset", "-q", "--hard", odd)
    for found in told(opened(repository.folder), "a").names:
        assert not set("<>@\u202e") & set(found)
        assert len(found) <= 120


@pytest.mark.parametrize("when", ["999999999999 +0000", "1700000000 +9999", "0 -0000", "x"])
def test_odd_times_are_times(repository: Repository, opened: OpenedAt, when: str) -> None:
    repository.commit({"a.md": "a\n"})
    tree = repository.git("rev-parse", "HEAD^{tree}")
    made = repository.folder / "commit"
    made.write_text(f"tree {tree}\nauthor A <a@b.example> {when}\ncommitter A <a@b.example> {when}\n\nodd\n")
    odd = repository.git("hash-object", "-t", "commit", "-w", "--literally", str(made))
    made.unlink()
    repository.git("reset", "-q", "--hard", odd)
    assert told(opened(repository.folder), "a").created is not None


def test_a_clock_that_runs_backwards_changes_nothing_before_it_was_made(
    repository: Repository, opened: OpenedAt
) -> None:
    repository.commit({"a.md": "a\n"}, at="2025-03-03T10:00:00Z")
    repository.commit({"a.md": "b\n"}, who="Bo", at="2019-01-01T10:00:00Z")
    assert short(told(opened(repository.folder), "a")) == ("2025-03-03", "Ada", "2025-03-03", "Bo", "Ada,Bo")


@pytest.mark.parametrize("name", ["a\nb.md", 'a"b.md', "--output=x.md", "*.md", "ä ö.md", ":100644.md"])
def test_file_names_are_taken_as_they_are(repository: Repository, opened: OpenedAt, name: str) -> None:
    repository.commit({name: "a\n", "other.md": "o\n"})
    repository.commit({name: "b\n"}, who="Bo", at=LATER)
    garden = opened(repository.folder)
    found = [note for note in garden.notes() if note.path == name]
    if found:  # a name with a line break is none for a note
        tended = garden.history.of(found[0])
        assert tended is not None
        assert tended.names == ("Ada", "Bo")
    assert told(garden, "other").versions == 1


def test_notes_may_lie_below_the_top(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"docs/garden/notes/a.md": "a\n", "notes/a.md": "another\n", "docs/garden/x.py": ""})
    repository.commit({"docs/garden/notes/a.md": "b\n"}, who="Bo", at=LATER)
    assert told(opened(repository.folder / "docs" / "garden"), "a").names == ("Ada", "Bo")


# --- going on ------------------------------------------------------------------------


def everything(garden: Garden) -> dict[str, Any]:
    return dict(garden.history.known.notes)


def test_it_goes_on_from_the_last_commit_seen(
    repository: Repository, opened: OpenedAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = log.commits

    def commits(git: Git, what: str, wanted: Callable[[str], bool]) -> Any:
        asked.append(what)
        return real(git, what, wanted)

    monkeypatch.setattr(log, "commits", commits)
    text = "A text that is long enough to be known again when it has moved.\n" * 5
    first = repository.commit({"a.md": text, "b.md": "b\n"})
    garden = opened(repository.folder)
    second = repository.commit({"a.md": None, "c.md": text}, who="Bo", at=LATER)
    assert garden.reindex(history=False).added == 1
    assert asked == [first]
    garden.reindex()
    garden.reindex()
    assert asked == [first, f"{first}..{second}"]
    assert told(garden, "c").names == ("Ada", "Bo")
    before = everything(garden)
    garden.reindex(full=True)
    assert asked[2:] == [second]
    assert everything(garden) == before


def test_two_that_go_on_at_once_count_no_commit_twice(
    repository: Repository, opened: OpenedAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"a.md": "a\n"})
    garden = opened(repository.folder)
    repository.commit({"a.md": "b\n"}, who="Bo", at=LATER)
    known = keeping.origin_of(kept_in(garden))
    garden.history.refresh()
    monkeypatch.setattr(keeping, "origin_of", lambda file: known)  # as another process saw it before
    garden.history.refresh()
    assert told(garden, "a").versions == 2


def test_versions_are_read_of_the_file_that_was_read_alone(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "a\n", "b.md": "b\n"})
    garden = opened(repository.folder)
    known = garden.history.known
    file = kept_in(garden)
    assert len(keeping.touches_of(file, known, "a.md")) == 1
    annals = keeping.read_annals(file, known.origin)
    annals.notes = dict(reversed(annals.notes.items()))
    keeping.write(file, known.origin, known.notice, annals)
    with pytest.raises(keeping.UnreadableError):
        keeping.touches_of(file, known, "a.md")


def test_a_rewritten_history_begins_anew(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "a\n"})
    repository.commit({"a.md": "b\n"}, who="Bo", at=LATER)
    garden = opened(repository.folder)
    repository.git("reset", "-q", "--hard", "HEAD~1")
    repository.commit({"a.md": "c\n"}, who="Cy", at=LATER)
    garden.reindex()
    assert told(garden, "a").names == ("Ada", "Cy")
    repository.git("checkout", "-q", "--orphan", "fresh")
    repository.commit({"a.md": "d\n"}, who="Di", at=LATER)
    garden.reindex()
    assert told(garden, "a").names == ("Di",)


def kept_in(garden: Garden) -> Path:
    return garden.config.cache_folder / keeping.FILE


def test_a_commit_that_is_gone_begins_anew(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "a\n"})
    garden = opened(repository.folder)
    file = kept_in(garden)
    head = repository.git("rev-parse", "HEAD")
    file.write_bytes(file.read_bytes().replace(head.encode(), b"1" * 40, 1))
    garden.reindex()
    assert told(garden, "a").names == ("Ada",)
    assert keeping.origin_of(file)[0].head == head


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b"[]\n",
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"Ada", b"Eve"),
        lambda data: data.replace(b'"format":2', b'"format":0'),
        lambda data: data.replace(b'"head":"', b'"head":"--output=x'),
        lambda data: b'{"format":2,"head":"","shallow":"","mailmap":"","folder":""}\n' + data,
    ],
    ids=["empty", "a list", "half", "another name", "another format", "no commit", "no lengths"],
)
def test_what_was_kept_is_checked(
    repository: Repository, opened: OpenedAt, damage: Callable[[bytes], bytes]
) -> None:
    repository.commit({"a.md": "a\n"})
    garden = opened(repository.folder)
    kept_in(garden).write_bytes(damage(kept_in(garden).read_bytes()))
    note = garden.note("a")
    assert note is not None
    assert garden.history.of(note) is None
    garden.reindex()
    repository.commit({"a.md": "b\n"}, who="Bo", at=LATER)
    garden.reindex()
    assert told(garden, "a").names == ("Ada", "Bo")


def test_what_was_kept_names_no_addresses(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "a\n"}, message="x\n\nCo-authored-by: Bo <bo@example.org>")
    assert b"@" not in kept_in(opened(repository.folder)).read_bytes()


# --- what is not known -------------------------------------------------------------------


def test_without_git_it_says_so_once(tmp_path: Path, opened: OpenedAt) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.md").write_text("a")
    garden = opened(tmp_path / "plain")
    assert garden.history.notice == reading.NO_GIT
    assert garden.reindex().notice == ""
    note = garden.note("a")
    assert note is not None
    assert garden.history.of(note) is None


def test_a_repository_without_a_commit_says_so(repository: Repository, opened: OpenedAt) -> None:
    (repository.folder / "a.md").write_text("a")
    garden = opened(repository.folder)
    assert garden.history.notice == reading.EMPTY
    repository.commit()
    assert garden.reindex().notice == ""
    assert told(garden, "a").names == ("Ada",)


def test_without_the_program_it_says_so(
    repository: Repository, opened: OpenedAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"a.md": "a\n"})
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "")
        garden = opened(repository.folder)
    assert garden.history.notice == reading.NO_ANSWER


def test_a_shallow_clone_says_so_and_dates_nothing_by_its_edge(
    repository: Repository, opened: OpenedAt, tmp_path: Path
) -> None:
    repository.commit({"a.md": "a\n", "b.md": "b\n"})
    repository.commit({"b.md": "c\n"}, who="Bo", at="2025-07-01T10:00:00Z")
    repository.commit({"a.md": "b\n"}, who="Cy", at=LATER)
    repository.git("clone", "-q", "--depth=1", f"file://{repository.folder}", str(tmp_path / "clone"))
    garden = opened(tmp_path / "clone")
    assert garden.history.notice == reading.SHALLOW
    assert garden.history.known.notes == {}
    Repository(tmp_path / "clone").git("fetch", "-q", "--deepen=1")
    garden.reindex()
    assert garden.history.notice == reading.SHALLOW
    assert short(told(garden, "a")) == ("", "", "2026-06-02", "Cy", "Cy")
    note = garden.note("b")
    assert note is not None
    assert garden.history.of(note) is None
    Repository(tmp_path / "clone").git("fetch", "-q", "--unshallow")
    garden.reindex()
    assert garden.history.notice == ""
    assert short(told(garden, "a"))[:2] == ("2025-03-03", "Ada")


def test_what_git_refuses_is_told_and_no_error(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "a\n"})
    garden = opened(repository.folder)
    (repository.folder / ".git" / "HEAD").write_text("nonsense\n")
    (repository.folder / "a.md").write_text("b\n")
    stats = garden.reindex()
    assert "as it was known before" in stats.notice
    assert stats.modified == 1
    assert told(garden, "a").names == ("Ada",)
    lock = repository.folder / ".git" / "index.lock"
    (repository.folder / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    lock.touch()
    garden.reindex()
    assert told(garden, "a").names == ("Ada",)


def test_a_damaged_object_leaves_what_was_known(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "a\n"})
    garden = opened(repository.folder)
    head = repository.commit({"a.md": "b\n"}, who="Bo", at=LATER)
    broken = repository.folder / ".git" / "objects" / head[:2] / head[2:]
    broken.chmod(0o644)
    broken.write_bytes(b"nothing")
    assert "git" in garden.reindex().notice
    assert told(garden, "a").names == ("Ada",)


def test_a_link_and_a_module_are_no_notes(repository: Repository, opened: OpenedAt, tmp_path: Path) -> None:
    (tmp_path / "out.md").write_text("outside")
    repository.commit({"a.md": "a\n"})
    (repository.folder / "link.md").symlink_to(tmp_path / "out.md")
    inner = Repository(repository.folder / "module.md")
    inner.commit({"x.md": "x\n"})
    repository.commit(who="Bo", at=LATER)
    garden = opened(repository.folder)
    assert set(everything(garden)) == {"a.md"}


def test_progress_is_told_where_there_is_much(repository: Repository, opened: OpenedAt) -> None:
    stream = ["feature done\n"]
    for number in range(1200):
        stream.append(
            f"commit refs/heads/main\ncommitter Ada <a@b> {1700000000 + number} +0000\ndata 1\nx"
            f"\nM 644 inline a.md\ndata {len(str(number))}\n{number}\n"
        )
    (repository.folder / "stream").write_text("".join([*stream, "done\n"]))
    with (repository.folder / "stream").open() as put:
        subprocess.run(["git", "fast-import", "--quiet"], cwd=repository.folder, stdin=put, check=True)
    told_of: list[tuple[int, int]] = []
    file = repository.folder / "kept.json"
    reading.bring_up_to_date(
        repository.folder,
        file,
        lambda path: path.endswith(".md"),
        progress=lambda a, b: told_of.append((a, b)),
    )
    assert told_of == [(500, 1200), (1000, 1200)]
    assert keeping.read(file).notes["a.md"].versions == 1200
    assert json.loads(file.read_bytes().split(b"\n")[0])["format"] == keeping.FORMAT
