"""Reading for the index in several processes, each of which writes a part of it.

Little more than the states of files comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from garden.core.processes import spread

if TYPE_CHECKING:
    from garden.config import Config
    from garden.core.reading import Outcome, Tell
    from garden.host import PluginHost
    from garden.search.engine import Part, PartMaker
    from garden.store import NoteFile


def read_in_processes(
    files: Sequence[NoteFile],
    settings: Config,
    host: PluginHost,
    maker: PartMaker,
    *,
    tell: Tell,
    progress: Callable[[int], None],
) -> Iterator[Part]:
    """Has files read and their parts written in processes.

    ``tell`` as in `DocumentReader.documents`; ``progress`` is given how many files were taken.
    What a process that dies was to do is done here.
    """
    left = {file.path: file for file in files}
    work = partial(_part, maker, files)
    for part, outcomes in spread(work, len(files), settings, host, progress):
        for outcome in outcomes:
            tell(outcome)
            del left[outcome.path]
        yield part
    if left:
        from garden.core.reading import DocumentReader  # this process needs no parser but for this

        yield maker.make(DocumentReader(settings, host).documents(left.values(), tell))


def _part(
    maker: PartMaker, files: Sequence[NoteFile], settings: Config, host: PluginHost, numbers: Iterator[int]
) -> tuple[Part, list[Outcome]]:
    """A part, of the files with these numbers, and what became of them."""
    from garden.core.reading import DocumentReader

    outcomes: list[Outcome] = []
    taken = (files[number] for number in numbers)
    part = maker.make(DocumentReader(settings, host).documents(taken, outcomes.append))
    return part, outcomes
