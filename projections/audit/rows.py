"""Entries of the audit trail, as reading gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AuditRow:
    """``leaf_hash`` is hex. ``data`` is the event less what lies outside (``partial``)."""

    position: int
    recorded_at: datetime
    occurred_on: date | None
    type: str
    actor: str | None
    unit_id: UUID | None
    directive_id: UUID | None
    summary: str
    data: Mapping[str, Any]
    partial: bool
    correlation_id: UUID
    causation_position: int | None
    leaf_hash: str
