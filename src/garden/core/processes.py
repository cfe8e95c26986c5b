"""Reading for the index in several processes, each of which writes a part of it.

Processes make their own `DocumentReader`, from the garden's settings; nothing is shared
but files, and the number that says which of them is read next. Little more than the
states of files comes back.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from typing import TYPE_CHECKING, Any

from garden.host import PluginHost
from garden.model import PluginFault
from garden.search.engine import Part, PartMaker
from garden.store import NoteFile

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

    from garden.config import Config
    from garden.core.reading import DocumentReader, Outcome, Tell

PAY_FROM = 300
"""Notes from which starting processes (about 0.5 s) pays, by benchmarks/indexing.py."""
PROCESSES = 4
"""At most; each leaves a segment, and many segments slow searching."""

_FORKSERVER = "forkserver"
_LOOK_SECONDS = 0.1
"""Between looks at how far the processes are."""
_STOP = -1
"""Instead of the next file's number: the first process has given up, so stop."""

_log = logging.getLogger(__name__)

Done = tuple[Part, "list[Outcome]", tuple[PluginFault, ...]]
"""What a process gives back: its part, what became of its files, what plugins did wrong there."""


def pays(files: int) -> bool:
    """Whether to read so many files in processes of their own."""
    return files >= PAY_FROM and _count() > 1 and multiprocessing.parent_process() is None


def _count() -> int:
    return min(os.cpu_count() or 1, PROCESSES)


def prepare(files: int) -> None:
    """Has what processes need imported where they pay, while this one goes on with what comes before them.

    Said again, it does nothing more.
    """
    if pays(files) and _FORKSERVER in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver

        forkserver.set_forkserver_preload(["garden.core.preloaded"])
        forkserver.ensure_running()


def read_in_processes(
    files: Sequence[NoteFile],
    settings: Config,
    host: PluginHost,
    maker: PartMaker,
    *,
    tell: Tell,
    progress: Callable[[int], None],
) -> Iterator[Part]:
    """Has files read and their parts written in processes.

    ``tell`` as in `DocumentReader.documents`; ``progress`` is given how many files were taken.
    What a process that dies was to do is done here. What plugins did wrong in a process is
    told by ``host``.
    """
    left = {file.path: file for file in files}
    faults: dict[tuple[str, str, str], PluginFault] = {}
    for future in _run(maker, files, settings, progress):
        try:
            done = future.result()
        except BrokenProcessPool:
            continue
        if done is None:
            continue
        part, outcomes, wrong = done
        faults |= {(fault.plugin, fault.hook, fault.where): fault for fault in wrong}
        for outcome in outcomes:
            tell(outcome)
            del left[outcome.path]
        yield part
    for fault in faults.values():
        host.record(fault)
    if left:
        _log.warning("A process that reads notes ended early; its notes are read again.")
        from garden.core.reading import DocumentReader  # this process needs no parser but for this

        yield maker.make(DocumentReader(settings, host).documents(left.values(), tell))


def _run(
    maker: PartMaker, files: Sequence[NoteFile], settings: Config, progress: Callable[[int], None]
) -> Iterator[Future[Done | None]]:
    """What each process gives, when it has."""
    context = _context()
    following = context.Value("q", 0)
    pool = ProcessPoolExecutor(_count(), context, _start, (settings, following))
    try:
        running = {pool.submit(_work, maker, files) for _ in range(_count())}
        while running:
            done, running = wait(running, _LOOK_SECONDS, FIRST_COMPLETED)
            progress(min(following.value, len(files)))
            yield from done
    finally:
        with following.get_lock():
            following.value = _STOP
        pool.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    # Forking a process that has threads (NumPy's among them) can hang; a server that forks
    # on our behalf has none, and imports once for all what they need.
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context(_FORKSERVER if _FORKSERVER in methods else "spawn")


# --- in a process -------------------------------------------------------------------


class _StoppedError(Exception):
    """Ends the work of a process that no one waits for any more."""


_worker: tuple[DocumentReader, PluginHost, Any] | None = None
"""What a process works with; set once when it starts, unused in any other."""


def _start(settings: Config, following: Any) -> None:
    global _worker
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()  # once and for all: what is made is dropped with the process, and nothing goes in circles
    logging.getLogger("garden").setLevel(logging.ERROR)  # the first process tells, here it would be twice
    from garden.core.reading import DocumentReader

    host = PluginHost.load(settings)
    _worker = DocumentReader(settings, host), host, following


def _end_with_parent() -> None:
    """Ends this process when the first one is killed: it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(maker: PartMaker, files: Sequence[NoteFile]) -> Done | None:
    """One part, of what the other processes leave; None when they left nothing."""
    assert _worker is not None
    reader, host, following = _worker
    taken = _taken(files, following)
    first = next(taken, None)
    if first is None:
        return None
    outcomes: list[Outcome] = []
    part = maker.make(reader.documents(chain((first,), taken), outcomes.append))
    return part, outcomes, host.faults


def _taken(files: Sequence[NoteFile], following: Any) -> Iterator[NoteFile]:
    """The files that this process takes, a portion at a time: all processes have work to the end."""
    from garden.core.reading import PORTION

    start = 0
    while start < len(files):
        with following.get_lock():
            start = following.value
            if start == _STOP:
                raise _StoppedError
            following.value = start + PORTION
        yield from files[start : start + PORTION]
