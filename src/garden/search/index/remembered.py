"""What is remembered of a generation that was checked, so that the next process need not read all of it.

To check a generation is to read and digest every byte of it, and to see that Whoosh can
read it. Who has done so leaves word of which files these were: inode, size and the times
of their last writing and last change. The kernel sets the latter whenever a file is
written, renamed or linked, and no program can set it to anything else. So files of which
all this is as it was are what was checked, and are not read again for a day, or until the
machine starts anew: what a disk loses by itself, or with its power, is noticed then. Who
serves a garden looks more often (`Engine.look_again`).

The word is as good as the manifest, which its digest names: who could write a false one
could as well write a false manifest. It is only a saving; where it cannot be kept or read,
everything is checked.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from garden.search.index.mapping import mapped

CHECKED = "CHECKED"
"""The file, beside the generations."""
SECONDS = 24 * 60 * 60.0
"""For how long a check is good."""
_LIMIT = 1024 * 1024
_BOOT = Path("/proc/sys/kernel/random/boot_id")


def signature(state: os.stat_result) -> list[int]:
    """What tells a file, and that it was not written since."""
    return [state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns]


def recall(folder: Path, digest: str) -> Mapping[str, list[int]]:
    """Signatures of the files of the generation whose manifest has this digest; none to have it checked."""
    try:
        kept = json.loads(bytes(mapped(folder / CHECKED, at_most=_LIMIT)))
        body = kept["body"]
        fresh = 0 <= time.time() - body["at"] < SECONDS and body["boot"] == _boot()
        if kept["sha256"] != digest_of(body) or body["manifest"] != digest or not fresh:
            return {}
        return {str(name): list(one) for name, one in body["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def keep(folder: Path, digest: str, states: Mapping[str, os.stat_result]) -> None:
    """Leaves word that these are the files of a generation, and that all is well with them."""
    body = {
        "manifest": digest,
        "at": time.time(),
        "boot": _boot(),
        "files": {name: signature(state) for name, state in states.items()},
    }
    aside = folder / f"new-{os.urandom(8).hex()}"
    with contextlib.suppress(OSError):  # cleared away by a writer, or no room: then the next one checks
        try:
            with aside.open("x", encoding="ascii") as file:
                json.dump({"body": body, "sha256": digest_of(body)}, file)
            aside.replace(folder / CHECKED)
        finally:
            aside.unlink(missing_ok=True)


def forget(folder: Path) -> None:
    """Takes back the word."""
    (folder / CHECKED).unlink(missing_ok=True)


def _boot() -> str:
    """Names the time since the machine was started; empty where that is not told."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def digest_of(body: Any) -> str:
    """Of what is kept as JSON, however it is written there."""
    return sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
