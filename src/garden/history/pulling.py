"""Brings a working tree up to what a remote branch has: by fast-forward, or not at all.

Nothing is merged, rebased or thrown away, and whoever may push notes may not push code by
it: a commit that changes what is run is not taken until it is asked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from garden.characters import printable
from garden.errors import GitError
from garden.history.git import Git

CODE = ("garden.toml", "plugins", "templates")
"""What is run, or decides what is run."""
FETCH_SECONDS = 300.0
CHECKOUT_SECONDS = 300.0
_FETCHED = "refs/garden/fetched"
"""What was fetched; the remote's own ref stays at what was taken."""
_LOOKED_AT = 200
"""Commits among which the last one is looked for that may be taken."""
_NAMED = 3

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What became of it."""

    folder: Path
    """The repository's top."""
    before: str
    """Full id of the commit that was checked out."""
    after: str
    """Of the one that is now."""
    commits: int
    """How many were taken."""
    paths: tuple[str, ...]
    """What they changed, in the repository."""
    unpushed: int
    """Commits here that the remote does not have."""
    held: str
    """Why not all was taken, in a sentence; or empty."""
    code: bool
    """Whether what is run has changed."""

    def within(self, folder: Path) -> frozenset[str] | None:
        """What they changed in a folder, as seen from there; None for a folder outside the repository."""
        if not folder.is_relative_to(self.folder):
            return None
        inside = folder.relative_to(self.folder).as_posix()
        before = "" if inside == "." else f"{inside}/"
        return frozenset(path.removeprefix(before) for path in self.paths if path.startswith(before))


def pull(
    root: Path, *, remote: str, branch: str = "", local: bool = False, trust_code: bool = False
) -> Pulled:
    """Fetches, and moves on as far as that is safe, in the repository that the garden at ``root`` is in.

    ``branch`` must be checked out; empty is whichever is. ``local`` lets the remote be a
    folder of this machine. Raises GitError with what to do.
    """
    git = Git.of(root)
    if git is None:
        raise GitError("This garden is in no git repository, or git is not installed.")
    _refuse_locked(git)
    branch = _checked_out(git, branch)
    _check_remote(git, remote, local)
    before = _id(git, "HEAD")
    with ThreadPoolExecutor(max_workers=1) as beside:
        is_clean = beside.submit(_refuse_dirty, git)  # a look at every file: it need not come on top
        try:
            git.run(
                *("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head"),
                *("--refmap=", "--upload-pack=git-upload-pack", "--end-of-options"),
                *(remote, f"+refs/heads/{branch}:{_FETCHED}"),
                seconds=FETCH_SECONDS,
                files=local,
            )
        finally:
            is_clean.result()
    newest = _id(git, _FETCHED)
    own, new = _apart(git, before, newest)
    if own and new:
        _refuse_parted(git, before, remote, branch, own, new)
    if own:  # the remote has only not got them yet
        newest = before
    code = _code_places(root, git.folder)
    paths, held = _changed(git, before, newest), ""
    after = newest
    if not trust_code and any(_is_code(path, code) for path in paths):
        after, held = _as_far_as_safe(git, before, newest, code)
        new, paths = _count(git, before, after), _changed(git, before, after)
    if after != before:
        git.run(
            *("merge", "--ff-only", "--quiet", "--no-autostash", "--no-overwrite-ignore", "--no-stat"),
            *("--end-of-options", after),
            seconds=CHECKOUT_SECONDS,
            files=local,
        )
        git.run("update-ref", "--end-of-options", f"refs/remotes/{remote}/{branch}", after)
    return Pulled(
        folder=git.folder,
        before=before,
        after=after,
        commits=new,
        paths=paths,
        unpushed=own,
        held=held,
        code=any(_is_code(path, code) for path in paths),
    )


# --- what must be so ------------------------------------------------------------------


def _refuse_locked(git: Git) -> None:
    lock = git.private_folder() / "index.lock"
    if lock.exists():
        raise GitError(
            f"Git is at work in this garden, or was ended before it was done: '{lock}' is there. "
            "If no git is running, delete that file."
        )


def _checked_out(git: Git, wanted: str) -> str:
    try:
        found = git.text("symbolic-ref", "--quiet", "--short", "HEAD").strip()
    except GitError:
        raise GitError("No branch is checked out. Check one out, for example: git switch main") from None
    if wanted and found != wanted:
        raise GitError(
            f"The branch '{found}' is checked out, and garden.toml says to follow '{wanted}'. "
            f"Check it out: git switch {wanted}"
        )
    return found


def _refuse_dirty(git: Git) -> None:
    said = git.text(
        "status", "--porcelain", "-z", "--untracked-files=no", "--ignore-submodules=all", "--no-renames"
    )
    names = [entry[3:] for entry in said.split("\0") if entry]
    if names:
        raise GitError(
            f"There are changes here that are not committed ({_named(names)}). "
            "Commit them, or put them away: git stash"
        )


