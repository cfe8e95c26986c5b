"""Parsed notes by the digest of their text, so that a text is parsed once.

A small SQLite file beside the index. It holds JSON, so a planted or damaged
file can be wrong and never run anything, and what comes from it is sanitised
like what was just parsed. Whatever is wrong with it, it is deleted and made
again: it is a cache.
"""

from __future__ import annotations

import functools
import logging
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from garden.model import Content

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

MAX_BYTES = 64 * 2**20
"""Size of a content as JSON; a larger one is parsed each time."""
REST_SECONDS = 60.0
"""For how long a cache that could not be used is not asked again."""

_log = logging.getLogger(__name__)
_SCHEMA = "CREATE TABLE IF NOT EXISTS parsed (key TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID"
_NOT_THE_FILES_FAULT = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM,
})  # fmt: skip


@functools.cache
def _content() -> TypeAdapter[Content]:
    from pydantic import TypeAdapter  # who only searches needs none

    return TypeAdapter(Content)


def encode(content: Content) -> bytes:
    """A content as compressed JSON; what the parsing processes send back."""
    return zlib.compress(_content().dump_json(content), 1)


def decode(data: bytes) -> Content:
    """The inverse of `encode`; ValueError for anything else."""
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(data, MAX_BYTES)
        if not unpacker.eof:
            raise ValueError("cut short, or too large")
        return _content().validate_json(text)
    except (zlib.error, ValueError) as error:
        raise ValueError(str(error)) from None


class ParseCache:
    """Contents by fingerprint, for one way of parsing.

    ``stamp`` names the way (parser and plugins' syntax): what was parsed another
    way is not found. Threads may share one; each call stands for itself. No call
    raises: what cannot be had is not there, what cannot be kept is not kept.
    """

    def __init__(self, folder: Path, stamp: str) -> None:
        self._path = folder / "parsed.sqlite3"
        self._stamp = stamp
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._rests_until = 0.0

    def get(self, fingerprint: str) -> Content | None:
        """The content of the text with this fingerprint, if it was parsed before."""
        data = self.get_encoded(fingerprint)
        try:
            return decode(data) if data is not None else None
        except ValueError:
            _log.warning("A cached note was damaged and will be parsed again.")
            return None

    def get_encoded(self, fingerprint: str) -> bytes | None:
        """As `get`, without the work of decoding."""
        rows = self._read("SELECT content FROM parsed WHERE key = ?", self._key(fingerprint))
        return rows[0][0] if rows and isinstance(rows[0][0], bytes) else None

    def put(self, items: Iterable[tuple[str, bytes]]) -> None:
        """Keeps (fingerprint, encoded content) pairs, all in one transaction."""
        self._write(
            "INSERT OR REPLACE INTO parsed VALUES (?, ?)",
            [(self._key(fingerprint), data) for fingerprint, data in items],
        )

    def forget(self, fingerprints: Iterable[str]) -> None:
        """Takes contents out, so that the file does not grow for ever."""
        self._delete(map(self._key, fingerprints))

    def keep_only(self, fingerprints: Iterable[str]) -> None:
        """Takes all others out, those of other stamps too."""
        keep = set(map(self._key, fingerprints))
        self._delete(row[0] for row in self._read("SELECT key FROM parsed") if row[0] not in keep)

    def _delete(self, keys: Iterable[str]) -> None:
        self._write("DELETE FROM parsed WHERE key = ?", [(key,) for key in keys])

    def close(self) -> None:
        """Closes the file; the next call opens it again."""
        with self._lock:
            self._close()

    def _key(self, fingerprint: str) -> str:
        return f"{self._stamp}:{fingerprint}"

    def _read(self, sql: str, *arguments: str) -> list[tuple[Any, ...]]:
        return self._guarded(lambda connection: connection.execute(sql, arguments).fetchall()) or []

    def _write(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        def write(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany(sql, rows)

        if rows:
            self._guarded(write)

    def _guarded(self, call: Callable[[sqlite3.Connection], T]) -> T | None:
        """What the call gives, or None; minds a file that cannot be used."""
        with self._lock:
            if time.monotonic() < self._rests_until:
                return None
            try:
                return call(self._open())
            except (sqlite3.Error, OSError) as error:
                _log.warning(
                    "The cache of parsed notes could not be used (%s); notes are parsed anew.", error
                )
                self._close()
                self._mend(error)
                return None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self._path, timeout=10, check_same_thread=False)
            # Losing the last transaction to a power cut costs parsing again, no more.
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = OFF")
            self._connection.execute(_SCHEMA)
        return self._connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _mend(self, error: Exception) -> None:
        """Deletes a damaged file; a full disk or a busy file is left alone for a while."""
        # The low byte is the kind of error, what is above tells more of it.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if isinstance(error, OSError) or code in _NOT_THE_FILES_FAULT:
            self._rests_until = time.monotonic() + REST_SECONDS
            return
        try:
            for path in (self._path, Path(f"{self._path}-wal"), Path(f"{self._path}-shm")):
                path.unlink(missing_ok=True)
        except OSError:
            self._rests_until = time.monotonic() + REST_SECONDS
