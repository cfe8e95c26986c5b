"""The cache of parsed notes: what it keeps, and that nothing wrong with it is ever felt."""

from __future__ import annotations

import json
import logging
import os
import pickle
import sqlite3
import stat
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garden import cache as module
from garden.cache import ParseCache, decode, encode
from garden.model import Content, Heading, Link, Problem, Section

CONTENT = Content(
    html="<p>\x00L0\x00a</a> \x00E1\x00</p>",
    links=(
        Link(target="slow", kind="wikilink", line=3, heading="h", text="a", before="See", after="and"),
        Link(target="map.png", kind="embed", line=4, size="200"),
    ),
    headings=(Heading(level=1, text="Été ❤️", anchor="ete", line=1),),
    sections=(Section(heading="Été ❤️", anchor="ete", text="one\ntwo"),),
    tags=("a/b",),
    words=2,
    problems=(Problem(path="", code="html-escaped", message="m.", fix="f.", line=None),),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "garden"


@pytest.fixture
def file(folder: Path) -> Path:
    return folder / "parsed.sqlite3"


@pytest.fixture
def cache(folder: Path) -> Iterator[ParseCache]:
    with closing(ParseCache(folder, "stamp")) as opened:
        yield opened


def keep(cache: ParseCache, *fingerprints: str) -> None:
    cache.put((fingerprint, encode(CONTENT)) for fingerprint in fingerprints)


def works(cache: ParseCache) -> bool:
    """Whether it keeps and gives again."""
    keep(cache, "new")
    return cache.get("new") == CONTENT


# --- what it keeps -----------------------------------------------------------------


def test_what_was_kept_is_found(cache: ParseCache, folder: Path) -> None:
    assert cache.get("a") is None
    keep(cache, "a", "b")
    assert cache.get("a") == CONTENT
    assert cache.get_encoded("b") == encode(CONTENT)
    with closing(ParseCache(folder, "stamp")) as another:
        assert another.get("a") == CONTENT


def test_the_last_one_counts(cache: ParseCache) -> None:
    keep(cache, "a")
    cache.put([("a", encode(Content(html="new")))])
    assert cache.get("a") == Content(html="new")


def test_nothing_is_made_until_it_is_needed(folder: Path) -> None:
    ParseCache(folder, "stamp").close()
    assert not folder.exists()


def test_the_folder_is_its_owners_alone(cache: ParseCache, folder: Path) -> None:
    keep(cache, "a")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_was_parsed_another_way_is_not_found(cache: ParseCache, folder: Path) -> None:
    keep(cache, "a")
    with closing(ParseCache(folder, "another stamp")) as another:
        assert another.get("a") is None
        another.keep_only(["a"])
    assert cache.get("a") is None


def test_keep_only(cache: ParseCache) -> None:
    keep(cache, "a", "b", "c")
    cache.keep_only(["b", "never seen"])
    assert [cache.get(name) is not None for name in "abc"] == [False, True, False]
    cache.keep_only([])
    assert cache.get("b") is None


def test_it_opens_again_after_closing(cache: ParseCache) -> None:
    keep(cache, "a")
    cache.close()
    cache.close()
    assert cache.get("a") == CONTENT


TEXT = st.text(max_size=20)
CONTENTS = st.builds(
    Content,
    html=TEXT,
    links=st.lists(
        st.builds(Link, target=TEXT, kind=st.just("image"), line=st.integers(), text=TEXT), max_size=2
    ).map(tuple),
    sections=st.lists(st.builds(Section, heading=TEXT, anchor=TEXT, text=TEXT), max_size=2).map(tuple),
    tags=st.lists(TEXT, max_size=2).map(tuple),
    words=st.integers(min_value=0),
)


@settings(max_examples=50, deadline=None)
@given(CONTENTS)
def test_decoding_undoes_encoding(content: Content) -> None:
    assert decode(encode(content)) == content


# --- what is damaged or planted ---------------------------------------------------------


class Bomb:
    """Would leave a file behind, were it ever unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.trace),)


def planted(trace: Path) -> list[Any]:
    return [
        pickle.dumps(Bomb(trace)),
        zlib.compress(pickle.dumps(Bomb(trace))),
        zlib.compress(b"[" * 100_000),
        zlib.compress(b"null"),
        zlib.compress(b'{"html": 3}'),
        zlib.compress(
            json.dumps({"html": "x", "links": [{"target": "a", "kind": "shell", "line": 1}]}).encode()
        ),
        zlib.compress(b"\xff\xfe"),
        encode(CONTENT)[:-4],
        b"",
        "text",
        3,
        2.5,
    ]


@pytest.mark.parametrize("which", range(12))
def test_a_planted_value_is_wrong_and_nothing_more(
    cache: ParseCache, file: Path, tmp_path: Path, which: int
) -> None:
    keep(cache, "a")
    cache.close()
    value = planted(tmp_path / "trace")[which]
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE parsed SET content = ?", (value,))
    assert cache.get("a") is None
    assert not (tmp_path / "trace").exists()
    assert works(cache)


def test_what_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 1_000)
    assert decode(encode(Content(html="x" * 500))).html == "x" * 500
    with pytest.raises(ValueError, match="too large"):
        decode(encode(Content(html="x" * 1_000_000)))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60))
def test_decoding_anything_else_is_a_value_error(data: bytes) -> None:
    for junk in (data, zlib.compress(data), encode(CONTENT)[: len(data)]):
        with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
            decode(junk)


@pytest.mark.parametrize(
    "content",
    [b"", b"not a database at all", pickle.dumps(["planted"]), b"SQLite format 3\0" + b"\xff" * 4_000],
    ids=["empty", "text", "pickle", "header alone"],
)
def test_a_file_that_is_no_database(cache: ParseCache, folder: Path, file: Path, content: bytes) -> None:
    folder.mkdir(parents=True)
    file.write_bytes(content)
    assert cache.get("a") is None
    assert works(cache)


def test_a_database_of_another_shape(cache: ParseCache, folder: Path, file: Path) -> None:
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE parsed (something, other)")
    assert cache.get("a") is None
    assert works(cache)


def test_a_database_with_keys_that_are_no_text(cache: ParseCache, file: Path) -> None:
    keep(cache, "a")
    cache.close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE parsed SET key = CAST(x'ff' AS TEXT)")
    cache.keep_only(["a"])
    assert works(cache)


def test_a_truncated_file(cache: ParseCache, file: Path) -> None:
    keep(cache, *map(str, range(200)))
    cache.close()
    os.truncate(file, file.stat().st_size // 2)
    for name in range(200):
        assert cache.get(str(name)) in (None, CONTENT)
    assert works(cache)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flips=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 7)), min_size=1, max_size=20))
def test_flipped_bits(cache: ParseCache, file: Path, flips: list[tuple[int, int]]) -> None:
    cache.close()
    file.unlink(missing_ok=True)
    keep(cache, *map(str, range(20)))
    cache.close()
    data = bytearray(file.read_bytes())
    for place, bit in flips:
        data[place % len(data)] ^= 1 << bit
    file.write_bytes(data)
    for name in range(20):
        found = cache.get(str(name))
        # A checksum guards each content; a flipped key finds nothing.
        assert found in (None, CONTENT)
    cache.keep_only(["3"])
    keep(cache, "new")
    cache.get("new")


# --- when the file is not at fault --------------------------------------------------------


@pytest.mark.parametrize("failing", ["full", "busy"])
def test_a_full_disk_or_a_busy_file_costs_parsing_again(
    cache: ParseCache,
    file: Path,
    failing: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    keep(cache, "a")
    cache.close()
    really = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **options: really(path, **options | {"timeout": 0}))
    now = [1_000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    if failing == "full":
        # As a full disk does, sqlite3 refuses to make the file larger.
        monkeypatch.setattr(module, "_SCHEMA", "PRAGMA max_page_count = 1")
        holder = None
    else:
        holder = really(file, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
    cache.put([("big", b"x" * 1_000_000)])
    assert file.exists()
    assert len(caplog.records) == 1
    # Not asked again for a while, so that ten thousand notes do not wait for it each.
    keep(cache, "b")
    assert cache.get("a") is None
    assert len(caplog.records) == 1
    monkeypatch.undo()
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    if holder is not None:
        holder.close()
    now[0] += module.REST_SECONDS
    assert cache.get("a") == CONTENT
    assert works(cache)


def test_a_folder_that_cannot_be_made(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    with closing(ParseCache(tmp_path / "file" / "cache", "stamp")) as cache:
        keep(cache, "a")
        assert cache.get("a") is None
        cache.keep_only([])
    assert len(caplog.records) == 1
    assert caplog.records[0].levelno == logging.WARNING


def test_a_folder_in_place_of_the_file(cache: ParseCache, file: Path) -> None:
    file.mkdir(parents=True)
    keep(cache, "a")
    assert cache.get("a") is None
    assert file.is_dir()


def test_a_damaged_file_that_cannot_be_deleted(
    cache: ParseCache, folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir(parents=True)
    file.write_bytes(b"not a database at all" * 100)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    assert cache.get("a") is None
    keep(cache, "a")


# --- threads ---------------------------------------------------------------------------------


def test_threads_share_one(cache: ParseCache) -> None:
    mistakes: list[BaseException] = []
    start = threading.Barrier(4)

    def work(number: int) -> None:
        try:
            start.wait()
            for i in range(25):
                keep(cache, f"{number}-{i}")
                assert cache.get(f"{number}-{i}") == CONTENT
                if i % 10 == 9:
                    cache.close()
        except BaseException as mistake:  # noqa: BLE001 - told by the thread that waits
            mistakes.append(mistake)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert mistakes == []
    assert all(cache.get(f"{number}-{i}") for number in range(4) for i in range(25))


def test_two_caches_on_one_file(cache: ParseCache, folder: Path) -> None:
    with closing(ParseCache(folder, "stamp")) as another:
        keep(cache, "a")
        keep(another, "b")
        assert cache.get("b") == another.get("a") == CONTENT
        another.keep_only(["b"])
        assert cache.get("a") is None
