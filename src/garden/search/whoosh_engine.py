"""The engine on Whoosh: generations written by one, read by any number.

Whoosh and NumPy take 0.2 s to import, so that is done where they are first needed: whoever
looks whether anything changed, and finds that nothing has, needs neither.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from garden.errors import IndexingError, LockTimeoutError
from garden.model import EMPTY, Field, Problem
from garden.search.bounded import BoundedCache
from garden.search.engine import Batch, FileState, Known, notes_among
from garden.search.index import merging, schema
from garden.search.index.file_records import NO_FILES, FileRecords, Files
from garden.search.index.generations import DamagedError, Generations, Sealed
from garden.search.words import analysis
from garden.search.words.analysis import Analysis

if TYPE_CHECKING:
    from garden.search.index.segment import PostingsCache, Segment
    from garden.search.snapshot import WhooshSnapshot

_log = logging.getLogger(__name__)

WHOOSH = "2.7.4"
_POSTINGS_KEPT = 16 * 1024 * 1024
"""Bytes of postings held ready for the next question ..."""
_SHARE_KEPT = 8
"""... or, where that is more, one of so many of the index."""
_LOCK_SECONDS = 120.0
"""Seconds to wait for another writer; a first index of a large garden takes a minute."""

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
    ``kind_names`` are what readers call each kind, the word to show first, and ``apart``
    the kinds that stand apart from what the garden is about.
    """

    def __init__(
        self,
        folder: Path,
        *,
        fields: Mapping[str, Field] = EMPTY,
        stamp: str = "",
        language: str = "en",
        link_prefix: str = "",
        lock_seconds: float = _LOCK_SECONDS,
        kind_names: Mapping[str, Sequence[str]] = EMPTY,
        apart: Iterable[str] = (),
    ) -> None:
        self._layout = schema.layout(
            fields.values(), link_prefix=link_prefix, kind_names=kind_names, apart=apart
        )
        self._generations = Generations(folder, lock_seconds=lock_seconds)
        self._analysis = Analysis()
        self._stamp = {
            "analysis": analysis.stamp(),
            "schema": self._layout.digest(),
            "garden": f"{language} {link_prefix} {stamp}",
            "whoosh": WHOOSH,
            "python": f"{sys.implementation.cache_tag} {sys.byteorder}",
        }
        self._cache = _cache()
        self._lock = threading.RLock()
        self._writer: int | None = None
        self._trusting = True
        self._forget()

    def _forget(self) -> None:
        self._token: object = ()
        self._doubted = False
        self._sealed: Sealed | None = None
        self._segments: dict[str, Segment] = {}
        self._snapshot: WhooshSnapshot | None = None
        self._known: tuple[Sealed | None, Known] | None = None
        self._reason = ""

    # --- reading ---------------------------------------------------------------

    def known(self) -> Known:
        """What the newest good generation knows of files; see `Engine.known`."""
        with self._lock:
            self._refresh()
            sealed, reason, known = self._sealed, self._reason, self._known
            if known is None or known[0] is not sealed or known[1].rebuild_reason != reason:
                kept = FileRecords.of(sealed.files) if sealed else NO_FILES
                files, attachments = self._files_of(sealed, kept)
                number = sealed.number if sealed else 0
                known = sealed, Known(number, files, attachments, rebuild_reason=reason)
                self._known = known
            return known[1]

    def _files_of(self, sealed: Sealed | None, kept: FileRecords) -> Files:
        """What is kept of files in a generation; not read twice where it is the newest."""
        known = self._known
        if known is not None and known[0] is sealed:
            return known[1].files, known[1].attachments
        try:
            return kept.read()
        except Exception:
            if not self._reason:
                raise
            return NO_FILES.read()  # it was damaged after it was opened, and all is to be indexed anew

    def snapshot(self) -> WhooshSnapshot:
        """The newest good generation, opened once and shared; see `Engine.snapshot`."""
        made = self._snapshot
        if made is None or self._generations.token() != self._token:
            with self._lock:
                self._refresh()
                made = self._snapshot or self._read()
        return made

    @property
    def rebuild_reason(self) -> str:
        """Why the next batch must be ``fresh``, or empty."""
        with self._lock:
            self._refresh()
            return self._reason

    def look_again(self) -> None:
        """Reads all files of what is open; see `Engine.look_again`."""
        with self._lock:
            self._refresh()
            sealed = self._sealed
        if sealed is None or self._generations.is_whole(sealed):  # meanwhile, questions are answered
            return
        with self._lock:
            self._doubted = True
            self._segments, self._cache = {}, _cache()  # of what may never have been written
            self._generations.forget()
            self._refresh(again=True)

    def _refresh(self, *, again: bool = False) -> None:
        """Opens the best generation if another became current; and again if one does meanwhile."""
        for _ in range(3):
            token = self._generations.token()
            if token == self._token and not again:
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
                if self._doubted or self._sealed is None or manifest.digest != self._sealed.digest:
                    self._open(number)
                self._reason = reason
                self._doubted = False
                return complaints
            except DamagedError as error:
                complaints.append(f"Generation {number} of the index is damaged: {error}.")
        gone = "the index was removed" if self._sealed is not None else ""
        self._reason = reason or ("the index was damaged" if numbers else gone)
        return complaints

    def _open(self, number: int) -> None:
        """Opens a generation; DamagedError when it cannot be used.

        One that another process has read is read when the first question is asked.
        """
        sealed = self._generations.open(number, self._sealed, anew=self._doubted)
        if sealed.remembered and self._trusting and self._snapshot is None:
            self._sealed = sealed
        else:
            self._make_snapshot(sealed)
            self._generations.remember(sealed)

    def _read(self) -> WhooshSnapshot:
        """The snapshot of what was found to be the best generation, which is not yet read."""
        if self._sealed is not None:
            try:
                return self._make_snapshot(self._sealed)
            except DamagedError:  # though it was remembered to be good
                self._generations.forget()
                self._forget()
                self._trusting = False
                self._refresh()
        from garden.search import snapshot

        self._snapshot = self._snapshot or snapshot.empty(self._layout, self._analysis)
        return self._snapshot

    def _make_snapshot(self, sealed: Sealed) -> WhooshSnapshot:
        from garden.search import snapshot, stock
        from garden.search.documents.corpus import Corpus
        from garden.search.index import segment

        stock.check_version()
        try:
            segments = segment.segments_of(sealed, self._layout, self._cache, self._sealed, self._segments)
            self._cache.limit = max(_POSTINGS_KEPT, sum(map(len, sealed.files.values())) // _SHARE_KEPT)
            corpus = Corpus(list(segments.values()), self._layout)
            files = partial(self._files_of, sealed, FileRecords.of(sealed.files))
        except Exception as error:  # whatever Whoosh raises: it cannot be read
            raise DamagedError(f"Whoosh cannot read it ({type(error).__name__}: {error})") from error
        self._snapshot = snapshot.WhooshSnapshot(sealed.number, corpus, self._analysis, files=files)
        self._sealed = sealed
        self._segments = {name: segment for name, (segment, _) in segments.items()}
        return self._snapshot

    # --- writing ---------------------------------------------------------------

    @contextmanager
    def writing(self, *, waits: bool = True) -> Iterator[None]:
        """Holds the one writer's lock; see `Engine.writing`. Without ``waits``, another's ends it at once."""
        with self._generations.writing(waits=waits):
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
        from garden.search.index.drafting import SourceError

        try:
            known = self._publish(batch)
        except SourceError as stopped:
            raise stopped.error from None
        except Exception:
            if not batch.fresh:
                self.look_again()  # what it was begun from may be at fault
            raise
        self._keep_known(known)
        return known.generation

    def _publish(self, batch: Batch) -> Known:
        from garden.search.index import drafting

        docs = {} if batch.fresh else self.snapshot().corpus.docs
        base = None if batch.fresh else self._sealed
        before = self.known() if base else None
        with self._generations.draft(base) as draft:
            problems = drafting.write_segments(draft, batch, self._layout, self._analysis, docs)
            files = _with_problems(batch, problems)
            counts = {"files": len(files), "notes": notes_among(files), **drafting.counts(draft)}
            kept = FileRecords.of(base.files) if base else NO_FILES
            for name, data in kept.changes(before, files, batch.attachments).items():
                draft.write(name, data)
            number = self._generations.publish(draft, stamp=self._stamp, counts=counts)
        return Known(number, files, frozenset(batch.attachments), rebuild_reason="")

    def _keep_known(self, known: Known) -> None:
        """What was just published need not be read to be known, if it is what is open now."""
        if self.snapshot().generation == known.generation:
            self._known = self._sealed, known._replace(rebuild_reason=self._reason)
        else:  # it could not be opened, nor may what it took over from the one that is
            self.look_again()

    def purge(self) -> None:
        """Keeps nothing on disk of older generations; see `Engine.purge`."""
        with self.writing():
            self._generations.forget_older()

    def tidy(self, *, wholly: bool = False) -> bool:
        """Merges segments, where there are too many; see `Engine.tidy`."""
        if not self._is_untidy(wholly):
            return False
        try:
            with self.writing(waits=False):
                return self._is_untidy(wholly) and self._merge(wholly)
        except LockTimeoutError:
            return False  # whoever is writing will tidy as well

    def _is_untidy(self, wholly: bool) -> bool:
        """Whether there are too many segments, or most of what is in them was deleted."""
        with self._lock:
            self._refresh()
            sealed = self._sealed
        if sealed is None or self._reason:
            return False
        segments, counts = sum(name.endswith(".seg") for name in sealed.entries), sealed.counts
        return merging.is_untidy(
            segments,
            documents=counts["documents"],
            notes=counts["notes"],
            largest=counts["largest"],
            wholly=wholly,
        )

    def _merge(self, wholly: bool) -> bool:
        from garden.search.index import drafting

        base, known = self._sealed, self.known()
        assert base is not None
        self.look_again()  # what a merge reads wrongly is written as if it were right
        if self._sealed is not base or self._reason:
            raise IndexingError("The index was damaged, and is put in order once it was made good.")
        with self._generations.draft(base) as draft:
            drafting.merge_segments(draft, self._layout, wholly=wholly)
            counts = {**base.counts, **drafting.counts(draft)}
            number = self._generations.publish(draft, stamp=self._stamp, counts=counts)
        self._keep_known(known._replace(generation=number))
        return True

    def close(self) -> None:
        """Lets go of files and memory; snapshots still in use keep theirs."""
        with self._lock:
            self._forget()
            self._cache = _cache()


def _cache() -> PostingsCache:
    return BoundedCache(_POSTINGS_KEPT, lambda found: found.nbytes)


def _with_problems(batch: Batch, problems: dict[str, Problem]) -> dict[str, FileState]:
    """The states of files; one whose note was left out says why, and gives no note."""
    files = dict(batch.files)
    for path, problem in problems.items():
        state = files.get(path) or FileState(id="", fingerprint="", size=0, mtime_ns=0)
        files[path] = state._replace(id="", problems=(*state.problems, problem))
    return files


def _difference(theirs: object, ours: dict[str, str]) -> str:
    stamp = theirs if isinstance(theirs, dict) else {}
    differing = (said for key, said in _REASONS.items() if stamp.get(key) != ours[key])
    return next(differing, "it is of another kind")
