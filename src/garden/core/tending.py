"""An opened garden kept up to date in the background, while others read it.

One thread does all that changes the index, one thing after the other, and another makes ready what
first questions would wait for; whoever wants something asks, and is not waited for. What is asked
for several times before it is begun is done once.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from garden.core.code_files import code_files
from garden.core.syncing import sync
from garden.core.watching import Area, UnwatchableError, watch
from garden.errors import GardenError, GitError
from garden.host.guard import mistakes

if TYPE_CHECKING:
    from pathlib import Path

    from garden.core.garden import Garden
    from garden.model import IndexStats

LOOK_EVERY = 10.0
"""Seconds between looks at everything where nothing tells of changes, and until one when something
has told of some: it may not have told of all. A look at 10,000 notes takes 0.2 s."""
AGAIN_AFTER = 30.0
"""Seconds until what failed is tried again."""
WARM_AFTER = 3.0
"""Seconds without changes until what first questions would wait for is made: it slows a change that
comes meanwhile."""
TIDY_AFTER = 20.0
"""Seconds without changes until the index is put in order."""
CHECK_EVERY = 600.0
"""Seconds until all files of the index are read again though nothing seems wrong: where bytes are lost to
zeros, searches find nothing and do not fail. The 66 MB of 10,000 notes take less than 0.1 s."""
DOUBT_EVERY = 60.0
"""Seconds until they are read again where something went wrong and they were found to be all right."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncResult:
    """What the last sync came to."""

    state: Literal["done", "held", "failed"]
    """``held``: code was not taken, since no one has said that it is trusted."""
    at: datetime
    """When it ended, in UTC."""
    commit: str
    """Full id of the commit that is checked out; empty when that is not known."""


