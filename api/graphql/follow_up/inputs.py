"""What units arrange about what they owe, and what those above remark on it."""

from datetime import date, datetime

import strawberry

from api.graphql.obligations.obligation_refs import OBLIGATION
from api.graphql.runtime.ids import ExtensionRequestId, ObligationId, UnitId
from api.graphql.runtime.to_command import becomes
from cascade.execution import commands as execution


@becomes(execution.AssignObligation, obligation=OBLIGATION)
@strawberry.input
class AssignObligationInput:
    idempotency_key: str
    obligation: ObligationId
    post: str | None = strawberry.field(
        description="A post of the unit, no person. Null: none answers for it any longer.",
        default=strawberry.UNSET,
    )


@becomes(execution.PlanEntryInput)
@strawberry.input
class PlanEntryInput:
    day: date
    text: str


@becomes(execution.PlanObligation, obligation=OBLIGATION)
@strawberry.input(description="Takes the place of an earlier plan; 400 entries at the most.")
class PlanObligationInput:
    idempotency_key: str
    obligation: ObligationId
    entries: list[PlanEntryInput]


@becomes(execution.AskExtension, obligation=OBLIGATION)
@strawberry.input
class AskExtensionInput:
    idempotency_key: str
    obligation: ObligationId
    due_at: datetime
    reason: str


@becomes(execution.DecideExtension)
@strawberry.input
class DecideExtensionInput:
    idempotency_key: str
    request: ExtensionRequestId
    grant: bool
    due_at: datetime | None = strawberry.field(
        description="With grant: another date than the one asked for.", default=strawberry.UNSET
    )
    remark: str | None = strawberry.UNSET


@becomes(execution.InspectObligation, obligation=OBLIGATION)
@strawberry.input
class InspectInput:
    idempotency_key: str
    obligation: ObligationId
    by: UnitId
    inspected_on: date
    remark: str
