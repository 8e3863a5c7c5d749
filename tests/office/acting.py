"""Mutations on obligations, relays and the calendar that no promised operation sends."""

from typing import Any, cast

from graphql import GraphQLObjectType, get_named_type

from api.graphql.schema import SCHEMA
from cascade.log import Log
from tests.office.office import Office

ERRORS = "position userErrors { field code message }"
OBLIGATION = """
    id status timeliness dueAt opensAt submittedAt fulfilledAt assignedTo
    period { startsOn label }
    plan { day text }
    extensionRequests { id state dueAt reason givenDueAt remark }
    inspections { inspectedOn remark by { code } }
    reminders { note by { code } }
    reports { id text quantity arrivedAt decision }
    viewerCan
"""
OUTCOMES = f"outcomes {{ done obligation {{ {OBLIGATION} }} userErrors {{ field code message }} }}"
SHOWN = {
    "ObligationsPayload": OUTCOMES,
    "RemindPayload": f"count {OUTCOMES}",
    "GroupPayload": "count directive { id }",
    "DirectivePayload": "directive { id }",
    "HolidayPayload": "moveCount moves { occurrence dueAt wouldBeDueAt task { key } }",
    "RecordedReportPayload": "report { id subject text linkedAt by { code } to { code } }",
    "PolicyPayload": "policy { key }",
}


def _query(mutation: str) -> str:
    """The mutation with everything that its payload shows here."""
    graph = SCHEMA._schema.type_map["Mutation"]
    assert isinstance(graph, GraphQLObjectType)
    payload = get_named_type(graph.fields[mutation].type).name
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    shown = f"{SHOWN[payload]} {ERRORS}"
    return f"mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ {shown} }} }}"


async def act(office: Office, mutation: str, by: str, /, **input: Any) -> dict[str, Any]:
    """The payload of a mutation, under a key of its own."""
    input.setdefault("idempotencyKey", f"act-{next(office.keys)}")
    return cast(dict[str, Any], (await office.asked(_query(mutation), by, input=input))[mutation])


async def acted(office: Office, mutation: str, by: str, /, **input: Any) -> dict[str, Any]:
    """As ``act``, where nothing may be refused and something is recorded."""
    payload = await act(office, mutation, by, **input)
    assert _errors(payload) == []
    assert payload["position"] is not None
    return payload


async def obligation(office: Office, mutation: str, by: str, /, **input: Any) -> dict[str, Any]:
    """The one obligation that a mutation answers, where nothing may be refused."""
    (outcome,) = (await acted(office, mutation, by, **input))["outcomes"]
    return cast(dict[str, Any], outcome["obligation"])


async def refused(office: Office, log: Log, mutation: str, by: str, /, **input: Any) -> list[str]:
    """What a mutation is refused for, each as ``CODE at its.field``; nothing is recorded."""
    before = await log.head()
    payload = await act(office, mutation, by, **input)
    assert await log.head() == before
    assert payload["position"] is None
    assert all(error["message"] for error in _errors(payload))
    return [
        f"{error['code']} at {'.'.join(error['field'])}" if error["field"] else str(error["code"])
        for error in _errors(payload)
    ]


async def shown(office: Office, obligation: str, by: str) -> dict[str, Any]:
    """An obligation as somebody sees it."""
    query = f"query ($id: ID!) {{ obligation(id: $id) {{ {OBLIGATION} }} }}"
    return cast(dict[str, Any], (await office.asked(query, by, id=obligation))["obligation"])


def _errors(payload: dict[str, Any]) -> list[dict[str, Any]]:
    of_outcomes = [e for outcome in payload.get("outcomes", ()) for e in outcome["userErrors"]]
    return [*payload["userErrors"], *of_outcomes]
