"""The map: how long it takes to lay out, how large its data is, how soon a browser draws it.

Times of the layout are processor time of this process; those of the browser are by the clock, if
nothing else is said, in Debian's chromium without a graphics card, which paints in software: slower
than a telephone. The same note that reading changes is added to see what a map costs that was laid
out before.

Run it: ``python -m benchmarks.map --notes 10000``; the browser's part is left out without chromium.
"""

from __future__ import annotations

import gzip
import random
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from benchmarks.processes import watched_cost_of
from benchmarks.serving import serving
from benchmarks.tables import Table, milliseconds, percentile, seconds
from benchmarks.workplace import Workplace, main
from garden.core import Garden
from garden.core.chart import FILE, Chart, lay_out_part
from garden.core.map import GardenMap, Lead
from garden.web import create_app
from garden.web.map_part import NEAREST

AROUND = 60
"""Notes whose own maps are laid out."""
REST = 1.0
"""Seconds until a browser has done what it was asked for before."""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
FRAMES = """
() => new Promise((done) => {
  const map = document.querySelector(".sigma-mouse");
  const { left, top, width, height } = map.getBoundingClientRect();
  const fire = (name, on, step) => on.dispatchEvent(new MouseEvent(name, {
    bubbles: true, button: 0, clientX: left + width / 2 + step * 2, clientY: top + height / 2 + step,
  }));
  const taken = [];
  let before = performance.now();
  const frame = (now) => {
    taken.push(now - before);
    before = now;
    fire("mousemove", document, taken.length);
    if (taken.length < 60) return requestAnimationFrame(frame);
    fire("mouseup", document, 60);
    done(taken.slice(2));
  };
  fire("mousedown", map, 0);
  requestAnimationFrame(frame);
})
"""
"""Drags the map a little with each frame; gives the milliseconds from one to the next."""


def measure(place: Workplace) -> Iterator[Table]:
    """Indexes the garden first, where that has not been done."""
    index = watched_cost_of(place.command("index", "--full"), place.environment)
    with Garden.open(place.root) as garden:
        yield layout(garden, index.processor)
        yield sizes(garden)
    if (program := shutil.which("chromium")) is not None:
        yield browser(place, program)


def layout(garden: Garden, index: float) -> Table:
    """The map of all from nothing, again, with a note more; and the maps around some notes."""
    table = Table("Laying out the map: processor time", ("what", "time", "share of a full index"))
    folder = garden.config.cache_folder
    (folder / FILE).unlink(missing_ok=True)
    len(garden.notes())  # which every list of a server reads

    def row(what: str, call: Callable[[], Any]) -> Any:
        started = time.process_time()
        made = call()
        taken = time.process_time() - started
        table.add(what, seconds(taken), f"{taken / index:.1%}")
        return made

    of = row("which notes lead to which", lambda: garden.kept(GardenMap.of))
    row("the map of all, from nothing", lambda: Chart(folder).places(of))
    row("the same, kept from before", lambda: Chart(folder).places(of))
    leads = [(here, there, Lead.LINK) for here, there in of.links.tolist()]
    another = replace(of.notes[0], id="one more")
    more = GardenMap((*of.notes, another), [*leads, (0, len(of.notes), Lead.LINK)])
    row("the same with a note more", lambda: Chart(folder).places(more))
    table.add("links", f"{len(of.links):,}", "")
    parts = [_part(of, number) for number in random.Random(3).sample(range(len(of.notes)), AROUND)]
    for percent in (50, 95):
        table.add(f"two steps around a note, p{percent}", milliseconds(percentile(parts, percent)), "")
    return table


def _part(of: GardenMap, number: int) -> float:
    started = time.process_time()
    lay_out_part(of, list(of.around(number, 2))[:NEAREST])
    return time.process_time() - started


def sizes(garden: Garden) -> Table:
    """Bytes of the data of all notes, and of the scripts that a reader's first map loads."""
    table = Table("What a reader of the map loads", ("what", "bytes", "as gzip"))
    client = create_app(garden).test_client()
    for name in ("/map.json", "/static/sigma.js", "/static/drawing.js", "/static/map.css", "/static/map.js"):
        data = client.get(name).data
        table.add(name, f"{len(data):,}", f"{len(gzip.compress(data, 4)):,}")
    return table


def browser(place: Workplace, program: str) -> Table:
    """From the click to the first picture, and how long frames take while the map is moved."""
    from playwright.sync_api import sync_playwright  # not everyone who measures has it

    table = Table("The map in chromium, painted in software: by the clock", ("what", "time"))
    with serving(place) as (_, address), sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        tab = chromium.new_page(
            base_url=f"http://{address}", viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
        )
        for what in ("first picture of all notes, laid out before", "the same, its data kept by the browser"):
            tab.goto("/map")
            started = time.perf_counter()
            tab.get_by_role("button", name="Draw the map").click()
            tab.locator(".map-canvas canvas").first.wait_for()
            tab.evaluate(PAINTED)
            table.add(what, seconds(time.perf_counter() - started))
        told = chromium.new_browser_cdp_session()

        def work() -> float:
            """Seconds of processor time of all of the browser's processes."""
            return float(sum(one["cpuTime"] for one in told.send("SystemInfo.getProcessInfo")["processInfo"]))

        for what, closer in (("all of it", 0), ("it at 3.4 times the size", 3)):
            for _ in range(closer):
                tab.get_by_role("button", name="Nearer").click()
            time.sleep(REST)
            before = work()
            frames = [frame / 1000 for frame in tab.evaluate(FRAMES)]
            spent = (work() - before) / len(frames)
            table.add(f"a frame while {what} is dragged, processor time", milliseconds(spent))
            for percent in (50, 95):
                table.add(
                    f"a frame while {what} is dragged, p{percent}", milliseconds(percentile(frames, percent))
                )
        started = time.perf_counter()
        tab.locator(".map-canvas").press("ArrowRight")
        tab.locator(".map-card a").wait_for()
        table.add("a key until the note that it leads to is told", seconds(time.perf_counter() - started))
        chromium.close()
    return table


if __name__ == "__main__":
    main(measure)
