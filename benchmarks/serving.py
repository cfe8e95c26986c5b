"""Answering: searches against SQLite FTS5 and tantivy, pages in the process and through the server.

What happens in this process is told in processor time, which the machine's other work
hardly changes; what comes through the server, by the clock. The speed of a virtual machine
changes from one minute to the next, so the engines take turns, and of each question the
fastest of several rounds counts, each of them with a garden that was asked nothing before:
what else the machine does can only make one slower.

Run it: ``python -m benchmarks.serving --notes 10000``.
"""

from __future__ import annotations

import random
import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, takewhile
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from benchmarks.peers import Fts5, Fts5Pages, Tantivy, TantivyPages, texts_of
from benchmarks.processes import resident
from benchmarks.tables import Table, megabytes, milliseconds, percentile, seconds, times
from benchmarks.words import COMMON
from benchmarks.workplace import Workplace, main
from garden.core import Garden
from garden.model import Note, Query
from garden.web import create_app

QUESTIONS = 200
"""Of each sort; each is asked once, after some others to warm up."""
WARM_UP = 20
ROUNDS = 4
MANY = 10_000
"""Notes above which a server may take twice the memory."""


def measure(place: Workplace) -> Iterator[Table]:
    """Indexes the garden first, and puts the index in order, where that has not been done."""
    place.cost_of("index")
    place.put_in_order()
    questions = ask_from(place)
    yield from searches(place, questions)
    with Garden.open(place.root) as garden:
        yield around_notes(place, garden)
    yield pages(place, questions)


def ask_from(place: Workplace) -> dict[str, list[str]]:
    """Questions made of what stands in the notes, so often-used words are often asked for."""
    rng = random.Random(7)
    asked: dict[str, list[str]] = {"one word": [], "two words": [], "phrase": [], "prefix": []}
    for path in rng.choices(place.paths(), k=QUESTIONS + WARM_UP):
        body = path.read_text("utf-8").split("---\n", 2)[2]
        one, two = rng.sample([word for word in _words(body) if word not in COMMON], 2)
        pair = rng.choice(re.findall(r"\b[a-z]{3,} [a-z]{3,}\b", body))
        asked["one word"].append(one)
        asked["two words"].append(f"{one} {two}")
        asked["phrase"].append(f'"{pair}"')
        asked["prefix"].append(f"{one[:4]}*")
    return asked


def searches(place: Workplace, questions: dict[str, list[str]]) -> Iterator[Table]:
    """Ten results with snippets, and facets with counts, by us and by others; what their indexes cost.

    Ours come with more than that, so the same times of ours stand beside those of all that, made by others.
    """
    costs = Table("Their indexes", ("engine", "built from texts, processor", "on the disk"))
    with tempfile.TemporaryDirectory() as folder:
        with Garden.open(place.root) as garden:
            others = _others(garden, Path(folder), costs)
        rounds = [_by_turns(place, others, questions) for _ in range(ROUNDS)]
    costs.add("Garden, with links, lists and texts", "", megabytes(_size(garden.config.cache_folder)))
    fastest = {
        sort: list(map(_fastest, zip(*(taken[sort] for taken in rounds), strict=True))) for sort in questions
    }
    yield _beside("Search with ten snippets and all facets", fastest, slice(0, 2))
    yield _beside("The whole of Garden's page, made by others as well", fastest, slice(2, 4))
    yield costs


def _others(garden: Garden, folder: Path, costs: Table) -> list[Callable[[str], object]]:
    """What searches FTS5 and tantivy, whose costs it tells, and what makes the whole page with them."""
    texts = list(texts_of(garden))
    peers: list[Fts5 | Tantivy] = []
    for kind in (Fts5, Tantivy):
        started = time.process_time()
        peers.append(kind(texts, folder))
        costs.add(kind.name, seconds(time.process_time() - started), megabytes(peers[-1].size()))
    aside = folder / "pages"
    aside.mkdir()
    pages = (kind(texts, aside).page for kind in (Fts5Pages, TantivyPages))
    return [*(peer.search for peer in peers), *pages]


def _by_turns(
    place: Workplace, others: Sequence[Callable[[str], object]], questions: dict[str, list[str]]
) -> dict[str, list[list[float]]]:
    """Seconds that each engine, ours first, took for each question of a sort."""
    with Garden.open(place.root) as garden:
        engines = [lambda text: garden.search(Query(text=text)), *others]
        return {
            sort: [_each(search, asked, time.process_time) for search in engines]
            for sort, asked in questions.items()
        }


def _beside(what: str, taken: dict[str, list[list[float]]], others: slice) -> Table:
    """Our times of each sort of questions beside those of two others, FTS5 and tantivy."""
    ratios = [f"p{percent} ÷ {name}" for name in (Fts5.name, Tantivy.name) for percent in (50, 95)]
    table = Table(
        f"{what}: processor time, p50 / p95", ("question", "Garden", Fts5.name, Tantivy.name, *ratios)
    )
    for sort, (ours, *all_others) in taken.items():
        theirs = all_others[others]
        table.add(
            sort,
            *(" / ".join(_both(each)) for each in (ours, *theirs)),
            *(times(percentile(ours, p) / percentile(each, p)) for each in theirs for p in (50, 95)),
        )
    return table


