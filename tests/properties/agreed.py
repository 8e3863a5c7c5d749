"""What meetings agreed, as the product counts it and as the model does."""

from typing import Final
from uuid import UUID

from projections.query_args import ObligationFilter
from tests.oracle.trees import tree_at
from tests.properties.comparing import Comparison

ADDED: Final = "@"
"""Tasks that no document words begin so: no meeting agreed on them."""


async def compare_agreed(sides: Comparison, unit_id: UUID) -> None:
    """Within a unit's subtree, by the year of the meetings and by whose they were."""
    tree = tree_at(sides.history, sides.moment.position)
    meetings = {
        directive_id: (each.event.meeting.held_on.year, tree.heir(each.event.issuer_id))
        for directive_id, each in sides.known.items()
        if each.event.meeting is not None
    }
    owed = [
        meetings[each.directive_id]
        for each in sides.within(unit_id)
        if each.directive_id in meetings and not each.key.startswith(ADDED)
    ]
    for year, issuer_id in {*meetings.values(), (2000, unit_id)}:
        by_year = ObligationFilter(agreed_in=year)
        by_issuer = ObligationFilter(agreed_in=year, agreed_by_id=issuer_id)
        assert await _counted(sides, unit_id, by_year) == sum(each[0] == year for each in owed)
        assert await _counted(sides, unit_id, by_issuer) == owed.count((year, issuer_id))


async def _counted(sides: Comparison, unit_id: UUID, filter: ObligationFilter) -> int:
    reader = sides.reader.obligations
    return await reader.count_of_subtree(unit_id, filter, sides.at, sides.everything)
