"""Where the notes are kept for others to write in: the page of a forge on which a file can be edited.

Said in ``garden.toml`` under ``[forge]``, else read from where the repository is pushed to.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from garden.errors import GitError
from garden.history.git import Git

if TYPE_CHECKING:
    from pathlib import Path

    from garden.config import Config

_log = logging.getLogger(__name__)

EDIT = {
    "github": "edit/{branch}/{path}",
    "gitlab": "-/edit/{branch}/{path}",
    "gitea": "_edit/{branch}/{path}",
    "forgejo": "_edit/{branch}/{path}",
}
"""How each kind spells the page on which a file is edited, below the repository's own."""
_HOSTS = (
    (re.compile(r"(^|\.)github\."), "github"),
    (re.compile(r"(^|[.-])gitlab([.-]|$)"), "gitlab"),
    (re.compile(r"(^|[.-])gitea([.-]|$)"), "gitea"),
    (re.compile(r"^codeberg\.org$|(^|[.-])forgejo([.-]|$)"), "forgejo"),
)
_HOST = re.compile(r"[a-z0-9.-]+(:[0-9]{1,5})?")
_SHORT = re.compile(r"(?:[^@/:]+@)?([^@/:]+):(?!//|:)(.+)")
"""``git@host:owner/name.git``, as ssh takes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge:
    """A repository on a forge, and where in it the notes are."""

    url: str
    """Of the repository's own page, without a slash at its end."""
    kind: str
    """One of `EDIT`."""
    branch: str
    folder: str = ""
    """Of the notes in the repository; empty for its top."""

    @property
    def host(self) -> str:
        """The forge's name, for people."""
        return urlsplit(self.url).hostname or ""

    def edit_url(self, path: str) -> str:
        """The address at which the note with this path can be edited."""
        whole = f"{self.folder}/{path}" if self.folder else path
        below = EDIT[self.kind].format(branch=_quoted(self.branch), path=_quoted(whole))
        return f"{self.url}/{below}"


def _quoted(path: str) -> str:
    return quote(path, safe="/", errors="surrogateescape")


def find_forge(config: Config) -> Forge | None:
    """The forge that settings and the repository tell of together; None where they do not tell enough."""
    said = config.forge
    if said.kind == "none":
        return None
    try:
        git = None if said.url and said.branch and said.folder else Git.of(config.notes_folder)
    except GitError as error:
        _log.warning("No note can be linked to its place on a forge: %s", error)
        git = None
    url = said.url.rstrip("/") or (_kept_at(git, config.sync.remote) if git else "")
    kind = said.kind or kind_of(url)
    branch = said.branch or config.sync.branch or (_branch(git) if git else "")
    if not url or not kind or not branch:
        return None
    inside = _folder(git.folder, config.notes_folder) if git else ""
    return Forge(url=url, kind=kind, branch=branch, folder=(said.folder or inside).strip("/"))


def kind_of(url: str) -> str:
    """What software a forge runs, as far as its name tells; else empty."""
    host = urlsplit(url).hostname or ""
    return next((kind for pattern, kind in _HOSTS if pattern.search(host)), "")


def page_of(remote: str) -> str:
    """The page of a repository, by the address that git has for it; empty where it is not on the web.

    Names and passwords in the address go no further.
    """
    if short := _SHORT.fullmatch(remote):
        scheme, host, path = "https", short[1], short[2]
    else:
        try:
            parts = urlsplit(remote)
            port = f":{parts.port}" if parts.port and parts.scheme in {"http", "https"} else ""
        except ValueError:
            return ""
        if parts.scheme not in {"http", "https", "ssh", "git+ssh"} or not parts.hostname:
            return ""
        scheme = "http" if parts.scheme == "http" else "https"
        host, path = f"{parts.hostname}{port}", parts.path
    path = path.strip("/").removesuffix(".git").strip("/")
    if not path or not _HOST.fullmatch(host.lower()):
        return ""
    return f"{scheme}://{host.lower()}/{_quoted(path)}"


def _kept_at(git: Git, remote: str) -> str:
    """The page of a remote, or of the first where there is none of that name."""
    names = _answer(lambda: git.text("remote")).split("\n")
    name = remote if remote in names else names[0]
    # What `remote get-url` would give, without another's abbreviations.
    return page_of(_answer(lambda: git.text("config", "--get", f"remote.{name}.url")).strip()) if name else ""


def _branch(git: Git) -> str:
    """The branch that is here, else the one that the remote begins with."""
    here = _answer(lambda: git.text("symbolic-ref", "--quiet", "--short", "HEAD")).strip()
    if here:
        return here
    there = _answer(lambda: git.text("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"))
    return there.strip().removeprefix("origin/")


def _answer(ask: Callable[[], str]) -> str:
    """What git answers; nothing where it has nothing to tell, which it calls failing."""
    with suppress(GitError):
        return ask()
    return ""


def _folder(top: Path, notes: Path) -> str:
    inside = top.resolve()
    return notes.relative_to(inside).as_posix() if notes.is_relative_to(inside) and notes != inside else ""
