"""Brings the index up to date with the notes: look, compare, parse, publish.

Whoever finds a difference takes the writer's lock, and looks again if another process has
published something meanwhile: two who index at once do not do the same work twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from garden import diff
from garden.core.memory import throw_away_circles, without_collection
from garden.core.rules import Severity, severity_of
from garden.core.unguarded import refuse_unguarded
from garden.core.view import all_problems
from garden.errors import NoteError
from garden.model import Changes, IndexStats, Problem
from garden.search.engine import Batch, Engine, FileState, Known, notes_among
from garden.store import fingerprint
from garden.store.names import NAME_ALIKE

if TYPE_CHECKING:
    from garden.config import Config
    from garden.core.history import History
    from garden.core.reading import DocumentReader, Outcome
    from garden.host import PluginHost
    from garden.store import NoteFile, Store, Walk

Progress = Callable[[int, int], None]
"""Told (notes done, notes to do)."""

_RACY_NS = 2_000_000_000
"""A file changed within this time of being looked at may change again unseen by its
time stamp; coarse file systems keep two seconds."""
TIMES = 64
"""Files that are rather read at each look than have a generation written for nothing but their times:
to readers it is another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What the files are now, beside what the index knows of them."""

    known: Known
    reason: str
    """Why everything must be indexed anew, or empty."""
    walk: Walk
    states: dict[str, FileState]
    """Of every file now; reading the files completes them."""
    others: Sequence[str]
    """The paths of those that are not the very one that is known, and of those that are gone; mostly none."""
    changes: Changes = field(default_factory=Changes)

    def found(self) -> Changes:
        """The changes among notes, as the states stand."""
        before = {} if self.reason else self.known.files
        return diff.changes(_identities(before, self.others), _identities(self.states, self.others))

    @property
    def differs(self) -> bool:
        """Whether there is anything to publish."""
        known = self.known
        return bool(
            self.reason
            or self.changes
            or self._tells_more()
            or frozenset(self.walk.attachments) != known.attachments
        )

    def _tells_more(self) -> bool:
        """Whether files are otherwise than is known, though no note is: more than a few in their times."""
        before = self.known.files
        pairs = [(before.get(path), self.states.get(path)) for path in self.others]
        differing = [(old, state) for old, state in pairs if old != state]
        return len(differing) > TIMES or any(
            old is None or state is None or old._replace(mtime_ns=state.mtime_ns) != state
            for old, state in differing
        )


class _Seen(NamedTuple):
    """What a look has seen; good for the next one as long as the index knows the same."""

    files: Mapping[str, FileState]
    """Those of `Known`."""
    walk: Walk
    others: Sequence[str]
    """As `_Look.others`: any other file that the walk meets as it was is the one that is known."""


class Indexer:
    """Indexes a garden, again and again."""

    def __init__(
        self,
        settings: Config,
        host: PluginHost,
        store: Store,
        engine: Engine,
        history: Callable[[], History],
    ) -> None:
        self._settings = settings
        self._host = host
        self._store = store
        self._engine = engine
        self._history = history
        self._seen: _Seen | None = None
        """Of the last look, whether or not it was published."""

    def run(
        self,
        *,
        full: bool = False,
        among: Collection[str] | None = None,
        history: bool = True,
        checked: bool = False,
        progress: Progress | None = None,
    ) -> IndexStats:
        """Indexes what changed, or everything when ``full`` or when it must be.

        ``among`` are the paths of the files that can have changed since the last run, as far as
        is known; no other is looked at, unless another process has indexed since. Without
        ``history``, who tended the notes stays as it was known. ``checked``: the index is looked
        at first, every byte of it (`Engine.look_again`). Raises LockTimeoutError and
        IndexingError as the engine does, and what `refuse_unguarded` does.
        """
        refuse_unguarded()
        started, again = time.monotonic(), self._seen is not None
        if checked:
            self._engine.look_again()
        with without_collection():
            look = self._look(full, among)
            if look.differs:
                with self._engine.writing():
                    if self._engine.known() is not look.known:  # another process was there before
                        look = self._look(full, among)
                    if look.differs:
                        look = self._published(look, full, among, progress)
                        self._seen = _Seen(self._engine.known().files, look.walk, look.others)
                        look = replace(look, changes=look.found())  # some files gave no note
        if again and look.differs:
            throw_away_circles()
        # Last: that a note is found is waited for, and who tended it can follow a moment later.
        notice = self._history().refresh(anew=full, progress=progress) if history else ""
        states, before, changes = look.states, look.known, look.changes
        return IndexStats(
            added=len(changes.added),
            modified=len(changes.modified),
            removed=len(_gone(before, states)) if look.reason else len(changes.removed),
            total=notes_among(states),
            seconds=time.monotonic() - started,
            problems=tuple(it for it in all_problems(states) if severity_of(it) is not Severity.HINT),
            rebuilt=bool(look.reason) and before.generation > 0,
            reason=look.reason if before.generation > 0 else "",
            notice=notice,
        )

    def warm(self) -> None:
        """Imports what reads changed notes, which takes a quarter of a second."""
        import_module("garden.core.reading")

    @cached_property
    def _reader(self) -> DocumentReader:
        from garden.core.reading import DocumentReader  # mostly, nothing changed

        return DocumentReader(self._settings, self._host)

    def _look(self, full: bool, among: Collection[str] | None) -> _Look:
        known = self._engine.known()
        reason = "asked for" if full else known.rebuild_reason
        seen = self._seen if self._seen is not None and self._seen.files is known.files else None
        walk = self._walk(seen, among, anew=bool(reason))
        states, others = self._states(walk, {} if reason else known.files, None if reason else seen)
        self._seen = _Seen(known.files, walk, others)
        look = _Look(known=known, reason=reason, walk=walk, states=states, others=others)
        return replace(look, changes=look.found())

    def _walk(self, seen: _Seen | None, among: Collection[str] | None, *, anew: bool) -> Walk:
        if among is not None and seen is not None:
            return self._store.walk_again(seen.walk, among)
        if not anew:
            return self._store.walk()
        from garden.core.processes import prepare  # mostly, little changed

        return self._store.walk(prepare)

    def _states(
        self, walk: Walk, known: Mapping[str, FileState], seen: _Seen | None
    ) -> tuple[dict[str, FileState], Sequence[str]]:
        """The state of every file now, and which of them are `_Look.others`.

        Reads only what may be as it was, though time or size are not.
        """
        states = dict(known)
        gone = known.keys() - walk.notes.keys()
        for path in gone:
            del states[path]
        others: list[str] = []
        for path, file in _in_doubt(walk, seen):
            old = known.get(path)
            if old is None or not _vouched(old, file):
                states[path] = self._looked_at(file, old)
                others.append(path)
            elif old.problems and (read := _read_problems(old)) != old.problems:
                states[path] = old._replace(problems=read)
                others.append(path)
        for problem in walk.problems:
            _add_problem(states, problem)
            others.append(problem.path)
        return states, tuple(dict.fromkeys((*others, *gone)))

    def _looked_at(self, file: NoteFile, old: FileState | None) -> FileState:
        """The state of a file that may have changed; a new one is a note until it is read for the index."""
        racy = time.time_ns() - file.mtime_ns < _RACY_NS
        state = FileState(
            id=file.id, fingerprint="", size=file.size, mtime_ns=0 if racy else file.mtime_ns, problems=()
        )
        if old is None:
            return state
        try:
            digest = fingerprint(self._store.read(file.path))
        except NoteError as error:
            return state._replace(id="", problems=(Problem.of(file.path, error),))
        same = (old.id, old.fingerprint) == (file.id, digest)
        return state._replace(fingerprint=digest, problems=_read_problems(old) if same else ())

    def _published(
        self, look: _Look, full: bool, among: Collection[str] | None, progress: Progress | None
    ) -> _Look:
        """Publishes what was seen, or what is seen once the index that it was for proves damaged."""
        try:
            self._publish(look, progress)
            now = self._engine.known()
            if now is not look.known and not now.rebuild_reason:
                return look
        except Exception:
            if self._engine.known() is look.known:
                raise
        look = self._look(full, among)
        if look.differs:
            self._publish(look, progress)
        return look

    def _publish(self, look: _Look, progress: Progress | None) -> None:
        walk, states, changes, before = look.walk, look.states, look.changes, look.known.files
        todo = [walk.notes[path] for path in (*changes.added, *changes.modified) if path in walk.notes]
        todo = [file for file in todo if states[file.path].id]
        gone = {before[path].id for path in (*changes.modified, *changes.removed) if path in before}
        report = _Report(states, len(todo), progress)

        batch = Batch(
            files=states, attachments=walk.attachments, removed=gone - {""}, fresh=bool(look.reason)
        )
        from garden.core import processes  # mostly, nothing changed

        if processes.pays(len(todo)):
            from garden.core.part_reading import read_in_processes

            processes.prepare(len(todo))
            read = partial(read_in_processes, todo, self._settings, self._host)
            batch = replace(batch, parts=partial(read, tell=report.complete, progress=report.at))
        else:
            batch = replace(batch, documents=self._reader.documents(todo, report.told))
        self._engine.write(batch)


_PROGRESS_EVERY = 64
"""Notes; to tell it of each would take longer than a short note does."""


class _Report:
    """Completes the states of files, and tells how far reading is."""

    def __init__(self, states: dict[str, FileState], total: int, progress: Progress | None) -> None:
        self._states = states
        self._total = total
        self._progress = progress or (lambda done, total: None)
        self._read = self._done = 0

    def told(self, outcome: Outcome) -> None:
        """What reading a file gave."""
        self.complete(outcome)
        self._read += 1
        if self._read % _PROGRESS_EVERY == 0 or self._read == self._total:
            self.at(self._read)

    def at(self, done: int) -> None:
        """So many files were read by now."""
        if done != self._done:
            self._done = done
            self._progress(done, self._total)

    def complete(self, outcome: Outcome) -> None:
        """Puts what reading a file gave into its state."""
        state = self._states[outcome.path]
        walked = tuple(p for p in state.problems if p.code in _WALKED)
        self._states[outcome.path] = state._replace(
            id=state.id if outcome.fingerprint else "",
            fingerprint=outcome.fingerprint,
            problems=(*walked, *outcome.problems),
        )


_WALKED = frozenset({NAME_ALIKE})
"""Codes of problems that the walk tells anew each time."""


def _read_problems(state: FileState) -> tuple[Problem, ...]:
    return tuple(problem for problem in state.problems if problem.code not in _WALKED)


def _in_doubt(walk: Walk, seen: _Seen | None) -> Iterable[tuple[str, NoteFile]]:
    """The files of which it is to be asked whether they are as is known."""
    if seen is None:
        return walk.notes.items()
    met = seen.walk.notes
    doubtful = {path: file for path, file in walk.notes.items() if met.get(path) != file}
    return (doubtful | {path: walk.notes[path] for path in seen.others if path in walk.notes}).items()


def _vouched(old: FileState, file: NoteFile) -> bool:
    """Whether a file is as it was, by size and time. What could not be read may be readable now:
    to allow reading changes neither.
    """
    return (
        old.mtime_ns == file.mtime_ns
        and old.size == file.size
        and old.fingerprint != ""
        and old.id in (file.id, "")
    )


def _identities(states: Mapping[str, FileState], paths: Iterable[str]) -> dict[str, tuple[str, str]]:
    """What tells a note by its file; a file that gives no note is not one."""
    found = ((path, states[path]) for path in paths if path in states)
    return {path: (state.id, state.fingerprint) for path, state in found if state.id}


def _gone(before: Known, states: Mapping[str, FileState]) -> set[str]:
    return {path for path, state in before.files.items() if state.id} - {
        path for path, state in states.items() if state.id
    }


def _add_problem(states: dict[str, FileState], problem: Problem) -> None:
    state = states.get(problem.path) or FileState(id="", fingerprint="", size=0, mtime_ns=0)
    others = tuple(p for p in state.problems if p.code != problem.code)
    states[problem.path] = state._replace(problems=(*others, problem))
