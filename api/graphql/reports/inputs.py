"""Reports that cite no directive."""

from datetime import date
from decimal import Decimal

import strawberry

from api.graphql.obligations.inputs import IndicatorValueInput
from api.graphql.obligations.obligation_refs import OBLIGATION
from api.graphql.obligations.quantities import given_once, quantity
from api.graphql.runtime.ids import AttachmentId, ObligationId, RecordedReportId, UnitId
from api.graphql.runtime.to_command import becomes
from cascade.execution import commands as execution


@becomes(execution.RecordReport, check=given_once, quantity=quantity)
@strawberry.input
class RecordReportInput:
    """Notes a report that cites no directive. linkReport says later what it is on."""

    idempotency_key: str
    by: UnitId
    """The unit that hands it in; the caller acts for it."""
    to: UnitId
    """Who received it."""
    subject: str
    """What it is about, one line."""
    text: str
    quantity: float | None = strawberry.UNSET
    quantity_exact: Decimal | None = strawberry.UNSET
    """In place of quantity, which keeps 15 digits: all of them."""
    occurred_on: date
    """The day that it tells of, today at the latest."""
    attachments: list[AttachmentId] | None = strawberry.UNSET


@becomes(execution.LinkReport, obligation=OBLIGATION)
@strawberry.input
class LinkReportInput:
    """The recorded report becomes one on this obligation, judged by when it was recorded."""

    idempotency_key: str
    report: RecordedReportId
    """One that is not linked yet, handed in or received by a unit for which the caller acts."""
    obligation: ObligationId
    """One of the unit that handed it in: it was addressed, or bears it."""
    values: list[IndicatorValueInput] | None = strawberry.UNSET
    """Of the task's indicators, for which the report was not asked when it came."""
