"""Changes of the tree through the API, by mutations that no promised operation sends."""

from datetime import timedelta
from typing import Any, cast

from cascade.engine import Engine, Outcome, take_effect_where_due
from cascade.log import Log
from tests.office.office import Office

UNITS = """
mutation ($input: %s!) {
  %s(input: $input) {
    position
    units { code name live parent { code } }
    scheduled { id command effectiveOn units { code } }
    userErrors { field code message }
  }
}
"""

CHART = """
query ($code: String!) {
  unit(by: { code: $code }) {
    id code name live parent { code } children(first: 50) { edges { node { code } } }
    superiors { line unit { code } } addressesUnder { code }
    predecessors { code name } successors { code name }
  }
}
"""


async def change(office: Office, mutation: str, by: str = "an", /, **input: Any) -> dict[str, Any]:
    """The payload of a mutation that answers units, under a key of its own."""
    input.setdefault("idempotencyKey", f"change-{next(office.keys)}")
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    (payload,) = (await office.asked(UNITS % (kind, mutation), by, input=input)).values()
    return cast(dict[str, Any], payload)


async def changed(office: Office, mutation: str, by: str = "an", /, **input: Any) -> dict[str, Any]:
    """As ``change``, where nothing may be refused."""
    payload = await change(office, mutation, by, **input)
    assert payload["userErrors"] == [], payload["userErrors"]
    return payload


async def refused(
    office: Office, log: Log, mutation: str, by: str = "an", /, **input: Any
) -> list[str]:
    """What a mutation is refused for, each as ``CODE at its.field``; nothing is recorded."""
    before = await log.head()
    payload = await change(office, mutation, by, **input)
    assert await log.head() == before
    assert payload["position"] is None
    assert payload["userErrors"]
    return [
        f"{error['code']} at {'.'.join(error['field'])}" if error["field"] else error["code"]
        for error in payload["userErrors"]
    ]


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
    return outcomes
