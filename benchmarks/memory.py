"""How much memory a program takes, with all the processes it starts (Linux only)."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_INTERVAL = 0.1


def resident(pid: int) -> int:
    """Bytes that a process holds in memory now; 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except OSError:
        return 0


def peak_of(command: list[str], environment: Mapping[str, str]) -> tuple[float, int]:
    """Runs a program; gives its seconds, and the peak of what it and its processes held together.

    Pages that processes share are counted for each, so the truth is a little lower.
    """
    peak = 0
    started = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    ) as process:
        while process.poll() is None:
            peak = max(peak, sum(resident(pid) for pid in _session(process.pid)))
            time.sleep(_INTERVAL)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - started, peak


def _session(leader: int) -> list[int]:
    """Every process of the session that ``leader`` began."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # The name, in brackets, may hold anything; the fields after it are plain.
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == leader:
                found.append(int(entry.name))
    return found
