"""Brings the kept history up to date: what git has since the last commit seen, else everything."""

from __future__ import annotations

import logging
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from garden.errors import GitError
from garden.history import keeping
from garden.history.annals import Annals
from garden.history.git import Git
from garden.history.keeping import Origin, UnreadableError

if TYPE_CHECKING:
    from garden.history.log import Wanted

NO_GIT = "The notes are not in git, so it is not known who tended them and when."
NO_ANSWER = "The notes are in git, but git cannot be asked here, so it is not known who tended them and when."
EMPTY = "Git has no commit yet, so it is not known who tended the notes and when."
SHALLOW = (
    "This clone has only the latest part of the history, so earlier authors and dates are not known;"
    " `git fetch --unshallow` brings the rest."
)
FAILED = "Git could not be read, so who tended the notes and when is as it was known before: {}"

Progress = Callable[[int, int], None]
"""Told (commits read, commits to read)."""

_TOLD_EVERY = 500
_NO_ID = "exit code 1"

_log = logging.getLogger(__name__)


def bring_up_to_date(
    folder: Path, file: Path, wanted: Wanted, *, anew: bool = False, progress: Progress | None = None
) -> str:
    """Reads what is new of the history of the repository that ``folder`` is in, and keeps it in ``file``.

    Never raises for what git does or says. Gives a sentence on what is not known, if it was
    not said before; ``anew`` forgets what was kept.
    """
    try:
        return _bring_up_to_date(folder, file, wanted, anew, progress)
    except GitError as error:
        return FAILED.format(error)
    except OSError as error:
        return f"The history could not be kept: {error.strerror or error}."


def _bring_up_to_date(folder: Path, file: Path, wanted: Wanted, anew: bool, progress: Progress | None) -> str:
    kept, told = _kept(file)
    is_there = repository_of(folder) is not None
    git = Git.of(folder) if is_there else None
    if git is None and kept and kept.head and is_there:
        raise GitError("there is no git program here, or it finds no repository.")
    origin = _origin(git, folder) if git else Origin()
    notice = _notice(folder, git, origin)
    if not anew and kept == origin and told == notice:
        return ""
    annals = Annals()
    if git and origin.head:
        annals = _annals(git, file, origin, None if anew else kept, wanted, progress)
    keeping.write(file, origin, notice, annals)
    return notice if notice != told else ""


def repository_of(folder: Path) -> Path | None:
    """The top of the repository that a folder is in, if any; to ask git takes a hundred times as long."""
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)


def _kept(file: Path) -> tuple[Origin | None, str]:
    try:
        return keeping.origin_of(file)
    except UnreadableError:
        return None, ""


def _origin(git: Git, folder: Path) -> Origin:
    try:
        said = git.text("rev-parse", "--is-shallow-repository", "--verify", "--quiet", "HEAD^{commit}")
    except GitError as error:
        if not str(error).endswith(_NO_ID):
            raise
        return Origin()
    shallow, head = said.split()
    inside = folder.relative_to(git.folder).as_posix() if folder.is_relative_to(git.folder) else "."
    return Origin(
        head=head,
        shallow=_digest(_edge(git)) if shallow == "true" else "",
        mailmap=_digest(git.folder / ".mailmap"),
        folder="" if inside == "." else f"{inside}/",
    )


def _edge(git: Git) -> Path:
    """Where git keeps which commits are the first ones of a shallow clone."""
    return git.folder / git.text("rev-parse", "--git-path", "shallow").removesuffix("\n")


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def _notice(folder: Path, git: Git | None, origin: Origin) -> str:
    if git is None:
        return NO_GIT if repository_of(folder) is None else NO_ANSWER
    return EMPTY if not origin.head else SHALLOW if origin.shallow else ""


def _annals(
    git: Git, file: Path, origin: Origin, kept: Origin | None, wanted: Wanted, progress: Progress | None
) -> Annals:
    from garden.history.log import commits  # mostly, git has nothing new

    annals, what = _to_go_on_from(git, file, origin, kept)
    total = 0
    for number, commit in enumerate(commits(git, what, wanted), 1):
        annals.add(commit, shallow=bool(origin.shallow))
        if progress and number % _TOLD_EVERY == 0:
            # Counting takes a part of the time that reading does, and most often there are few.
            total = total or int(git.text("rev-list", "--count", "--no-merges", what, "--"))
            progress(min(number, total), total)
    return annals


def _to_go_on_from(git: Git, file: Path, origin: Origin, kept: Origin | None) -> tuple[Annals, str]:
    """What is known already and which commits are not in it; nothing and all where that cannot be said."""
    if kept and kept.head and (kept.shallow, kept.mailmap) == (origin.shallow, origin.mailmap):
        try:
            if git.text("merge-base", "--end-of-options", kept.head, origin.head).strip() == kept.head:
                return keeping.read_annals(file, kept), f"{kept.head}..{origin.head}"
        except GitError as error:  # rewritten, so that the two have nothing in common, or it is gone
            _log.info("The history is read anew: %s", error)
        except UnreadableError as error:
            _log.info("The history is read anew. %s", error)
    return Annals(), origin.head
