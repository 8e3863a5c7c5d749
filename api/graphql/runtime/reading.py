"""What resolvers ask of the read models. One implementation serves one request, at one snapshot.

Every method applies the scope of the request's principal: what may not be seen is as if it were not
there. Methods that take keys answer one value for each key, in order; they serve the loaders.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from api.graphql.enums import ObligationAction
from api.graphql.runtime.ids import InvitationKey
from api.graphql.runtime.moments import Positions
from cascade.execution.commands import ReportRef, RequestRef
from projections.query_args import Moment, ObligationKey, ObligationOrder, UnitProgressOrder

if TYPE_CHECKING:
    from api.graphql.amendments.types import Amendment, Correction
    from api.graphql.calendar.types import CalendarDay
    from api.graphql.directives.citations import Citation
    from api.graphql.directives.types import Attachment, Directive, Distribution, Selector, Window
    from api.graphql.drafts.types import Comment
    from api.graphql.filters import (
        AuditFilter,
        DirectiveFilter,
        NumberedBy,
        ObligationFilter,
        UnitFilter,
    )
    from api.graphql.follow_up.types import (
        ExtensionRequest,
        Inspection,
        OverdueReminder,
        PlanEntry,
        Reminder,
    )
    from api.graphql.invitations.types import Invitation
    from api.graphql.log.types import AuditEntry, LogHead
    from api.graphql.obligations.progress import Progress, UnitProgress
    from api.graphql.obligations.types import Obligation
    from api.graphql.organisation.scheduled import ScheduledChange
    from api.graphql.organisation.types import Level, Policy, Superior, Unit, UnitName
    from api.graphql.relays.cascades import Cascade, CascadeHop, CascadeLevel
    from api.graphql.relays.types import Relay
    from api.graphql.reports.recorded import RecordedReport
    from api.graphql.reports.types import Report
    from api.graphql.runtime.paging import PageOf, Paging
    from api.graphql.service.types import Viewer
    from api.graphql.tasks.types import Task


@dataclass(frozen=True, slots=True)
class ObligationScope:
    """Whose obligations: every part that is set narrows. At least one is set."""

    borne_by: UUID | None = None
    borne_under: UUID | None = None
    """The unit itself and every unit under it."""
    routed_through: UUID | None = None
    """Reports are addressed to this unit or go through it."""
    directive: UUID | None = None


@dataclass(frozen=True, slots=True)
class QuotaStanding:
    """What all who share a task's quota reported towards it, and whether it is met."""

    reported: Decimal
    met: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the read models have come."""

    projected_to: int
    lag_events: int
    lag_seconds: float


class UnitReading(Protocol):
    """The organisation chart."""

    async def levels(self, at: Moment) -> "list[Level]": ...
    async def units(self, keys: Sequence[UUID], at: Moment) -> "Sequence[Unit | None]": ...
    async def unit_by_code(self, code: str, at: Moment) -> "Unit | None": ...
    async def units_where(
        self, filter: "UnitFilter | None", paging: "Paging"
    ) -> "PageOf[Unit]": ...
    async def children(self, unit: UUID, paging: "Paging") -> "PageOf[Unit]": ...
    async def ancestors(self, keys: Sequence[UUID], at: Moment) -> "Sequence[list[Unit]]":
        """From the root down to the parent."""
        ...

    async def superiors(self, keys: Sequence[UUID], at: Moment) -> "Sequence[list[Superior]]": ...
    async def unit_names(self, keys: Sequence[UUID], at: Moment) -> "Sequence[list[UnitName]]": ...
    async def predecessors(self, keys: Sequence[UUID], at: Moment) -> "Sequence[list[Unit]]": ...
    async def successors(self, keys: Sequence[UUID], at: Moment) -> "Sequence[list[Unit]]": ...
    async def aliases(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[str]]: ...
    async def scheduled_changes_of(
        self, keys: Sequence[UUID], at: Moment
    ) -> "Sequence[list[ScheduledChange] | None]":
        """By unit; for those who administer it, too. None outside."""
        ...

    async def scheduled_changes(
        self, keys: Sequence[UUID], at: Moment
    ) -> "Sequence[ScheduledChange | None]": ...
    async def policies(self, keys: Sequence[UUID], at: Moment) -> "Sequence[list[Policy]]": ...


class DirectiveReading(Protocol):
    """Directives, their tasks and how far they got. ``under`` None is the whole slice."""

    async def directives(
        self, keys: Sequence[UUID], at: Moment
    ) -> "Sequence[Directive | None]": ...
    async def directive_by_number(self, by: "NumberedBy", at: Moment) -> "Directive | None":
        """Raises the GraphQL error AMBIGUOUS_NUMBER."""
        ...

    async def directives_where(
        self, filter: "DirectiveFilter | None", paging: "Paging"
    ) -> "PageOf[Directive]": ...
    async def directives_received(self, unit: UUID, paging: "Paging") -> "PageOf[Directive]": ...
    async def directives_issued(self, unit: UUID, paging: "Paging") -> "PageOf[Directive]": ...
    async def implementing(
        self, directive: UUID, under: UUID | None, paging: "Paging"
    ) -> "PageOf[Directive]": ...
    async def implemented(
        self, keys: Sequence[UUID], at: Moment
    ) -> "Sequence[list[Directive]]": ...
    async def issuers_own(
        self, keys: Sequence[UUID], at: Moment
    ) -> "Sequence[Directive | None]": ...
    async def tasks(self, keys: Sequence[UUID], at: Moment) -> "Sequence[Task | None]": ...
    async def directive_tasks(self, keys: Sequence[UUID], at: Moment) -> "Sequence[list[Task]]": ...
    async def audiences(self, keys: Sequence[UUID], at: Moment) -> "Sequence[list[Selector]]": ...
    async def task_audiences(
        self, keys: Sequence[UUID], at: Moment
    ) -> "Sequence[list[Selector] | None]":
        """By task; None where it is the directive's own."""
        ...

    async def distributions(
        self, keys: Sequence[UUID], at: Moment
    ) -> "Sequence[list[Distribution]]": ...
    async def attachments(
        self, keys: Sequence[UUID], at: Moment
    ) -> "Sequence[list[Attachment]]": ...
    async def attachments_by_ids(
        self, keys: Sequence[UUID], at: Moment
    ) -> "Sequence[Attachment | None]": ...
    async def windows(self, keys: Sequence[UUID], at: Moment) -> "Sequence[list[Window]]": ...
    async def citations_of(self, keys: Sequence[UUID], at: Moment) -> "Sequence[list[Citation]]":
        """By directive, in the document's order."""
        ...

    async def citations(self, keys: Sequence[UUID], at: Moment) -> "Sequence[Citation | None]": ...
    async def cascade(self, directive: UUID, under: UUID | None, at: Moment) -> "Cascade": ...
    async def cascade_levels(
        self, directive: UUID, under: UUID | None, at: Moment
    ) -> "list[CascadeLevel]": ...
    async def hops(
        self, directive: UUID, under: UUID | None, paging: "Paging"
    ) -> "PageOf[CascadeHop]": ...
    async def stalled(
        self, directive: UUID, under: UUID | None, paging: "Paging"
    ) -> "PageOf[CascadeHop]": ...


