"""Relays, and where directives got to, as reading gives them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from cascade.directive.audience import Selector


@dataclass(frozen=True, slots=True)
class RelayDueRow:
    """A date that a relay brought forward."""

    task_id: UUID
    due_at: datetime


@dataclass(frozen=True, slots=True)
class RelayRow:
    """A relay. ``note`` is null once erased, too; ``recalled_at`` is null while it stands."""

    directive_id: UUID
    unit_id: UUID
    relayed_at: datetime
    audience: tuple[Selector, ...]
    note_id: UUID | None
    dues: tuple[RelayDueRow, ...]
    recalled_at: datetime | None
    recall_reason: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LevelReachRow:
    level: str
    reached: int
    expected: int
    median_seconds: float | None
    max_seconds: float | None


@dataclass(frozen=True, slots=True)
class CascadeRow:
    reached: int
    expected: int
    by_level: tuple[LevelReachRow, ...]


class HopKind(StrEnum):
    """In which way a directive comes to a unit."""

    ADDRESSED = "ADDRESSED"
    """By the issue itself."""
    RELAYED = "RELAYED"
    """Passed on unchanged by a unit above."""
    IMPLEMENTED = "IMPLEMENTED"
    """By a directive of its own that implements it."""


@dataclass(frozen=True, slots=True)
class HopRow:
    """``implementing_id`` is the implementing directive, where the hop was made by one."""

    unit_id: UUID
    kind: HopKind
    from_id: UUID
    implementing_id: UUID | None
    reached_at: datetime
    passed_on_at: datetime | None = None
    pass_on_due_at: datetime | None = None
