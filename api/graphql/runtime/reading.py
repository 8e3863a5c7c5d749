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
from api.graphql.runtime.ids import InvitationKey, ReportKey, RequestKey
from api.graphql.runtime.moments import Positions
from projections.rows import Moment as At
from projections.rows import ObligationKey, ObligationOrder, UnitProgressOrder

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

    async def levels(self, at: At) -> "list[Level]": ...
    async def units(self, keys: Sequence[UUID], at: At) -> "Sequence[Unit | None]": ...
    async def unit_by_code(self, code: str, at: At) -> "Unit | None": ...
    async def units_where(
        self, filter: "UnitFilter | None", paging: "Paging"
    ) -> "PageOf[Unit]": ...
    async def children(self, unit: UUID, paging: "Paging") -> "PageOf[Unit]": ...
    async def ancestors(self, keys: Sequence[UUID], at: At) -> "Sequence[list[Unit]]":
        """From the root down to the parent."""
        ...

    async def superiors(self, keys: Sequence[UUID], at: At) -> "Sequence[list[Superior]]": ...
    async def unit_names(self, keys: Sequence[UUID], at: At) -> "Sequence[list[UnitName]]": ...
    async def predecessors(self, keys: Sequence[UUID], at: At) -> "Sequence[list[Unit]]": ...
    async def successors(self, keys: Sequence[UUID], at: At) -> "Sequence[list[Unit]]": ...
    async def aliases(self, keys: Sequence[UUID], at: At) -> Sequence[list[str]]: ...
    async def scheduled_changes_of(
        self, keys: Sequence[UUID], at: At
    ) -> "Sequence[list[ScheduledChange] | None]":
        """By unit; for those who administer it, too. None outside."""
        ...

    async def scheduled_changes(
        self, keys: Sequence[UUID], at: At
    ) -> "Sequence[ScheduledChange | None]": ...
    async def policies(self, keys: Sequence[UUID], at: At) -> "Sequence[list[Policy]]": ...


class DirectiveReading(Protocol):
    """Directives, their tasks and how far they got. ``under`` None is the whole slice."""

    async def directives(self, keys: Sequence[UUID], at: At) -> "Sequence[Directive | None]": ...
    async def directive_by_number(self, by: "NumberedBy", at: At) -> "Directive | None":
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
    async def implemented(self, keys: Sequence[UUID], at: At) -> "Sequence[list[Directive]]": ...
    async def issuers_own(self, keys: Sequence[UUID], at: At) -> "Sequence[Directive | None]": ...
    async def tasks(self, keys: Sequence[UUID], at: At) -> "Sequence[Task | None]": ...
    async def directive_tasks(self, keys: Sequence[UUID], at: At) -> "Sequence[list[Task]]": ...
    async def audiences(self, keys: Sequence[UUID], at: At) -> "Sequence[list[Selector]]": ...
    async def task_audiences(
        self, keys: Sequence[UUID], at: At
    ) -> "Sequence[list[Selector] | None]":
        """By task; None where it is the directive's own."""
        ...

    async def distributions(
        self, keys: Sequence[UUID], at: At
    ) -> "Sequence[list[Distribution]]": ...
    async def attachments(self, keys: Sequence[UUID], at: At) -> "Sequence[list[Attachment]]": ...
    async def attachments_by_ids(
        self, keys: Sequence[UUID], at: At
    ) -> "Sequence[Attachment | None]": ...
    async def windows(self, keys: Sequence[UUID], at: At) -> "Sequence[list[Window]]": ...
    async def citations_of(self, keys: Sequence[UUID], at: At) -> "Sequence[list[Citation]]":
        """By directive, in the document's order."""
        ...

    async def citations(self, keys: Sequence[UUID], at: At) -> "Sequence[Citation | None]": ...
    async def cascade(self, directive: UUID, under: UUID | None, at: At) -> "Cascade": ...
    async def cascade_levels(
        self, directive: UUID, under: UUID | None, at: At
    ) -> "list[CascadeLevel]": ...
    async def hops(
        self, directive: UUID, under: UUID | None, paging: "Paging"
    ) -> "PageOf[CascadeHop]": ...
    async def stalled(
        self, directive: UUID, under: UUID | None, paging: "Paging"
    ) -> "PageOf[CascadeHop]": ...