def _size(folder: Path) -> int:
    """Bytes of the files of an index, without those of the one before, which goes with the next change."""
    newest = max(folder.glob("gen-*"), key=lambda generation: int(generation.name.removeprefix("gen-")))
    return sum(path.stat().st_size for path in newest.iterdir())


def around_notes(place: Workplace, garden: Garden) -> Table:
    """What links to a note with its sentences, and what names it without a link; each note once."""
    table = Table(
        "What leads to a note: processor time, each note once", ("what", "p50", "p95", "found, p50", "goal")
    )
    ids = random.Random(9).sample(place.ids, min(len(place.ids), QUESTIONS + WARM_UP))
    notes = [note for note_id in ids if (note := garden.note(note_id)) is not None]
    asked: tuple[tuple[str, Callable[[Note], Sequence[object]]], ...] = (
        ("links to it, with their sentences", garden.links_to),
        ("notes that name it without a link", garden.mentions),
    )
    for what, ask in asked:
        taken, found = [], []
        for note in notes:
            started = time.process_time()
            answer = ask(note)
            taken.append(time.process_time() - started)
            found.append(len(answer))
        table.add(what, *_both(taken[WARM_UP:]), f"{percentile(found[WARM_UP:], 50):.0f}", "< 20 ms")
    return table


def pages(place: Workplace, questions: dict[str, list[str]]) -> Table:
    """Pages as the app makes them, and as they come through `garden serve`."""
    columns = ("page", "app p50", "app p95", "server p50", "server p95", "goal")
    table = Table("Pages: processor time of the app, time of an answer of `garden serve`", columns)
    addresses = _addresses(place, questions)
    app: dict[str, list[list[float]]] = {name: [] for name in addresses}
    server: dict[str, list[list[float]]] = {name: [] for name in addresses}
    memory = 0
    for _ in range(ROUNDS):
        with (
            Garden.open(place.root) as garden,
            serving(place) as (process, address),
            reader(address) as through_server,
        ):
            through_app = _app(garden)
            for name, paths in addresses.items():
                app[name].append(_each(through_app, paths, time.process_time))
                server[name].append(_each(through_server, paths, time.perf_counter))
            memory = max(memory, resident(process.pid))
    for name in addresses:
        fastest = (_fastest(rounds) for rounds in (app[name], server[name]))
        goal = "p95 < 10 ms" if name.startswith("search") else ""
        table.add(name, *chain.from_iterable(map(_both, fastest)), goal)
    goal = "< 250 MB" if len(place.ids) <= MANY else "< 500 MB"
    table.add("memory of the serving process", "", "", "", megabytes(memory), goal)
    return table


def _app(garden: Garden) -> Callable[[str], None]:
    client = create_app(garden).test_client()

    def read(path: str) -> None:
        answer = client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status}"

    return read


@contextmanager
def reader(address: str) -> Iterator[Callable[[str], None]]:
    """Gives what reads a page of a server to its end, on one line kept open; AssertionError for no page.

    By hand: http.client takes a third of a millisecond over the headers, which is no time of the server.
    """
    host, _, port = address.rpartition(":")
    with socket.create_connection((host, int(port))) as line, line.makefile("rb") as answer:

        def read(path: str) -> None:
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n".encode())
            status, *headers = takewhile(bytes.strip, answer)
            assert b" 200 " in status, f"{path}: {status!r}"
            named = dict(header.lower().split(b":", 1) for header in headers)
            answer.read(int(named[b"content-length"]))

        yield read


def _addresses(place: Workplace, questions: dict[str, list[str]]) -> dict[str, list[str]]:
    notes = random.Random(8).choices(place.ids, k=QUESTIONS + WARM_UP)
    return {
        "note": [f"/notes/{quote(note_id)}" for note_id in notes],
        "search, one word": [f"/search?{urlencode({'q': text})}" for text in questions["one word"]],
        "search, two words": [f"/search?{urlencode({'q': text})}" for text in questions["two words"]],
        "home": ["/"] * (QUESTIONS + WARM_UP),
        "health (what the server itself costs)": ["/-/health"] * (QUESTIONS + WARM_UP),
    }


@contextmanager
def serving(place: Workplace, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running `garden serve`, with its host and port."""
    command = place.command("serve", "--port", "0")
    with subprocess.Popen(
        command, env={**place.environment, **environment}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = next(line for line in process.stdout if "http://" in line)
        found = re.search(r"http://\S+", said)
        assert found is not None
        try:
            yield process, urlsplit(found[0]).netloc
        finally:
            process.terminate()


def _words(text: str) -> list[str]:
    return re.findall(r"\b[a-z]{4,}\b", text)


def _each(call: Callable[[str], object], arguments: list[str], clock: Callable[[], float]) -> list[float]:
    """Seconds of each call, those of the warm-up left out."""
    taken = []
    for argument in arguments:
        started = clock()
        call(argument)
        taken.append(clock() - started)
    return taken[WARM_UP:]


def _fastest(rounds: Iterable[Sequence[float]]) -> list[float]:
    """Of each question its time in the round that answered it soonest."""
    return list(map(min, zip(*rounds, strict=True)))


def _both(taken: list[float]) -> tuple[str, str]:
    return milliseconds(percentile(taken, 50)), milliseconds(percentile(taken, 95))


if __name__ == "__main__":
    main(measure)
