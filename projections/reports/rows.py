"""Reports, as reading gives them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from cascade.enums import (
    ReportDecision,
)
from cascade.execution.events import IndicatorValue
from projections.query_args import ObligationKey


@dataclass(frozen=True, slots=True)
class ReportRow:
    """``text`` and ``remark`` are null once erased; ``text_id`` and ``remark_id`` stay."""

    report_id: UUID
    obligation: ObligationKey
    by_id: UUID
    submitted_at: datetime
    received_on: date | None
    text_id: UUID
    quantity: Decimal | None
    arrived_at: datetime | None
    values: tuple[IndicatorValue, ...]
    decision: ReportDecision | None
    decided_at: datetime | None
    remark_id: UUID | None
    text: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedReportRow:
    """``text`` is null once erased; ``linked_to`` until it is found what it was about."""

    report_id: UUID
    by_id: UUID
    to_id: UUID
    subject: str
    text_id: UUID
    quantity: Decimal | None
    occurred_on: date
    recorded_at: datetime
    linked_to: ObligationKey | None
    linked_at: datetime | None
    text: str | None = None
