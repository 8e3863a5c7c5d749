"""What may be asked of an obligation."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cascade.directive.commands import AudienceInput
from cascade.terms import ReportDecision


@dataclass(frozen=True, slots=True, order=True)
class ObligationRef:
    """The directive, the addressed unit, the task, and the original day of an occurrence."""

    directive: UUID
    unit: UUID
    task: UUID
    occurrence: date | None = None


@dataclass(frozen=True, slots=True)
class ReportRef:
    """A report, and the execution in which it stands."""

    directive: UUID
    unit: UUID
    report: UUID


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Acknowledge several obligations; each is judged alone."""

    obligations: tuple[ObligationRef, ...]


@dataclass(frozen=True, slots=True)
class SubmitReport:
    """Report on an obligation; ``quantity`` counts towards its quota."""

    obligation: ObligationRef
    text: str
    quantity: float | None = None
    attachments: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class DecideReport:
    """Accept or return a report."""

    report: ReportRef
    decision: ReportDecision
    remark: str | None = None
    received_on: date | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExtendObligations:
    """Give several obligations a later due date; each is judged alone."""

    obligations: tuple[ObligationRef, ...]
    due_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class RelayDirective:
    """Pass a directive on, unchanged, to units that now stand under the relaying unit."""

    directive: UUID
    by: UUID
    audience: AudienceInput
    note: str | None = None
