"""What units arrange about what they owe, and what those above remark on it."""

from datetime import date, datetime

import strawberry

from api.graphql.obligations.obligation_refs import OBLIGATION, OBLIGATIONS
from api.graphql.runtime.ids import ExtensionRequestId, ObligationId, UnitId
from api.graphql.runtime.to_command import becomes
from cascade.execution import commands as execution


@becomes(execution.AssignObligation, obligation=OBLIGATION)
@strawberry.input
class AssignObligationInput:
    idempotency_key: str
    obligation: ObligationId
    post: str | None = strawberry.UNSET
    """A post of the unit, no person. Null: none answers for it any longer."""


@becomes(execution.PlanEntryInput)
@strawberry.input
class PlanEntryInput:
    day: date
    text: str


@becomes(execution.PlanObligation, obligation=OBLIGATION)
@strawberry.input
class PlanObligationInput:
    """Takes the place of an earlier plan; 400 entries at the most."""

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
    due_at: datetime | None = strawberry.UNSET
    """With grant: another date than the one asked for."""
    remark: str | None = strawberry.UNSET


@becomes(execution.DeclareNotApplicable, obligations=OBLIGATIONS)
@strawberry.input
class DeclareNotApplicableInput:
    """There is nothing of the kind with the unit ("nếu có"): of whatever asks for a report. Who
    decides on its reports agrees or returns it; where no acceptance is needed, it takes effect at
    once. A report says later that it does apply.
    """

    idempotency_key: str
    obligations: list[ObligationId]
    reason: str


@becomes(execution.TakeBackNotApplicable, obligations=OBLIGATIONS)
@strawberry.input
class TakeBackNotApplicableInput:
    """What was declared not applicable and is not decided yet."""

    idempotency_key: str
    obligations: list[ObligationId]


@becomes(execution.DecideNotApplicable, obligations=OBLIGATIONS)
@strawberry.input
class DecideNotApplicableInput:
    """On what their units declared last. What is not agreed to is RETURNED: open again, by the due
    date that it has.
    """

    idempotency_key: str
    obligations: list[ObligationId]
    agree: bool
    remark: str | None = strawberry.UNSET


@becomes(execution.InspectObligation, obligation=OBLIGATION)
@strawberry.input
class InspectInput:
    idempotency_key: str
    obligation: ObligationId
    by: UnitId
    inspected_on: date
    remark: str
