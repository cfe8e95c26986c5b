"""The git program, called with fixed options and a fixed environment.

Nothing of what a repository holds or a reader writes decides what is run: no hooks, no
file monitors, no prompts, no pagers, no submodules, no transports but the ones that a
steward can have meant. What comes from outside is given behind ``--end-of-options`` and
``--`` by those who call, and pathspecs are taken as they are written.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Self

from garden.errors import GitError

SECONDS = 30.0
"""That one call may take, unless it is told otherwise."""
BYTES = 64 * 1024 * 1024
"""Of an answer that is read at once."""
_CHUNK = 1 << 16
_SAID = 400
"""Characters of git's own words in a sentence of ours."""
_SECRET = re.compile(r"(?<=://)[^/\s@]*@")
"""In an address: a name and a password, which no log should hold."""

_FIXED = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.quotePath": "false",
    "core.attributesFile": os.devnull,
    "core.pager": "cat",
    "color.ui": "false",
    "fetch.recurseSubmodules": "false",
    "gc.auto": "0",
    "log.showSignature": "false",
    "maintenance.auto": "false",
    "protocol.allow": "never",
    "protocol.https.allow": "always",
    "protocol.ssh.allow": "always",
    "submodule.recurse": "false",
}
_OPTIONS = tuple(part for name, value in _FIXED.items() for part in ("-c", f"{name}={value}"))
_AS_IT_IS = ("--no-ext-diff", "--no-textconv")
"""Differences are shown by git itself."""
_DIFFERENCES = frozenset({"diff", "diff-tree", "log", "show"})
_ENVIRONMENT = {
    "GIT_ASKPASS": "",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_SSH_COMMAND": "ssh -oBatchMode=yes",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C.UTF-8",
    "SSH_ASKPASS": "",
}
_KEPT = ("PATH", "HOME", "SSH_AUTH_SOCK", "SYSTEMROOT", "USERPROFILE", "TMPDIR", "TEMP")
"""Of the environment: where programs are, and whose keys and name these are."""


class Git:
    """One repository."""

    def __init__(self, folder: Path, *, program: str = "git") -> None:
        """``folder`` is its working tree; see `of` for finding it."""
        self.folder = folder
        self._program = program

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        """The repository that a folder is in; None where there is none, or no git.

        Raises GitError where git refuses to say, as it does for a repository of another user.
        """
        program = shutil.which("git")
        if program is None:
            return None
        try:
            said = cls(folder, program=program).text("rev-parse", "--show-toplevel")
        except GitError as error:
            if "not a git repository" in str(error):
                return None
            raise
        return cls(Path(said.removesuffix("\n")), program=program) if said.strip() else None

    def private_folder(self) -> Path:
        """Where git keeps what is its own: ``HEAD``, locks. Raises GitError."""
        usual = self.folder / ".git"
        if usual.is_dir() and not usual.is_symlink():
            return usual  # to ask takes a hundred times as long
        return Path(self.text("rev-parse", "--absolute-git-dir").removesuffix("\n"))

    def text(self, *arguments: str, seconds: float = SECONDS) -> str:
        """What git answers, as text; bytes that are none become U+FFFD. Raises GitError."""
        return self.run(*arguments, seconds=seconds).decode("utf-8", "replace")

    def run(
        self,
        *arguments: str,
        put: bytes = b"",
        seconds: float = SECONDS,
        most: int = BYTES,
        files: bool = False,
    ) -> bytes:
        """What git answers to ``put``.

        ``files`` lets it speak with repositories that are folders of this machine. Raises GitError
        when it fails, takes longer than ``seconds`` or says more than ``most`` bytes.
        """
        with self._started(arguments, put, seconds, files) as answer:
            data = answer.read(most + 1)
            if len(data) > most:
                raise GitError(
                    f"git {arguments[0]} said more than {most // 1024 // 1024} MB; it was stopped."
                )
        return data

    def stream(self, *arguments: str, seconds: float = SECONDS) -> Iterator[bytes]:
        """What git answers, in pieces as they come. Raises GitError, at the end when git fails there."""
        with self._started(arguments, b"", seconds, files=False) as answer:
            while chunk := answer.read(_CHUNK):
                yield chunk

    @contextmanager
    def _started(
        self, arguments: tuple[str, ...], put: bytes, seconds: float, files: bool
    ) -> Iterator[IO[bytes]]:
        name, *rest = arguments
        plain = _AS_IT_IS if name in _DIFFERENCES else ()
        command = [self._program, *_OPTIONS, *(_FILES if files else ()), name, *plain, *rest]
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        try:
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                env={**kept, **_ENVIRONMENT},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:  # gone since it was found; a name with a zero byte
            raise GitError(f"git {arguments[0]} could not be run: {error}.") from error
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            _kill(process)

        timer = threading.Timer(seconds, stop)
        timer.start()
        complaints: list[bytes] = []
        # What it complains and what it is given must not wait for what it answers.
        listening = threading.Thread(target=_keep_end, args=(process.stderr, complaints))
        giving = threading.Thread(target=_give, args=(process.stdin, put))
        listening.start()
        giving.start()
        try:
            yield process.stdout
            code = process.wait()
        finally:
            _kill(process)
            timer.cancel()
            process.wait()
            listening.join()
            giving.join()
            process.stdout.close()
        if late.is_set():
            raise GitError(f"git {arguments[0]} took longer than {seconds:.0f} seconds; it was stopped.")
        if code:
            said = _SECRET.sub("", b"".join(complaints).decode("utf-8", "replace")).strip()[-_SAID:]
            raise GitError(f"git {arguments[0]} failed: {' '.join(said.split()) or f'exit code {code}'}")


_FILES = ("-c", "protocol.file.allow=always")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a program and whatever it has begun."""
    with contextlib.suppress(OSError):  # it has ended
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _keep_end(stream: IO[bytes], kept: list[bytes]) -> None:
    """Reads to the end, and keeps the last piece or two."""
    with stream:
        while chunk := stream.read1(_CHUNK):  # type: ignore[attr-defined]
            kept[:] = [*kept[-1:], chunk]


def _give(stream: IO[bytes], data: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), stream:  # it did not want all of it
        stream.write(data)
