"""A garden's notes brought up to date with its git remote, by one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from garden.errors import GitError
from garden.history.pulling import Pulled, pull

if TYPE_CHECKING:
    from garden.config import Config

LOCK = "SYNC"
WAIT_SECONDS = 60.0
"""For another sync of the same garden; a large first fetch takes longer."""


def sync(config: Config, *, trust_code: bool = False) -> Pulled:
    """Fetches and moves on, as `garden.history.pulling.pull` does; nothing is indexed.

    Waits a minute for another sync of the same garden. Raises GitError.
    """
    from filelock import FileLock, Timeout  # brings asyncio; few commands need it

    lock = FileLock(config.cache_folder / LOCK, timeout=WAIT_SECONDS, mode=0o600)
    try:
        config.cache_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = lock.acquire()
    except Timeout:
        raise GitError("Another sync of this garden is at work. Try again when it is done.") from None
    except OSError as error:
        raise GitError(f"'{config.cache_folder}' cannot be written ({error.strerror}).") from None
    with held:
        return pull(
            config.root,
            remote=config.sync.remote,
            branch=config.sync.branch,
            local=config.sync.local,
            trust_code=trust_code,
        )
