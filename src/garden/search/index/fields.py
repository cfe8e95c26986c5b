"""How Whoosh keeps the fields of a `schema.Layout`."""

from __future__ import annotations

from garden.search.index import schema
from garden.search.stock import Column, Existence, FieldType, Format, NumericColumn, Schema, VarBytesColumn

INDEX_NAME = "MAIN"
"""Whoosh's word for an index in a folder, of which ours have one."""


class Counted(Format):  # type: ignore[misc]
    """Postings with how often each document has a term; its positions stand where Whoosh knows of none."""

    posting_size = 0


class WordsField(FieldType):  # type: ignore[misc]
    """Words that come analysed, in one pass; its column keeps exact lengths.

    Whoosh itself would analyse by generators (half of its time) and keep lengths
    in one byte.
    """

    def __init__(self) -> None:
        self.format = Counted()
        self.column_type = NumericColumn("I")
        self.scorable = self.stored = False


class TermsField(FieldType):  # type: ignore[misc]
    """Terms that a note has or has not."""

    def __init__(self) -> None:
        self.format = Existence()
        self.scorable = self.stored = False


class ColumnField(FieldType):  # type: ignore[misc]
    """A value of each note, without terms."""

    indexed = False

    def __init__(self, column: Column) -> None:
        self.column_type = column
        self.scorable = self.stored = False


def stock_schema(layout: schema.Layout) -> Schema:
    """The fields as Whoosh keeps them."""
    kept = Schema()
    for name in layout.texts:
        kept.add(schema.text_field(name), WordsField())
    for name in layout.values:
        kept.add(schema.value_field(name), ColumnField(VarBytesColumn()))
    for name in (schema.EXACT, schema.LINK, schema.HAS, schema.TYPED):
        kept.add(name, TermsField())
    for name in schema.COLUMNS_OF_BYTES:
        kept.add(name, ColumnField(VarBytesColumn()))
    kept.add(schema.VISIBILITY, ColumnField(NumericColumn("B")))
    kept.add(schema.DAY, ColumnField(NumericColumn("I")))
    kept.add(schema.UNTIL, ColumnField(NumericColumn("I")))
    return kept
