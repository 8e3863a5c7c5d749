"""The parts of a directive, as its events keep them."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from cascade.directive.audience import Audience
from cascade.enums import (
    CitationRelation,
    DistributionRole,
    DueKind,
    NumberKind,
    OnNonWorkingDay,
    TargetDirection,
    TaskKind,
    WindowEdge,
)
from cascade.numbering.number import DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTarget:
    """One unit's own figure."""

    unit_id: UUID
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelTarget:
    """The figure of each unit of a level that has none of its own."""

    level: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaRecord:
    """How much of something is asked for; shared where the task has a lead.

    The figure for all is ``minimum`` or ``amount``: each null where it is the other, or where there
    is none. ``by_unit`` is in order of the units' ids.
    """

    minimum: int | None
    stated_upper: int | None = None
    unit_of_measure: str
    stated: str
    amount: Decimal | None = None
    direction: TargetDirection = TargetDirection.AT_LEAST
    by_unit: tuple[UnitTarget, ...] = ()
    by_level: tuple[LevelTarget, ...] = ()

    @property
    def figure(self) -> Decimal | None:
        """The task's own."""
        return self.amount if self.minimum is None else Decimal(self.minimum)

    def figure_of(self, unit_id: UUID, level: str) -> Decimal | None:
        """A unit's own, else its level's, else the task's; null: nothing is asked of it."""
        index = bisect_left(self.by_unit, unit_id, key=lambda row: row.unit_id)
        if index < len(self.by_unit) and self.by_unit[index].unit_id == unit_id:
            return self.by_unit[index].amount
        of_level = (row.amount for row in self.by_level if row.level == level)
        return next(of_level, self.figure)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRecord:
    """What an indicator is to come to."""

    amount: Decimal
    direction: TargetDirection


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRecord:
    """A figure that each report on a task gives, or, where not ``required``, may give."""

    key: str
    name: str
    unit_of_measure: str
    number: NumberKind
    required: bool
    target: TargetRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingRecord:
    """The day up to which reports count: one of these."""

    days_before_due: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceRecord:
    """One occurrence of a recurring task, known for ever by its original ``day``.

    It is asked for from ``starts_on``; ``due_on`` is the local day, ``due_at`` the instant after
    which it is overdue.
    """

    day: date
    starts_on: date
    label: str
    due_on: date
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEndedRecord:
    """A recurrence without an end, as it was given: an RRULE, from a day on, at a local time HH:MM
    (null: the end of the day).
    """

    rrule: str
    starts_on: date
    time: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceTermRecord:
    """How long after an occurrence its report is due: one of these. Days and working days are
    counted from its local day, and end with it where there are none.
    """

    hours: int | None = None
    days: int | None = None
    working_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRecord:
    """A due rule, and the date it came to where it already has one.

    ``working_days`` or ``days`` count from the reach, where the rule counts from there, and
    ``working_days_after_issue`` from the issue; ``due_on`` is the local day and ``due_at`` the
    instant after which the task is overdue. A recurring task has ``occurrences`` instead, in order
    of their days; where it is ``open_ended``, those that were opened by then.
    ``on_non_working_day`` null: a due day stays where it is.

    ``offset_days`` or ``offset_working_days`` count from the ``edge`` of the window (null: it is
    due at its end), before it where they are negative; or from the day on which a unit's task of
    the key ``after_task`` is accepted. ``after_occurrence``: it is owed for each occurrence that a
    unit declares, so long after it.
    """

    kind: DueKind
    stated: str | None = None
    rule: str | None = None
    window: str | None = None
    working_days: int | None = None
    due_on: date | None = None
    due_at: datetime | None = None
    days: int | None = None
    occurrences: tuple[OccurrenceRecord, ...] = ()
    working_days_after_issue: int | None = None
    open_ended: OpenEndedRecord | None = None
    on_non_working_day: OnNonWorkingDay | None = None
    edge: WindowEdge | None = None
    offset_days: int | None = None
    offset_working_days: int | None = None
    after_task: str | None = None
    after_occurrence: OccurrenceTermRecord | None = None

    @property
    def rule_alone(self) -> "DueRecord":
        """What tells rules apart: however one is worded, and whatever a rule without an end has
        come to by now.
        """
        occurrences = () if self.open_ended else self.occurrences
        return replace(self, stated=None, occurrences=occurrences)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelDueRecord:
    """When units of one level owe a task, in place of the task's own rule."""

    level: str
    due: DueRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperiorRecord:
    """Each unit reports to the one above it at the moment, on a line (null: the primary one). Where
    it is ``gathered``, whoever stands above a unit that owes it owes a report of its own, up to the
    ``top_ids``: under whom the issuers address. These gather themselves where the task names
    another unit to which that goes.
    """

    line: str | None
    gathered: bool
    top_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRecord:
    """One numbered task. ``audience`` null: lead and coordinating alone, else the directive's.

    ``coordinating`` are those that coordinate by group, or by a long list of names, beside the few
    ``coordinating_ids``; a unit of several roles is covered in the best alone. ``report_to_id``
    null: the directive's issuer judges the reports. ``superior``: the one above each unit does, and
    these judge what nobody stands above.
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
    accountable_post: str | None = None
    indicators: tuple[IndicatorRecord, ...] = ()
    data_close: ClosingRecord | None = None
    owed_from: date | None = None
    """From which day on it is owed what was due before the document was entered; null: what comes
    once is owed, an occurrence that was over is not."""
    co_lead_ids: tuple[UUID, ...] = ()
    coordinating: Audience | None = None
    level_dues: tuple[LevelDueRecord, ...] = ()
    superior: SuperiorRecord | None = None

    @property
    def lead_ids(self) -> tuple[UUID, ...]:
        """The lead and those that lead beside it."""
        return self.co_lead_ids if self.lead_id is None else (self.lead_id, *self.co_lead_ids)

    @property
    def named_ids(self) -> tuple[UUID, ...]:
        """Whom it names as leading or coordinating."""
        return (*self.lead_ids, *self.coordinating_ids)

    @property
    def is_of_directive(self) -> bool:
        """Whether the directive's own audience owes it."""
        return self.audience is None and self.coordinating is None and not self.named_ids

    @property
    def last_gathering_ids(self) -> tuple[UUID, ...]:
        """Of those where what is gathered ends, who gather, too: for the unit that it names."""
        if self.superior is None or self.report_to_id is None:
            return ()
        return tuple(top for top in self.superior.top_ids if top != self.report_to_id)

    @property
    def rules(self) -> Iterator[tuple[str | None, DueRecord]]:
        """When it is due: by its own rule (null), and by those of levels."""
        yield None, self.due
        for each in self.level_dues:
            yield each.level, each.due

    def with_periods(
        self, level: str | None, further: tuple[OccurrenceRecord, ...]
    ) -> "TaskRecord":
        """With further occurrences by its own rule (null), or by that of a level."""
        if level is None:
            return replace(self, due=_with_periods(self.due, further))
        dues = (
            replace(each, due=_with_periods(each.due, further)) if each.level == level else each
            for each in self.level_dues
        )
        return replace(self, level_dues=tuple(dues))

    def level_of_due(self, level: str) -> str | None:
        """A unit's level, where it has a rule of its own; null: the task's own rule counts."""
        return next((each.level for each in self.level_dues if each.level == level), None)

    def due_of(self, level: str) -> DueRecord:
        """The rule by which units of a level owe it."""
        return next((each.due for each in self.level_dues if each.level == level), self.due)


