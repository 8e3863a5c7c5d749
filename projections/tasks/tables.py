"""Rows of this room's tables, which ``tables.sql`` describes. A field is a column."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple
from uuid import UUID

from projections.engine.versions import FOREVER

OF_THE_TASK: Final = ""
"""In place of a level: the task's own rule."""


class Task(NamedTuple):
    task_id: UUID
    from_position: int
    directive_id: UUID
    position: int
    added_at: datetime
    added_on: date
    ordinal: int
    key: str
    text: str
    kind: str
    origin: str
    lead_is_inferred: bool
    co_lead_ids: Sequence[UUID]
    coordinating_ids: Sequence[UUID]
    due_kind: str
    counted_position: int
    needs_acceptance: bool
    directive_position: int
    issuer_id: UUID
    clearance: int
    document_type: str
    level_by_level: bool
    need_to_know: bool
    urgency: str
    to_position: int = FOREVER
    number: str | None = None
    audience: int | None = None
    selectors: str | None = None
    coordinating: str | None = None
    lead_id: UUID | None = None
    quota: str | None = None
    target_direction: str | None = None
    target_amount: Decimal | None = None
    due_stated: str | None = None
    due_rule: str | None = None
    due_window: str | None = None
    due_digest: str | None = None
    due_levels: Sequence[str] = ()
    level_dues: str = "[]"
    working_days: int | None = None
    days: int | None = None
    on_non_working_day: str | None = None
    due_after_task: str | None = None
    after_task_id: UUID | None = None
    offset_days: int | None = None
    offset_working_days: int | None = None
    occurrence_hours: int | None = None
    occurrence_days: int | None = None
    occurrence_working_days: int | None = None
    report_to_id: UUID | None = None
    report_via_id: UUID | None = None
    accountable_post: str | None = None
    open_ended: bool = False
    indicators: str | None = None
    data_close: str | None = None
    owed_from: date | None = None
    owed_since: datetime | None = None
    withdrawn_position: int = FOREVER
    effective_on: date | None = None
    expires_at: datetime | None = None


class UnitTarget(NamedTuple):
    task_id: UUID
    unit_id: UUID
    from_position: int
    amount: Decimal
    to_position: int = FOREVER


class AudienceAtom(NamedTuple):
    directive_id: UUID
    audience: int
    position: int
    scope_id: UUID
    level: str
    kind: str
    task_id: UUID | None = None


class AudienceUnit(NamedTuple):
    directive_id: UUID
    audience: int
    position: int
    unit_id: UUID
    task_id: UUID | None = None


class AmendedAtom(NamedTuple):
    directive_id: UUID
    position: int
    withdrawn: bool
    scope_id: UUID
    level: str
    kind: str


class AmendedUnit(NamedTuple):
    directive_id: UUID
    position: int
    withdrawn: bool
    unit_id: UUID


class StandingGroup(NamedTuple):
    directive_id: UUID
    position: int
    audience: int
    ordinal: int
    withdrawn: bool
    scope_id: UUID
    levels: Sequence[str]
    kinds: Sequence[str]
    task_id: UUID | None = None


class StandingException(NamedTuple):
    directive_id: UUID
    position: int
    audience: int
    withdrawn: bool
    ordinal: int
    number: int
    scope_id: UUID
    levels: Sequence[str]
    kinds: Sequence[str]


class TaskMember(NamedTuple):
    task_id: UUID
    unit_id: UUID
    directive_id: UUID
    position: int
    role: str
    invited: bool
    clearance: int


class TaskRecipient(NamedTuple):
    task_id: UUID
    unit_id: UUID
    position: int
    directive_id: UUID
    clearance: int
    to_position: int = FOREVER


class TaskSuperior(NamedTuple):
    task_id: UUID
    directive_id: UUID
    position: int
    line: str | None
    gathered: bool
    top_ids: Sequence[UUID]


class Period(NamedTuple):
    task_id: UUID
    occurrence: date
    from_position: int
    to_position: int = FOREVER
    level: str = OF_THE_TASK
    due_on: date | None = None
    due_at: datetime | None = None
    starts_on: date | None = None
    opens_at: datetime | None = None
    label: str | None = None
    original_due_at: datetime | None = None


class PolicyVersion(NamedTuple):
    unit_id: UUID
    key: str
    from_position: int
    types: Sequence[str]
    acknowledge_within_working_days: int | None
    pass_on_within_working_days: int | None
    final_report_within_working_days: int | None
    enter_within_working_days: int | None
    valid_from: date
    urgencies: Sequence[str]
    to_position: int = FOREVER
