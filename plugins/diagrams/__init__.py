"""Diagrams: pictures drawn from a few lines of mermaid, without a script.

A block of code in the language `mermaid` becomes a picture where its note is shown.
"""

from __future__ import annotations

import re
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from functools import lru_cache
from html import escape
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from garden import GardenError, LeaveOut, Note, Problem, hookimpl

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

    from garden import Config, Garden

if find_spec("mmdr") is None:
    raise LeaveOut("It draws diagrams once you install what it needs: pip install 'garden-notes[diagrams]'.")

GARDEN_API = 1

Render = Callable[[Sequence["Token"], int, Mapping[str, Any], MutableMapping[str, Any]], str]
"""What makes HTML of one token, as the parser calls it."""

LANGUAGE = "mermaid"
CODE = "diagram-unreadable"
KEPT = "diagrams"
"""Where a reading's environment keeps what is left for the rest of its note."""

LONGEST = 20_000
"""Characters of a diagram's source, after as many of which a note's other ones are not drawn, and ..."""
EACH = 1_000
"""... what each diagram counts for beside its own: starting a program takes a moment."""
LARGEST = 256 * 1024
"""Characters of one picture, and ..."""
PICTURES = 1_000_000
"""... of all pictures in one note, as they stand in its page, which is shown up to twice as many."""
SECONDS = 3
"""Of work for one diagram, however busy the machine is, and ..."""
PATIENCE = 10
"""... seconds until no more is waited for."""
MEMORY = 1024 * 1024 * 1024
"""Bytes that drawing one may ask for."""

SAID = re.compile(r"^[ \t]*acc(?:Title|Descr)[ \t]*(?::[ \t]*(.+)|\{([^}]*)\})", re.MULTILINE)
"""What mermaid lets a diagram say of itself to those who cannot see it."""

PROGRAM = f"""
import sys
try:
    import resource
except ImportError:  # not on Windows, where the time is limited alone
    pass
else:
    resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
    resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
import xml.etree.ElementTree
import mmdr
sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
try:
    svg = mmdr.render(sys.stdin.read()).svg()
    box = xml.etree.ElementTree.fromstring(svg).get("viewBox", "").split()
    if len(svg) > {LARGEST}:
        raise ValueError("it makes too large a picture")
    print(*(round(float(side)) for side in box[2:]), svg, sep="\\n", end="")
except ValueError as error:
    print(str(error).partition("\\n")[0][:200], end="")
    sys.exit(2)
"""
"""Draws what comes in: the picture's width, its height and itself go out, or why there is none.

A program of its own, since what notes say may bring down what draws it, or never let it end."""

TOO_LONG = "it takes too long or too much memory"
ONE_TOO_MANY = "it is one too many for this note"


class Picture(NamedTuple):
    """A diagram as it was drawn, or why it was not."""

    address: str = ""
    """A ``data:`` address; empty when there is no picture."""
    width: str = ""
    height: str = ""
    why: str = ""


@hookimpl
def garden_markdown(md: MarkdownIt, config: Config) -> None:
    """Draws where notes are shown; the text that is searched is the source."""
    code: Render = cast("RendererHTML", md.renderer).rules["fence"]

    def render(
        self: object, tokens: Sequence[Token], index: int, options: Mapping[str, Any], env: Any
    ) -> str:
        source = code(tokens, index, options, env)
        if tokens[index].info.strip().lower() != LANGUAGE:
            return source
        return _shown(tokens[index], source, env)

    md.add_render_rule("fence", render)


@hookimpl
def garden_note_problems(note: Note, garden: Garden) -> Iterator[Problem]:
    """Diagrams that cannot be drawn."""
    try:
        may_have = LANGUAGE in garden.raw(note).lower()
    except GardenError:  # gone since it was indexed
        return
    if may_have:
        found = (problem for problem in garden.content(note).problems if problem.code == CODE)
        yield from (replace(problem, path=note.path) for problem in found)


def _shown(token: Token, source: str, env: MutableMapping[str, Any]) -> str:
    """The picture with its source folded away; the source alone where there is none, which is told."""
    from garden import tell_problem  # only where notes are parsed

    picture = _picture(token.content, env.setdefault(KEPT, {"source": LONGEST, "pictures": PICTURES}))
    if picture.address:
        words = escape(_alternative(token.content))
        return (
            f'<figure class="diagram"><img src="{picture.address}" alt="{words}"'
            f' width="{escape(picture.width)}" height="{escape(picture.height)}">'
            f"<details><summary>The same in words</summary>{source}</details></figure>\n"
        )
    tell_problem(
        env,
        line=token.map[0] if token.map else 0,
        code=CODE,
        message=f"A diagram cannot be drawn, so its source is shown: {picture.why}.",
        fix="See how mermaid wants it written, or make it smaller.",
    )
    return f'{source}<p class="notice">This cannot be drawn as a diagram, so here it is in words.</p>\n'


def _alternative(source: str) -> str:
    """The words for those who cannot see the picture; its author's, where there are any."""
    said = (" ".join((line or lines).split()) for line, lines in SAID.findall(source))
    return ". ".join(filter(None, said)) or "Diagram"


def _picture(source: str, left: MutableMapping[str, int]) -> Picture:
    """A picture, while the note has not had all that one note may."""
    if len(source) > LONGEST:
        return Picture(why="it is longer than what is drawn")
    if left["source"] <= 0:
        return Picture(why=ONE_TOO_MANY)
    left["source"] -= len(source) + EACH
    try:
        picture = draw(source)
    except OSError:
        return Picture(why="the machine has no room for that now")
    if picture.why == TOO_LONG:
        left["source"] = 0  # the next one may do the same
    if len(picture.address) > left["pictures"]:
        return Picture(why=ONE_TOO_MANY)
    left["pictures"] -= len(picture.address)
    return picture


@lru_cache(maxsize=200)
def draw(source: str) -> Picture:
    """The picture of a diagram in mermaid's language; OSError when no program can be started."""
    import subprocess  # no command but one that draws pays for it

    try:
        done = subprocess.run(
            # Finds what is installed as this program does, and nothing in the folder it runs in.
            [sys.executable, "-P", "-c", PROGRAM],
            input=source.encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Picture(why=TOO_LONG)
    said = done.stdout.decode(errors="replace")
    if done.returncode == 2:
        return Picture(why=said.rstrip("."))
    if done.returncode:
        return Picture(why=TOO_LONG)
    width, height, svg = said.split("\n", 2)
    return Picture(f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}", width, height)
