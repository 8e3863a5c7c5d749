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
    """Says which post of the bearer's answers for the obligation; the last word counts."""

    idempotency_key: str
    obligation: ObligationId
    """One that is still open."""
    post: str | None = strawberry.UNSET
    """A post of the unit, no person. Null: none answers for it any longer."""


@becomes(execution.PlanEntryInput)
@strawberry.input
class PlanEntryInput:
    """What is planned for a day."""

    day: date
    text: str


@becomes(execution.PlanObligation, obligation=OBLIGATION)
@strawberry.input
class PlanObligationInput:
    """Takes the place of an earlier plan; 400 entries at the most."""

    idempotency_key: str
    obligation: ObligationId
    """One that is still open."""
    entries: list[PlanEntryInput]
    """In any order; several may be of one day."""


@becomes(execution.AskExtension, obligation=OBLIGATION)
@strawberry.input
class AskExtensionInput:
    """Asks whoever decides on the obligation's reports for more time. The due date stays until that
    is decided.
    """

    idempotency_key: str
    obligation: ObligationId
    """One with a due date, still open."""
    due_at: datetime
    """The due date that is asked for: later than the one in force."""
    reason: str
    """Why more time is needed."""


@becomes(execution.DecideExtension)
@strawberry.input
class DecideExtensionInput:
    """Grants a request for more time, or refuses it."""

    idempotency_key: str
    request: ExtensionRequestId
    """One that is open, on an obligation whose reports the caller decides on."""
    grant: bool
    """True: the due date moves. False: it stays."""
    due_at: datetime | None = strawberry.UNSET
    """With grant: another date than the one asked for."""
    remark: str | None = strawberry.UNSET
    """A word to the unit that asked."""


@becomes(execution.DeclareNotApplicable, obligations=OBLIGATIONS)
@strawberry.input
class DeclareNotApplicableInput:
    """There is nothing of the kind with the unit ("nếu có"): of whatever asks for a report. Who
    decides on its reports agrees or returns it; where no acceptance is needed, it takes effect at
    once. A report says later that it does apply.
    """

    idempotency_key: str
    obligations: list[ObligationId]
    """1 to 500, each judged by itself, borne by units for which the caller acts."""
    reason: str
    """Why there is nothing of the kind."""


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
    """True: nothing is asked of them by it. False: they are RETURNED."""
    remark: str | None = strawberry.UNSET
    """A word to the units that declared it."""


@becomes(execution.InspectObligation, obligation=OBLIGATION)
@strawberry.input
class InspectInput:
    """A unit above notes that it looked at how something is carried out. It changes nothing."""

    idempotency_key: str
    obligation: ObligationId
    """One that is still open."""
    by: UnitId
    """The bearer's own unit or one above it, or the unit that judges the reports."""
    inspected_on: date
    """The day of it, today at the latest."""
    remark: str
    """What was found."""
