"""The tree of RFC 6962, held to the vectors of Certificate Transparency and to its own laws."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.evidence.merkle import (
    EMPTY,
    Tree,
    Whole,
    consistent,
    included,
    leaf,
    node,
    sides,
)

# From the reference implementation, certificate-transparency/python/ct/crypto/merkle_test.py.
ENTRIES = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# Audit path of entry 5 of 8, and the proof that the first 6 begin the 8, from the same place.
PATH_5_OF_8 = [
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]
FROM_6_TO_8 = [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]

entries = st.lists(st.binary(max_size=4), min_size=1, max_size=40)


def whole(found: list[bytes]) -> Whole:
    return Whole(leaf(each) for each in found)


def test_an_empty_tree() -> None:
    assert Tree().root == EMPTY == Whole([]).root() == hashlib.sha256().digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_reference(size: int) -> None:
    tree = Tree()
    for each in ENTRIES[:size]:
        tree.add(each)
    assert tree.root.hex() == whole(ENTRIES).root(0, size).hex() == ROOTS[size - 1]


def test_proofs_are_those_of_the_reference() -> None:
    tree = whole(ENTRIES)
    assert [each.hex() for each in tree.inclusion(5)] == PATH_5_OF_8
    assert [each.hex() for each in tree.consistency(6)] == FROM_6_TO_8


@given(found=entries, data=st.data())
def test_an_entry_is_proved_at_its_place_and_nowhere_else(
    found: list[bytes], data: st.DataObject
) -> None:
    tree, size = whole(found), len(found)
    at = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1))
    path = tree.inclusion(at)
    assert included(leaf(found[at]), at, size, path, tree.root())
    if found[other] != found[at]:
        assert not included(leaf(found[other]), at, size, path, tree.root())
    assert not included(leaf(found[at] + b"x"), at, size, path, tree.root())
    assert not included(leaf(found[at]), size, size, path, tree.root())


@given(found=entries, data=st.data())
def test_a_path_can_be_walked_by_its_sides_alone(found: list[bytes], data: st.DataObject) -> None:
    tree, at = whole(found), data.draw(st.integers(0, len(found) - 1))
    hashed = leaf(found[at])
    for left, each in zip(sides(at, len(found)), tree.inclusion(at), strict=True):
        hashed = node(each, hashed) if left else node(hashed, each)
    assert hashed == tree.root()


@given(found=entries, data=st.data())
def test_a_log_that_grew_is_told_from_one_that_was_changed(
    found: list[bytes], data: st.DataObject
) -> None:
    tree, new = whole(found), len(found)
    old = data.draw(st.integers(1, new))
    proof = tree.consistency(old)
    assert consistent(old, new, proof, tree.root(0, old), tree.root())
    changed = data.draw(st.integers(0, old - 1))
    other = whole([*found[:changed], found[changed] + b"x", *found[changed + 1 : old]])
    assert not consistent(old, new, proof, other.root(), tree.root())


@given(found=entries)
def test_a_tree_that_grows_has_the_root_of_one_that_is_whole(found: list[bytes]) -> None:
    tree = Tree()
    for each in found:
        tree.add(each)
    again = Tree(tree.size, list(tree.peaks))
    again.add(b"more")
    assert tree.root == whole(found).root()
    assert again.root == whole([*found, b"more"]).root()
