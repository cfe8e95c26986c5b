"""The engine on Whoosh: generations written by one, read by any number."""

from __future__ import annotations

import logging
import shutil
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from garden.errors import IndexingError
from garden.model import EMPTY, Field, Problem
from garden.search import analysis, parts, records, schema, snapshot
from garden.search.analysis import Analysis
from garden.search.bounded import BoundedCache
from garden.search.corpus import Corpus
from garden.search.engine import Batch, FileState
from garden.search.generations import DamagedError, Draft, Generations, Sealed
from garden.search.parts import INDEX_NAME, WhooshPartMaker
from garden.search.segment import PostingsCache, Segment
from garden.search.snapshot import WhooshSnapshot
from garden.search.stock import TOC, FileIndex, version
from garden.search.storage import DraftStorage, SealedStorage

_log = logging.getLogger(__name__)

WHOOSH = (2, 7, 4)
"""The one version whose files `postings` reads and writes."""
POSTINGS_KEPT = 32 * 1024 * 1024
"""Bytes of postings held ready for the next question."""
LOCK_SECONDS = 120.0
"""Seconds to wait for another writer; a first index of a large garden takes a minute."""

FILES = "files.json"
_PARTS = "parts"
_REASONS = {
    "analysis": "words are analysed in another way now",
    "schema": "the fields changed",
    "garden": "plugins or settings changed",
    "whoosh": "another Whoosh wrote it",
    "python": "another Python wrote it",
}
"""What differs in a stamp, and how that is said; the first that fits."""


