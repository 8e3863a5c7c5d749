"""What a unit did with a directive. Each event names the directive and the addressed unit.

An obligation is known in its stream by ``task_id`` and ``occurrence`` (the original day of a
recurring task's occurrence; null for any other). ``due_at`` is the due date in force when the act
was decided, null where there was none: timeliness is judged by it and then stands for ever.
"""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from cascade.content import ContentRef
from cascade.directive.audience import Audience
from cascade.events import Event


class ObligationAcknowledged(Event):
    """Fulfils a task of kind ACKNOWLEDGE (``fulfils``), marks any other as acknowledged."""

    TOPIC: ClassVar[str] = "cascade.execution.ObligationAcknowledged"

    directive_id: UUID
    unit_id: UUID
    task_id: UUID
    occurrence: date | None
    fulfils: bool
    due_at: datetime | None


class ReportSubmitted(Event):
    """A report; ``accepted`` at once where the task needs no acceptance."""

    TOPIC: ClassVar[str] = "cascade.execution.ReportSubmitted"

    directive_id: UUID
    unit_id: UUID
    task_id: UUID
    occurrence: date | None
    report_id: UUID
    text: ContentRef
    quantity: float | None
    accepted: bool
    due_at: datetime | None


class ReportAccepted(Event):
    """``received_on`` is the earlier day of arrival on paper, where the judge names one."""

    TOPIC: ClassVar[str] = "cascade.execution.ReportAccepted"

    directive_id: UUID
    unit_id: UUID
    task_id: UUID
    occurrence: date | None
    report_id: UUID
    decided_by_id: UUID
    remark: ContentRef | None
    received_on: date | None


class ReportReturned(Event):
    """The obligation is open again, by ``due_at`` where the judge set a new time (else null)."""

    TOPIC: ClassVar[str] = "cascade.execution.ReportReturned"

    directive_id: UUID
    unit_id: UUID
    task_id: UUID
    occurrence: date | None
    report_id: UUID
    decided_by_id: UUID
    remark: ContentRef | None
    due_at: datetime | None


class ObligationExtended(Event):
    """A new due date for one obligation."""

    TOPIC: ClassVar[str] = "cascade.execution.ObligationExtended"

    directive_id: UUID
    unit_id: UUID
    task_id: UUID
    occurrence: date | None
    decided_by_id: UUID
    due_at: datetime
    reason: ContentRef


class DirectiveRelayed(Event):
    """The unit passed the directive on, unchanged. The audience selects among the units that the
    frozen audience covers and that stand under the unit at this event's position.
    """

    TOPIC: ClassVar[str] = "cascade.execution.DirectiveRelayed"

    directive_id: UUID
    unit_id: UUID
    audience: Audience
    note: ContentRef | None


class DirectivePassedOn(Event):
    """The unit, or a department that addresses under it, issued a directive that implements this
    one, appended in the transaction of that issue.
    """

    TOPIC: ClassVar[str] = "cascade.execution.DirectivePassedOn"

    directive_id: UUID
    unit_id: UUID
    implementing_id: UUID
