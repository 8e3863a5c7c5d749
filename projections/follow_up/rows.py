"""How obligations are carried out, as plain rows. Texts are null once erased."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from projections.query_args import ObligationKey


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """The post that answers for an obligation."""

    obligation: ObligationKey
    post: str


@dataclass(frozen=True, slots=True)
class PlanEntryRow:
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    obligation: ObligationKey
    entries: tuple[PlanEntryRow, ...]


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request for more time. ``decided_at`` is null while it is open, ``given_due_at`` also where
    it was refused.
    """

    request_id: UUID
    directive_id: UUID
    obligation: ObligationKey
    asked_at: datetime
    due_at: datetime
    reason_id: UUID
    decided_at: datetime | None
    decided_by_id: UUID | None
    given_due_at: datetime | None
    remark_id: UUID | None
    reason: str | None = None
    remark: str | None = None


class DeclarationState(StrEnum):
    """What became of it that a unit declared something not applicable."""

    OPEN = "OPEN"
    """It waits for whoever decides on the unit's reports."""
    AGREED = "AGREED"
    """Nothing is asked by it."""
    RETURNED = "RETURNED"
    """It does apply: the obligation is open again."""
    TAKEN_BACK = "TAKEN_BACK"
    """The unit itself took it back while it waited."""


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """``ended_at`` is null while it waits; ``decided_by_id`` also where nobody had to decide."""

    obligation: ObligationKey
    state: DeclarationState
    declared_at: datetime
    reason_id: UUID
    ended_at: datetime | None
    decided_by_id: UUID | None
    remark_id: UUID | None
    reason: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class InspectionRow:
    obligation: ObligationKey
    by_id: UUID
    inspected_on: date
    remark_id: UUID
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class ReminderRow:
    obligation: ObligationKey
    by_id: UUID
    reminded_at: datetime
    note: str | None


@dataclass(frozen=True, slots=True)
class OverdueReminderRow:
    """What was overdue within ``under_id``, of one directive or (null) of all, was called to mind.

    How many they were is not here: that differs by who asks.
    """

    position: int
    under_id: UUID
    about_id: UUID | None
    by_id: UUID
    reminded_at: datetime
    note: str | None
