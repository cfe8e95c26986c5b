"""What running a program costs: time, processor time, memory (the last on Linux only)."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICK = 1 / os.sysconf("SC_CLK_TCK")
_INTERVAL = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What something took."""

    seconds: float
    """By the clock on the wall."""
    processor: float
    """Seconds of work, on however many processors; what else the machine does hardly changes it."""
    peak: int = 0
    """Bytes held at most, of the program and the processes it started; 0 where no one looked."""


def cost_of(command: list[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Runs a program to its end; raises if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds=seconds, processor=processor)


def watched_cost_of(command: list[str], environment: Mapping[str, str]) -> Cost:
    """As `cost_of`, with the peak memory, and with processes that the program does not wait for.

    Memory that processes share is counted for each, so the truth is a little lower.
    """
    peak = 0
    work: dict[int, float] = {}
    started = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    ) as process:
        while process.poll() is None:
            seen = _session(process.pid)
            peak = max(peak, sum(memory for _, memory in seen.values()))
            work.update({pid: done for pid, (done, _) in seen.items()})
            time.sleep(_INTERVAL)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(seconds=seconds, processor=sum(work.values()), peak=peak)


def resident(pid: int) -> int:
    """Bytes that a process holds in memory now."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE


def processor(pid: int) -> float:
    """Seconds of work that a process has done."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * _TICK


def _session(leader: int) -> dict[int, tuple[float, int]]:
    """Every process of the session that ``leader`` began: its seconds of work, its bytes in memory."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # The name, in brackets, may hold anything; the fields after it are numbers.
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # gone since it was listed
                continue
            if int(fields[3]) == leader:
                work = (int(fields[11]) + int(fields[12])) * _TICK
                found[int(entry.name)] = (work, int(fields[21]) * _PAGE)
    return found


def forget_peak() -> None:
    """Lets `peak` count from now on."""
    Path("/proc/self/clear_refs").write_text("5")


def peak() -> int:
    """Bytes that this process held at most."""
    status = Path("/proc/self/status").read_text()
    return 1024 * int(status.partition("VmHWM:")[2].split()[0])
