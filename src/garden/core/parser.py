"""Reading and parsing of one note file, in this process or in several.

A `NoteParser` is what a process needs to turn paths into parsed notes: the
store, the markdown parser with the plugins' syntax, the cache. Processes make
their own, from the garden's folder; nothing is shared but files.
"""

from __future__ import annotations

import hashlib
import logging
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from garden import cache, config, parsing
from garden.cache import ParseCache
from garden.errors import NoteError
from garden.host import PluginHost
from garden.model import Content, ParsedNote, PluginFault, Problem
from garden.store import NoteFile, Store

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_log = logging.getLogger(__name__)

_TASK_NOTES = 24
"""Notes in one task of a process: large enough that sending costs little."""
_TASKS_AHEAD = 4
"""Tasks per process handed out ahead, so that none waits and few results pile up."""
PROCESSES_PAY_FROM = 300
"""Notes from which starting processes (about 0.5 s) pays, by benchmarks/indexing.py."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of one file: a parsed note, or the problem that kept it out."""

    file: NoteFile
    parsed: ParsedNote | None = None
    encoded: bytes | None = None
    """The content as the cache keeps it; None when it came from the cache."""
    problem: Problem | None = None


def fingerprint(data: bytes) -> str:
    """SHA-256 of a file's bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def make_store(settings: config.Config) -> Store:
    """The store of a garden with these settings."""
    return Store(
        settings.notes_folder,
        garden_root=settings.root,
        ignore=settings.ignore,
        max_bytes=settings.index.max_note_bytes,
    )


class NoteParser:
    """Turns note files into parsed notes."""

    def __init__(self, settings: config.Config, host: PluginHost, store: Store, parses: ParseCache) -> None:
        self._language = settings.language
        self._host = host
        self._store = store
        self._cache = parses

    def read(self, file: NoteFile) -> Reading:
        """Reads and parses one file; what keeps it out is a problem, never an exception."""
        try:
            data = self._store.read(file.path)
        except NoteError as error:
            return Reading(file=file, problem=Problem.of(file.path, error))
        encoded: list[bytes] = []
        parsed = self.parse(file, data, keep=encoded.append)
        return Reading(file=file, parsed=parsed, encoded=encoded[0] if encoded else None)

    def parse(
        self, file: NoteFile, data: bytes, *, keep: Callable[[bytes], None] | None = None
    ) -> ParsedNote:
        """Parses a note's bytes; ``keep`` is given the encoded content of a new parse."""
        digest = fingerprint(data)

        def body(text: str, first_line: int) -> Content:
            if (known := self._cache.get(digest)) is not None:
                return known
            content = self._read_markdown(text, first_line)
            if keep is not None:
                keep(cache.encode(content))
            return content

        return parsing.parse(
            file.path, file.id, data, fingerprint=digest, language=self._language, read_body=body
        )

    def _read_markdown(self, text: str, first_line: int) -> Content:
        from garden import markdown  # not needed while every note comes from the cache

        return markdown.read(self._markdown, text, first_line=first_line)

    @cached_property
    def _markdown(self) -> MarkdownIt:
        from garden import markdown  # as above

        return markdown.build_parser(self._host.extend_markdown)


def read_all(
    parser: NoteParser, files: Sequence[NoteFile], settings: config.Config, host: PluginHost
) -> Iterator[Reading]:
    """Reads many files, in processes when that pays; in no particular order.

    A process that dies takes nothing along: what it had not given back is read here.
    What plugins' syntax did wrong in a process is told by ``host``.
    """
    processes = min(os.cpu_count() or 1, 8)
    if len(files) < PROCESSES_PAY_FROM or processes < 2 or multiprocessing.parent_process() is not None:
        yield from map(parser.read, files)
        return
    pending = {file.path: file for file in files}
    try:
        told: set[tuple[str, str, str]] = set()
        for readings, faults in _in_processes(files, processes, settings, host.stamp):
            for fault in faults:
                if (key := (fault.plugin, fault.hook, fault.where)) not in told:
                    told.add(key)
                    host.record(fault)
            for reading in readings:
                del pending[reading.file.path]
                yield reading
    except BrokenProcessPool:
        _log.warning("The parsing processes stopped early; going on in one.")
    yield from map(parser.read, list(pending.values()))


Work = tuple[list[Reading], tuple[PluginFault, ...]]
"""What a process gives back: what it read, and all that plugins did wrong there so far."""


def _in_processes(
    files: Sequence[NoteFile], processes: int, settings: config.Config, stamp: str
) -> Iterator[Work]:
    # Forking a process that has threads (NumPy's among them) can hang; a server that
    # forks on our behalf has none.
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    tasks = iter([files[i : i + _TASK_NOTES] for i in range(0, len(files), _TASK_NOTES)])
    with ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context(method),
        initializer=_start,
        initargs=(settings, stamp),
    ) as pool:
        running: list[Future[Work]] = []
        try:
            for task in tasks:
                running.append(pool.submit(_work, task))
                if len(running) > processes * _TASKS_AHEAD:
                    yield running.pop(0).result()
            for future in running:
                yield future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_worker: tuple[NoteParser, PluginHost] | None = None
"""What a parsing process works with; set once when it starts, unused in any other."""


def _start(settings: config.Config, stamp: str) -> None:
    global _worker
    logging.getLogger("garden").setLevel(logging.ERROR)  # the first process tells, here it would be twice
    host = PluginHost.load(settings)
    _worker = NoteParser(settings, host, make_store(settings), ParseCache(settings.cache_folder, stamp)), host


def _work(files: Iterable[NoteFile]) -> Work:
    assert _worker is not None
    parser, host = _worker
    return [parser.read(file) for file in files], host.faults
