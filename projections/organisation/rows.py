"""Units and what is to become of them, as reading gives them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cascade.enums import (
    ScheduledOutcome,
)


@dataclass(frozen=True, slots=True)
class LevelRow:
    rank: int
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit at a moment. ``ancestor_ids`` run from the root to the parent."""

    unit_id: UUID
    code: str
    symbol: str | None
    name: str
    kind: str
    level: str
    live: bool
    parent_id: UUID | None
    ancestor_ids: tuple[UUID, ...]
    addresses_under_id: UUID


@dataclass(frozen=True, slots=True)
class UnitLabelRow:
    unit_id: UUID
    label: str
    from_day: date
    to_day: date | None


@dataclass(frozen=True, slots=True)
class UnitNameRow:
    """A name and its days; ``valid_to`` is known only where the next name's first day is."""

    unit_id: UUID
    name: str
    valid_from: date | None
    valid_not_before: date | None
    valid_not_after: date | None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class ScheduledRow:
    """``outcome`` is null while it is to come; ``reason`` says why it became impossible."""

    change_id: UUID
    unit_ids: tuple[UUID, ...]
    command: str
    scheduled_at: datetime
    effective_on: date
    outcome: ScheduledOutcome | None
    reason: str | None
