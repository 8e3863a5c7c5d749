"""Obligations at a moment, and counts of them, as reading gives them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from cascade.enums import (
    ObligationRole,
    Origin,
    TaskKind,
    Urgency,
)
from projections.query_args import ObligationKey, Status, Timeliness


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """The occurrence of a recurring task: the day from which it is asked for, its name, and its
    original day.
    """

    starts_on: date
    label: str
    occurrence: date


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """An obligation at a moment. ``working_days`` where its due date counts from the reach.

    What is reported towards a quota is counted for those alone of whom its task asks so much.
    """

    key: ObligationKey
    bearer_id: UUID
    path: str
    directive_id: UUID
    directive_position: int
    issuer_id: UUID
    task_ordinal: int
    role: ObligationRole
    kind: TaskKind
    origin: Origin
    reach_position: int
    opens_at: datetime
    working_days: int | None
    due_at: datetime | None
    status: Status
    timeliness: Timeliness
    acknowledged_at: datetime | None
    submitted_at: datetime | None
    fulfilled_at: datetime | None
    has_quota: bool
    period: PeriodRow | None
    given_due_at: datetime | None
    """By the document, or a policy: before relays and what eases."""
    urgency: Urgency
    reported_towards_quota: Decimal | None = None
    quota_met: bool | None = None
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OccurrenceRow:
    """What happened that an obligation is to report on; ``withdrawn_because`` where it was none."""

    obligation: ObligationKey
    occurred_at: datetime
    label: str
    note: str | None
    declared_at: datetime
    withdrawn_because: str | None


@dataclass(frozen=True, slots=True)
class QuotaSumRow:
    """How much is asked of a unit, what all who share that reported, and whether it is met."""

    key: ObligationKey
    target: Decimal
    reported: Decimal
    met: bool


@dataclass(frozen=True, slots=True)
class ProgressRow:
    total: int = 0
    pending: int = 0
    acknowledged: int = 0
    submitted: int = 0
    returned: int = 0
    fulfilled: int = 0
    exempted: int = 0
    not_applicable: int = 0
    withdrawn: int = 0
    undated: int = 0
    not_yet_due: int = 0
    overdue: int = 0
    on_time: int = 0
    late: int = 0

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> "ProgressRow":
        """From a record that has a column for each count, null where nothing was counted."""
        return cls(**{f.name: record[f.name] or 0 for f in fields(cls)})


@dataclass(frozen=True, slots=True)
class UnitProgressRow:
    unit_id: UUID
    progress: ProgressRow
