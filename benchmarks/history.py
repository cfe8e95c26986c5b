"""The history of notes: one pass over git beside ``git log --name-status``, and going on after a commit.

The repository is made by ``git fast-import``: some commits that begin the notes, then commits that
change one to three of them or move one, by forty people, a third of them with a
co-author. Both are measured in turn, several times; medians of processor time, git's included.

Run it: ``python -m benchmarks.history --notes 10000``; there are twice as many commits.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.tables import Table, megabytes, seconds
from benchmarks.workplace import Workplace, main
from garden.history import keeping
from garden.history.reading import bring_up_to_date
from garden.store.names import is_note

RUNS = 5
PEOPLE = tuple(f"Person {number}" for number in range(40))
BEGUN_AT_ONCE = 100
"""Notes that one commit begins."""
START = 1_600_000_000


def measure(place: Workplace) -> Iterator[Table]:
    """Makes a repository beside the garden; its notes need no index."""
    folder = place.root.parent / "repository"
    commits = 2 * len(place.ids)
    _make(folder, len(place.ids), commits)
    file = place.cache / keeping.FILE
    log: list[float] = []
    whole: list[float] = []
    further: list[float] = []
    nothing: list[float] = []
    for number in range(RUNS):
        log.append(_work(lambda: _git(folder, "log", "--name-status")))
        file.unlink(missing_ok=True)
        whole.append(_work(lambda: _read(folder, file)))
        (folder / _path(1)).parent.mkdir(parents=True, exist_ok=True)
        (folder / _path(1)).write_text(f"Changed {number}.\n")
        _git(folder, "add", "--", _path(1))
        _git(folder, "commit", "-q", "-m", "one more", "--", _path(1))
        further.append(_work(lambda: _read(folder, file)))
        nothing.append(_work(lambda: _read(folder, file)))
    kept = _work(lambda: keeping.read(file))
    table = Table(f"History of {commits:,} commits and {len(place.ids):,} notes", ("what", "processor"))
    base = statistics.median(log)
    table.add("git log --name-status", seconds(base))
    table.add("one pass, and keeping it", seconds(statistics.median(whole)))
    table.add("one pass ÷ git log --name-status", f"{statistics.median(whole) / base:.2f} ×")
    table.add("going on after one more commit", seconds(statistics.median(further)))
    table.add("nothing new", seconds(statistics.median(nothing)))
    table.add("what pages need, read once a server", seconds(kept))
    table.add("kept on the disk", megabytes(file.stat().st_size))
    yield table


def _read(folder: Path, file: Path) -> None:
    said = bring_up_to_date(folder, file, is_note)
    assert not said, said


def _git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Person 1", "-c", "user.email=p1@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def _work(do: Callable[[], object]) -> float:
    """Processor time of this process and of those that it waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.process_time()
    do()
    own = time.process_time() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own + after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _make(folder: Path, notes: int, commits: int) -> None:
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    with subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE) as importing:
        assert importing.stdin is not None
        for piece in _stream(random.Random(1), notes, commits):
            importing.stdin.write(piece.encode())
    if importing.returncode:
        raise subprocess.CalledProcessError(importing.returncode, "git fast-import")
    _git(folder, "reset", "-q", "--hard", "main")
    _git(folder, "gc", "-q")


def _stream(rng: random.Random, notes: int, commits: int) -> Iterator[str]:
    here = {number: _path(number) for number in range(notes)}
    for commit in range(commits):
        lines = []
        begun = range(commit * BEGUN_AT_ONCE, min((commit + 1) * BEGUN_AT_ONCE, notes))
        if begun:
            lines = [_put(here[number], number, commit) for number in begun]
        else:
            number = rng.randrange(notes)
            if rng.random() < 0.02:
                new = f"notes/{commit % 100}/moved-{commit}-{number}.md"
                lines = [f'R "{here[number]}" "{new}"\n']
                here[number] = new
            else:
                chosen = {number, *rng.sample(range(notes), rng.randint(0, 2))}
                lines = [_put(here[one], one, commit) for one in sorted(chosen)]
        yield _commit(rng, commit, "".join(lines))


def _commit(rng: random.Random, number: int, changes: str) -> str:
    who = rng.choice(PEOPLE)
    message = f"Tend {number}\n"
    if rng.random() < 0.33:
        other = rng.choice(PEOPLE)
        message += f"\nCo-authored-by: {other} <{other.replace(' ', '').lower()}@example.org>\n"
    mail = f"{who.replace(' ', '').lower()}@example.org"
    return (
        f"commit refs/heads/main\ncommitter {who} <{mail}> {START + number * 3600} +0100\n"
        f"data {len(message)}\n{message}{changes}\n"
    )


def _path(number: int) -> str:
    """Notes lie in a hundred folders, as they do where there are many."""
    return f"notes/{number % 100}/n{number}.md"


def _put(path: str, number: int, commit: int) -> str:
    text = "\n\n".join(f"Paragraph {part} of note {number}." for part in range(8)) + f"\n\nTended {commit}.\n"
    return f"M 644 inline {path}\ndata {len(text)}\n{text}\n"


if __name__ == "__main__":
    main(measure)
