"""Work on many notes in several processes, each of which takes some of them at a time.

Processes make what they need themselves, from the garden's settings; nothing is shared
but files, and the number that says which note is taken next.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from garden.host import PluginHost
from garden.model import PluginFault

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

    from garden.config import Config

T = TypeVar("T")
Work = Callable[["Config", PluginHost, Iterator[int]], T]
"""What a process does with the numbers that it takes; picklable, and so is what it gives."""

PAY_FROM = 300
"""Notes from which starting processes (about 0.5 s) pays, by benchmarks/indexing.py."""
PROCESSES = 4
"""At most; when indexing each leaves a segment, and many segments slow searching."""

PORTION = 64
"""Notes that are taken together. Where they are read, each step is taken for all of them before the next:
a processor that does the same again knows the way, and takes three quarters of the time."""

_FORKSERVER = "forkserver"
_LOOK_SECONDS = 0.1
"""Between looks at how far the processes are."""
_STOP = -1
"""Instead of the next number: the first process has given up, so stop."""

_log = logging.getLogger(__name__)


def pays(notes: int) -> bool:
    """Whether to work on so many notes in processes of their own."""
    return notes >= PAY_FROM and _count() > 1 and multiprocessing.parent_process() is None


def _count() -> int:
    return min(os.cpu_count() or 1, PROCESSES)


def prepare(notes: int) -> None:
    """Has what processes need imported where they pay, while this one goes on with what comes before them.

    Said again, it does nothing more.
    """
    if pays(notes) and _FORKSERVER in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver

        forkserver.set_forkserver_preload(["garden.core.preloaded"])
        forkserver.ensure_running()


def spread(
    work: Work[T], count: int, settings: Config, host: PluginHost, progress: Callable[[int], None]
) -> Iterator[T]:
    """What processes make of the numbers below ``count``, each number in one process's hands.

    They take a portion at a time, so that all have work to the end; ``progress`` is given how
    many were taken. When a process dies, nothing comes of it and of those still at work: what they
    had taken is to be done here, by whoever sees what is missing. What plugins did wrong in a process
    is told by ``host``.
    """
    prepare(count)
    faults: dict[tuple[str, str, str], PluginFault] = {}
    died = False
    for future in _run(work, count, settings, progress):
        try:
            done = future.result()
        except BrokenProcessPool:
            died = True
            continue
        if done is not None:
            result, wrong = done
            faults |= {(fault.plugin, fault.hook, fault.where): fault for fault in wrong}
            yield result
    if died:
        _log.warning("A process ended early; what it was to do is done again.")
    for fault in faults.values():
        host.record(fault)


def _run(
    work: Work[T], count: int, settings: Config, progress: Callable[[int], None]
) -> Iterator[Future[tuple[T, tuple[PluginFault, ...]] | None]]:
    """What each process gives, when it has."""
    context = _context()
    following = context.Value("q", 0)
    pool = ProcessPoolExecutor(_count(), context, _start, (settings, following))
    try:
        running = {pool.submit(_work, work, count) for _ in range(_count())}
        while running:
            done, running = wait(running, _LOOK_SECONDS, FIRST_COMPLETED)
            progress(min(following.value, count))
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


_worker: tuple[Config, PluginHost, Any] | None = None
"""What a process works with; set once when it starts, unused in any other."""


def _start(settings: Config, following: Any) -> None:
    global _worker
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()  # once and for all: what is made is dropped with the process, and nothing goes in circles
    logging.getLogger("garden").setLevel(logging.ERROR)  # the first process tells, here it would be twice
    _worker = settings, PluginHost.load(settings), following


def _end_with_parent() -> None:
    """Ends this process when the first one is killed: it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(work: Work[T], count: int) -> tuple[T, tuple[PluginFault, ...]] | None:
    """What is made of the numbers that the other processes leave; None when they left nothing."""
    assert _worker is not None
    settings, host, following = _worker
    loaded = host.faults  # the first process has those of its own loading
    taken = _taken(count, following)
    first = next(taken, None)
    if first is None:
        return None
    result = work(settings, host, chain((first,), taken))
    return result, tuple(fault for fault in host.faults if fault not in loaded)


def _taken(count: int, following: Any) -> Iterator[int]:
    """The numbers that this process takes."""
    start = 0
    while start < count:
        with following.get_lock():
            start = following.value
            if start == _STOP:
                raise _StoppedError
            following.value = start + PORTION
        yield from range(start, min(start + PORTION, count))
