"""Rows of this room's tables, which ``tables.sql`` describes. A field is a column."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from projections.engine.versions import FOREVER


class Assignment(NamedTuple):
    task_id: UUID
    unit_id: UUID
    occurrence: date
    from_position: int
    post: str | None
    to_position: int = FOREVER


class Plan(NamedTuple):
    task_id: UUID
    unit_id: UUID
    occurrence: date
    from_position: int
    entries: str
    to_position: int = FOREVER


class ExtensionRequest(NamedTuple):
    request_id: UUID
    directive_id: UUID
    task_id: UUID
    unit_id: UUID
    occurrence: date
    position: int
    asked_at: datetime
    due_at: datetime
    reason_id: UUID


class ExtensionDecision(NamedTuple):
    request_id: UUID
    position: int
    decided_at: datetime
    decided_by_id: UUID
    due_at: datetime | None
    remark_id: UUID | None


class Declaration(NamedTuple):
    declaration_id: UUID
    task_id: UUID
    unit_id: UUID
    occurrence: date
    position: int
    declared_at: datetime
    reason_id: UUID


class DeclarationEnd(NamedTuple):
    declaration_id: UUID
    position: int
    ended_at: datetime
    outcome: str
    decided_by_id: UUID | None = None
    remark_id: UUID | None = None


class Inspection(NamedTuple):
    inspection_id: UUID
    task_id: UUID
    unit_id: UUID
    occurrence: date
    position: int
    by_id: UUID
    inspected_on: date
    remark_id: UUID


class Reminder(NamedTuple):
    position: int
    task_id: UUID
    unit_id: UUID
    occurrence: date
    reminded_at: datetime
    by_id: UUID
    note: str | None


class OverdueReminder(NamedTuple):
    position: int
    under_id: UUID
    about_id: UUID | None
    by_id: UUID
    reminded_at: datetime
    note: str | None
