"""Generations of an index on disk: written aside, sealed, switched to, thrown away.

    FOLDER/                 mode 0700, in the user's cache
      CURRENT               one line: gen-7
      CHECKED               which files were checked already; see `remembered`
      LOCK                  held by the one writer
      gen-7/                never changed once it has this name
        MANIFEST.json       every other file with size and SHA-256; stamp; counts
        files.json  later.json  *.seg  *.toc
      gen-6/                the one before, for who still reads it, and to fall back on
      new-.../              in the making; whoever finds it while holding LOCK removes it

Index files hold pickles, so nothing is handed to Whoosh that its manifest does not
vouch for, and what was checked is what is read: the same mapped memory. Files that
did not change are hard links to those of the generation before.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from garden.errors import IndexingError, LockTimeoutError
from garden.search.index import remembered
from garden.search.index.mapping import let_go, mapped, mapped_with_state

MANIFEST, CURRENT, LOCK = "MANIFEST.json", "CURRENT", "LOCK"
KEPT = 2
FORMAT = 1
"""Of the folder itself; another one is not read."""
_NAME = re.compile(r"gen-([1-9][0-9]{0,17})")
_DRAFT = "new-"
_MANIFEST_LIMIT = 16 * 1024 * 1024


class DamagedError(Exception):
    """A generation cannot be used; says why. Never leaves this room."""


class Entry(NamedTuple):
    """A file of a generation as its manifest has it."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class Sealed:
    """A generation that was checked: its manifest and its files, mapped."""

    number: int
    digest: str
    """Of the manifest: two generations of one number can be told apart."""
    stamp: Mapping[str, str]
    counts: Mapping[str, int]
    entries: Mapping[str, Entry]
    files: Mapping[str, memoryview]
    states: Mapping[str, os.stat_result]
    """Of the files, as they were mapped."""
    remembered: bool = False
    """Whether some process has checked these very files before, and read what they hold."""


@dataclass(slots=True)
class Draft:
    """A generation in the making."""

    folder: Path
    base: int | None
    """The generation it was begun from."""
    linked: dict[str, Entry] = field(default_factory=dict)
    """Files taken over from it."""

    def write(self, name: str, data: bytes) -> None:
        """Puts a file in, instead of one taken over."""
        self.linked.pop(name, None)
        (self.folder / name).unlink(missing_ok=True)
        with (self.folder / name).open("xb") as file:
            file.write(data)