class ChangeReading(Protocol):
    """What came before a directive's issue, and after it."""

    async def comments(self, keys: Sequence[UUID], at: Moment) -> "Sequence[list[Comment]]":
        """By directive, as are the next three."""
        ...

    async def amendments(self, keys: Sequence[UUID], at: Moment) -> "Sequence[list[Amendment]]": ...
    async def corrections(
        self, keys: Sequence[UUID], at: Moment
    ) -> "Sequence[list[Correction]]": ...
    async def invitations_of(
        self, keys: Sequence[UUID], at: Moment
    ) -> "Sequence[list[Invitation]]": ...
    async def invitations(
        self, keys: Sequence[InvitationKey], at: Moment
    ) -> "Sequence[Invitation | None]": ...
    async def relays(self, directive: UUID, paging: "Paging") -> "PageOf[Relay]": ...


class ObligationReading(Protocol):
    """What units owe, derived, and what they did about it."""

    async def obligations(
        self, keys: Sequence[ObligationKey], at: Moment
    ) -> "Sequence[Obligation | None]": ...
    async def obligations_where(
        self,
        scope: ObligationScope,
        filter: "ObligationFilter | None",
        order: ObligationOrder,
        paging: "Paging",
    ) -> "PageOf[Obligation]": ...
    async def progress(
        self, scope: ObligationScope, filter: "ObligationFilter | None", at: Moment
    ) -> "Progress": ...
    async def progress_by_child(
        self,
        scope: ObligationScope,
        filter: "ObligationFilter | None",
        order: UnitProgressOrder,
        paging: "Paging",
    ) -> "PageOf[UnitProgress]": ...
    async def quotas(
        self, keys: Sequence[ObligationKey], at: Moment
    ) -> Sequence[QuotaStanding | None]: ...
    async def reports_of(
        self, keys: Sequence[ObligationKey], at: Moment
    ) -> "Sequence[list[Report]]": ...
    async def reports(self, keys: Sequence[ReportRef], at: Moment) -> "Sequence[Report | None]": ...
    async def viewer_can(
        self, keys: Sequence[ObligationKey], at: Moment
    ) -> Sequence[list[ObligationAction]]: ...
    async def because(
        self, keys: Sequence[ObligationKey], at: Moment
    ) -> "Sequence[list[AuditEntry]]": ...


