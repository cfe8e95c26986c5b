"""Whoosh's own readers read what we write, and we read what Whoosh writes."""

from __future__ import annotations

import random
import struct
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher, W3TermInfo
from whoosh.fields import KEYWORD, TEXT, Schema
from whoosh.filedb.filetables import OrderedHashReader
from whoosh.filedb.structfile import StructFile
from whoosh.formats import Existence
from whoosh.index import create_in
from whoosh.reading import TermNotFound

from garden.search.bounded import BoundedCache
from garden.search.index import fields, postings, schema
from garden.search.index.dictionary import Dictionary
from garden.search.index.mapping import mapped
from garden.search.index.postings import Inverted
from garden.search.index.storage import SealedStorage, ViewFile
from tests.search.extents import extent

if TYPE_CHECKING:
    from tests.search.conftest import Kit


def inverted(rows: dict[bytes, list[tuple[int, tuple[int, ...]]]], placed: bool = True) -> Inverted:
    """Rows of (document, positions) by term, as they are written."""
    every = [row for term in sorted(rows) for row in rows[term]]
    places = np.array([at for _, places in every for at in places], np.uint32)
    return Inverted(
        terms=sorted(rows),
        starts=np.cumsum([0, *(len(rows[term]) for term in sorted(rows))]),
        docs=np.array([doc for doc, _ in every], np.int64),
        counts=np.array([len(places) if placed else 1 for _, places in every], np.int64),
        places=places if placed else None,
    )


def written(file: BytesIO, given: Inverted) -> dict[bytes, W3TermInfo]:
    return {term: W3TermInfo.from_bytes(about) for term, about in postings.write(file, given)}


@pytest.mark.parametrize("size", [1, 2, postings.BLOCK, postings.BLOCK + 1, 3 * postings.BLOCK])
@pytest.mark.parametrize("placed", [True, False])
def test_what_is_written_is_read_back(size: int, placed: bool) -> None:
    chance = random.Random(size)
    docs = sorted(chance.sample(range(10 * size), size))
    places = [tuple(sorted(chance.sample(range(99), chance.randint(1, 5)))) if placed else () for _ in docs]
    file = BytesIO(b"before")
    file.seek(0, 2)
    rows = list(zip(docs, places, strict=True))
    infos = written(file, inverted({b"a": [(9, (1,))], b"b": rows, b"c": [(0, (2, 3))]}, placed))
    assert list(infos) == [b"a", b"b", b"c"]
    lists = file.getvalue()
    found = postings.read(lists[extent(infos[b"b"])])
    assert found.docs.tolist() == docs
    assert found.counts.tolist() == [float(len(p) or 1) for p in places]
    assert np.frombuffer(found.positions, np.uint32).tolist() == [at for p in places for at in p]
    assert postings.read(lists[extent(infos[b"c"])]).docs.tolist() == [0]


@pytest.mark.parametrize("size", [1, 300, 2 * postings.BLOCK + 5])
def test_whoosh_reads_what_is_written(size: int) -> None:
    file = BytesIO()
    rows = [(3 * n, tuple(range(1 + n % 3))) for n in range(size)]
    info = written(file, inverted({b"before": [(1, (1,))], b"term": rows}))[b"term"]
    place = extent(info)
    view = ViewFile(memoryview(file.getvalue()))
    matcher = W3LeafMatcher(view, place.start, place.stop - place.start, fields.Counted())
    read = []
    while matcher.is_active():
        read.append((matcher.id(), matcher.weight()))
        matcher.next()
    assert read == [(doc, float(len(places))) for doc, places in rows]
    assert (info.doc_frequency(), info.weight()) == (size, sum(len(places) for _, places in rows))
    assert (info.min_id(), info.max_id(), info.max_weight()) == (0, rows[-1][0], max(len(p) for _, p in rows))


