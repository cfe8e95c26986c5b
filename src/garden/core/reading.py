"""Note files to documents for the index, in this process or in several.

A `DocumentReader` is what a process needs for that: the store, the parser with the
plugins' syntax, the cache, the plugins' values. Processes make their own, from the
garden's folder; nothing is shared but files. Each writes its part of the index, so
that little more than the states of files comes back.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from garden.cache import ParseCache
from garden.core.memory import without_collection
from garden.core.parser import NoteParser
from garden.host import PluginHost
from garden.model import PluginFault, Problem
from garden.search.document import document
from garden.search.engine import Document, Part, PartMaker
from garden.store import NoteFile, Store

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

    from garden.config import Config

PROCESSES_PAY_FROM = 300
"""Notes from which starting processes (about 0.5 s) pays, by benchmarks/indexing.py."""
PROCESSES = 4
"""At most; each leaves a segment, and many segments slow searching."""

_BATCH = 64
"""Notes whose parses are put into the cache at once."""
_LOOK_SECONDS = 0.1
"""Between looks at how far the processes are."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading a file gave."""

    path: str
    fingerprint: str
    """Empty when it gave no note."""
    problems: tuple[Problem, ...]


class DocumentReader:
    """Reads files into documents; what keeps one out is a problem, never an exception."""

    def __init__(self, settings: Config, host: PluginHost, store: Store, parses: ParseCache) -> None:
        self._host = host
        self._parser = NoteParser(settings, host, store, parses)
        self._cache = parses

    def documents(
        self, files: Iterable[NoteFile], tell: Callable[[list[Outcome]], None]
    ) -> Iterator[Document]:
        """The documents of files; ``tell`` is given what became of each file, some at a time."""
        for batch in _batches(files):
            readings = [self._parser.read(file) for file in batch]
            self._cache.put(
                (reading.parsed.note.fingerprint, reading.encoded)
                for reading in readings
                if reading.parsed and reading.encoded
            )
            for reading in readings:
                if reading.parsed is not None:
                    values = self._host.index_values(reading.parsed.note)
                    yield document(reading.parsed, values, self._host.fields)
            tell([
                Outcome(reading.file.path, reading.parsed.note.fingerprint, reading.parsed.problems)
                if reading.parsed
                else Outcome(reading.file.path, "", (reading.problem,) if reading.problem else ())
                for reading in readings
            ])  # fmt: skip


def pays(files: Sequence[NoteFile]) -> bool:
    """Whether to read so many files in processes of their own."""
    return len(files) >= PROCESSES_PAY_FROM and _processes() > 1 and multiprocessing.parent_process() is None


def _processes() -> int:
    return min(os.cpu_count() or 1, PROCESSES)


Shard = Sequence[NoteFile]
Done = tuple[Part, list[Outcome], tuple[PluginFault, ...]]
"""What a process gives back: its part, what became of its files, what plugins did wrong there."""


def read_in_processes(
    reader: DocumentReader,
    files: Shard,
    settings: Config,
    host: PluginHost,
    maker: PartMaker,
    *,
    tell: Callable[[list[Outcome]], None],
    progress: Callable[[int], None],
) -> Iterator[Part]:
    """Has files read and their parts written in processes.

    ``tell`` as in `DocumentReader.documents`; ``progress`` is given how many files were read.
    What a process that dies was to do is done here. What plugins did wrong in a process
    is told by ``host``.
    """
    count = _processes()
    shards = [files[start::count] for start in range(count)]
    told: set[tuple[str, str, str]] = set()
    for shard, future in _run(maker, shards, settings, host.stamp, progress):
        try:
            part, outcomes, faults = future.result()
        except BrokenProcessPool:
            _log.warning("A process that reads notes ended early; its notes are read again.")
            yield maker.make(reader.documents(shard, tell))
            continue
        for fault in faults:
            if (key := (fault.plugin, fault.hook, fault.where)) not in told:
                told.add(key)
                host.record(fault)
        tell(outcomes)
        yield part


def _run(
    maker: PartMaker, shards: list[Shard], settings: Config, stamp: str, progress: Callable[[int], None]
) -> Iterator[tuple[Shard, Future[Done]]]:
    """Each shard with its future, when that is done."""
    # Forking a process that has threads (NumPy's among them) can hang; a server that
    # forks on our behalf has none.
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context: BaseContext = multiprocessing.get_context(method)
    read = context.Value("q", 0)
    pool = ProcessPoolExecutor(
        len(shards), mp_context=context, initializer=_start, initargs=(settings, stamp, read)
    )
    try:
        running = {pool.submit(_work, maker, shard): shard for shard in shards}
        while running:
            done, _ = wait(running, _LOOK_SECONDS, FIRST_COMPLETED)
            progress(read.value)
            for future in done:
                yield running.pop(future), future
    finally:
        with read.get_lock():
            read.value = _STOP
        pool.shutdown(wait=True, cancel_futures=True)


_STOP = -1
"""Instead of the number of files read: the first process has given up, so stop."""


class _StoppedError(Exception):
    """Ends the work of a process that no one waits for any more."""


_worker: tuple[DocumentReader, PluginHost, Any] | None = None
"""What a process works with; set once when it starts, unused in any other."""


def _start(settings: Config, stamp: str, read: Any) -> None:
    global _worker
    threading.Thread(target=_end_with_parent, daemon=True).start()
    logging.getLogger("garden").setLevel(logging.ERROR)  # the first process tells, here it would be twice
    host = PluginHost.load(settings)
    parses = ParseCache(settings.cache_folder, stamp)
    _worker = DocumentReader(settings, host, Store.of(settings), parses), host, read


def _end_with_parent() -> None:
    """Ends this process when the first one is killed: it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(maker: PartMaker, shard: Shard) -> Done:
    assert _worker is not None
    reader, host, read = _worker
    outcomes: list[Outcome] = []

    def tell(some: list[Outcome]) -> None:
        outcomes.extend(some)
        with read.get_lock():
            if read.value == _STOP:
                raise _StoppedError
            read.value += len(some)

    with without_collection():
        part = maker.make(reader.documents(shard, tell))
    return part, outcomes, host.faults


def _batches(files: Iterable[NoteFile]) -> Iterator[list[NoteFile]]:
    batch: list[NoteFile] = []
    for file in files:
        batch.append(file)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
