"""Parsed notes by the digest of their text, so that a text is parsed once.

A small SQLite file beside the index. It holds JSON, so a planted or damaged
file can be wrong and never run anything, and what comes from it is sanitised
like what was just parsed. Whatever is wrong with it, it is deleted and made
again: it is a cache.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import zlib
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from garden.model import Content

_log = logging.getLogger(__name__)
_CONTENT = TypeAdapter(Content)
_SCHEMA = "CREATE TABLE IF NOT EXISTS parsed (key TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID"


def encode(content: Content) -> bytes:
    """A content as compressed JSON; what the parsing processes send back."""
    return zlib.compress(_CONTENT.dump_json(content), 1)


def decode(data: bytes) -> Content:
    """The inverse of `encode`; ValueError for anything else."""
    try:
        return _CONTENT.validate_json(zlib.decompress(data))
    except (zlib.error, ValidationError) as error:
        raise ValueError(str(error)) from None


class ParseCache:
    """Contents by fingerprint, for one way of parsing.

    ``stamp`` names the way (parser and plugins' syntax): what was parsed another
    way is not found. Threads may share one; each call stands for itself.
    """

    def __init__(self, folder: Path, stamp: str) -> None:
        self._path = folder / "parsed.sqlite3"
        self._stamp = stamp
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

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
        rows = self._do("SELECT content FROM parsed WHERE key = ?", (self._key(fingerprint),))
        return rows[0][0] if rows else None

    def put(self, items: Iterable[tuple[str, bytes]]) -> None:
        """Keeps (fingerprint, encoded content) pairs, all in one transaction."""
        rows = [(self._key(fingerprint), data) for fingerprint, data in items]
        with self._lock:
            try:
                with self._open() as connection:
                    connection.executemany("INSERT OR REPLACE INTO parsed VALUES (?, ?)", rows)
            except sqlite3.DatabaseError as error:
                self._discard(error)

    def keep_only(self, fingerprints: Iterable[str]) -> None:
        """Forgets all others, so that the file does not grow for ever."""
        keep = {self._key(fingerprint) for fingerprint in fingerprints}
        known = [row[0] for row in self._do("SELECT key FROM parsed", ())]
        gone = [(key,) for key in known if key not in keep]
        with self._lock:
            try:
                with self._open() as connection:
                    connection.executemany("DELETE FROM parsed WHERE key = ?", gone)
            except sqlite3.DatabaseError as error:
                self._discard(error)

    def close(self) -> None:
        """Closes the file; the next call opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _key(self, fingerprint: str) -> str:
        return f"{self._stamp}:{fingerprint}"

    def _do(self, sql: str, arguments: tuple[str, ...]) -> list[tuple[bytes]]:
        with self._lock:
            try:
                with closing(self._open().execute(sql, arguments)) as cursor:
                    return cursor.fetchall()
            except sqlite3.DatabaseError as error:
                self._discard(error)
                return []

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            connection = sqlite3.connect(self._path, timeout=10, check_same_thread=False)
            # Losing the last transaction to a power cut costs parsing again, no more.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(_SCHEMA)
            self._connection = connection
        return self._connection

    def _discard(self, error: sqlite3.DatabaseError) -> None:
        """Lets go of a file that cannot be used; a full disk or a busy file is left alone."""
        _log.warning("The cache of parsed notes could not be used (%s); notes are parsed anew.", error)
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if not isinstance(error, sqlite3.OperationalError):
            for path in (self._path, Path(f"{self._path}-wal"), Path(f"{self._path}-shm")):
                path.unlink(missing_ok=True)
