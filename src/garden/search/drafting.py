"""A batch into the draft of a generation, by Whoosh."""

from __future__ import annotations

import shutil
from collections.abc import Mapping

from garden.errors import IndexingError
from garden.model import Problem
from garden.search import opening, parts
from garden.search.analysis import Analysis
from garden.search.engine import Batch
from garden.search.fields import INDEX_NAME, stock_schema
from garden.search.generations import Draft
from garden.search.parts import WhooshPartMaker
from garden.search.schema import Layout
from garden.search.stock import TOC, FileIndex, Schema
from garden.search.storage import DraftStorage

_PARTS = "parts"


def merge_segments(draft: Draft, layout: Layout, *, wholly: bool = False) -> None:
    """Writes segments anew as one: small ones, or ``wholly`` all."""
    opening.check_whoosh()
    storage = DraftStorage(draft.folder)
    parts.merge(storage, _begun(storage, stock_schema(layout)), wholly=wholly)
    _tell_replaced(draft)


def counts(draft: Draft) -> dict[str, int]:
    """How many documents a draft has, deleted ones too, and how many of the others one segment at most."""
    segments = TOC.read(DraftStorage(draft.folder), INDEX_NAME).segments
    return {
        "documents": sum(int(segment.doc_count_all()) for segment in segments),
        "largest": max((int(segment.doc_count()) for segment in segments), default=0),
    }


def write_segments(
    draft: Draft, batch: Batch, layout: Layout, analysis: Analysis, docs: Mapping[str, int]
) -> dict[str, Problem]:
    """Lets Whoosh write; gives the problems of notes left out, by path.

    ``docs`` are the numbers of the documents of the generation the draft was begun from, by id.
    """
    opening.check_whoosh()
    storage, kept = DraftStorage(draft.folder), stock_schema(layout)
    index = _begun(storage, kept) if draft.base is not None else FileIndex.create(storage, kept)
    problems: dict[str, Problem] = {}
    adopted = []
    aside = draft.folder / _PARTS
    for part in batch.parts(WhooshPartMaker(aside, layout)):
        adopted += parts.adopt(part, draft.folder)
        problems |= part.problems
    if aside.exists():
        shutil.rmtree(aside)
    problems |= parts.write(
        storage,
        index,
        batch.documents,
        layout,
        analysis,
        docs=docs,
        removed=sorted({docs[note_id] for note_id in batch.removed if note_id in docs}),
        adopted=adopted,
    )
    _tell_replaced(draft)
    return problems


def _begun(storage: DraftStorage, schema: Schema) -> FileIndex:
    """The index that a draft was begun from; IndexingError where Whoosh cannot read it any more."""
    try:
        return FileIndex(storage, schema)
    except OSError:  # which says more by itself
        raise
    except Exception as error:
        raise IndexingError(
            f"The index cannot be read that this is to be added to ({type(error).__name__}: {error})."
        ) from error


def _tell_replaced(draft: Draft) -> None:
    for name in [name for name in draft.linked if not (draft.folder / name).exists()]:
        del draft.linked[name]  # Whoosh has merged or replaced it
