"""Rows of this room's tables, which ``tables.sql`` describes. A field is a column."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from projections.engine.versions import FOREVER


class DeclaredOccurrence(NamedTuple):
    task_id: UUID
    unit_id: UUID
    occurrence: date
    position: int
    directive_id: UUID
    occurred_at: datetime
    occurred_on: date
    declared_at: datetime
    label: str
    note: str | None
    withdrawn_position: int = FOREVER
    withdrawn_because: str | None = None


class Act(NamedTuple):
    task_id: UUID
    unit_id: UUID
    occurrence: date
    position: int
    directive_id: UUID
    kind: str
    status: str
    acknowledged_at: datetime | None
    reported_at: datetime | None
    judged_at: datetime | None
    judged_due_at: datetime | None
    judged_on_time: bool | None
    judged_position: int | None
    due_override: datetime | None
    fulfilled_at: datetime | None
    fulfilled_on: date | None
    latest_report_id: UUID | None
    accepted_quantity: Decimal
    pending_quantity: Decimal
    override_position: int | None
    exempted: bool
    to_position: int = FOREVER


class Entry(NamedTuple):
    directive_id: UUID
    task_id: UUID
    unit_id: UUID
    position: int
    entered_at: datetime
    due_at: datetime
    setter_id: UUID
    policy_key: str


class SharedQuota(NamedTuple):
    task_id: UUID
    occurrence: date
    position: int
    directive_id: UUID
    accepted: Decimal
    pending: Decimal
    to_position: int = FOREVER


class QuotaMet(NamedTuple):
    task_id: UUID
    occurrence: date
    position: int
    directive_id: UUID
    met_at: datetime
    report_position: int
    submitted_at: datetime
    on_time_from: datetime