class ChangeReading(Protocol):
    """What came before a directive's issue, and after it."""

    async def comments(self, keys: Sequence[UUID], at: At) -> "Sequence[list[Comment]]":
        """By directive, as are the next three."""
        ...

    async def amendments(self, keys: Sequence[UUID], at: At) -> "Sequence[list[Amendment]]": ...
    async def corrections(self, keys: Sequence[UUID], at: At) -> "Sequence[list[Correction]]": ...
    async def invitations_of(
        self, keys: Sequence[UUID], at: At
    ) -> "Sequence[list[Invitation]]": ...
    async def invitations(
        self, keys: Sequence[InvitationKey], at: At
    ) -> "Sequence[Invitation | None]": ...
    async def relays(self, directive: UUID, paging: "Paging") -> "PageOf[Relay]": ...


class ObligationReading(Protocol):
    """What units owe, derived, and what they did about it."""

    async def obligations(
        self, keys: Sequence[ObligationKey], at: At
    ) -> "Sequence[Obligation | None]": ...
    async def obligations_where(
        self,
        scope: ObligationScope,
        filter: "ObligationFilter | None",
        order: ObligationOrder,
        paging: "Paging",
    ) -> "PageOf[Obligation]": ...
    async def progress(
        self, scope: ObligationScope, filter: "ObligationFilter | None", at: At
    ) -> "Progress": ...
    async def progress_by_child(
        self,
        scope: ObligationScope,
        filter: "ObligationFilter | None",
        order: UnitProgressOrder,
        paging: "Paging",
    ) -> "PageOf[UnitProgress]": ...
    async def quotas(
        self, keys: Sequence[ObligationKey], at: At
    ) -> Sequence[QuotaStanding | None]: ...
    async def reports_of(
        self, keys: Sequence[ObligationKey], at: At
    ) -> "Sequence[list[Report]]": ...
    async def reports(self, keys: Sequence[ReportKey], at: At) -> "Sequence[Report | None]": ...
    async def viewer_can(
        self, keys: Sequence[ObligationKey], at: At
    ) -> Sequence[list[ObligationAction]]: ...
    async def because(
        self, keys: Sequence[ObligationKey], at: At
    ) -> "Sequence[list[AuditEntry]]": ...


class ConductReading(Protocol):
    """How obligations are carried out, and reminders of what is overdue within units."""

    async def assigned(self, keys: Sequence[ObligationKey], at: At) -> Sequence[str | None]: ...
    async def plans(self, keys: Sequence[ObligationKey], at: At) -> "Sequence[list[PlanEntry]]": ...
    async def requests_of(
        self, keys: Sequence[ObligationKey], at: At
    ) -> "Sequence[list[ExtensionRequest]]": ...
    async def requests(
        self, keys: Sequence[RequestKey], at: At
    ) -> "Sequence[ExtensionRequest | None]": ...
    async def inspections(
        self, keys: Sequence[ObligationKey], at: At
    ) -> "Sequence[list[Inspection]]": ...
    async def reminders(
        self, keys: Sequence[ObligationKey], at: At
    ) -> "Sequence[list[Reminder]]": ...
    async def overdue_reminders(
        self, keys: Sequence[UUID], at: At
    ) -> "Sequence[list[OverdueReminder]]":
        """By unit. Whether its slice holds the unit is the caller's to check."""
        ...


class RecordedReportReading(Protocol):
    """Reports that cite no directive."""

    async def recorded_reports_of(self, unit: UUID, paging: "Paging") -> "PageOf[RecordedReport]":
        """Whether its slice holds the unit is the caller's to check."""
        ...

    async def recorded_reports(
        self, keys: Sequence[UUID], at: At
    ) -> "Sequence[RecordedReport | None]": ...


class CountingReading(Protocol):
    """What commands tell about many obligations at once, within the principal's slice."""

    async def count_open(
        self,
        directive: UUID,
        under: UUID,
        tasks: Sequence[str],
        due_before: datetime | None,
        at: At,
    ) -> int:
        """What of a directive is borne within a unit and waits for it, of tasks of these keys
        (none: all); due before an instant, where one is given.
        """
        ...

    async def count_overdue(self, under: UUID, directive: UUID | None, at: At) -> int: ...
    async def dated_on(self, days: Sequence[date], at: At) -> list[UUID]:
        """Directives in force with a due date to come that these days being off or on may move."""
        ...


class CalendarReading(Protocol):
    """The working calendar."""

    async def calendar(self, first_day: date, last_day: date, at: At) -> "list[CalendarDay]": ...


class LogReading(Protocol):
    """The log, and who asks."""

    async def log_head(self) -> "LogHead": ...
    async def audit_trail(
        self, filter: "AuditFilter | None", paging: "Paging"
    ) -> "PageOf[AuditEntry]": ...
    async def viewer(self, at: At) -> "Viewer": ...
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
