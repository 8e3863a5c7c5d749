"""What may be asked of an obligation."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from cascade.directive.commands import AudienceInput
from cascade.enums import ReportDecision
from cascade.text_rules import Line, LongText, Note, Word


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class ObligationRef:
    """The directive, the addressed unit, the task, and the original day of an occurrence."""

    directive: UUID
    unit: UUID
    task: UUID
    occurrence: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRef:
    """A report, and the execution in which it stands."""

    directive: UUID
    unit: UUID
    report: UUID


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Acknowledge several obligations; each is judged alone."""

    obligations: tuple[ObligationRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValueInput:
    """What a report says of one indicator."""

    indicator: Word
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitReport:
    """Report on an obligation; ``quantity`` counts towards its quota, ``values`` are those of the
    task's indicators.
    """

    obligation: ObligationRef
    text: LongText
    quantity: Decimal | None = None
    attachments: tuple[UUID, ...] = ()
    values: tuple[IndicatorValueInput, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BorneRef:
    """All that a unit bears of a task, or of an occurrence of it: its own and what it took over."""

    directive: UUID
    task: UUID
    by: UUID
    occurrence: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitReports:
    """One report on several obligations, by name or on ``all_borne``; each is judged alone."""

    obligations: tuple[ObligationRef, ...] = ()
    all_borne: BorneRef | None = None
    text: LongText
    attachments: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideReport:
    """Accept or return a report."""

    report: ReportRef
    decision: ReportDecision
    remark: LongText | None = None
    received_on: date | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExtendObligations:
    """Give several obligations a later due date; each is judged alone."""

    obligations: tuple[ObligationRef, ...]
    due_at: datetime
    reason: LongText


@dataclass(frozen=True, slots=True)
class RelayDueInput:
    """An earlier date for a task, by a day or by an instant."""

    task_key: Word
    on: date | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayDirective:
    """Pass a directive on to units that now stand under the relaying unit: unchanged, but that
    ``dues`` may bring dates forward.
    """

    directive: UUID
    by: UUID
    audience: AudienceInput
    note: LongText | None = None
    dues: tuple[RelayDueInput, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallRelay:
    """Recall every relay of a directive by a unit."""

    directive: UUID
    by: UUID
    reason: Note | None = None


@dataclass(frozen=True, slots=True)
class AssignObligation:
    """Let a post of the unit answer for it; null: none any more."""

    obligation: ObligationRef
    post: Line | None


@dataclass(frozen=True, slots=True)
class PlanEntryInput:
    """What is planned for a day."""

    day: date
    text: Note


@dataclass(frozen=True, slots=True)
class PlanObligation:
    """Plan it, in place of an earlier plan."""

    obligation: ObligationRef
    entries: tuple[PlanEntryInput, ...]


@dataclass(frozen=True, slots=True)
class AskExtension:
    """Ask for a later due date."""

    obligation: ObligationRef
    due_at: datetime
    reason: LongText


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRef:
    """A request for a later due date, and the execution in which it stands."""

    directive: UUID
    unit: UUID
    request: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideExtension:
    """Grant a request, by the date asked for or ``due_at``; or refuse it."""

    request: RequestRef
    grant: bool
    due_at: datetime | None = None
    remark: LongText | None = None


@dataclass(frozen=True, slots=True)
class ExemptObligations:
    """Ask nothing more of several obligations; each is judged alone."""

    obligations: tuple[ObligationRef, ...]
    reason: LongText


@dataclass(frozen=True, slots=True)
class DeclareNotApplicable:
    """Say of several obligations that there is nothing of the kind; each is judged alone."""

    obligations: tuple[ObligationRef, ...]
    reason: LongText


@dataclass(frozen=True, slots=True)
class TakeBackNotApplicable:
    """Take back what was declared so and is not decided; each is judged alone."""

    obligations: tuple[ObligationRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideNotApplicable:
    """Agree that several obligations do not apply, or return them; each is judged alone."""

    obligations: tuple[ObligationRef, ...]
    agree: bool
    remark: LongText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendGroup:
    """Extend everything open of a directive that is borne within a unit; no task: of every task."""

    directive: UUID
    under: UUID
    due_at: datetime
    reason: LongText
    tasks: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptGroup:
    """Ask nothing more of what is open of a directive and borne within a unit."""

    directive: UUID
    under: UUID
    reason: LongText
    tasks: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Remind:
    """Remind units of several obligations; each is judged alone."""

    obligations: tuple[ObligationRef, ...]
    by: UUID
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindOverdue:
    """Call to mind all that is overdue within a unit, of one directive or of all.

    ``_counted`` is how many that were when it was asked: no part of what is asked, so that the same
    command sent again later is still the same.
    """

    by: UUID
    under: UUID
    directive: UUID | None = None
    note: Note | None = None
    _counted: int = 0

    @property
    def counted(self) -> int:
        return self._counted


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectObligation:
    """Remark on how a unit carries it out."""

    obligation: ObligationRef
    by: UUID
    inspected_on: date
    remark: LongText


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareOccurrence:
    """Declare that what a task asks a report on has happened, for the unit that bears the task.
    ``unit`` is the addressed one.
    """

    directive: UUID
    unit: UUID
    task: UUID
    occurred_at: datetime
    label: Line
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class WithdrawOccurrence:
    """Say that an occurrence was declared by mistake."""

    obligation: ObligationRef
    reason: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReport:
    """A report that cites no directive; ``to`` has received it."""

    by: UUID
    to: UUID
    subject: Line
    text: LongText
    occurred_on: date
    quantity: Decimal | None = None
    attachments: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkReport:
    """Submit a recorded report on the obligation that it turned out to be on, with the values of
    the task's indicators, for which it was not asked.
    """

    report: UUID
    obligation: ObligationRef
    values: tuple[IndicatorValueInput, ...] = ()
