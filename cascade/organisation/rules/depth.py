"""How deep units stand. Every unit is found by its path from the root, so a tree has a bottom."""

from collections.abc import Iterable
from itertools import islice
from typing import Final
from uuid import UUID

from cascade.organisation.forest import Forest
from cascade.organisation.refusals import TreeTooDeep
from cascade.refusals import Problems

TREE_DEPTH: Final = 50
"""From the root, which is 1, to the deepest unit. A nation has four to eight; each step adds 6
bytes to a path, and an index entry that holds one ends at some 2,700.
"""


def depth_under(above: Iterable[UUID]) -> int:
    """The depth of a unit under these, its parent first; who stands too deep is not counted out."""
    return 1 + sum(1 for _ in islice(above, TREE_DEPTH))


def check_depth(problems: Problems, name: str, depth: int, *field: str | int) -> None:
    """Add that a unit, the deepest of those that come or move, would stand too deep."""
    if depth > TREE_DEPTH:
        reason = f"{name} would stand, or have units, more than {TREE_DEPTH} deep under the root."
        problems.add(TreeTooDeep(reason, *field))


def height(forest: Forest, unit_id: UUID) -> int:
    """How many steps its deepest unit stands under a unit: 0 where none does."""
    steps, layer = -1, [unit_id]
    while layer:
        steps += 1
        # Of most units none: then there is no list to go through.
        layer = [id_ for each in layer if (below := forest.children(each)) for id_ in below]
    return steps