def _with_periods(due: DueRecord, further: tuple[OccurrenceRecord, ...]) -> DueRecord:
    return replace(due, occurrences=(*due.occurrences, *further))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """The last day on which a directive is in force, and the instant that ends it."""

    expires_on: date
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRecord:
    """A stretch of days that the document names; null until an event dates it."""

    key: str
    stated: str
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRecord:
    """The meeting that a document concludes. Units alone: who spoke for them is not recorded."""

    held_on: date
    chair_id: UUID
    participant_ids: tuple[UUID, ...] = ()

    @property
    def unit_ids(self) -> tuple[UUID, ...]:
        """Everyone who was there, the chair first."""
        return (self.chair_id, *self.participant_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributionRecord:
    """One line of the distribution list."""

    role: DistributionRole
    unit_id: UUID | None
    stated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepancyRecord:
    """A part of a number in which a citation disagrees with the document it means."""

    part: str
    written: str
    recorded: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """What has no number: a programme of a year, a custom, what was said at a meeting."""

    kind: str
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRecord:
    """Another document, as this one writes it, and the directive that it was matched to. Of a
    ``source`` the number is its text alone, and there is nothing to match.
    """

    citation_id: UUID
    number: DocumentNumber
    issued_on: date | None
    issuer_name: str | None
    relation: CitationRelation
    task_key: str | None = None
    anchor: str | None = None
    target_id: UUID | None = None
    discrepancies: tuple[DiscrepancyRecord, ...] = ()
    source: SourceRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelByLevel:
    """It goes down edge by edge. ``topmost`` are the units that the issue itself reaches;
    ``working_days_to_pass_on`` null: passing on is owed, but not by a day.
    """

    topmost: Audience
    working_days_to_pass_on: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDue:
    """The date that a task's rule came to."""

    task_id: UUID
    due_on: date
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRecord:
    """A wording that was wrong: ``field`` is "subject", or "text", "number" or "due_stated" of the
    task ``task_id``.
    """

    field: str
    task_id: UUID | None
    written: str | None
    corrected: str