class Generations:
    """The folder of an index."""

    def __init__(self, folder: Path, *, lock_seconds: float) -> None:
        self.folder = folder
        self._current_file = folder / CURRENT
        self._seconds = lock_seconds
        self._made: tuple[str, Mapping[str, list[int]]] = "", {}
        """The digest of the manifest written last, and the signatures of the files digested for it."""

    # --- reading ---------------------------------------------------------------

    def token(self) -> tuple[int, int, int] | None:
        """Changes whenever another generation becomes current; None when there is none."""
        try:
            state = os.lstat(self._current_file)
        except OSError:
            return None
        return state.st_ino, state.st_mtime_ns, state.st_size

    def numbers(self) -> list[int]:
        """Generations to try, best first: the current one, those before it, then any other."""
        there, current = self._there(), self._current()
        last = current if current in there else max(there, default=0)
        return sorted(there, key=lambda number: (number > last, -number))

    def manifest(self, number: int) -> Sealed:
        """A generation's manifest with no file opened; DamagedError when it is none."""
        folder = self._folder(number)
        try:
            self._vouch_for(folder)
            kept = json.loads(bytes(mapped(folder / MANIFEST, at_most=_MANIFEST_LIMIT)))
            body, digest = kept["body"], remembered.digest_of(kept["body"])
            if kept["sha256"] != digest or body["generation"] != number or body["format"] != FORMAT:
                raise DamagedError("its manifest does not add up")
            entries = {e["name"]: Entry(e["name"], e["size"], e["sha256"]) for e in body["files"]}
            return Sealed(number, digest, body["stamp"], body["counts"], entries, {}, {})
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise DamagedError(f"its manifest cannot be read ({error})") from None

    def open(self, number: int, known: Sealed | None = None, *, anew: bool = False) -> Sealed:
        """Maps and checks all files of a generation; DamagedError when one is not as it was written.

        A file that ``known``, which is open in this process, has too was checked for that one,
        what `remembered` tells of was checked before, and what this process has published was
        read as the manifest was made, unless all are to be checked ``anew``.
        """
        sealed = self.manifest(number)
        folder = self._folder(number)
        before = {} if anew else remembered.recall(self.folder, sealed.digest)
        digest, made = self._made
        made = made if digest == sealed.digest else {}
        files, states = {}, {}
        try:
            there = {path.name for path in folder.iterdir()} - {MANIFEST}
            if there != set(sealed.entries):
                raise DamagedError("it holds other files than its manifest says")
            for name, entry in sealed.entries.items():
                files[name], states[name] = mapped_with_state(folder / name)
                found = remembered.signature(states[name])
                if anew or (
                    found not in (before.get(name), made.get(name))
                    and not (known is not None and _is_same(known, entry, states[name]))
                ):
                    _check(entry, files[name])
        except OSError as error:
            raise DamagedError(f"a file cannot be read ({error})") from None
        all_known = all(remembered.signature(state) == before.get(name) for name, state in states.items())
        return replace(sealed, files=files, states=states, remembered=all_known)

    def is_whole(self, sealed: Sealed) -> bool:
        """Whether the files of an open generation are still in their places, and as they were written."""
        try:
            found = self.open(sealed.number, anew=True)
        except DamagedError:
            return False
        return found.digest == sealed.digest and all(
            os.path.samestat(state, sealed.states[name]) for name, state in found.states.items()
        )

    def remember(self, sealed: Sealed) -> None:
        """Spares other processes the check of a generation that was checked, and read, in this one."""
        if not sealed.remembered:
            remembered.keep(self.folder, sealed.digest, sealed.states)

    def forget(self) -> None:
        """Lets the next process check everything."""
        remembered.forget(self.folder)

    def _there(self) -> set[int]:
        try:
            names = [path.name for path in self.folder.iterdir()]
        except OSError:
            return set()
        return {int(match[1]) for name in names if (match := _NAME.fullmatch(name))}

    def _current(self) -> int | None:
        try:
            line = bytes(mapped(self._current_file, at_most=64)).decode("ascii", "replace")
        except OSError:
            return None
        match = _NAME.fullmatch(line.strip())
        return int(match[1]) if match else None

    def _folder(self, number: int) -> Path:
        return self.folder / f"gen-{number}"

    def _vouch_for(self, folder: Path) -> None:
        """Refuses a folder that another could have filled (POSIX)."""
        state = folder.lstat()
        if not stat.S_ISDIR(state.st_mode):
            raise DamagedError("it is no folder")
        if hasattr(os, "geteuid") and (state.st_uid not in (0, os.geteuid()) or state.st_mode & 0o022):
            raise DamagedError("others may write into it")

    # --- writing ---------------------------------------------------------------

    @contextmanager
    def writing(self, *, waits: bool = True) -> Iterator[None]:
        """Holds the lock and clears what a killed writer left; LockTimeoutError where another has it.

        Waits for that one for a while, if this ``waits`` at all.
        """
        from filelock import FileLock, Timeout  # brings asyncio; only writers need it

        with _telling("made", self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            lock = FileLock(self.folder / LOCK, timeout=self._seconds if waits else 0, mode=0o600)
            try:
                lock.acquire()
            except Timeout:  # an OSError as well
                raise LockTimeoutError(
                    f"Another process has been writing the index for {self._seconds:.0f} seconds"
                    f" ({self.folder / LOCK}). Try again when it is done."
                ) from None
        try:
            self._clear(self._kept())
            yield
        finally:
            lock.release()

    @contextmanager
    def draft(self, base: Sealed | None) -> Iterator[Draft]:
        """A folder for a new generation, with the files of ``base``; removed unless published."""
        draft = Draft(self.folder / f"{_DRAFT}{os.urandom(8).hex()}", base.number if base else None)
        try:
            with _telling("written", self.folder):
                draft.folder.mkdir(mode=0o700)
                self._keep_private(draft.folder)
                if base is not None:
                    self._take_over(base, draft)
                yield draft
        finally:
            shutil.rmtree(draft.folder, ignore_errors=True)

    def _keep_private(self, folder: Path) -> None:
        """Refuses file systems that know no owners: what lies there could not be vouched for."""
        try:
            self._vouch_for(folder)
        except DamagedError as error:
            raise IndexingError(
                f"The index cannot be kept in {self.folder}: {error}."
                " Set GARDEN_CACHE to a folder where only you can write."
            ) from None

    def _take_over(self, base: Sealed, draft: Draft) -> None:
        """Links the files of ``base``; where there are no hard links, copies count as new files."""
        for name, entry in base.entries.items():
            source = self._folder(base.number) / name
            try:
                os.link(source, draft.folder / name, follow_symlinks=False)
                draft.linked[name] = entry
            except OSError:
                shutil.copyfile(source, draft.folder / name, follow_symlinks=False)

    def publish(self, draft: Draft, *, stamp: Mapping[str, str], counts: Mapping[str, int]) -> int:
        """Seals a draft, makes it current and removes what is too old; gives its number.

        Everything is on the disk before `CURRENT` names it.
        """
        number = max(self._there(), default=0) + 1
        new = [path for path in sorted(draft.folder.iterdir()) if path.name not in draft.linked]
        sealed = {path.name: _sealed(path) for path in new}
        entries = {**draft.linked, **{name: entry for name, (entry, _) in sealed.items()}}
        body = {
            "format": FORMAT,
            "generation": number,
            "stamp": dict(stamp),
            "counts": dict(counts),
            "files": [entry._asdict() for _, entry in sorted(entries.items())],
        }
        manifest = {"body": body, "sha256": (digest := remembered.digest_of(body))}
        _write(draft.folder / MANIFEST, json.dumps(manifest, indent=1).encode())
        _sync(draft.folder)
        draft.folder.rename(self._folder(number))
        _sync(self.folder)
        self._made = digest, {name: remembered.signature(state) for name, (_, state) in sealed.items()}
        aside = self.folder / f"{_DRAFT}{os.urandom(8).hex()}"
        _write(aside, f"gen-{number}\n".encode())
        aside.replace(self._current_file)
        _sync(self.folder)
        self._clear([number, draft.base] if draft.base else self._kept())
        return number

    def forget_older(self) -> None:
        """Removes all generations but the current one; only while the lock is held."""
        self._clear(self._kept()[:1])

    def _kept(self) -> list[int]:
        """The current generation and the one before; none that was made and never switched to."""
        numbers = self.numbers()
        return [number for number in numbers[:KEPT] if number <= numbers[0]]

    def _clear(self, numbers: Iterable[int]) -> None:
        """Removes what killed writers left, and all generations but these."""
        keep = {f"gen-{number}" for number in numbers}
        for path in list(self.folder.iterdir()):
            if path.name.startswith(_DRAFT) or (_NAME.fullmatch(path.name) and path.name not in keep):
                _remove(path)


def _is_same(known: Sealed, entry: Entry, state: os.stat_result) -> bool:
    """Whether it is the file that was checked for ``known``; linking it again has changed its last time."""
    if known.entries.get(entry.name) != entry:
        return False
    return remembered.signature(known.states[entry.name])[:-1] == remembered.signature(state)[:-1]


def _check(entry: Entry, view: memoryview) -> None:
    if len(view) != entry.size or hashlib.sha256(view).hexdigest() != entry.sha256:
        raise DamagedError(f"{entry.name} is not as it was written")
    let_go(view)


def _sealed(path: Path) -> tuple[Entry, os.stat_result]:
    """A new file of a draft for the manifest, put on the disk and digested, with its state before that."""
    with path.open("rb") as file:
        state = os.fstat(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
        return Entry(path.name, state.st_size, digest), state


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Puts a folder's names on the disk; Windows has no way to, and no need."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _telling(done: str, folder: Path) -> Iterator[None]:
    """Turns what the file system refuses into a sentence."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        hint = " Free some space and try again." if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
        raise IndexingError(
            f"The index could not be {done} in {folder}: {why}.{hint} The last good index stays as it was."
        ) from error