@pytest.mark.parametrize("placed", [True, False])
def test_terms_that_one_document_has_are_known_without_reading_their_lists(placed: bool) -> None:
    places = [(0,), (0, 1), (1,), (0x85,), (0x2E8785, 0x949485), (0xFFFFFF,), (0x87, 0x95), (0x8585,)]
    rows = {b"%d" % n: [(n % 2, p)] for n, p in enumerate(places)}
    file = BytesIO()
    infos = written(file, inverted(rows, placed))
    for n, p in enumerate(places):
        listed = file.getvalue()[extent(infos[b"%d" % n])]
        count = len(p) if placed else 1
        for found in (postings.read(listed), postings.read_lone(listed, n % 2, count)):
            assert (found.docs.tolist(), found.counts.tolist()) == ([n % 2], [count])
            assert found.all_places().tolist() == (list(p) if placed else [])


@given(st.sets(st.binary(max_size=20), max_size=300))
@settings(max_examples=40, deadline=None)
def test_whoosh_finds_every_term_in_our_dictionary(terms: set[bytes]) -> None:
    file = StructFile(BytesIO())
    dictionary = Dictionary(file)
    keys = sorted(b"\0\1" + term for term in terms)
    dictionary.add_all((key, key[::-1]) for key in keys[: len(keys) // 2])
    dictionary.add_all((key, key[::-1]) for key in keys[len(keys) // 2 :])
    file.close, data = lambda: None, file.file
    dictionary.close()
    reader = OrderedHashReader(ViewFile(memoryview(data.getvalue())))
    assert list(reader.items()) == [(key, key[::-1]) for key in keys]
    assert all(reader[key] == key[::-1] for key in keys)
    assert reader.get(b"\0\2") is None
    assert list(reader.keys_from(b"\0\1m")) == [key for key in keys if key >= b"\0\1m"]


def test_terms_out_of_order_are_refused() -> None:
    dictionary = Dictionary(StructFile(BytesIO()))
    with pytest.raises(ValueError, match="must increase"):
        dictionary.add_all([(b"b", b""), (b"a", b"")])


def test_what_whoosh_writes_is_read(tmp_path: Path) -> None:
    """With blocks of 128, one weight or many, and none: all that its own writer makes of a list."""
    index = create_in(tmp_path, Schema(text=TEXT, tag=KEYWORD))
    writer = index.writer()
    for number in range(400):
        writer.add_document(
            text="often " * (1 + number % 3) + ("rare" if number == 7 else "even" * (number % 2)), tag="t"
        )
    writer.commit()
    reader = index.reader()
    view = SealedStorage({path.name: mapped(path) for path in tmp_path.iterdir()})
    files = reader.segment().open_compound_file(view)
    blocks = reader.segment().open_file(files, W3Codec.POSTS_EXT).view
    for (field, term), info in reader:
        found = postings.read(bytes(blocks[extent(info)]))
        matcher = reader.postings(field, term)
        assert found.docs.tolist() == list(matcher.all_ids()), term
        matcher.reset()
        weights = []
        while matcher.is_active():
            weights.append(matcher.weight())
            matcher.next()
        assert found.counts.tolist() == weights


def test_our_segments_are_read_the_same_by_whoosh(kit: Kit) -> None:
    engine = kit.indexed(
        *(kit.document(f"n{n}", "kitchen " * (n % 4) + f"word{n % 50}", links=["a"]) for n in range(200)),
    )
    kit.write(engine, removed=[f"n{n}" for n in range(0, 200, 3)])
    segment, _ = engine.snapshot().corpus.parts[0]
    reader = segment._reader
    terms = 0
    for field, term in reader.all_terms():
        matcher = reader.postings(field, term)
        ours = segment.postings(field, term)
        deleted = set(reader.segment().deleted_docs())
        assert [doc for doc in ours.docs.tolist() if doc not in deleted] == list(matcher.all_ids())
        terms += 1
    assert terms > 50


@pytest.mark.parametrize("damage", [b"", b"W3Bl", b"nope" + b"\0" * 20, b"W3Bl" + b"\xff" * 8])
def test_what_is_no_list_is_refused(damage: bytes) -> None:
    with pytest.raises(Exception, match=r".") as caught:
        postings.read(damage)
    assert not isinstance(caught.value, (MemoryError, SystemError))


@pytest.mark.parametrize("damage", [b"", b"W3Bl", b"nope" + b"\0" * 20])
def test_what_is_no_list_of_one_is_refused(damage: bytes) -> None:
    with pytest.raises((ValueError, struct.error)):
        postings.read_lone(damage, 0, 1.0)


# --- behaviours of Whoosh that the rest relies on -------------------------------------


def test_names_of_files(kit: Kit, tmp_path: Path) -> None:
    kit.indexed(kit.document("a", "words"))
    names = sorted(path.suffix for path in (tmp_path / "index" / "gen-1").iterdir())
    assert names == [".json", ".json", ".json", ".seg", ".toc"]


def test_zeros_at_the_end_of_a_column_of_numbers_are_left_away(kit: Kit) -> None:
    engine = kit.indexed(kit.document("a", "three words here"), kit.document("b", ""), kit.document("c", ""))
    segment, _ = engine.snapshot().corpus.parts[0]
    assert segment.numbers(schema.text_field("body")).tolist() == [3, 0, 0]
    assert segment.numbers(schema.text_field("aliases")).tolist() == [0, 0, 0]
    assert segment.numbers(schema.VISIBILITY).tolist() == [1, 1, 1]


def test_a_field_that_no_document_has_has_no_terms(kit: Kit) -> None:
    engine = kit.indexed(kit.document("a", "words"))
    segment, _ = engine.snapshot().corpus.parts[0]
    assert not len(segment.postings(schema.text_field("moral"), b"words").docs)
    assert not list(segment.terms.beginning(schema.text_field("moral"), b"w"))
    assert not list(segment.terms.beginning(schema.text_field("body"), b"zz"))
    ((term, kept),) = segment.terms.beginning(schema.text_field("body"), b"wor")
    assert (term, kept.documents) == (b"word", 1)
    with pytest.raises(TermNotFound):
        segment._reader.term_info(schema.text_field("body"), b"never")


def test_an_extent_is_left_packed_when_it_is_read(kit: Kit) -> None:
    engine = kit.indexed(kit.document("a", "words"))
    segment, _ = engine.snapshot().corpus.parts[0]
    _, length = segment._reader.term_info(schema.text_field("body"), b"word").extent()
    assert isinstance(length, tuple)


def test_readers_read_at_positions_and_share_no_place(kit: Kit) -> None:
    """`BufferFile` copies; ours must not, and `get` must not move."""
    file = ViewFile(memoryview(b"0123456789"))
    assert (file.get(3, 2), file.get_byte(0), file.tell()) == (b"34", ord("0"), 0)
    assert file.subset(2, 3).view.obj is file.view.obj
    assert (file.read(2), file.read(), file.read()) == (b"01", b"23456789", b"")


def test_existence_keeps_no_values() -> None:
    assert Existence().fixed_value_size() == 0
    assert fields.Counted().fixed_value_size() == 0


def test_a_segment_is_reused_while_its_file_is_the_same(kit: Kit) -> None:
    engine = kit.indexed(kit.document("a", "words"))
    before = [segment for segment, _ in engine.snapshot().corpus.parts]
    kit.write(engine, kit.document("b", "words"))
    after = [segment for segment, _ in engine.snapshot().corpus.parts]
    assert after[0] is before[0]
    assert len(after) == 2


def test_a_bounded_cache_forgets_what_was_not_used_for_longest() -> None:
    cache = BoundedCache[str, int](10, lambda value: value)
    made: list[str] = []

    def get(key: str, value: int) -> int:
        def make() -> int:
            made.append(key)
            return value

        return cache.get(key, make)

    assert [get("a", 4), get("b", 4), get("a", 4), get("c", 4), get("a", 4), get("b", 4)] == [4] * 6
    assert made == ["a", "b", "c", "b"]
    assert get("large", 99) == 99
