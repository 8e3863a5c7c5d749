"""What one request carries to its resolvers."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

import strawberry

from api.graphql.enums import ObligationAction
from api.graphql.runtime.ids import InvitationKey
from api.graphql.runtime.limits import OperationLimits
from api.graphql.runtime.loading import Loader, OptionalLoader
from api.graphql.runtime.moments import Moments
from api.graphql.runtime.principal import Principal
from api.graphql.runtime.reading import QuotaStanding, Reader
from cascade.clock import Clock
from cascade.engine import Engine
from cascade.execution.commands import ReportRef, RequestRef
from projections.query_args import ObligationKey

if TYPE_CHECKING:
    from api.graphql.amendments.types import Amendment, Correction
    from api.graphql.directives.citations import Citation
    from api.graphql.directives.types import Attachment, Directive, Distribution, Selector, Window
    from api.graphql.drafts.types import Comment
    from api.graphql.follow_up.types import (
        ExtensionRequest,
        Inspection,
        OverdueReminder,
        PlanEntry,
        Reminder,
    )
    from api.graphql.invitations.types import Invitation
    from api.graphql.log.types import AuditEntry
    from api.graphql.obligations.types import Obligation
    from api.graphql.organisation.scheduled import ScheduledChange
    from api.graphql.organisation.types import Policy, Superior, Unit, UnitName
    from api.graphql.reports.recorded import RecordedReport
    from api.graphql.reports.types import Report
    from api.graphql.tasks.types import Task


class Loaders:
    """Every link between objects, read in batches."""

    def __init__(self, reader: Reader) -> None:
        self.units: OptionalLoader[UUID, Unit] = OptionalLoader(reader.units)
        self.ancestors: Loader[UUID, list[Unit]] = Loader(reader.ancestors)
        self.superiors: Loader[UUID, list[Superior]] = Loader(reader.superiors)
        self.unit_names: Loader[UUID, list[UnitName]] = Loader(reader.unit_names)
        self.predecessors: Loader[UUID, list[Unit]] = Loader(reader.predecessors)
        self.successors: Loader[UUID, list[Unit]] = Loader(reader.successors)
        self.aliases: Loader[UUID, list[str]] = Loader(reader.aliases)
        self.scheduled_changes_of: OptionalLoader[UUID, list[ScheduledChange]] = OptionalLoader(
            reader.scheduled_changes_of
        )
        self.scheduled_changes: OptionalLoader[UUID, ScheduledChange] = OptionalLoader(
            reader.scheduled_changes
        )
        self.policies: Loader[UUID, list[Policy]] = Loader(reader.policies)
        self.directives: OptionalLoader[UUID, Directive] = OptionalLoader(reader.directives)
        self.implemented: Loader[UUID, list[Directive]] = Loader(reader.implemented)
        self.issuers_own: OptionalLoader[UUID, Directive] = OptionalLoader(reader.issuers_own)
        self.tasks: OptionalLoader[UUID, Task] = OptionalLoader(reader.tasks)
        self.directive_tasks: Loader[UUID, list[Task]] = Loader(reader.directive_tasks)
        self.audiences: Loader[UUID, list[Selector]] = Loader(reader.audiences)
        self.task_audiences: OptionalLoader[UUID, list[Selector]] = OptionalLoader(
            reader.task_audiences
        )
        self.distributions: Loader[UUID, list[Distribution]] = Loader(reader.distributions)
        self.attachments: Loader[UUID, list[Attachment]] = Loader(reader.attachments)
        self.attachments_by_ids: OptionalLoader[UUID, Attachment] = OptionalLoader(
            reader.attachments_by_ids
        )
        self.comments: Loader[UUID, list[Comment]] = Loader(reader.comments)
        self.amendments: Loader[UUID, list[Amendment]] = Loader(reader.amendments)
        self.corrections: Loader[UUID, list[Correction]] = Loader(reader.corrections)
        self.invitations_of: Loader[UUID, list[Invitation]] = Loader(reader.invitations_of)
        self.invitations: OptionalLoader[InvitationKey, Invitation] = OptionalLoader(
            reader.invitations
        )
        self.windows: Loader[UUID, list[Window]] = Loader(reader.windows)
        self.citations_of: Loader[UUID, list[Citation]] = Loader(reader.citations_of)
        self.citations: OptionalLoader[UUID, Citation] = OptionalLoader(reader.citations)
        self.obligations: OptionalLoader[ObligationKey, Obligation] = OptionalLoader(
            reader.obligations
        )
        self.quotas: OptionalLoader[ObligationKey, QuotaStanding] = OptionalLoader(reader.quotas)
        self.reports_of: Loader[ObligationKey, list[Report]] = Loader(reader.reports_of)
        self.reports: OptionalLoader[ReportRef, Report] = OptionalLoader(reader.reports)
        self.recorded_reports: OptionalLoader[UUID, RecordedReport] = OptionalLoader(
            reader.recorded_reports
        )
        self.assigned: OptionalLoader[ObligationKey, str] = OptionalLoader(reader.assigned)
        self.plans: Loader[ObligationKey, list[PlanEntry]] = Loader(reader.plans)
        self.requests_of: Loader[ObligationKey, list[ExtensionRequest]] = Loader(reader.requests_of)
        self.requests: OptionalLoader[RequestRef, ExtensionRequest] = OptionalLoader(
            reader.requests
        )
        self.inspections: Loader[ObligationKey, list[Inspection]] = Loader(reader.inspections)
        self.reminders: Loader[ObligationKey, list[Reminder]] = Loader(reader.reminders)
        self.overdue_reminders: Loader[UUID, list[OverdueReminder]] = Loader(
            reader.overdue_reminders
        )
        self.viewer_can: Loader[ObligationKey, list[ObligationAction]] = Loader(reader.viewer_can)
        self.because: Loader[ObligationKey, list[AuditEntry]] = Loader(reader.because)

    async def close(self) -> None:
        """Cancel every read that is still under way."""
        for loader in vars(self).values():
            await loader.close()


@dataclass(slots=True)
class Context:
    """One request: who asks, by which clock, and through what it reads and acts.

    ``zone`` is the deployment's: the day that something falls on is told by it.
    """

    principal: Principal
    clock: Clock
    zone: ZoneInfo
    correlation_id: UUID
    reader: Reader
    engine: Engine
    limits: OperationLimits = field(default_factory=OperationLimits)
    moments: Moments = field(init=False)
    load: Loaders = field(init=False)

    def __post_init__(self) -> None:
        self.moments = Moments(self.reader)
        self.load = Loaders(self.reader)

    async def close(self) -> None:
        """Cancel every read under way, so that the reader's connection can go back."""
        await self.load.close()


Info: TypeAlias = strawberry.Info[Context, None]
