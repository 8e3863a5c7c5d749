"""Rows of this room's tables, which ``tables.sql`` describes. A field is a column."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID


class AuditEntry(NamedTuple):
    position: int
    recorded_at: datetime
    topic: str
    actor: str
    unit_id: UUID | None
    directive_id: UUID | None
    task_id: UUID | None
    occurrence: date | None
    occurred_on: date | None
    correlation_id: UUID
    causation_position: int | None
    leaf_hash: bytes
    of_draft: bool


class AuditUnit(NamedTuple):
    position: int
    unit_id: UUID
