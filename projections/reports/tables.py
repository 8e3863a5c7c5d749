"""Rows of this room's tables, which ``tables.sql`` describes. A field is a column."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID


class Report(NamedTuple):
    report_id: UUID
    position: int
    task_id: UUID
    unit_id: UUID
    occurrence: date
    submitted_at: datetime
    text_id: UUID
    quantity: Decimal | None
    arrived_at: datetime | None


class ReportValue(NamedTuple):
    report_id: UUID
    ordinal: int
    indicator: str
    value: Decimal


class ReportDecision(NamedTuple):
    report_id: UUID
    position: int
    decision: str
    decided_at: datetime
    remark_id: UUID | None
    received_on: date | None


class RecordedReport(NamedTuple):
    report_id: UUID
    position: int
    recorded_at: datetime
    by_id: UUID
    to_id: UUID
    subject: str
    text_id: UUID
    quantity: Decimal | None
    occurred_on: date


class ReportLink(NamedTuple):
    report_id: UUID
    position: int
    linked_at: datetime
    task_id: UUID
    unit_id: UUID
    occurrence: date
