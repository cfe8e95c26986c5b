"""Columns are read as Whoosh's own reader reads them."""

from __future__ import annotations

from io import BytesIO

import pytest

from garden.search.index.columns import BytesColumn
from garden.search.stock import StructFile, VarBytesColumn

VALUES = (b"a", b"", b"b" * 300, b"\xff\x00", b"")


@pytest.mark.parametrize("cutoff", [1, 100], ids=("with offsets", "without"))
def test_a_column_gives_what_was_written(cutoff: int) -> None:
    written = BytesIO()
    writer = VarBytesColumn(write_offsets_cutoff=cutoff).writer(StructFile(written))
    for doc, value in enumerate(VALUES):
        writer.add(doc, value)
    writer.finish(len(VALUES))

    column = BytesColumn(memoryview(written.getvalue()), len(VALUES))

    assert tuple(column) == VALUES
    assert tuple(column[doc] for doc in range(len(VALUES))) == VALUES
    assert column.joined() == b"".join(VALUES)
    assert column.lengths.tolist() == [len(value) for value in VALUES]


def test_a_column_that_was_not_written_is_empty() -> None:
    column = BytesColumn(memoryview(b""), 3)
    assert (tuple(column), column[2], column.joined()) == ((b"",) * 3, b"", b"")
