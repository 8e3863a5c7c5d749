"""What a unit did with a directive. Each event names the directive and the addressed unit.

An obligation is known in its stream by ``task_id`` and ``occurrence`` (the original day of a
recurring task's occurrence; null for any other). ``due_at`` is the due date in force when the act
was decided, null where there was none: timeliness is judged by it and then stands for ever.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from cascade.content import AttachmentRecord, ContentRef
from cascade.directive.audience import Audience
from cascade.events import Event, Place
from cascade.quantities import nearest


def _make_quantity_decimal(state: dict[str, Any]) -> None:
    """Quantities were binary fractions once, of any size."""
    if state["quantity"] is not None:
        state["quantity"] = nearest(state["quantity"])


class ActPlace(Place):
    """What every act on an obligation begins with."""

    directive_id: UUID
    unit_id: UUID
    task_id: UUID
    occurrence: date | None


class ObligationAct(Event):
    """What is done about one obligation, or decided on it."""

    directive_id: UUID
    unit_id: UUID
    task_id: UUID
    occurrence: date | None


class ObligationAcknowledged(ObligationAct):
    """Fulfils a task of kind ACKNOWLEDGE (``fulfils``), marks any other as acknowledged."""

    TOPIC: ClassVar[str] = "cascade.execution.ObligationAcknowledged"

    fulfils: bool
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue:
    """What a report says of one indicator of its task, by the indicator's key."""

    indicator: str
    value: Decimal


class DirectiveEntered(ObligationAct):
    """The issuer entered its document, which a policy asks for within working days of its date. It
    is fulfilled by the issue, whose transaction this stands in, on time by ``due_at`` or late.
    """

    TOPIC: ClassVar[str] = "cascade.execution.DirectiveEntered"

    due_at: datetime
    working_days: int
    setter_id: UUID
    policy_key: str


class ReportSubmitted(ObligationAct):
    """A report; ``accepted`` at once where the task needs no acceptance.

    ``arrived_at`` is when it had come already, where a report that cited no directive was linked
    (it keeps its id): it is judged by that; else null.
    """

    TOPIC: ClassVar[str] = "cascade.execution.ReportSubmitted"
    class_version: ClassVar[int] = 4

    report_id: UUID
    text: ContentRef
    quantity: Decimal | None
    accepted: bool
    due_at: datetime | None
    attachments: tuple[AttachmentRecord, ...] = ()
    arrived_at: datetime | None = None
    values: tuple[IndicatorValue, ...] = ()

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Before version 2 there were neither attachments nor linked reports."""
        state.update(attachments=[], arrived_at=None)

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        _make_quantity_decimal(state)

    @staticmethod
    def upcast_v3_v4(state: dict[str, Any]) -> None:
        """There were no indicators before version 4."""
        state["values"] = []


class ReportAccepted(ObligationAct):
    """``received_on`` is the earlier day of arrival on paper, where the judge names one."""

    TOPIC: ClassVar[str] = "cascade.execution.ReportAccepted"

    report_id: UUID
    decided_by_id: UUID
    remark: ContentRef | None
    received_on: date | None


class ReportReturned(ObligationAct):
    """The obligation is open again, by ``due_at`` where the judge set a new time (else null)."""

    TOPIC: ClassVar[str] = "cascade.execution.ReportReturned"

    report_id: UUID
    decided_by_id: UUID
    remark: ContentRef | None
    due_at: datetime | None


class ObligationExtended(ObligationAct):
    """A new due date for one obligation."""

    TOPIC: ClassVar[str] = "cascade.execution.ObligationExtended"

    decided_by_id: UUID
    due_at: datetime
    reason: ContentRef


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayedDue:
    """A task's due date for those whom a relay reaches; what the relayer had itself to keep to by
    the relay that reached it is included.
    """

    task_id: UUID
    due_on: date
    due_at: datetime


class DirectiveRelayed(Event):
    """The unit passed the directive on, unchanged. The audience selects among the units that the
    frozen audience covers and whose bearers stand under the unit at this event's position.
    ``dues`` bring dates forward; of several reaches of a unit the earliest binds.
    """

    TOPIC: ClassVar[str] = "cascade.execution.DirectiveRelayed"
    class_version: ClassVar[int] = 3

    directive_id: UUID
    unit_id: UUID
    audience: Audience
    note: ContentRef | None
    dues: tuple[RelayedDue, ...] = ()

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """No relay brought dates forward before version 2."""
        state["dues"] = []

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """Parts of audiences that are younger have their defaults."""


class RelayRecalled(Event):
    """Relays of this execution, by the versions of their events, reach nobody any more. What was
    fulfilled stays so; what other reaches hold goes on; the rest is withdrawn.
    """

    TOPIC: ClassVar[str] = "cascade.execution.RelayRecalled"

    directive_id: UUID
    unit_id: UUID
    relay_versions: tuple[int, ...]
    reason: str | None


class DirectivePassedOn(Event):
    """The unit, its heir, or a department that addresses under one of them, issued a directive that
    implements this one, appended in the transaction of that issue. ``implementing_id`` null: the
    heir of the unit relayed it.
    """

    TOPIC: ClassVar[str] = "cascade.execution.DirectivePassedOn"

    directive_id: UUID
    unit_id: UUID
    implementing_id: UUID | None


class ObligationAssigned(ObligationAct):
    """A post of the bearing unit answers for it; null: none any more. A post is no person."""

    TOPIC: ClassVar[str] = "cascade.execution.ObligationAssigned"

    post: str | None


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """What is planned for a day."""

    day: date
    text: str


class ObligationPlanned(ObligationAct):
    """The unit's plan for it, in place of an earlier one, in order of days."""

    TOPIC: ClassVar[str] = "cascade.execution.ObligationPlanned"

    entries: tuple[PlanEntry, ...]


