"""The SQL of obligations, by name."""

from typing import Any

from projections.engine.session import Range
from projections.engine.statements import load

lists = load(__package__, "queries.sql")
lists_of_one = load(
    __package__,
    "queries.sql",
    wanted="wanted_of_one",
    counted="wanted_of_one",
    visible_obligation="visible_of_one",
)
"""The same, of one unit: planned once for each connection (see ``one_unit.sql``)."""
counts = load(__package__, "progress.sql")
indicators = load(__package__, "indicators.sql")


def lists_of(borne: Range) -> Any:
    """The lists of what is borne in a range."""
    return lists_of_one if borne.is_alone else lists