class WhooshEngine:
    """Implements `garden.search.engine.Engine`.

    ``folder`` is where the generations lie; other files there are left alone.
    ``fields`` are the plugins'. ``stamp`` changes whenever something outside this
    room makes other documents of the same notes. ``language`` is the garden's;
    ``link_prefix`` as in `garden.links`. A writer waits ``lock_seconds`` for another.
    ``kind_names`` are what readers call each kind, the word to show first.
    """

    def __init__(
        self,
        folder: Path,
        *,
        fields: Mapping[str, Field] = EMPTY,
        stamp: str = "",
        language: str = "en",
        link_prefix: str = "",
        lock_seconds: float = LOCK_SECONDS,
        kind_names: Mapping[str, Sequence[str]] = EMPTY,
    ) -> None:
        _check_whoosh()
        self._layout = schema.layout(fields.values(), link_prefix=link_prefix)
        self._generations = Generations(folder, lock_seconds=lock_seconds)
        self._analysis = Analysis()
        self._kind_names = kind_names
        self._stamp = {
            "analysis": analysis.stamp(),
            "schema": self._layout.digest(),
            "garden": f"{language} {link_prefix} {stamp}",
            "whoosh": ".".join(map(str, WHOOSH)),
            "python": f"{sys.implementation.cache_tag} {sys.byteorder}",
        }
        self._cache: PostingsCache = BoundedCache(POSTINGS_KEPT, lambda found: found.nbytes)
        self._lock = threading.RLock()
        self._writer: int | None = None
        self._forget()

    def _forget(self) -> None:
        self._token: object = ()
        self._doubted = False
        self._sealed: Sealed | None = None
        self._segments: dict[str, Segment] = {}
        self._snapshot = snapshot.empty(self._layout, self._analysis)
        self._reason = ""

    # --- reading ---------------------------------------------------------------

    def snapshot(self) -> WhooshSnapshot:
        """The newest good generation, opened once and shared; see `Engine.snapshot`."""
        if self._generations.token() != self._token:
            with self._lock:
                self._refresh()
        return self._snapshot

    @property
    def rebuild_reason(self) -> str:
        """Why the next batch must be ``fresh``, or empty."""
        self.snapshot()
        return self._reason

    def _refresh(self) -> None:
        """Opens the best generation; again when another became current meanwhile."""
        for _ in range(3):
            token = self._generations.token()
            if token == self._token:
                return
            complaints = self._open_best()
            if self._generations.token() == token:  # else they may be of what was just removed
                self._token = token
                for complaint in complaints:
                    _log.warning(complaint)
                return

    def _open_best(self) -> list[str]:
        """Opens the newest generation that is sound and made our way; keeps what is open if none is.

        Gives what was wrong with those that were passed over.
        """
        complaints: list[str] = []
        numbers = self._generations.numbers()
        reason = ""
        for number in numbers:
            try:
                manifest = self._generations.manifest(number)
                if manifest.stamp != self._stamp:
                    reason = reason or _difference(manifest.stamp, self._stamp)
                    continue
                if self._sealed is None or manifest.digest != self._sealed.digest:
                    self._open(number)
                elif self._doubted:
                    self._generations.open(number, {})  # it is open already; this is to look at it again
                self._reason = reason
                self._doubted = False
                return complaints
            except DamagedError as error:
                complaints.append(f"Generation {number} of the index is damaged: {error}.")
        gone = "the index was removed" if self._sealed is not None else ""
        self._reason = reason or ("the index was damaged" if numbers else gone)
        return complaints

    def _open(self, number: int) -> None:
        """Opens a generation; DamagedError when it cannot be used."""
        before = self._sealed
        known = {entry: before.files[entry.name] for entry in before.entries.values()} if before else {}
        sealed = self._generations.open(number, known)
        try:
            segments = self._read_segments(sealed)
            corpus = Corpus(list(segments.values()), self._layout)
            files = bytes(sealed.files[FILES])
        except Exception as error:  # whatever Whoosh raises: it cannot be read
            raise DamagedError(f"Whoosh cannot read it ({type(error).__name__}: {error})") from error
        self._snapshot = WhooshSnapshot(
            number, corpus, self._analysis, files=files, kind_names=self._kind_names
        )
        self._sealed = sealed
        self._segments = {name: segment for name, (segment, _) in segments.items()}

    def _read_segments(self, sealed: Sealed) -> dict[str, tuple[Segment, frozenset[int]]]:
        """Segments by name, in Whoosh's order, each with its deleted documents.

        Those that are open already, from the same file, are used again.
        """
        storage, whoosh_schema = SealedStorage(sealed.files), self._layout.whoosh_schema()
        toc = TOC.read(storage, INDEX_NAME, schema=whoosh_schema)
        segments = {}
        for one in toc.segments:
            name = one.segment_id()
            same = self._sealed is not None and all(
                self._sealed.entries.get(file) == sealed.entries[file]
                for file in sealed.entries
                if file.startswith(f"{name}.")
            )
            known = self._segments.get(name) if same else None
            segment = known or Segment(storage, whoosh_schema, one, self._cache)
            segments[name] = (segment, frozenset(one.deleted_docs()))
        return segments

    # --- writing ---------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the one writer's lock; see `Engine.writing`."""
        with self._generations.writing():
            self._writer = threading.get_ident()
            try:
                yield
            finally:
                self._writer = None

    def write(self, batch: Batch) -> int:
        """Publishes a new generation and returns its number; see `Engine.write`.

        A document that cannot be made ready for Whoosh is left out, its file's state
        gets a problem that says so, and the rest goes on; none of it has reached
        Whoosh by then. What Whoosh itself refuses nevertheless, named in the error,
        ends the batch: a refusal spoils the documents beside it.
        """
        if self._writer != threading.get_ident():
            raise IndexingError("The index is written only while its lock is held.")
        if self.rebuild_reason and not batch.fresh:
            raise IndexingError(f"The index must be built anew: {self._reason}.")
        base = None if batch.fresh else self._sealed
        try:
            with self._generations.draft(base) as draft:
                problems = self._write_segments(draft, batch)
                files = _with_problems(batch, problems)
                counts = {"files": len(files), "notes": sum(1 for state in files.values() if state.id)}
                draft.write(FILES, records.from_files(files, batch.attachments))
                number = self._generations.publish(draft, stamp=self._stamp, counts=counts)
        except parts.SourceError as stopped:
            raise stopped.error from None
        except IndexingError:
            self._token, self._doubted = (), True  # its base may be at fault: look at it again
            raise
        self.snapshot()
        return number

    def _write_segments(self, draft: Draft, batch: Batch) -> dict[str, Problem]:
        """Lets Whoosh write; gives the problems of notes left out, by path."""
        storage = DraftStorage(draft.folder)
        whoosh_schema = self._layout.whoosh_schema()
        based = draft.base is not None
        index = FileIndex(storage, whoosh_schema) if based else FileIndex.create(storage, whoosh_schema)
        docs = self._snapshot.corpus.docs if based else {}
        problems: dict[str, Problem] = {}
        adopted = []
        aside = draft.folder / _PARTS
        for part in batch.parts(WhooshPartMaker(aside, self._layout)):
            adopted += parts.adopt(part, draft.folder)
            problems |= part.problems
        if aside.exists():
            shutil.rmtree(aside)
        problems |= parts.write(
            storage,
            index,
            batch.documents,
            self._layout,
            self._analysis,
            docs=docs,
            removed=sorted({docs[note_id] for note_id in batch.removed if note_id in docs}),
            adopted=adopted,
        )
        for name in [name for name in draft.linked if not (draft.folder / name).exists()]:
            del draft.linked[name]  # Whoosh has merged or replaced it
        return problems

    def close(self) -> None:
        """Lets go of files and memory; snapshots still in use keep theirs."""
        with self._lock:
            self._forget()
            self._cache = BoundedCache(POSTINGS_KEPT, lambda found: found.nbytes)


def _with_problems(batch: Batch, problems: dict[str, Problem]) -> dict[str, FileState]:
    """The states of files; one whose note was left out says why, and gives no note."""
    files = dict(batch.files)
    for path, problem in problems.items():
        state = files.get(path) or FileState(id="", fingerprint="", size=0, mtime_ns=0)
        files[path] = replace(state, id="", problems=(*state.problems, problem))
    return files


def _difference(theirs: object, ours: dict[str, str]) -> str:
    stamp = theirs if isinstance(theirs, dict) else {}
    differing = (said for key, said in _REASONS.items() if stamp.get(key) != ours[key])
    return next(differing, "it is of another kind")


def _check_whoosh() -> None:
    if version != WHOOSH:
        found = ".".join(map(str, version))
        raise IndexingError(
            f"Garden needs Whoosh 2.7.4 and found {found}. Remove other packages that bring a module"
            " 'whoosh' (Whoosh-Reloaded, whoosh3), then: pip install --force-reinstall Whoosh==2.7.4"
        )
