"""Writers that die, or meet a full disk, at every point: what was published before stays whole."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from garden.errors import IndexingError
from garden.search.index import merging

if TYPE_CHECKING:
    from tests.search.conftest import Kit

WRITER = """
import builtins, io, os, pathlib, sys
sys.path[:0] = sys.argv[3].split(os.pathsep)
from tests_search_kit import Kit
left = int(sys.argv[2])

def dying(real):
    def call(*arguments, **options):
        global left
        left -= 1
        if left == 0:
            os._exit(9)  # as kill -9: nothing is flushed, closed or released
        return real(*arguments, **options)
    return call

kit = Kit(pathlib.Path(sys.argv[1]))
engine = kit.engine()
engine.snapshot()
for name in ("fsync", "replace", "rename", "link", "mkdir", "unlink", "remove", "rmdir"):
    setattr(os, name, dying(getattr(os, name)))
if "tidy" in sys.argv:
    assert engine.tidy()
else:
    kit.write(engine, kit.document("b", "words"), kit.document("a", "changed words"))
print(int(sys.argv[2]) - left)
"""


@pytest.fixture
def base(kit: Kit) -> Path:
    """The folder of a kit with a published index of note a."""
    engine = kit.indexed(kit.document("a", "words"))
    engine.close()
    return Path(kit.folder)


def with_kit(folder: Path) -> str:
    """The paths of modules for another process; among them is the kit, copied into a folder."""
    shutil.copyfile(Path(__file__).with_name("conftest.py"), folder / "tests_search_kit.py")
    return os.pathsep.join([str(folder), *filter(None, sys.path)])


def run(folder: Path, dies_at: int, tmp_path: Path, *what: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WRITER, str(folder), str(dies_at), with_kit(tmp_path), *what],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


POINTS = [1, 12, 24, 36, 39, 41, 42, 43, 44, 45, 46]
"""Which call to the file system is the last: all around the switch, some before."""


@pytest.mark.parametrize("dies_at", POINTS)
def test_a_killed_writer_leaves_the_old_or_the_new(
    kit: Kit, base: Path, dies_at: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    done = run(base, dies_at, tmp_path_factory.mktemp("child"))
    assert done.returncode in (0, 9), done.stderr
    engine = kit.engine()
    found = kit.ids(engine, "words")
    assert found == ["a"] or sorted(found) == ["a", "b"]
    assert kit.ids(engine, "changed") == (["a"] if len(found) == 2 else [])
    assert engine.rebuild_reason == ""
    kit.write(engine, kit.document("c", "words"))  # the lock went with its holder
    assert sorted(kit.ids(engine, "words")) == sorted([*found, "c"])
    left = sorted(path.name for path in (base / "index").iterdir())
    assert left[:3] == ["CHECKED", "CURRENT", "LOCK"]
    assert all(name.startswith("gen-") for name in left[3:])
    assert len(left) == 5


def test_the_points_of_death_reach_the_end(kit: Kit, base: Path, tmp_path: Path) -> None:
    """If this fails, the writer does more, or less, than it did: choose `POINTS` anew."""
    assert POINTS[-4] < int(run(base, 999, tmp_path).stdout) <= POINTS[-1]


class FullDisk:
    """Lets a number of writes through and refuses all others, as a full disk does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, writes: int) -> None:
        self.left = writes
        real = io.open

        def opened(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
            made = real(file, mode, *arguments, **options)
            if "x" in mode and str(file).startswith(str(folder)):
                return self.limited(made)
            return made

        monkeypatch.setattr(io, "open", opened)

    def limited(self, file: Any) -> Any:
        disk = self

        class Limited(io.BufferedRandom if file.readable() else io.BufferedWriter):  # type: ignore[misc]
            def write(self, data: Any) -> int:
                disk.left -= 1
                if disk.left < 0:
                    raise OSError(28, "No space left on device")
                return int(super().write(data))

        return Limited(file.detach())


@pytest.mark.parametrize("writes", [0, 1, 3, 30, 100, 300, 500])
def test_a_full_disk_is_one_sentence_and_loses_nothing(
    kit: Kit, base: Path, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    engine = kit.engine()
    engine.snapshot()
    with monkeypatch.context() as patched:
        disk = FullDisk(patched, base / "index", writes)
        with pytest.raises(IndexingError) as caught:
            kit.write(engine, *(kit.document(f"n{n}", f"words w{n}") for n in range(60)))
        assert disk.left < 0
    assert str(caught.value).startswith(f"The index could not be written in {base / 'index'}: No space left")
    assert "Free some space" in str(caught.value)
    assert kit.ids(engine, "words") == ["a"]
    assert sorted(path.name for path in (base / "index").iterdir()) == ["CHECKED", "CURRENT", "LOCK", "gen-1"]
    kit.write(engine, kit.document("b", "words"))
    assert sorted(kit.ids(engine, "words")) == ["a", "b"]


@pytest.fixture
def untidy(kit: Kit) -> Path:
    """The folder of a kit with an index in so many segments that they are worth merging."""
    engine = kit.engine()
    for number in range(merging.SEGMENTS + 1):
        kit.write(engine, kit.document(f"n{number}", "words"))
    engine.close()
    return Path(kit.folder)


TIDY_POINTS = [1, 16, 40, 65, 69, 71, 72, 73, 74]
"""The same while segments are merged."""


@pytest.mark.parametrize("dies_at", TIDY_POINTS)
def test_a_killed_merge_loses_nothing(
    kit: Kit, untidy: Path, dies_at: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    done = run(untidy, dies_at, tmp_path_factory.mktemp("child"), "tidy")
    assert done.returncode in (0, 9), done.stderr
    engine = kit.engine()
    expected = [f"n{number}" for number in range(merging.SEGMENTS + 1)]
    assert sorted(kit.ids(engine, "words")) == expected
    assert engine.rebuild_reason == ""
    engine.tidy()
    assert sorted(kit.ids(engine, "words")) == expected
    assert len(engine.snapshot().corpus.parts) == 1
    kit.write(engine, kit.document("x", "words"))
    assert sorted(kit.ids(engine, "words")) == [*expected, "x"]


def test_the_points_of_death_of_a_merge_reach_the_end(untidy: Path, tmp_path: Path) -> None:
    assert TIDY_POINTS[-4] < int(run(untidy, 999, tmp_path, "tidy").stdout) <= TIDY_POINTS[-1]


def test_a_disk_that_fills_while_merging_loses_nothing(
    kit: Kit, untidy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = kit.engine()
    engine.snapshot()
    with monkeypatch.context() as patched:
        FullDisk(patched, untidy / "index", 20)
        with pytest.raises(IndexingError, match="No space left"):
            engine.tidy()
    assert len(kit.ids(engine, "words")) == merging.SEGMENTS + 1
    assert not list((untidy / "index").glob("new-*"))
    assert engine.tidy()
    assert len(kit.ids(kit.engine(), "words")) == merging.SEGMENTS + 1


def test_a_disk_that_fills_while_syncing_loses_nothing(
    kit: Kit, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = kit.engine()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(IndexingError, match="No space left"):
            kit.write(engine, kit.document("b", "words"))
    assert kit.ids(kit.engine(), "words") == ["a"]


def test_what_whoosh_refuses_ends_the_batch_and_names_the_note(
    kit: Kit, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from garden.search.index import writing

    engine = kit.engine()
    real = writing.Writer.add

    def add(self: Any, row: Any) -> None:
        if row.columns["id"] == b"c":
            raise ValueError("no")
        real(self, row)

    with monkeypatch.context() as patched:
        patched.setattr(writing.Writer, "add", add)
        with pytest.raises(IndexingError, match=r"Whoosh refused the note 'c\.md' \(ValueError: no\)"):
            kit.write(engine, kit.document("b", "words"), kit.document("c", "words"))
    assert kit.ids(engine, "words") == ["a"]
    assert kit.write(engine, kit.document("b", "words")) == 2


def test_no_descriptor_is_left_open_by_failures(
    kit: Kit, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = kit.indexed(kit.document("b", "words"))
    before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0
    for _ in range(5):
        with monkeypatch.context() as patched:
            FullDisk(patched, base / "index", 30)
            with pytest.raises(IndexingError):
                kit.write(engine, kit.document("c", "words"))
    after = len(list(Path("/proc/self/fd").iterdir())) if before else 0
    assert after <= before


# --- two at once --------------------------------------------------------------------

TWO = """
import os, pathlib, sys
sys.path[:0] = sys.argv[3].split(os.pathsep)
from tests_search_kit import Kit
kit = Kit(pathlib.Path(sys.argv[1]))
engine = kit.engine()
print("ready", flush=True)
sys.stdin.readline()
for number in range(6):
    kit.write(engine, kit.document(f"{sys.argv[2]}{number}", "words"))
"""


def test_two_writers_at_once_lose_nothing(kit: Kit, base: Path, tmp_path: Path) -> None:
    paths = with_kit(tmp_path)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", TWO, str(base), name, paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("x", "y")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    reader = kit.engine()
    seen = 0
    deadline = time.monotonic() + 100
    while any(writer.poll() is None for writer in writers) and time.monotonic() < deadline:
        page = kit.search(reader, "words")
        assert page.total >= seen
        seen = page.total
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    expected = {"a", *(f"{name}{number}" for name in "xy" for number in range(6))}
    assert set(kit.ids(reader, "words")) == expected
    assert {path for path in reader.snapshot().files if path != "a.md"} == {
        f"{i}.md" for i in expected - {"a"}
    }
    assert reader.snapshot().generation == 13
