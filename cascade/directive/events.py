"""What happens to a directive. The issued event freezes whom it covers and each due rule."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from cascade.directive.audience import Audience
from cascade.directive.number import DocumentNumber
from cascade.events import Event
from cascade.terms import (
    CitationRelation,
    Classification,
    DistributionRole,
    DueKind,
    TaskKind,
)


@dataclass(frozen=True, slots=True)
class QuotaRecord:
    """At least ``minimum`` of something; shared where the task has a lead."""

    minimum: int
    stated_upper: int | None
    unit_of_measure: str
    stated: str


@dataclass(frozen=True, slots=True)
class DueRecord:
    """A due rule, and the date it came to where it already has one.

    ``working_days`` counts from the reach, for the task of passing on; ``due_on`` is the local day
    and ``due_at`` the instant after which the task is overdue.
    """

    kind: DueKind
    stated: str | None = None
    rule: str | None = None
    window: str | None = None
    working_days: int | None = None
    due_on: date | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """One numbered task. ``audience`` null: lead and coordinating alone, else the directive's.

    ``report_to_id`` null: the directive's issuer judges the reports.
    """

    task_id: UUID
    key: str
    number: str | None
    text: str
    kind: TaskKind
    audience: Audience | None
    lead_id: UUID | None
    lead_is_inferred: bool
    coordinating_ids: tuple[UUID, ...]
    quota: QuotaRecord | None
    due: DueRecord
    report_to_id: UUID | None
    report_via_id: UUID | None
    needs_acceptance: bool


@dataclass(frozen=True, slots=True)
class WindowRecord:
    """A stretch of days that the document names; null until an event dates it."""

    key: str
    stated: str
    from_day: date | None
    to_day: date | None


@dataclass(frozen=True, slots=True)
class DistributionRecord:
    """One line of the distribution list."""

    role: DistributionRole
    unit_id: UUID | None
    stated: str


@dataclass(frozen=True, slots=True)
class DiscrepancyRecord:
    """A part of a number in which a citation disagrees with the document it means."""

    part: str
    written: str
    recorded: str


@dataclass(frozen=True, slots=True)
class CitationRecord:
    """Another document, as this one writes it, and the directive that it was matched to."""

    citation_id: UUID
    number: DocumentNumber
    issued_on: date | None
    issuer_name: str | None
    relation: CitationRelation
    task_key: str | None
    anchor: str | None
    target_id: UUID | None
    discrepancies: tuple[DiscrepancyRecord, ...]


@dataclass(frozen=True, slots=True)
class LevelByLevel:
    """It goes down edge by edge. ``topmost`` are the units that the issue itself reaches;
    ``working_days_to_pass_on`` null: passing on is owed, but not by a day.
    """

    topmost: Audience
    working_days_to_pass_on: int | None


class DirectiveIssued(Event):
    """A directive is in force from here on; ``originator_id`` is its id.

    The audience is resolved against the tree at this event's position. ``level_by_level`` null: the
    whole audience is reached at once. ``number`` is null in a dry run alone.
    """

    TOPIC: ClassVar[str] = "cascade.directive.DirectiveIssued"

    issuer_id: UUID
    issuer_name_then: str
    type: str
    number: DocumentNumber | None
    subject: str
    issued_on: date
    on_behalf_of: str | None
    classification: Classification
    audience: Audience
    tasks: tuple[TaskRecord, ...]
    windows: tuple[WindowRecord, ...]
    distribution: tuple[DistributionRecord, ...]
    citations: tuple[CitationRecord, ...]
    citations_complete: bool
    level_by_level: LevelByLevel | None


class DirectiveRecorded(Event):
    """A document that is only known here. It asks for nothing."""

    TOPIC: ClassVar[str] = "cascade.directive.DirectiveRecorded"

    recorded_by_id: UUID
    issuer_id: UUID
    issuer_name_then: str
    type: str
    number: DocumentNumber | None
    subject: str
    issued_on: date
    classification: Classification


@dataclass(frozen=True, slots=True)
class TaskDue:
    """The date that a task's rule came to."""

    task_id: UUID
    due_on: date
    due_at: datetime


class WindowDated(Event):
    """A window got its days, or other days; ``dues`` are the tasks that fall due at its end."""

    TOPIC: ClassVar[str] = "cascade.directive.WindowDated"

    key: str
    from_day: date
    to_day: date
    dues: tuple[TaskDue, ...]
