"""What reading gives: plain rows. Ids are UUIDs; instants are aware and UTC; days are local."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from cascade.directive.audience import Selector
from cascade.enums import (
    CitationRelation,
    Classification,
    DistributionRole,
    ObligationRole,
    Origin,
    ReportDecision,
    TaskKind,
)
from cascade.numbering.number import DocumentNumber
from projections.query_args import AuditFilter as AuditFilter
from projections.query_args import DirectiveFilter as DirectiveFilter
from projections.query_args import DirectiveStatus as DirectiveStatus
from projections.query_args import Edge as Edge
from projections.query_args import Key as Key
from projections.query_args import Moment as Moment
from projections.query_args import ObligationFilter as ObligationFilter
from projections.query_args import ObligationKey as ObligationKey
from projections.query_args import ObligationOrder as ObligationOrder
from projections.query_args import Page as Page
from projections.query_args import ReadingGrant as ReadingGrant
from projections.query_args import Scope as Scope
from projections.query_args import Status as Status
from projections.query_args import Timeliness as Timeliness
from projections.query_args import UnitFilter as UnitFilter
from projections.query_args import UnitProgressOrder as UnitProgressOrder


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
class UnitNameRow:
    """A name and its days; ``valid_to`` is known only where the next name's first day is."""

    unit_id: UUID
    name: str
    valid_from: date | None
    valid_to: date | None
    valid_not_before: date | None
    valid_not_after: date | None


@dataclass(frozen=True, slots=True)
class DistributionRow:
    role: DistributionRole
    unit_id: UUID | None
    stated: str


@dataclass(frozen=True, slots=True)
class DirectiveRow:
    """A directive. ``whole`` false: only its card may be shown (number, type, subject, issuer, its
    name then, date, status and classification).
    """

    directive_id: UUID
    position: int
    recorded_at: datetime
    issued_here: bool
    recorded_by_id: UUID
    by_its_issuer: bool
    number: DocumentNumber | None
    type: str
    subject: str
    issuer_id: UUID
    issuer_name_then: str
    on_behalf_of: str | None
    issued_on: date
    status: DirectiveStatus
    superseded_by_id: UUID | None
    revoked_because: str | None
    classification: Classification
    citations_complete: bool
    level_by_level: bool
    audience: tuple[Selector, ...]
    distribution: tuple[DistributionRow, ...]
    joint_issuer_ids: tuple[UUID, ...]
    signing_post: str | None
    standing: bool
    need_to_know: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class WindowRow:
    directive_id: UUID
    key: str
    stated: str
    from_day: date | None
    to_day: date | None


@dataclass(frozen=True, slots=True)
class CitationRow:
    """``discrepancies`` are (part, written, recorded); to be hidden with a hidden target.

    ``resolved_at`` and ``by_hand`` are null where it was matched, or not, at the issue.
    ``proposed_id`` may be meant; discrepancies are with it then.
    """

    citation_id: UUID
    directive_id: UUID
    text: str
    issued_on: date | None
    issuer_name: str | None
    relation: CitationRelation
    task_key: str | None
    anchor: str | None
    target_id: UUID | None
    discrepancies: tuple[tuple[str, str, str], ...]
    resolved_at: datetime | None
    by_hand: bool | None
    proposed_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class DueRow:
    """``kind`` is one of the contract's DueKind, WINDOW_NOT_DATED included.

    ``occurrences`` is null where it does not recur.
    """

    kind: str
    stated: str | None
    rule: str | None
    window: str | None
    occurrences: int | None


@dataclass(frozen=True, slots=True)
class QuotaRow:
    minimum: int
    stated_upper: int | None
    unit_of_measure: str
    stated: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task. ``audience`` null: the directive's own, or those named alone.

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
    coordinating_ids: tuple[UUID, ...]
    quota: QuotaRow | None
    due: DueRow
    due_at: datetime | None
    report_to_id: UUID | None
    report_via_id: UUID | None
    needs_acceptance: bool
    accountable_post: str | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """The occurrence of a recurring task: the day from which it is asked for, and its name."""

    starts_on: date
    label: str


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """An obligation at a moment. ``working_days`` where its due date counts from the reach."""

    key: ObligationKey
    bearer_id: UUID
    directive_id: UUID
    issuer_id: UUID
    role: ObligationRole
    kind: TaskKind
    origin: Origin
    opened_position: int
    opens_at: datetime
    working_days: int | None
    due_at: datetime | None
    status: Status
    timeliness: Timeliness
    acknowledged_at: datetime | None
    submitted_at: datetime | None
    fulfilled_at: datetime | None
    reported_towards_quota: Decimal | None
    quota_met: bool | None
    period: PeriodRow | None = None


@dataclass(frozen=True, slots=True)
class ProgressRow:
    total: int = 0
    pending: int = 0
    acknowledged: int = 0
    submitted: int = 0
    returned: int = 0
    fulfilled: int = 0
    exempted: int = 0
    withdrawn: int = 0
    undated: int = 0
    not_yet_due: int = 0
    overdue: int = 0
    on_time: int = 0
    late: int = 0

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> "ProgressRow":
        """From a record that has a column for each count."""
        return cls(**{f.name: record[f.name] for f in fields(cls)})


@dataclass(frozen=True, slots=True)
class UnitProgressRow:
    unit_id: UUID
    progress: ProgressRow


@dataclass(frozen=True, slots=True)
class ReportRow:
    """``text`` and ``remark`` are null once erased; ``text_id`` and ``remark_id`` stay."""

    report_id: UUID
    obligation: ObligationKey
    by_id: UUID
    submitted_at: datetime
    received_on: date | None
    text_id: UUID
    text: str | None
    quantity: Decimal | None
    arrived_at: datetime | None
    decision: ReportDecision | None
    decided_at: datetime | None
    remark_id: UUID | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class PolicyRow:
    key: str
    types: tuple[str, ...]
    acknowledge_within_working_days: int | None
    pass_on_within_working_days: int | None
    final_report_within_working_days: int | None
    valid_from: date


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
    ADDRESSED = "ADDRESSED"
    RELAYED = "RELAYED"
    IMPLEMENTED = "IMPLEMENTED"


@dataclass(frozen=True, slots=True)
class HopRow:
    """``implementing_id`` is the implementing directive, where the hop was made by one."""

    unit_id: UUID
    kind: HopKind
    from_id: UUID
    implementing_id: UUID | None
    reached_at: datetime
    passed_on_at: datetime | None
    pass_on_due_at: datetime | None


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
