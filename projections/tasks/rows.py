"""Tasks and policies, as reading gives them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from cascade.directive.audience import Selector
from cascade.directive.records import ClosingRecord, IndicatorRecord, LevelTarget
from cascade.enums import (
    OnNonWorkingDay,
    Origin,
    TargetDirection,
    TaskKind,
    Urgency,
)


@dataclass(frozen=True, slots=True)
class DueRow:
    """``kind`` is one of the contract's DueKind, WINDOW_NOT_DATED included.

    ``occurrences`` is null where it does not recur; without an end, so many there are.
    """

    kind: str
    stated: str | None
    rule: str | None
    window: str | None
    on_non_working_day: OnNonWorkingDay | None
    after_task: str | None
    occurrences: int | None
    open_ended: bool


@dataclass(frozen=True, slots=True)
class LevelDueRow:
    """The rule of one level."""

    level: str
    due: DueRow


@dataclass(frozen=True, slots=True)
class SuperiorRow:
    """Reports go to each unit's superior on a line (null: the primary one)."""

    gathered: bool
    line: str | None


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """``minimum`` and ``amount`` are null where units and levels alone have figures."""

    minimum: int | None
    stated_upper: int | None
    unit_of_measure: str
    stated: str
    amount: Decimal | None
    direction: TargetDirection
    by_level: tuple[LevelTarget, ...]

    @property
    def figure(self) -> Decimal | None:
        """That of all alike."""
        return self.amount if self.minimum is None else Decimal(self.minimum)


@dataclass(frozen=True, slots=True)
class UnitTargetRow:
    """What is asked of a unit by name."""

    unit_id: UUID
    code: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task. ``audience`` null: the directive's own, or those who lead and coordinate alone.

    ``due_at`` is the date that its rule came to, the same for all who owe it; null where it has
    none or differs by unit. ``report_to_id`` null: the directive's issuer.
    """

    task_id: UUID
    directive_id: UUID
    ordinal: int
    key: str
    number: str | None
    text: str
    kind: TaskKind
    origin: Origin
    audience: tuple[Selector, ...] | None
    lead_id: UUID | None
    lead_is_inferred: bool
    co_lead_ids: tuple[UUID, ...]
    coordinating_ids: tuple[UUID, ...]
    coordinating_groups: tuple[Selector, ...] | None
    quota: QuotaRow | None
    due: DueRow
    due_at: datetime | None
    report_to_id: UUID | None
    report_via_id: UUID | None
    needs_acceptance: bool
    accountable_post: str | None
    owed_from: date | None
    withdrawn: bool
    indicators: tuple[IndicatorRecord, ...] | None
    data_close: ClosingRecord | None
    level_dues: tuple[LevelDueRow, ...] = ()
    report_to_superior: SuperiorRow | None = None


@dataclass(frozen=True, slots=True)
class PolicyRow:
    unit_id: UUID
    key: str
    types: tuple[str, ...]
    acknowledge_within_working_days: int | None
    pass_on_within_working_days: int | None
    final_report_within_working_days: int | None
    enter_within_working_days: int | None
    valid_from: date
    urgencies: tuple[Urgency, ...]
