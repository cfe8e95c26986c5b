"""Keys of documents."""

from __future__ import annotations

from garden.search.index import keys


def test_keys_have_one_hash_in_every_process() -> None:
    assert keys.hashes([b"soup"]).hex() == "c5b3d446074010b9"
    assert keys.hashes([b"b", b"a"]) == keys.hashes([b"a"]) + keys.hashes([b"b"])
    assert keys.hashes([]) == b""
