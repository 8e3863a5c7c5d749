"""Types by which others name them before they are made: GraphQL's types are a circle.

Its only one, and here it is broken: each type is found when the schema is built.
"""

from typing import TYPE_CHECKING, Annotated, TypeAlias

from strawberry import lazy

if TYPE_CHECKING:
    from api.graphql.amendments.types import Amendment, Correction
    from api.graphql.directives.citations import Citation
    from api.graphql.directives.selectors import Selector
    from api.graphql.directives.types import Attachment, Directive
    from api.graphql.drafts.types import Comment, Draft
    from api.graphql.follow_up.types import (
        ExtensionRequest,
        Inspection,
        NotApplicable,
        OverdueReminder,
        PlanEntry,
        Reminder,
    )
    from api.graphql.invitations.types import Invitation
    from api.graphql.log.types import AuditEntry
    from api.graphql.obligations.types import (
        Obligation,
        Progress,
    )
    from api.graphql.occurrences.types import Occurrence
    from api.graphql.organisation.types import Level, Unit
    from api.graphql.query import Query
    from api.graphql.reports.types import Report
    from api.graphql.service.types import Grant
    from api.graphql.tasks.types import Task
    from api.graphql.webhooks.types import Webhook

AmendmentRef: TypeAlias = Annotated["Amendment", lazy("api.graphql.amendments.types")]
AttachmentRef: TypeAlias = Annotated["Attachment", lazy("api.graphql.directives.types")]
AuditEntryRef: TypeAlias = Annotated["AuditEntry", lazy("api.graphql.log.types")]
CitationRef: TypeAlias = Annotated["Citation", lazy("api.graphql.directives.citations")]
CommentRef: TypeAlias = Annotated["Comment", lazy("api.graphql.drafts.types")]
CorrectionRef: TypeAlias = Annotated["Correction", lazy("api.graphql.amendments.types")]
DirectiveRef: TypeAlias = Annotated["Directive", lazy("api.graphql.directives.types")]
DraftRef: TypeAlias = Annotated["Draft", lazy("api.graphql.drafts.types")]
ExtensionRequestRef: TypeAlias = Annotated["ExtensionRequest", lazy("api.graphql.follow_up.types")]
GrantRef: TypeAlias = Annotated["Grant", lazy("api.graphql.service.types")]
InspectionRef: TypeAlias = Annotated["Inspection", lazy("api.graphql.follow_up.types")]
InvitationRef: TypeAlias = Annotated["Invitation", lazy("api.graphql.invitations.types")]
LevelRef: TypeAlias = Annotated["Level", lazy("api.graphql.organisation.types")]
NotApplicableRef: TypeAlias = Annotated["NotApplicable", lazy("api.graphql.follow_up.types")]
ObligationRef: TypeAlias = Annotated["Obligation", lazy("api.graphql.obligations.types")]
OccurrenceRef: TypeAlias = Annotated["Occurrence", lazy("api.graphql.occurrences.types")]
OverdueReminderRef: TypeAlias = Annotated["OverdueReminder", lazy("api.graphql.follow_up.types")]
PlanEntryRef: TypeAlias = Annotated["PlanEntry", lazy("api.graphql.follow_up.types")]
ProgressRef: TypeAlias = Annotated["Progress", lazy("api.graphql.obligations.types")]
QueryRef: TypeAlias = Annotated["Query", lazy("api.graphql.query")]
ReminderRef: TypeAlias = Annotated["Reminder", lazy("api.graphql.follow_up.types")]
ReportRef: TypeAlias = Annotated["Report", lazy("api.graphql.reports.types")]
SelectorRef: TypeAlias = Annotated["Selector", lazy("api.graphql.directives.selectors")]
TaskRef: TypeAlias = Annotated["Task", lazy("api.graphql.tasks.types")]
UnitRef: TypeAlias = Annotated["Unit", lazy("api.graphql.organisation.types")]
WebhookRef: TypeAlias = Annotated["Webhook", lazy("api.graphql.webhooks.types")]