class QuotaShareCounted(ObligationAct):
    """What a report brought towards a quota that a group shares was accepted. Its stream is that of
    the quota: it is a sum of shares, not of lists of members.
    """

    TOPIC: ClassVar[str] = "cascade.execution.QuotaShareCounted"

    report_id: UUID
    quantity: Decimal


class ExtensionAsked(ObligationAct):
    """The unit asks for a later due date."""

    TOPIC: ClassVar[str] = "cascade.execution.ExtensionAsked"

    request_id: UUID
    due_at: datetime
    reason: ContentRef


class ExtensionDecided(ObligationAct):
    """``due_at`` is the new due date; null: it was refused."""

    TOPIC: ClassVar[str] = "cascade.execution.ExtensionDecided"

    request_id: UUID
    decided_by_id: UUID
    due_at: datetime | None
    remark: ContentRef | None


class ObligationExempted(ObligationAct):
    """Nothing is asked of it any more."""

    TOPIC: ClassVar[str] = "cascade.execution.ObligationExempted"

    decided_by_id: UUID
    reason: ContentRef


class OccurrenceDeclared(ObligationAct):
    """What the task asks a report on happened: the unit owes one on it. ``occurrence`` is the day
    by which it is known, no day of any calendar.
    """

    TOPIC: ClassVar[str] = "cascade.execution.OccurrenceDeclared"

    occurred_at: datetime
    label: str
    note: str | None


class OccurrenceWithdrawn(ObligationAct):
    """It was declared by mistake, as ``by_id`` says, who bears it or decides on it. Nothing is
    asked on it any more.
    """

    TOPIC: ClassVar[str] = "cascade.execution.OccurrenceWithdrawn"

    by_id: UUID
    reason: str


class NotApplicableDeclared(ObligationAct):
    """The unit says that there is nothing of the kind with it ("nếu có"); ``agreed`` at once where
    the task needs no acceptance.
    """

    TOPIC: ClassVar[str] = "cascade.execution.NotApplicableDeclared"

    declaration_id: UUID
    reason: ContentRef
    agreed: bool
    due_at: datetime | None


class NotApplicableTakenBack(ObligationAct):
    """The unit takes back what it declared, before it is decided."""

    TOPIC: ClassVar[str] = "cascade.execution.NotApplicableTakenBack"

    declaration_id: UUID


class NotApplicableDecided(ObligationAct):
    """Who decides on its reports agrees that it does not apply, or returns it: it is open again."""

    TOPIC: ClassVar[str] = "cascade.execution.NotApplicableDecided"

    declaration_id: UUID
    decided_by_id: UUID
    agreed: bool
    remark: ContentRef | None


class ObligationReminded(ObligationAct):
    """The unit was reminded of it."""

    TOPIC: ClassVar[str] = "cascade.execution.ObligationReminded"

    by_id: UUID
    note: str | None


class OverdueReminded(Event):
    """All that was overdue within a unit, of one directive or (null) of all, was called to mind:
    so many obligations. Its stream is that of the reminding unit's reminders.
    """

    TOPIC: ClassVar[str] = "cascade.execution.OverdueReminded"

    by_id: UUID
    under_id: UUID
    about_id: UUID | None
    count: int
    note: str | None


class ObligationInspected(ObligationAct):
    """A unit above looked at how it is carried out, and remarks on it. It changes nothing."""

    TOPIC: ClassVar[str] = "cascade.execution.ObligationInspected"

    inspection_id: UUID
    by_id: UUID
    inspected_on: date
    remark: ContentRef


class ReportRecorded(Event):
    """A report that cites no directive; its stream is its own. ``to_id`` is who received it."""

    TOPIC: ClassVar[str] = "cascade.execution.ReportRecorded"
    class_version: ClassVar[int] = 2

    by_id: UUID
    to_id: UUID
    subject: str
    text: ContentRef
    quantity: Decimal | None
    occurred_on: date
    attachments: tuple[AttachmentRecord, ...]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        _make_quantity_decimal(state)


class ReportLinked(ObligationAct):
    """It was found to be a report on this obligation, and was submitted there."""

    TOPIC: ClassVar[str] = "cascade.execution.ReportLinked"
