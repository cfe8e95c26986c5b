"""Indexes that were cut, bent, planted or left behind: each ends in a good generation or a reason."""

from __future__ import annotations

import gc
import hashlib
import json
import logging
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from garden.errors import IndexingError
from garden.model import Field
from garden.search.engine import Batch
from garden.search.index import generations, remembered, segment
from garden.search.whoosh_engine import WhooshEngine
from garden.search.words import analysis

if TYPE_CHECKING:
    from tests.search.conftest import Kit


@pytest.fixture
def two(kit: Kit) -> Path:
    """The folder of an index of two generations: note a, then notes a and b."""
    engine = kit.indexed(kit.document("a", "words"))
    kit.write(engine, kit.document("b", "words"))
    engine.close()
    return Path(kit.folder / "index")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def newest(folder: Path) -> Path:
    return folder / "gen-2"


def added(folder: Path) -> Path:
    """The segment that only the newest generation has."""
    before = {path.name for path in (folder / "gen-1").iterdir()}
    (path,) = [path for path in newest(folder).glob("*.seg") if path.name not in before]
    return path


def test_two_are_kept_and_segments_are_shared(kit: Kit, two: Path) -> None:
    kit.indexed(kit.document("c", "words"))
    assert names(two) == ["CHECKED", "CURRENT", "LOCK", "gen-2", "gen-3"]
    assert (two / "CURRENT").read_text() == "gen-3\n"
    shared = [path for path in (two / "gen-3").glob("*.seg") if path.stat().st_nlink == 2]
    assert len(shared) == 2


