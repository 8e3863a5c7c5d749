"""Mutations that no promised operation sends, and everything that their payloads show."""

from collections.abc import Mapping
from typing import Any, Final

from graphql import GraphQLObjectType, get_named_type

from api.graphql.schema import SCHEMA
from cascade.log import Log
from tests.office.office import Office

Node = dict[str, Any]

ERRORS: Final = "userErrors { field code message }"
OBLIGATION: Final = """
    id status timeliness dueAt opensAt submittedAt fulfilledAt assignedTo
    period { startsOn label }
    plan { day text }
    extensionRequests { id state dueAt reason givenDueAt remark }
    inspections { inspectedOn remark by { code } }
    reminders { note by { code } }
    reports { id text quantity arrivedAt decision }
    viewerCan
"""
DIRECTIVE: Final = """
    id status subject type number { text } issuer { code } signingPost standing needToKnow
    placeOfIssue
    unnumbered revokedBecause jointIssuers { code } supersededBy { id }
    draft { content commenters { code } }
    comments { text by { code } }
    tasks { key number text accountablePost due { kind stated } }
    citations {
      id text status resolvedByHand target { id } proposed { id } source { kind year }
      discrepancies { part written recorded }
    }
    implements { id }
    amendments { note changes tasksAdded { key } tasksChanged { key } tasksWithdrawn { key } }
    corrections { field written corrected task { key } }
    invitations { id state note unit { code } task { key } }
"""
OUTCOMES: Final = f"outcomes {{ done obligation {{ {OBLIGATION} }} {ERRORS} }}"
SHOWN: Final = {
    "DirectivePayload": f"directive {{ {DIRECTIVE} }} notices {{ field code message }}",
    "ObligationsPayload": OUTCOMES,
    "RemindPayload": f"count {OUTCOMES}",
    "GroupPayload": "count directive { id }",
    "HolidayPayload": "moveCount moves { occurrence dueAt wouldBeDueAt task { key } }",
    "RecordedReportPayload": "report { id subject text linkedAt by { code } to { code } }",
    "PolicyPayload": "policy { key }",
    "WebhookPayload": "webhook { id status secret }",
    "UnitsPayload": """
        units { code name live parent { code } }
        scheduled { id command effectiveOn units { code } }
    """,
}


def query_of(mutation: str) -> str:
    """The mutation with everything that its payload shows here."""
    graph = SCHEMA._schema.type_map["Mutation"]
    assert isinstance(graph, GraphQLObjectType)
    field = graph.fields[mutation]
    shown = f"position {SHOWN[get_named_type(field.type).name]} {ERRORS}"
    kind = field.args["input"].type
    return f"mutation ($input: {kind}) {{ {mutation}(input: $input) {{ {shown} }} }}"


async def act(office: Office, mutation: str, by: str = "an", /, **input: Any) -> Node:
    """The payload of a mutation, under a key of its own."""
    input.setdefault("idempotencyKey", f"key-{next(office.keys)}")
    payload: Node = (await office.asked(query_of(mutation), by, input=input))[mutation]
    return payload


async def acted(office: Office, mutation: str, by: str = "an", /, **input: Any) -> Node:
    """As ``act``, where nothing may be refused and something is recorded."""
    payload = await act(office, mutation, by, **input)
    assert errors_of(payload) == [], payload
    assert payload["position"] is not None
    return payload


async def refused(
    office: Office, log: Log, mutation: str, by: str = "an", /, **input: Any
) -> list[str]:
    """What a mutation is refused for, each as ``CODE at its.field``; nothing is recorded."""
    before = await log.head()
    payload = await act(office, mutation, by, **input)
    assert await log.head() == before
    assert (payload["position"], payload.get("directive")) == (None, None)
    errors = errors_of(payload)
    assert errors
    return errors


def errors_of(payload: Node) -> list[str]:
    """Every user error, those of outcomes included, as ``CODE at its.field``."""
    errors = [*payload["userErrors"]]
    for outcome in payload.get("outcomes", ()):
        assert outcome["done"] is (outcome["userErrors"] == [])
        errors += outcome["userErrors"]
    assert all(error["message"].strip() for error in errors)
    return [
        f"{error['code']} at {'.'.join(field)}" if (field := error.get("field")) else error["code"]
        for error in errors
    ]


async def directive_after(office: Office, mutation: str, by: str, /, **input: Any) -> Node:
    """The directive that a mutation answers, where nothing may be refused; {} where it is gone."""
    return (await acted(office, mutation, by, **input))["directive"] or {}


async def obligation_after(office: Office, mutation: str, by: str, /, **input: Any) -> Node:
    """The one obligation that a mutation answers, where nothing may be refused."""
    (outcome,) = (await acted(office, mutation, by, **input))["outcomes"]
    obligation: Node = outcome["obligation"]
    return obligation


async def obligation_seen(office: Office, obligation: str, by: str) -> Node:
    """An obligation as somebody sees it."""
    query = f"query ($id: ID!) {{ obligation(id: $id) {{ {OBLIGATION} }} }}"
    seen: Node = (await office.asked(query, by, id=obligation))["obligation"]
    return seen


def document(units: Mapping[str, str], issuer: str = "D1", /, *to: str, **more: Any) -> Node:
    """What issues a document with one task, to the wards W1 and W2 or to others."""
    return {
        "issuer": units[issuer],
        "type": "CV",
        "subject": "Về việc thông tin",
        "issuedOn": "2026-01-05",
        "audience": {"units": [units[code] for code in to or ("W1", "W2")]},
        "tasks": [{"key": "t1", "number": "1", "text": "Báo cáo kết quả."}],
        **more,
    }


async def issue(office: Office, issuer: str = "D1", /, *to: str, **more: Any) -> Node:
    """The directive that the unit's issuer issued."""
    given = document(office.units, issuer, *to, **more)
    return await directive_after(office, "issueDirective", f"issuer-{issuer}", **given)
