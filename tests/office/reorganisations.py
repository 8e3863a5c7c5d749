"""Units as everybody sees them, before and after the tree changes."""

from datetime import timedelta
from typing import Any, cast

from cascade.engine import Engine, Outcome, open_periods_where_due, take_effect_where_due
from tests.office.office import Office

CHART = """
query ($code: String!) {
  unit(by: { code: $code }) {
    id code name live parent { code } children(first: 50) { edges { node { code } } }
    superiors { line unit { code } } addressesUnder { code }
    predecessors { code name } successors { code name }
  }
}
"""


async def chart(office: Office, code: str) -> dict[str, Any]:
    """The live unit of a code, as everybody sees it."""
    return cast(dict[str, Any], (await office.asked(CHART, code=code))["unit"])


def children(unit: dict[str, Any]) -> list[str]:
    return [edge["node"]["code"] for edge in unit["children"]["edges"]]


async def let_days_pass(office: Office, engine: Engine, days: int) -> list[Outcome]:
    """Step the clock day by day; what is due takes effect on its own day."""
    outcomes = []
    for _ in range(days):
        office.clock.step(timedelta(days=1))
        outcomes += await take_effect_where_due(engine)
        outcomes += await open_periods_where_due(engine)
    return outcomes
