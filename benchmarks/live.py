"""A garden that is served and follows its notes: from writing, or pushing, to being found.

By the clock, through the server, since that is what somebody waits for. A real bare
repository on this disk stands for the forge.

Run it: ``python -m benchmarks.live --notes 10000``.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.processes import processor
from benchmarks.serving import serving
from benchmarks.tables import Table, seconds
from benchmarks.workplace import Workplace, main

TIMES = 7
MANY = 1000
"""Notes of a large checkout."""
SETTLED = 10.0
"""Seconds after a start in which everything is made ready for first questions."""
IDLE = 20.0
"""Seconds without anything to do."""
LOOK = 0.05
"""Seconds between questions to the server."""
SECRET = "only-for-measuring-on-this-machine"
_TOO_LONG = 120.0


def measure(place: Workplace) -> Iterator[Table]:
    """Indexes the garden first, where that has not been done."""
    forge = Forge(place)
    place.cost_of("index")
    yield live(place, forge)
    yield syncs(place, forge)


class Forge:
    """A bare repository of the garden, the garden as its clone, and a clone of somebody else."""

    def __init__(self, place: Workplace) -> None:
        self.here = place.root
        folder = place.root.parent
        bare, self.other = folder / "forge.git", folder / "other"
        with (self.here / "garden.toml").open("a", encoding="utf-8") as file:
            file.write("\n[sync]\nlocal = true\n")
        for arguments in (
            ("init", "-q", "-b", "main"),
            ("add", "--all"),
            ("commit", "-qm", "begin"),
            ("clone", "-q", "--bare", ".", str(bare)),
            ("remote", "add", "origin", str(bare)),
            ("clone", "-q", str(bare), str(self.other)),
        ):
            git(self.here, *arguments)

    def push(self, path: str, word: str) -> None:
        """Somebody else adds a word to a note."""
        add_word(self.other / path, word)
        git(self.other, "commit", "-qam", word)
        git(self.other, "push", "-q", "origin", "main")


def live(place: Workplace, forge: Forge) -> Table:
    """Notes written while they are served."""
    table = Table(
        "A live garden: until a search through the server finds it", ("what", "median", "slowest", "goal")
    )
    with serving(place) as (process, address):
        site = Site(address)
        time.sleep(SETTLED)
        began = processor(process.pid)
        time.sleep(IDLE)
        idle = (processor(process.pid) - began) / IDLE * 60
        written = [
            until_found(site, f"written{number}", partial(add_word, path))
            for number, path in enumerate(place.paths()[:TIMES])
        ]
        table.add("one changed note, from writing its file", *_both(written), "< 1 s")
        many = place.paths()[-MANY:]
        git(place.root, "switch", "-qc", "many")
        for path in many:
            add_word(path, "manyfold")
        git(place.root, "commit", "-qam", "many")
        site.wait_for("manyfold", len(many))
        before = site.health()["generation"]
        started = time.perf_counter()
        git(place.root, "switch", "-q", "main")
        site.wait_for("manyfold", 0)
        took = time.perf_counter() - started
        runs = site.health()["generation"] - before
        table.add(
            f"{len(many):,} notes at once, by git switch; generations made: {runs}", "", seconds(took), ""
        )
        table.add("nothing to do: processor time of a minute", "", seconds(idle), "")
    return table


def syncs(place: Workplace, forge: Forge) -> Table:
    """Notes that somebody else pushes; pushing is not counted."""
    table = Table("Sync of one changed note", ("what", "median", "slowest", "goal"))
    paths = [path.relative_to(place.root).as_posix() for path in place.paths()[100 : 100 + 2 * TIMES]]
    with serving(place, GARDEN_HOOK_SECRET=SECRET) as (_, address):
        site = Site(address)
        taken = []
        for number, path in enumerate(paths[:TIMES]):
            forge.push(path, f"pushed{number}")
            taken.append(until_found(site, f"pushed{number}", lambda _: site.tell()))
        table.add("from the webhook until a search through the server finds it", *_both(taken), "")
    shell, nothing = [], []
    for number, path in enumerate(paths[TIMES:]):
        forge.push(path, f"taken{number}")
        shell.append(place.cost_of("sync").seconds)
        nothing.append(place.cost_of("sync").seconds)
    table.add("garden sync, from a cold shell", *_both(shell), "")
    table.add("the same with nothing new", *_both(nothing), "")
    return table


class Site:
    """The server's answers."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.wait_for("anything", None)

    def _ask(self, method: str, path: str, **headers: str) -> bytes:
        with closing(http.client.HTTPConnection(self._address)) as line:
            line.request(method, path, headers={name.replace("_", "-"): it for name, it in headers.items()})
            answer = line.getresponse()
            data = answer.read()
        assert answer.status < 300, f"{path}: {answer.status}"
        return data

    def health(self) -> dict[str, int]:
        """What the server says of itself."""
        found: dict[str, int] = json.loads(self._ask("GET", "/-/health"))
        return found

    def tell(self) -> None:
        """Says that something was pushed."""
        self._ask("POST", "/-/hook", X_Gitlab_Token=SECRET)

    def wait_for(self, word: str, total: int | None) -> None:
        """Asks until so many notes have a word."""
        end = time.monotonic() + _TOO_LONG
        while time.monotonic() < end:
            found = json.loads(self._ask("GET", f"/search.json?q=%22{word}%22"))["total"]
            if total is None or found == total:
                return
            time.sleep(LOOK)
        raise AssertionError(f"'{word}' was not found in {total} notes")


def until_found(site: Site, word: str, begin: Callable[[str], None]) -> float:
    """Seconds from when something is begun until one note with a word is found."""
    started = time.perf_counter()
    begin(word)
    site.wait_for(word, 1)
    return time.perf_counter() - started


def add_word(path: Path, word: str) -> None:
    """Writes a note's file with another word at its end."""
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{word.capitalize()}.\n")


def git(folder: Path, *arguments: str) -> None:
    """Runs git as a person would."""
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "gc.auto=0")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True)


def _both(taken: list[float]) -> tuple[str, str]:
    return seconds(median(taken)), seconds(max(taken))


if __name__ == "__main__":
    main(measure)