class ConductReading(Protocol):
    """How obligations are carried out, and reminders of what is overdue within units."""

    async def assigned(self, keys: Sequence[ObligationKey], at: Moment) -> Sequence[str | None]: ...
    async def plans(
        self, keys: Sequence[ObligationKey], at: Moment
    ) -> "Sequence[list[PlanEntry]]": ...
    async def requests_of(
        self, keys: Sequence[ObligationKey], at: Moment
    ) -> "Sequence[list[ExtensionRequest]]": ...
    async def requests(
        self, keys: Sequence[RequestRef], at: Moment
    ) -> "Sequence[ExtensionRequest | None]": ...
    async def inspections(
        self, keys: Sequence[ObligationKey], at: Moment
    ) -> "Sequence[list[Inspection]]": ...
    async def reminders(
        self, keys: Sequence[ObligationKey], at: Moment
    ) -> "Sequence[list[Reminder]]": ...
    async def overdue_reminders(
        self, keys: Sequence[UUID], at: Moment
    ) -> "Sequence[list[OverdueReminder]]":
        """By unit. Whether its slice holds the unit is the caller's to check."""
        ...


class RecordedReportReading(Protocol):
    """Reports that cite no directive."""

    async def recorded_reports_of(self, unit: UUID, paging: "Paging") -> "PageOf[RecordedReport]":
        """Whether its slice holds the unit is the caller's to check."""
        ...

    async def recorded_reports(
        self, keys: Sequence[UUID], at: Moment
    ) -> "Sequence[RecordedReport | None]": ...


class CountingReading(Protocol):
    """What commands tell about many obligations at once, within the principal's slice."""

    async def count_open(
        self,
        directive: UUID,
        under: UUID,
        tasks: Sequence[str],
        due_before: datetime | None,
        at: Moment,
    ) -> int:
        """What of a directive is borne within a unit and waits for it, of tasks of these keys
        (none: all); due before an instant, where one is given.
        """
        ...

    async def count_overdue(self, under: UUID, directive: UUID | None, at: Moment) -> int: ...
    async def dated_on(self, days: Sequence[date], at: Moment) -> list[UUID]:
        """Directives in force with a due date to come that these days being off or on may move."""
        ...


class CalendarReading(Protocol):
    """The working calendar."""

    async def calendar(
        self, first_day: date, last_day: date, at: Moment
    ) -> "list[CalendarDay]": ...


class LogReading(Protocol):
    """The log, and who asks."""

    async def log_head(self) -> "LogHead": ...
    async def audit_trail(
        self, filter: "AuditFilter | None", paging: "Paging"
    ) -> "PageOf[AuditEntry]": ...
    async def viewer(self, at: Moment) -> "Viewer": ...
    async def standing(self) -> Standing: ...


class Reader(
    Positions,
    UnitReading,
    DirectiveReading,
    ChangeReading,
    ObligationReading,
    ConductReading,
    RecordedReportReading,
    CountingReading,
    CalendarReading,
    LogReading,
    Protocol,
):
    """Everything that one request may read."""