def test_what_a_process_has_written_it_reads_once(
    kit: Kit, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    monkeypatch.setattr(generations, "_check", lambda entry, view: checked.append(entry.name))
    engine = kit.indexed(kit.document("c", "words"))
    assert checked == []
    assert kit.ids(engine, "words") == ["a", "b", "c"]
    (two / "CHECKED").unlink()
    assert kit.ids(kit.engine(), "words") == ["a", "b", "c"]
    assert set(checked) == set(names(two / "gen-3")) - {"MANIFEST.json"}


def test_what_changed_since_it_was_written_is_checked(
    kit: Kit, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def bent(self: Path, target: Path) -> Path:
        path = rename(self, target)
        (new,) = [segment for segment in path.glob("*.seg") if segment.stat().st_nlink == 1]
        new.write_bytes(bytes(new.stat().st_size))
        return path

    engine = kit.engine()
    monkeypatch.setattr(Path, "rename", bent)
    kit.write(engine, kit.document("c", "words"))
    assert engine.snapshot().generation == 2


def test_nobody_else_may_look(two: Path) -> None:
    for folder in (two, two / "gen-1", two / "gen-2"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_manifest_says_what_there_is(two: Path) -> None:
    body = json.loads((newest(two) / "MANIFEST.json").read_text())["body"]
    assert {entry["name"] for entry in body["files"]} == set(names(newest(two))) - {"MANIFEST.json"}
    assert body["generation"] == 2
    assert body["stamp"]["whoosh"] == "2.7.4"
    assert body["counts"] == {"files": 2, "notes": 2, "documents": 2, "largest": 1}


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 0x10
    rewrite(path, bytes(data))


def rewrite(path: Path, data: bytes) -> None:
    """Puts other bytes in a new file of the same name, so that the generation before keeps its own."""
    path.unlink()
    path.write_bytes(data)


def to_link(folder: Path, path: Path) -> None:
    """Moves a file or folder away and leaves a link to it."""
    path.rename(folder / "elsewhere")
    path.symlink_to(folder / "elsewhere")


def to_file(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.write_text("")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "segment flipped": lambda folder: flip(added(folder), 100),
    "segment flipped at its end": lambda folder: flip(added(folder), -1),
    "segment cut": lambda folder: rewrite(added(folder), added(folder).read_bytes()[:-7]),
    "segment emptied": lambda folder: rewrite(added(folder), b""),
    "segment gone": lambda folder: added(folder).unlink(),
    "segment a link": lambda folder: to_link(folder, added(folder)),
    "toc flipped": lambda folder: flip(next(newest(folder).glob("*.toc")), 40),
    "toc planted": lambda folder: (newest(folder) / "_MAIN_99.toc").write_bytes(b"\x80\x04."),
    "later files flipped": lambda folder: flip(newest(folder) / "later.json", 5),
    "manifest flipped": lambda folder: flip(newest(folder) / "MANIFEST.json", 60),
    "manifest cut": lambda folder: rewrite(newest(folder) / "MANIFEST.json", b'{"body": {'),
    "manifest of lists": lambda folder: rewrite(newest(folder) / "MANIFEST.json", b"[" * 100_000),
    "manifest of nothing": lambda folder: rewrite(newest(folder) / "MANIFEST.json", b"null"),
    "manifest of another": lambda folder: rewrite(
        newest(folder) / "MANIFEST.json", (folder / "gen-1" / "MANIFEST.json").read_bytes()
    ),
    "manifest gone": lambda folder: (newest(folder) / "MANIFEST.json").unlink(),
    "folder open to others": lambda folder: newest(folder).chmod(0o777),
    "folder a link": lambda folder: to_link(folder, newest(folder)),
    "folder a file": lambda folder: to_file(newest(folder)),
    "folder gone": lambda folder: newest(folder).rename(folder / "elsewhere"),
    "current says another": lambda folder: (folder / "CURRENT").write_text("gen-1"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_bad_generation_is_left_for_the_good_one_before(
    kit: Kit, two: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    DAMAGES[damage](two)
    with caplog.at_level(logging.WARNING):
        engine = kit.engine()
        assert kit.ids(engine, "words") == ["a"]
    assert engine.snapshot().generation == 1
    assert engine.rebuild_reason == ""
    said = [record.getMessage() for record in caplog.records]
    quiet = damage in {"folder gone", "current says another"}
    assert said == [] if quiet else said[0].startswith("Generation 2 of the index is damaged: ")
    assert len(said) <= 1  # not again with every question
    assert kit.write(engine, kit.document("c", "words")) == (2 if quiet else 3)
    assert kit.ids(kit.engine(), "words") == ["a", "c"]


def test_what_whoosh_cannot_read_is_left_as_well(
    kit: Kit, two: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = segment.segments_of

    def read(sealed: generations.Sealed, *others: Any) -> Any:
        if sealed.number == 2:
            raise EOFError("Ran out of input")
        return real(sealed, *others)

    monkeypatch.setattr(segment, "segments_of", read)
    assert kit.ids(kit.engine(), "words") == ["a"]
    assert "Whoosh cannot read it (EOFError: Ran out of input)" in caplog.text


@pytest.mark.parametrize("current", ["", "gen-", "gen-0", "gen-99", "../gen-1", "gen-2\ngen-1", "\xff" * 99])
def test_without_a_current_one_the_newest_is_used(kit: Kit, two: Path, current: str) -> None:
    (two / "CURRENT").write_text(current, encoding="latin-1")
    assert kit.ids(kit.engine(), "words") == ["a", "b"]
    (two / "CURRENT").unlink()
    assert kit.ids(kit.engine(), "words") == ["a", "b"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_and_links_are_not_read(kit: Kit, two: Path) -> None:
    for name in ("CURRENT", "gen-2/MANIFEST.json", "gen-2/later.json"):
        path = two / name
        path.unlink()
        os.mkfifo(path)
    assert kit.engine().snapshot().generation == 1
    (two / "gen-1" / "MANIFEST.json").rename(two / "elsewhere")
    (two / "gen-1" / "MANIFEST.json").symlink_to(two / "elsewhere")
    assert kit.engine().rebuild_reason == "the index was damaged"


def test_when_all_are_damaged_everything_is_built_anew(kit: Kit, two: Path) -> None:
    for folder in ("gen-1", "gen-2"):
        flip(next((two / folder).glob("*.toc")), 30)
    engine = kit.engine()
    assert (engine.snapshot().generation, engine.rebuild_reason) == (0, "the index was damaged")
    with pytest.raises(IndexingError, match="must be built anew"):
        kit.write(engine, kit.document("c", "words"))
    assert kit.write(engine, kit.document("c", "words"), fresh=True) == 3
    assert engine.rebuild_reason == ""
    assert kit.ids(engine, "words") == ["c"]
    assert names(two) == ["CHECKED", "CURRENT", "LOCK", "gen-2", "gen-3"]


def test_an_open_generation_that_is_damaged_is_told_of_by_the_next_one(kit: Kit, two: Path) -> None:
    engine = kit.engine()
    assert kit.ids(engine, "words") == ["a", "b"]
    segment = max((two / "gen-2").glob("*.seg"), key=lambda path: path.stat().st_size)
    flip(segment, segment.stat().st_size // 2)
    kit.write(engine, kit.document("c", "words"))  # which takes over what is damaged, unseen
    assert engine.known().rebuild_reason == "the index was damaged"
    kit.write(engine, kit.document("c", "words"), fresh=True)
    assert (engine.rebuild_reason, kit.ids(engine, "words")) == ("", ["c"])


def test_an_open_generation_is_kept_when_the_files_go(kit: Kit, two: Path) -> None:
    engine = kit.engine()
    assert kit.ids(engine, "words") == ["a", "b"]
    for path in sorted(two.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert kit.ids(engine, "words") == ["a", "b"]
    assert engine.rebuild_reason == "the index was removed"
    assert kit.write(engine, kit.document("c", "words"), fresh=True) == 1
    assert (engine.rebuild_reason, kit.ids(engine, "words")) == ("", ["c"])


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux lists what is open")
def test_of_an_older_generation_what_is_read_is_kept_open_alone(kit: Kit) -> None:
    engine = kit.engine()
    for number in range(1, 7):
        kit.write(engine, kit.document(f"n{number}", "words"))
        assert len(kit.ids(engine, "words")) == number
    gc.collect()
    opened = [str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]
    older = [path for path in opened if str(kit.folder) in path and "/gen-6/" not in path]
    assert len(older) == 5
    assert all(path.removesuffix(" (deleted)").endswith(".seg") for path in older)


def test_a_base_that_fell_apart_is_noticed_by_the_write_it_fails(kit: Kit, two: Path) -> None:
    """No generation is looked at twice, until something says that it should be."""
    engine = kit.engine()
    assert kit.ids(engine, "words") == ["a", "b"]
    for path in two.glob("gen-*/*.seg"):
        path.unlink()
    with pytest.raises(IndexingError, match="could not be written"):
        kit.write(engine, kit.document("c", "words"))
    assert kit.ids(engine, "words") == ["a", "b"]
    assert engine.rebuild_reason == "the index was damaged"
    kit.write(engine, kit.document("c", "words"), fresh=True)
    assert (engine.rebuild_reason, kit.ids(engine, "words")) == ("", ["c"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"fields": {"other": Field(name="other")}}, "the fields changed"),
        ({"stamp": "other"}, "plugins or settings changed"),
        ({"language": "de"}, "plugins or settings changed"),
    ],
)
def test_another_stamp_is_a_reason_and_not_opened(
    kit: Kit, two: Path, change: dict[str, Any], reason: str
) -> None:
    engine = kit.engine(**change)
    assert (engine.snapshot().generation, engine.rebuild_reason) == (0, reason)
    kit.write(engine, kit.document("c", "words"), fresh=True)
    assert (engine.rebuild_reason, kit.ids(engine, "words")) == ("", ["c"])
    assert kit.engine().rebuild_reason == reason


@pytest.mark.parametrize(
    ("module", "name", "value", "reason"),
    [
        (analysis, "VERSION", 99, "words are analysed in another way now"),
        (sys.implementation, "cache_tag", "cpython-299", "another Python wrote it"),
    ],
)
def test_another_program_is_a_reason(
    kit: Kit, two: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, value: Any, reason: str
) -> None:
    monkeypatch.setattr(module, name, value)
    assert kit.engine().rebuild_reason == reason


def test_the_order_of_fields_is_no_reason(kit: Kit) -> None:
    fields = [Field(name="b"), Field(name="a", type="text"), Field(name="c", type="text")]
    kit.write(kit.engine(fields={f.name: f for f in fields}), kit.document("a"))
    assert kit.engine(fields={f.name: f for f in reversed(fields)}).rebuild_reason == ""


def test_what_killed_writers_left_is_cleared(kit: Kit, two: Path) -> None:
    (two / "new-0123").mkdir()
    (two / "new-0123" / "x").write_text("x")
    (two / "new-4567").write_text("gen-9\n")
    (two / "gen-9").mkdir()
    (two / "gen-8").symlink_to(two / "gen-1")
    (two / "parsed.sqlite3").write_text("not ours")
    engine = kit.engine()
    assert kit.ids(engine, "words") == ["a", "b"]
    with engine.writing():
        pass
    assert names(two) == ["CHECKED", "CURRENT", "LOCK", "gen-1", "gen-2", "parsed.sqlite3"]


def test_a_finished_generation_that_nobody_switched_to_is_not_used(kit: Kit, two: Path) -> None:
    engine = kit.indexed(kit.document("c", "words"))
    (two / "CURRENT").write_text("gen-2\n")
    late = kit.engine()
    assert kit.ids(late, "words") == ["a", "b"]
    assert kit.write(late, kit.document("d", "words")) == 3
    assert kit.ids(engine, "words") == ["a", "b", "d"]


def test_writing_needs_the_lock(kit: Kit) -> None:
    engine = kit.engine()
    with engine.writing():
        pass
    with pytest.raises(IndexingError, match="while its lock is held"):
        engine.write(Batch(files={}, attachments=()))


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(kit: Kit, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    engine = kit.engine("file/index")
    assert engine.snapshot().generation == 0
    with (
        pytest.raises(IndexingError, match=r"could not be (made|locked) in .*file/index: "),
        engine.writing(),
    ):
        pytest.fail("no folder, no lock")


def test_a_planted_lock_is_not_followed(kit: Kit, two: Path, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("precious")
    (two / "LOCK").unlink()
    (two / "LOCK").symlink_to(target)
    with pytest.raises(IndexingError), kit.engine(lock_seconds=0.1).writing():
        pytest.fail("locked a link")
    assert target.read_text() == "precious"


def test_a_file_system_without_hard_links_gets_copies(
    kit: Kit, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    kit.indexed(kit.document("c", "words"))
    assert kit.ids(kit.engine(), "words") == ["a", "b", "c"]
    assert {path.stat().st_nlink for path in (two / "gen-3").iterdir()} == {1}


def test_a_file_system_without_owners_is_refused(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.mkdir

    def mkdir(self: Path, mode: int = 0o777, *arguments: Any, **options: Any) -> None:
        real(self, mode, *arguments, **options)
        self.chmod(0o777)

    monkeypatch.setattr(Path, "mkdir", mkdir)
    with pytest.raises(IndexingError, match="Set GARDEN_CACHE to a folder"):
        kit.write(kit.engine(), kit.document("a", "words"))


def test_everything_is_on_the_disk_before_it_is_current(
    kit: Kit, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each new file, then its folder, then the folder of generations, are synced before the switch."""
    events: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(descriptor: int) -> None:
        events.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        real_sync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        events.append(f"switch {target.name}")
        return real_replace(self, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    kit.write(kit.engine(), kit.document("c", "words"))
    switch = events.index("switch CURRENT")
    kinds = [Path(event).suffix or event.split("-")[0] for event in events[:switch]]
    assert kinds == [".seg", ".toc", ".json", ".json", "new", "index", "new"]
    assert events[switch + 1 :] == ["index", "switch CHECKED"]


def test_another_whoosh_is_refused_with_what_to_do(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    kit.write(kit.engine(), kit.document("a", "words"))
    monkeypatch.setattr("garden.search.stock.version", (2, 7, 5))
    for use in (WhooshEngine.snapshot, lambda engine: kit.write(engine, kit.document("b"), fresh=True)):
        with pytest.raises(IndexingError, match=r"needs Whoosh 2\.7\.4 and found 2\.7\.5.*pip install"):
            use(kit.engine())


def test_manifests_that_name_files_elsewhere_are_refused(two: Path) -> None:
    path = two / "gen-2" / "MANIFEST.json"
    body = json.loads(path.read_bytes())["body"]
    body["files"].append({"name": "../CURRENT", "size": 6, "sha256": hashlib.sha256(b"gen-2\n").hexdigest()})
    path.write_text(json.dumps({"body": body, "sha256": remembered.digest_of(body)}))
    with pytest.raises(generations.DamagedError, match="other files"):
        generations.Generations(two, lock_seconds=1).open(2)