def _check_remote(git: Git, remote: str, local: bool) -> None:
    try:
        address = git.text("remote", "get-url", remote).strip()
    except GitError:
        raise GitError(
            f"There is no remote '{remote}'. Add it: git remote add {remote} ADDRESS; "
            "or name another under [sync] in garden.toml."
        ) from None
    if not local and (":" not in address or address.startswith(("/", ".", "~", "file:"))):
        raise GitError(
            f"The remote '{remote}' is a folder of this machine. If that is meant, "
            "write 'local = true' under [sync] in garden.toml."
        )


def _refuse_parted(git: Git, here: str, remote: str, branch: str, own: int, new: int) -> None:
    """Tells that both have gone their own way, so many commits each, and what to do."""
    taken = git.text("for-each-ref", "--format=%(objectname)", f"refs/remotes/{remote}/{branch}").strip()
    if taken and _leads_to(git, here, taken):
        raise GitError(
            f"The history of '{branch}' was written anew at '{remote}' (a forced push); what is here is "
            f"no part of it any more. Look at it: git log {_FETCHED}. If it is right, take it as it "
            f"is: git reset --hard {_FETCHED}"
        )
    raise GitError(
        f"'{branch}' has gone two ways: {_commits(own)} here that '{remote}' does not have, and "
        f"{_commits(new)} there. Put yours on top: git pull --rebase {remote} {branch}"
    )


# --- code ---------------------------------------------------------------------------------


def _as_far_as_safe(git: Git, before: str, newest: str, code: Collection[Parts]) -> tuple[str, str]:
    """The last commit on the way that leaves code alone, and why no later one is taken."""
    way = git.text(
        "rev-list", "--first-parent", "--reverse", "--end-of-options", f"{before}..{newest}", "--"
    ).split()
    safe, stop = before, newest
    for commit in way[:_LOOKED_AT]:
        if not _leads_to(git, before, commit):
            continue
        if _code_among(git, before, commit, code):
            stop = commit
            break
        safe = commit
    names = _code_among(git, before, stop, code)
    return safe, (
        f"Stopped before commit {stop[:10]}, which changes {_named(names)}: that is code, or decides what "
        f"code is run here. Read it (git show {stop[:10]}), and if it is right: garden sync --trust-code"
    )


def _code_places(root: Path, top: Path) -> frozenset[Parts]:
    """Where code lies in the repository, and where links among it lead."""
    places = [root / name for name in CODE]
    links = [path for place in places for path in place.rglob("*") if path.is_symlink()]
    found = {*places, *(path.resolve() for path in (*places, *links))}
    return frozenset(_folded(path.relative_to(top).as_posix()) for path in found if path.is_relative_to(top))


def _code_among(git: Git, before: str, after: str, code: Collection[Parts]) -> list[str]:
    return [path for path in _changed(git, before, after) if _is_code(path, code)]


def _is_code(path: str, code: Collection[Parts]) -> bool:
    parts = _folded(path)
    return any(parts[: len(place)] == place for place in code)


def _folded(path: str) -> Parts:
    """A path as file systems may take it that tell neither case nor form apart."""
    return tuple(_folded_name(name) for name in path.split("/") if name != ".")


def _folded_name(name: str) -> str:
    seen = (letter for letter in unicodedata.normalize("NFC", name) if unicodedata.category(letter) != "Cf")
    return "".join(seen).rstrip(". ").casefold()


# --- asking git -------------------------------------------------------------------------------


def _id(git: Git, name: str) -> str:
    try:
        return git.text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").split()[
            -1
        ]
    except GitError:
        raise GitError("There is no commit here yet. Begin with: git clone ADDRESS") from None


def _leads_to(git: Git, one: str, other: str) -> bool:
    """Whether one commit is another one's ancestor, or the same."""
    return not git.text("rev-list", "--max-count=1", "--end-of-options", f"{other}..{one}", "--").strip()


def _apart(git: Git, one: str, other: str) -> tuple[int, int]:
    """How many commits each of two has that the other one lacks."""
    said = git.text("rev-list", "--count", "--left-right", "--end-of-options", f"{one}...{other}", "--")
    left, right = said.split()
    return int(left), int(right)


def _count(git: Git, before: str, after: str) -> int:
    return int(git.text("rev-list", "--count", "--end-of-options", f"{before}..{after}", "--"))


def _changed(git: Git, before: str, after: str) -> tuple[str, ...]:
    said = git.text("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--end-of-options", before, after)
    return tuple(name for name in said.split("\0") if name)


def _named(names: Collection[str]) -> str:
    first = ", ".join(printable(name) for name in list(names)[:_NAMED])
    return f"{first} and {len(names) - _NAMED} more" if len(names) > _NAMED else first


def _commits(number: int) -> str:
    return f"{number} commit{'' if number == 1 else 's'}"