class Tending:
    """Watches a garden's notes and indexes what changes; a context manager.

    When asked to `sync`, it takes what was pushed to the garden's remote; unasked, every so many
    seconds, if ``sync_every`` is given.
    """

    def __init__(self, garden: Garden, *, sync_every: float | None = None) -> None:
        self._garden = garden
        self._sync_every = sync_every
        self.last_sync: SyncResult | None = None
        """None before the first."""
        self._said = ""
        self._ready = 0
        """The generation for which what the first questions would wait for was made last."""
        self._trusted = 0.0
        """Until when the index is not at fault for what goes wrong, on the monotonic clock."""
        self._area = Area(store=garden.store, git_folder=git_folder(garden.config.root))
        self._changed: set[str] = set()
        """Paths of notes that are still to be glanced at."""
        self._due: dict[str, float] = {}
        """When to begin what, on the monotonic clock."""
        self._condition = threading.Condition()
        self._ended = threading.Event()
        self._told = frozenset(garden.problems())
        self._code = code_files(garden.config.root)
        # What changes the index, the more urgent first.
        changing = {
            "sync": self._sync,
            "glance": self._glance,
            "look": self._look,
            "tidy": self._tidy,
            "check": self._check,
        }
        self._threads = [
            threading.Thread(target=target, name=f"garden-{name}", daemon=True)
            for name, target in (
                ("index", partial(self._work, changing)),
                ("warm", partial(self._work, {"warm": self._warm})),
                ("watch", self._watch),
            )
        ]

    def look(self, changed: Collection[str] | None = None) -> None:
        """Asks that what changed be indexed: at these paths at once, and anything else after a while."""
        if changed is None:
            self._ask("look")
        else:
            with self._condition:
                self._changed |= set(changed)
            self._ask("glance")

    def sync(self) -> None:
        """Asks that what was pushed to the remote be taken and indexed."""
        self._ask("sync")

    def tidy(self) -> None:
        """Asks that the index be put in order, once it has been left alone for a while."""
        self._ask("tidy", TIDY_AFTER)

    def doubt(self) -> None:
        """Asks that all files of the index be read again, and it be made good: something went wrong."""
        self._ask("check", self._trusted - time.monotonic())

    def wait_until(self, is_so: Callable[[], bool], seconds: float) -> bool:
        """Waits for what comes of something that is done here; also no longer than until it ends."""
        with self._condition:
            self._condition.wait_for(lambda: self._ended.is_set() or is_so(), seconds)
        return is_so()

    @property
    def has_ended(self) -> bool:
        """Whether it was closed."""
        return self._ended.is_set()

    def end(self) -> None:
        """Begins nothing more, and lets go of who waits for changes."""
        self._ended.set()
        with self._condition:
            self._condition.notify_all()

    def close(self) -> None:
        """Ends after what is being done."""
        self.end()
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> Self:
        if self._sync_every is not None:
            self.sync()
        self._ask("check", CHECK_EVERY)
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- what is due -------------------------------------------------------------------

    def _ask(self, job: str, after: float = 0.0) -> None:
        """Has something done after so many seconds, or sooner where that was asked for."""
        at = time.monotonic() + after
        with self._condition:
            self._due[job] = min(at, self._due.get(job, at))
            self._condition.notify_all()

    def _work(self, jobs: Mapping[str, Callable[[], None]]) -> None:
        while (job := self._next(jobs)) is not None:
            try:
                jobs[job]()
            except mistakes() as error:  # one of ours must not end what keeps the site up to date
                _log.error("The garden could not be tended (%s).", job, exc_info=error)
                if job != "check":
                    self.doubt()
            with self._condition:
                self._condition.notify_all()

    def _next(self, jobs: Collection[str]) -> str | None:
        """Which of these to do now, waiting until there is one; None when it ends."""
        with self._condition:
            while not self._ended.is_set():
                now = time.monotonic()
                due = {job: self._due[job] for job in jobs if job in self._due}
                if ready := [job for job, at in due.items() if at <= now]:
                    del self._due[ready[0]]
                    return ready[0]
                self._condition.wait(min(due.values()) - now if due else None)
        return None

    # --- what is done ------------------------------------------------------------------

    def _glance(self) -> None:
        with self._condition:
            changed, self._changed = self._changed, set()
        self._ask("look", LOOK_EVERY)
        self._index(changed)

    def _look(self) -> None:
        self._index()

    def _check(self) -> None:
        before = self._garden.generation
        try:
            self._index((), checked=True)
        finally:
            healed = self._garden.generation != before
            self._trusted = time.monotonic() + (0.0 if healed else DOUBT_EVERY)
            with self._condition:
                asked = self._due.pop("check", None)
            # What failed meanwhile did so for the same reason, if there was one.
            self._ask("check", DOUBT_EVERY if asked is not None and not healed else CHECK_EVERY)

    def _index(self, among: Collection[str] | None = None, *, checked: bool = False) -> None:
        before = self._garden.generation
        try:
            stats = self._garden.reindex(among=among, checked=checked)
        except GardenError as error:
            _log.warning("%s It is tried again.", error)
            self._ask("look", AGAIN_AFTER)
            return
        self._tell_problems(stats)
        self._tell_code()
        if self._garden.generation != before:
            with self._condition:
                self._due.pop("tidy", None)
                self._due.pop("warm", None)
            self.tidy()
        self._ask_to_warm()

    def _ask_to_warm(self) -> None:
        if self._garden.generation != self._ready:
            self._ask("warm", WARM_AFTER if self._ready else 0.0)

    def _sync(self) -> None:
        try:
            pulled = sync(self._garden.config)
        except GardenError as error:
            self._tell_sync("failed", "", f"The notes could not be synced. {error}")
        else:
            self._ask("look", LOOK_EVERY)
            self._index(pulled.within(self._garden.config.notes_folder))
            self._tell_sync("held" if pulled.held else "done", pulled.after, pulled.held)
        finally:  # a mistake of ours, too, must not be the last of it
            if self._sync_every is not None:
                self._ask("sync", self._sync_every)

    def _warm(self) -> None:
        self._ready = self._garden.generation
        self._garden.warm()

    def _tell_sync(self, state: Literal["done", "held", "failed"], commit: str, message: str) -> None:
        """Keeps what came of it; the log is told of what is wrong once, and not every five minutes."""
        before = self.last_sync.commit if self.last_sync else ""
        self.last_sync = SyncResult(state=state, at=datetime.now(UTC), commit=commit or before)
        if message and message != self._said:
            _log.warning("%s", message)
        elif not message:
            _log.info("Synced: at %s.", commit)
        self._said = message

    def _tell_problems(self, stats: IndexStats) -> None:
        """Says what is newly wrong with files; what was so before was said before."""
        now = frozenset(stats.problems)
        for problem in sorted(now - self._told, key=lambda problem: problem.place):
            place = f"{problem.path}:{problem.line}" if problem.line else problem.path
            _log.warning("%s: %s [%s]", place, problem.message, problem.code)
        self._told = now

    def _tell_code(self) -> None:
        """Says that the code is another than at the start, as after `garden sync --trust-code` in a shell."""
        now = code_files(self._garden.config.root)
        if now != self._code:
            _log.warning("Code of this garden has changed: start 'garden serve' again to run it.")
        self._code = now

    def _tidy(self) -> None:
        try:
            self._garden.tidy(wholly=True)
        except GardenError as error:
            _log.warning("%s", error)
            self.look()  # where it was damaged, it is to be made good
        self._ask_to_warm()

    # --- what tells of changes ---------------------------------------------------------------

    def _watch(self) -> None:
        try:
            for changed in watch(self._area, self._ended):
                self.look(changed)
        except UnwatchableError as error:
            _log.warning(
                "The notes cannot be watched (%s); they are looked through every %d seconds instead.",
                error,
                LOOK_EVERY,
            )
            while not self._ended.wait(LOOK_EVERY):
                self.look()


def git_folder(folder: Path) -> Path | None:
    """Where the repository that a folder is in keeps its ``HEAD``; None where there is none to be had."""
    from garden.history.git import Git  # starts a program

    try:
        git = Git.of(folder)
        return git.private_folder() if git else None
    except GitError as error:
        _log.warning("What git does here is not watched. %s", error)
        return None
