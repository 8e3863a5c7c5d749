"""The Merkle tree of RFC 6962 (and RFC 9162), section 2.1, with SHA-256.

A growing tree is kept as its *frontier*: the hashes of the perfect subtrees that its leaves fall
into, the largest first. A tree of n leaves has as many as n has bits set.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()

# Leaves and nodes are hashed apart, or a node could be passed off as a leaf.
_LEAF_PREFIX: Final = b"\x00"
_NODE_PREFIX: Final = b"\x01"


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf, 32 bytes."""
    return sha256(_LEAF_PREFIX + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node over the hashes of its two halves, 32 bytes."""
    return sha256(_NODE_PREFIX + left + right).digest()


class Frontier:
    """A tree that can only grow: appending a leaf costs one node hash on average."""

    __slots__ = ("_hashes", "size")

    def __init__(self, size: int = 0, hashes: Sequence[bytes] = ()) -> None:
        if size.bit_count() != len(hashes):
            raise ValueError(f"a tree of {size} leaves has not {len(hashes)} perfect subtrees")
        self.size = size
        self._hashes = list(hashes)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> "Frontier":
        """The frontier of ``size`` leaves, as ``to_bytes`` wrote it; raises ValueError."""
        return cls(size, [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)])

    def to_bytes(self) -> bytes:
        """The hashes one after another, the largest subtree's first."""
        return b"".join(self._hashes)

    def copy(self) -> "Frontier":
        return Frontier(self.size, self._hashes)

    def append(self, leaf: bytes) -> None:
        """Add one leaf by its hash."""
        hashes, size = self._hashes, self.size
        # Every trailing bit set is a perfect subtree that the new leaf completes to a larger one.
        while size & 1:
            leaf = node_hash(hashes.pop(), leaf)
            size >>= 1
        hashes.append(leaf)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaves by their hashes, in order."""
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """The tree's hash; of no leaf, the hash of nothing."""
        if not self._hashes:
            return EMPTY_ROOT
        root = self._hashes[-1]
        for left in reversed(self._hashes[:-1]):
            root = node_hash(left, root)
        return root
