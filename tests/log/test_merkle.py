"""The tree against the vectors of the Certificate Transparency reference and a naive recursion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cascade.log.merkle import EMPTY_ROOT, Frontier, leaf_hash, node_hash

# The test leaves of google/certificate-transparency, and the root after each.
LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
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


def test_the_root_of_nothing() -> None:
    expected = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert Frontier().root() == EMPTY_ROOT == bytes.fromhex(expected)


def test_the_public_vectors() -> None:
    frontier = Frontier()
    for leaf, root in zip(LEAVES, ROOTS, strict=True):
        frontier.append(leaf_hash(bytes.fromhex(leaf)))
        assert frontier.root().hex() == root


def naive_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(naive_root(leaves[:k]), naive_root(leaves[k:]))


@given(st.lists(st.binary(max_size=8), max_size=200), st.integers(0, 200))
def test_a_frontier_stored_on_the_way_ends_at_the_naive_root(
    data: list[bytes], pause_after: int
) -> None:
    leaves = [leaf_hash(leaf) for leaf in data]
    frontier = Frontier()
    frontier.extend(leaves[:pause_after])
    frontier = Frontier.from_bytes(frontier.size, frontier.to_bytes())
    frontier.extend(leaves[pause_after:])
    assert frontier.size == len(leaves)
    assert frontier.root() == naive_root(leaves)


def test_a_frontier_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="perfect subtrees"):
        Frontier.from_bytes(3, bytes(32))
