"""Bringing the index up to date: what is found, what is left alone, what is told."""

from __future__ import annotations

import gc
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import textwrap
import time
import weakref
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from garden import Garden, Query
from garden.core import processes
from garden.errors import NoteError
from garden.search.index.drafting import WhooshPartMaker
from garden.store import Store
from garden.testing import open_garden, write_files

Make = Callable[..., Garden]


def titles(garden: Garden) -> list[str]:
    return [note.title for note in garden.notes()]


def found(garden: Garden, text: str) -> list[str]:
    return [hit.note.id for hit in garden.search(Query(text=text)).hits]


def touch(path: Path, text: str) -> None:
    """Writes a text and sets its time well back, as if it had been written long ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    age(path)


def age(path: Path) -> None:
    os.utime(path, ns=(1_700_000_000_000_000_000, 1_700_000_000_000_000_000))


def test_added_modified_and_removed_notes_are_told_and_searched(make: Make) -> None:
    garden = make({"notes/a.md": "# Apple\n\nred", "notes/b.md": "# Bread\n\nwarm", "notes/c.md": "# Cup"})
    notes = garden.config.notes_folder
    (notes / "a.md").write_text("# Apple\n\ngreen")
    (notes / "b.md").unlink()
    (notes / "d.md").write_text("# Door")
    stats = garden.reindex()
    assert (stats.added, stats.modified, stats.removed, stats.total) == (1, 1, 1, 3)
    assert titles(garden) == ["Apple", "Cup", "Door"]
    assert found(garden, "green") == ["a"]
    assert found(garden, "red") == []
    assert found(garden, "warm") == []


def test_nothing_changed_publishes_nothing(make: Make) -> None:
    garden = make({"notes/a.md": "# Apple"})
    age(garden.config.notes_folder / "a.md")
    garden.reindex()
    before = garden.generation
    stats = garden.reindex()
    assert (stats.added, stats.modified, stats.removed, stats.total) == (0, 0, 0, 1)
    assert garden.generation == before


def test_unchanged_files_are_not_read_again(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    garden = make({"notes/a.md": "# Apple", "notes/b.md": "# Bread"})
    for name in ("a.md", "b.md"):
        age(garden.config.notes_folder / name)
    monkeypatch.setattr("garden.core.indexing.TIMES", 1)
    garden.reindex()
    read: list[str] = []
    monkeypatch.setattr(garden.store, "read", read.append)
    garden.reindex()
    assert read == []


def test_a_few_files_that_are_as_they_were_but_for_their_times_make_no_generation(make: Make) -> None:
    garden = make({"notes/a.md": "# Apple", "notes/b.md": "# Bread"})
    before = garden.generation
    age(garden.config.notes_folder / "a.md")
    assert garden.reindex().modified == 0
    assert garden.generation == before


def test_only_what_may_have_changed_is_looked_at_where_that_is_known(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    garden = make({"notes/a.md": "# Apple", "notes/b.md": "# Bread", "notes/c.md": "# Cup"})
    notes = garden.config.notes_folder
    age(notes / "b.md")  # for what was just written is looked at in any case
    monkeypatch.setattr("garden.core.indexing.TIMES", 0)
    garden.reindex()
    touch(notes / "a.md", "# Almond")
    touch(notes / "b.md", "# Biscuit, with butter")
    touch(notes / "d.md", "# Door")
    (notes / "c.md").unlink()
    stats = garden.reindex(among=["a.md", "c.md", "d.md"])
    assert (stats.added, stats.modified, stats.removed) == (1, 1, 1)
    assert titles(garden) == ["Almond", "Bread", "Door"]
    assert garden.reindex(among=[]).modified == 0
    assert garden.reindex().modified == 1
    assert titles(garden) == ["Almond", "Biscuit, with butter", "Door"]


PATHS = ("a.md", "A.md", "deep/a.md", "caf\u00e9.md", "cafe\u0301.md", "map.png")
TEXTS = (
    "# Apple",
    "---\ntitle: Pear\naliases: [Quince]\ntags: [fruit]\n---\nSee [[a]], ![[map.png]]",
    "---\ntitle: Foo: bar\n---\nof a [[caf\u00e9]]",
    "---\ntitle: Plum\nvisibility: hidden\n---\nSee [[quince]]",
    "---\nstatus: withdrawn\n---\n# Gone",
    "x" * (3 * 1024 * 1024),
    "\0",
)


def all_of(garden: Garden) -> object:
    """What a garden gives that depends on its files, but for the times of these."""
    snapshot = garden.view.snapshot
    notes = list(snapshot.notes())
    return (
        {path: (*state[:3], frozenset(state.problems)) for path, state in snapshot.files.items()},
        snapshot.attachments,
        notes,
        [snapshot.links_to(note.id) for note in notes],
        [
            (snapshot.find(word), snapshot.resolve(word, "", "wikilink"))
            for word in ("a", "quince", "caf\u00e9")
        ],
        garden.problems(),
        sorted(found(garden, "see OR apple OR plum OR pear OR quince")),
        garden.search(Query(text="a")).facets,
    )


def test_told_changes_give_what_a_full_index_gives(
    make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("garden.search.index.file_records.MOST", 5)
    chance = random.Random(2)
    garden = make({"notes/always.md": "# Always\n\nof an [[apple]]"})
    notes = garden.config.notes_folder
    for step in range(16):
        told = chance.sample(PATHS, chance.choice((1, 2, 3)))
        for path in told:
            if (notes / path).exists() and chance.random() < 0.4:
                (notes / path).unlink()
            else:
                touch(notes / path, chance.choice(TEXTS))
                seconds = 1_700_000_000 + step if chance.random() < 0.7 else time.time()
                os.utime(notes / path, (seconds, seconds))
        garden.reindex(among=told, history=False)
        if step % 6 == 5:
            garden.tidy()
        if step % 4 == 3:
            with Garden(replace(garden.config, cache=tmp_path / f"other{step}"), garden.host) as other:  # type: ignore[call-arg]
                other.reindex(history=False)
                assert all_of(garden) == all_of(other)


def test_all_is_looked_at_where_another_process_has_indexed_since(make: Make) -> None:
    garden = make({"notes/a.md": "# Apple", "notes/b.md": "# Bread"})
    notes = garden.config.notes_folder
    with open_garden(garden.config.root) as other:
        (notes / "b.md").unlink()
        assert other.reindex().removed == 1
        touch(notes / "a.md", "# Almond")
        assert garden.reindex(among=["a.md"]).modified == 1
        assert titles(garden) == ["Almond"]
        assert garden.problems() == ()


def test_a_change_that_keeps_size_and_time_just_after_indexing_is_seen(make: Make) -> None:
    garden = make({"notes/b.md": "# Bread"})
    path = garden.config.notes_folder / "a.md"
    soon = time.time_ns() + 60 * 10**9  # just written, however long indexing takes
    for text, stats in (("first", "added"), ("other", "modified")):
        path.write_text(f"# Apple\n\n{text}")
        os.utime(path, ns=(soon, soon))
        assert getattr(garden.reindex(), stats) == 1
    assert found(garden, "other") == ["a"]


def test_a_touched_file_is_no_change(make: Make) -> None:
    garden = make({"notes/a.md": "# Apple"})
    age(garden.config.notes_folder / "a.md")
    assert garden.reindex().modified == 0


def test_a_renamed_note_keeps_nothing_at_its_old_name(make: Make) -> None:
    garden = make({"notes/old.md": "# Apple", "notes/x.md": "See [[old]]"})
    (garden.config.notes_folder / "old.md").rename(garden.config.notes_folder / "new.md")
    stats = garden.reindex()
    assert (stats.added, stats.removed) == (1, 1)
    assert garden.note("old") is None
    assert [want.target for want in garden.wanted()] == ["old"]


def test_names_that_differ_by_unicode_form_stay_reachable_and_are_told(make: Make) -> None:
    garden = make({"notes/caf\u00e9.md": "# Composed", "notes/cafe\u0301.md": "# Decomposed"})
    assert sorted(titles(garden)) == ["Composed", "Decomposed"]
    ids = {note.title: note.id for note in garden.notes()}
    assert ids["Composed"] == "caf\u00e9"
    assert {garden.note(i).title for i in ids.values()} == {"Composed", "Decomposed"}  # type: ignore[union-attr]
    assert [problem.code for problem in garden.problems()] == ["name-alike"]


def test_an_id_that_changes_with_its_neighbour_is_indexed_anew(make: Make) -> None:
    garden = make({"notes/cafe\u0301.md": "# Decomposed"})
    assert garden.notes()[0].id == "caf\u00e9"
    (garden.config.notes_folder / "caf\u00e9.md").write_text("# Composed")
    garden.reindex()
    assert {note.title: note.id for note in garden.notes()} == {
        "Composed": "caf\u00e9",
        "Decomposed": "cafe\u0301",
    }


def test_a_note_that_cannot_be_read_is_a_problem_and_the_rest_goes_in(make: Make) -> None:
    garden = make(
        {
            "notes/good.md": "# Good",
            "notes/binary.md": b"\x00\x01\x02",
            "notes/large.md": "x" * (3 * 1024 * 1024),
            "notes/latin.md": "# Caf\u00e9 latin".encode("latin-1"),
            "notes/bad.md": "---\ntitle: Foo: bar\n---\nstill searchable",
        }
    )
    problems = {problem.path: problem for problem in garden.problems()}
    assert {path: problem.code for path, problem in problems.items()} == {
        "bad.md": "front-matter-yaml",
        "binary.md": "file-binary",
        "large.md": "file-too-large",
        "latin.md": "not-utf8",
    }
    assert problems["bad.md"].line == 2
    assert all(problem.fix for problem in problems.values())
    assert found(garden, "searchable") == ["bad"]
    assert sorted(note.id for note in garden.notes()) == ["bad", "good", "latin"]


def test_problems_of_unchanged_notes_are_told_again(make: Make) -> None:
    garden = make({"notes/bad.md": "---\ntitle: Foo: bar\n---\n", "notes/a.md": "# A"})
    (garden.config.notes_folder / "a.md").write_text("# B")
    assert [problem.path for problem in garden.reindex().problems] == ["bad.md"]


def test_a_note_that_may_be_read_now_is_read_though_its_file_is_as_it_was(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    garden = make({"garden.toml": ""})
    touch(garden.config.notes_folder / "a.md", "# Apple")

    def refused(store: Store, path: str) -> bytes:
        raise NoteError("The file cannot be read: Permission denied.", code="file-unreadable")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "read", refused)
        assert [problem.code for problem in garden.reindex().problems] == ["file-unreadable"]
        before = garden.generation
        garden.reindex()
        assert garden.generation == before
    assert garden.reindex().problems == ()
    assert titles(garden) == ["Apple"]


def test_a_mended_note_loses_its_problem(make: Make) -> None:
    garden = make({"notes/bad.md": "---\ntitle: Foo: bar\n---\n"})
    (garden.config.notes_folder / "bad.md").write_text("---\ntitle: 'Foo: bar'\n---\n")
    assert garden.reindex().problems == ()
    assert titles(garden) == ["Foo: bar"]


def test_a_new_picture_is_found_without_any_note_changing(make: Make) -> None:
    garden = make({"notes/a.md": "![[map.png]]"})
    assert "map.png" in garden.html(garden.notes()[0])
    (garden.config.notes_folder / "map.png").write_bytes(b"\x89PNG")
    garden.reindex()
    assert 'src="/files/map.png"' in garden.html(garden.notes()[0])


def test_full_indexes_everything_anew_and_says_so(make: Make) -> None:
    garden = make({"notes/a.md": "# A", "notes/b.md": "# B"})
    stats = garden.reindex(full=True)
    assert (stats.added, stats.total, stats.rebuilt, stats.reason) == (2, 2, True, "asked for")


def test_processes_and_one_process_give_the_same(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"notes/n{i}.md": f"# Note {i}\n\nSee [[n{(i + 1) % 60}]] and word{i}." for i in range(60)}
    serial = make(files)
    monkeypatch.setattr(processes, "PAY_FROM", 10)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    parallel = make(files)
    assert titles(parallel) == titles(serial)
    assert found(parallel, "word7") == found(serial, "word7") == ["n7"]
    note = parallel.note("n3")
    assert note is not None
    assert [backlink.source.id for backlink in parallel.links_to(note)] == ["n2"]


def test_what_a_process_that_dies_was_to_read_is_read_here(
    make: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A plugin's syntax that ends its process, as memory running out would."""
    monkeypatch.setattr(processes, "PAY_FROM", 10)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    deadly = """
        import multiprocessing, os
        from garden import hookimpl

        def deadly(state):
            if multiprocessing.parent_process() is not None and "poison" in state.src:
                os._exit(9)

        @hookimpl
        def garden_markdown(md, config):
            md.core.ruler.push("deadly", deadly)
    """
    notes = {f"notes/n{i}.md": f"# Note {i}\n\nword{i}" for i in range(40)}
    garden = make(notes | {"notes/p.md": "poison", "plugins/deadly.py": textwrap.dedent(deadly)})
    assert len(garden.notes()) == 41
    assert found(garden, "poison") == ["p"]
    assert found(garden, "word7") == ["n7"]
    assert "it was to do is done again" in caplog.text


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux, to wait for a stranger")
def test_processes_find_imported_what_they_are_given_to_do() -> None:
    """Whoever forks them says nothing of what it failed to import, and each would import it anew."""
    said = subprocess.run(
        [sys.executable, "-c", "import garden.core.preloaded, sys; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert {WhooshPartMaker.__module__, processes.__name__} <= set(said)


def test_processes_end_when_the_first_one_is_killed(tmp_path: Path) -> None:
    """Syntax that never ends holds two of them; each says its number first."""
    endless = """
        import multiprocessing, os, threading
        from garden import hookimpl

        def endless(state):
            if multiprocessing.parent_process() is not None:
                with open(os.environ["PIDS"], "w") as pipe:
                    pipe.write(f"{os.getpid()}\\n")
                threading.Event().wait()

        @hookimpl
        def garden_markdown(md, config):
            md.core.ruler.push("endless", endless)
    """
    notes = {f"notes/n{i}.md": f"word{i}" for i in range(processes.PAY_FROM)}
    plugin = {"plugins/endless.py": textwrap.dedent(endless), "garden.toml": "[plugins]\nown = true\n"}
    write_files(tmp_path / "garden", notes | plugin)
    os.mkfifo(tmp_path / "pids")
    script = "import os; os.cpu_count = lambda: 2; from garden.cli import main; main()"
    command = [sys.executable, "-c", script, "--root", str(tmp_path / "garden"), "index"]
    environment = {"GARDEN_CACHE": str(tmp_path / "cache"), "PIDS": str(tmp_path / "pids")}
    with (
        os.fdopen(os.open(tmp_path / "pids", os.O_RDWR)) as pipe,  # open for writing too: it never ends
        subprocess.Popen(command, env={**os.environ, **environment}) as process,
    ):
        pids = [int(pipe.readline()) for _ in range(2)]
        ends = [os.pidfd_open(pid) for pid in pids]
        process.kill()
    for end in ends:
        assert wait([end], 60), "still there"
        os.close(end)


def test_processes_stop_when_the_first_one_gives_up(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    garden = make({f"notes/n{i}.md": f"word{i}" for i in range(400)})
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    seen: list[int] = []

    def give_up(done: int, total: int) -> None:
        seen.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        garden.reindex(full=True, progress=give_up)
    assert len(seen) == 1
    assert multiprocessing.active_children() == []
    assert found(garden, "word7") == ["n7"]
    assert garden.reindex(full=True).added == 400


def test_progress_of_processes_is_told_to_the_end(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PAY_FROM", 10)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    garden = make({f"notes/n{i}.md": "x" for i in range(20)})
    told: list[tuple[int, int]] = []
    garden.reindex(full=True, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (20, 20)


def test_progress_is_told_to_the_end(make: Make) -> None:
    garden = make({f"notes/n{i}.md": "x" for i in range(5)})
    told: list[tuple[int, int]] = []
    garden.reindex(full=True, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (5, 5)


def test_deleting_the_cache_loses_nothing(make: Make) -> None:
    garden = make({"notes/a.md": "# Apple\n\ngreen [[b]]", "notes/b.md": "# Bread"})
    root = garden.config.root
    shutil.rmtree(garden.config.cache_folder)
    with open_garden(root) as again:
        stats = again.reindex()
        assert stats.added == 2
        assert found(again, "green") == ["a"]


def test_an_empty_garden_has_nothing_and_fails_at_nothing(make: Make) -> None:
    garden = make({"notes/.keep": ""})
    assert garden.notes() == ()
    assert garden.search(Query(text="anything")).total == 0
    assert garden.random_note() is None
    assert garden.wanted() == ()


def test_who_finds_nothing_changed_imports_no_engine_and_takes_no_lock(make: Make) -> None:
    garden = make({"notes/a.md": "# Apple"})
    age(garden.config.notes_folder / "a.md")
    garden.reindex()
    script = """
        import sys
        from garden import Garden
        with Garden.open(sys.argv[1]) as garden:
            assert not garden.reindex(history=False).modified
        heavy = {"garden.history", "numpy", "whoosh", "pydantic", "filelock", "markdown_it", "rapidfuzz"}
        print(sorted(heavy & sys.modules.keys()))
    """
    said = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(garden.config.root)],
        env={**os.environ, "GARDEN_CACHE": str(garden.config.cache_folder.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "[]"


def test_a_second_who_waited_for_the_first_finds_nothing_to_do(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    garden = make({"notes/a.md": "# Apple"})
    (garden.config.notes_folder / "a.md").write_text("# Other")
    real = garden._engine.writing
    with open_garden(garden.config.root) as first:

        def writing() -> object:
            assert first.reindex().modified == 1
            return real()

        monkeypatch.setattr(garden._engine, "writing", writing)
        assert garden.reindex().modified == 0
        assert garden.generation == first.generation


def test_what_was_read_of_an_older_index_is_let_go_with_its_files(make: Make) -> None:
    garden = make({f"notes/n{n}.md": f"# Note {n}\n\nsoup, slowly" for n in range(4)})

    def changed(number: int) -> int:
        """Files that are open after a change that was searched for."""
        (garden.config.notes_folder / "n0.md").write_text(f"# Note\n\nsoup{number}")
        garden.reindex()
        assert found(garden, f"soup{number}") == ["n0"]
        return len(list(Path("/proc/self/fd").iterdir()))

    gc.collect()
    gc.disable()  # which comes by in its own time: after some hundred changes no file could be opened
    try:
        before = weakref.ref(garden.view.snapshot)
        opened = [changed(number) for number in range(6)]
    finally:
        gc.enable()
    assert before() is None
    assert opened[-1] - opened[2] < 8, "each segment more is one file"
