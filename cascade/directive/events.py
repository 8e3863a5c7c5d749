"""What happens to a directive. The issued event freezes whom it covers and each due rule."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from cascade.content import AttachmentRecord, ContentRef
from cascade.directive.audience import Audience
from cascade.directive.due_changes import MovedDue, OpenedPeriods
from cascade.directive.records import (
    CitationRecord,
    CorrectionRecord,
    DiscrepancyRecord,
    DistributionRecord,
    Expiry,
    LevelByLevel,
    MeetingRecord,
    TaskDue,
    TaskRecord,
    WindowRecord,
)
from cascade.enums import CitationRelation, Classification, Urgency
from cascade.events import Event
from cascade.numbering.number import DocumentNumber


class DirectiveIssued(Event):
    """A directive is in force from here on; ``originator_id`` is its id.

    The audience is resolved against the tree at this event's position. ``level_by_level`` null: the
    whole audience is reached at once. ``number`` is null in a dry run and in an unnumbered
    instrument. A ``standing`` one is also owed by units founded later under its audience.
    ``need_to_know``: only those whom it names or charges read it, not those above them.
    ``meeting``: what it concludes; whoever was there reads it.
    ``effective_on`` null: it is in force from its issue on; ``expiry`` null: it does not expire.
    """

    TOPIC: ClassVar[str] = "cascade.directive.DirectiveIssued"
    class_version: ClassVar[int] = 3

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
    joint_issuer_ids: tuple[UUID, ...] = ()
    signing_post: str | None = None
    standing: bool = False
    need_to_know: bool = False
    attachments: tuple[AttachmentRecord, ...] = ()
    place_of_issue: str | None = None
    meeting: MeetingRecord | None = None
    effective_on: date | None = None
    expiry: Expiry | None = None
    urgency: Urgency = Urgency.ORDINARY

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nothing of what came with version 2 was there before."""
        state.update(joint_issuer_ids=[], signing_post=None, standing=False)
        state.update(need_to_know=False, attachments=[])

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """Nothing of what came with version 3 was there before; younger parts of tasks have their
        defaults.
        """
        state.update(place_of_issue=None, meeting=None, effective_on=None, expiry=None)
        state.update(urgency=Urgency.ORDINARY)


class DirectiveRecorded(Event):
    """A document that is only known here. It asks for nothing.

    ``by_its_issuer`` false: another unit noted it. That binds nothing of the issuer's.
    """

    TOPIC: ClassVar[str] = "cascade.directive.DirectiveRecorded"
    class_version: ClassVar[int] = 4

    recorded_by_id: UUID
    issuer_id: UUID
    issuer_name_then: str
    type: str
    number: DocumentNumber | None
    subject: str
    issued_on: date
    classification: Classification
    attachments: tuple[AttachmentRecord, ...] = ()
    by_its_issuer: bool = True
    place_of_issue: str | None = None

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """There were no attachments before version 2."""
        state["attachments"] = []

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """Told by the units alone: who stood for an issuer that had ended was not asked."""
        state["by_its_issuer"] = state["recorded_by_id"] == state["issuer_id"]

    @staticmethod
    def upcast_v3_v4(state: dict[str, Any]) -> None:
        """No place of issue was told before version 4."""
        state["place_of_issue"] = None


class WindowDated(Event):
    """A window got its days, or other days; ``dues`` are the tasks that fall due at its end."""

    TOPIC: ClassVar[str] = "cascade.directive.WindowDated"

    key: str
    from_day: date
    to_day: date
    dues: tuple[TaskDue, ...]


class DirectiveDrafted(Event):
    """A draft, or its next state: seen by its issuer and by those asked to comment.

    ``content`` is the text as its author gave it, in JSON with the API's field names: nothing of it
    is decided before the issue. The issue follows in the same stream.
    """

    TOPIC: ClassVar[str] = "cascade.directive.DirectiveDrafted"

    issuer_id: UUID
    type: str
    subject: str
    classification: Classification
    content: dict[str, Any]
    commenter_ids: tuple[UUID, ...]
    attachments: tuple[AttachmentRecord, ...] = ()


class DirectiveCommented(Event):
    """A unit's comment on a draft."""

    TOPIC: ClassVar[str] = "cascade.directive.DirectiveCommented"

    comment_id: UUID
    unit_id: UUID
    text: ContentRef


class DraftDiscarded(Event):
    """The draft will not be issued."""

    TOPIC: ClassVar[str] = "cascade.directive.DraftDiscarded"


class DirectiveAmended(Event):
    """Tasks and audience changed from here on; what was done stays done.

    ``added_tasks`` are owed from this position on, resolved in its tree. ``changed_tasks`` hold the
    whole task as it is now; its audience, leads and coordinating units are never changed.
    ``added`` widens the directive's own audience, in this position's tree; its ``topmost`` are
    reached by this event where the directive goes level by level (else null: all of it is).
    ``withdrawn`` units owe nothing of the directive any more, unless they are added again.
    ``expiry`` null: it stays as it was.
    """

    TOPIC: ClassVar[str] = "cascade.directive.DirectiveAmended"
    class_version: ClassVar[int] = 2

    added_tasks: tuple[TaskRecord, ...]
    changed_tasks: tuple[TaskRecord, ...]
    withdrawn_task_ids: tuple[UUID, ...]
    added: Audience | None
    topmost: Audience | None
    withdrawn: Audience | None
    amending_id: UUID | None
    note: str | None
    expiry: Expiry | None = None

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nothing expired. Parts of tasks that are younger have their defaults."""
        state["expiry"] = None


class DirectiveSuperseded(Event):
    """Another directive took its place. What is not fulfilled is withdrawn."""

    TOPIC: ClassVar[str] = "cascade.directive.DirectiveSuperseded"

    by_id: UUID


class DirectiveRevoked(Event):
    """It is no longer in force. What is not fulfilled is withdrawn."""

    TOPIC: ClassVar[str] = "cascade.directive.DirectiveRevoked"

    reason: str


class DirectiveCorrected(Event):
    """Clerical errors put right. They change wordings only, never what is owed, by whom or when."""

    TOPIC: ClassVar[str] = "cascade.directive.DirectiveCorrected"

    corrections: tuple[CorrectionRecord, ...]
    note: str | None


class CitationProposed(Event):
    """A document arrived that a citation may mean. It is no match until an issuer confirms it: that
    a name or an alias agrees is not the issuer's word.
    """

    TOPIC: ClassVar[str] = "cascade.directive.CitationProposed"

    citation_id: UUID
    relation: CitationRelation
    target_id: UUID
    discrepancies: tuple[DiscrepancyRecord, ...]


class CitationDeclined(Event):
    """An issuer says that the document which was proposed is not the one that is meant."""

    TOPIC: ClassVar[str] = "cascade.directive.CitationDeclined"

    citation_id: UUID
    relation: CitationRelation
    target_id: UUID


class CitationResolved(Event):
    """A citation was matched after the issue.

    ``by_hand`` false: what had been proposed was confirmed (before there were proposals: it was
    matched as the document arrived). ``target_id`` null: a match was found to be wrong.
    """

    TOPIC: ClassVar[str] = "cascade.directive.CitationResolved"

    citation_id: UUID
    relation: CitationRelation
    target_id: UUID | None
    discrepancies: tuple[DiscrepancyRecord, ...]
    by_hand: bool


class UnitInvited(Event):
    """A unit outside the issuer's authority is asked to coordinate in a task."""

    TOPIC: ClassVar[str] = "cascade.directive.UnitInvited"

    invitation_id: UUID
    unit_id: UUID
    task_id: UUID
    note: str | None


class InvitationAccepted(Event):
    """The invited unit coordinates from here on, and owes the task: this reaches it."""

    TOPIC: ClassVar[str] = "cascade.directive.InvitationAccepted"

    invitation_id: UUID
    unit_id: UUID
    task_id: UUID


class InvitationDeclined(Event):
    """The invited unit does not take part."""

    TOPIC: ClassVar[str] = "cascade.directive.InvitationDeclined"

    invitation_id: UUID
    unit_id: UUID
    task_id: UUID


class DueDatesMoved(Event):
    """Due dates of what is not yet submitted moved. ``recounted_task_ids`` count from the reach and
    are counted anew by the calendar of this position.
    """

    TOPIC: ClassVar[str] = "cascade.directive.DueDatesMoved"
    class_version: ClassVar[int] = 2

    dues: tuple[MovedDue, ...]
    recounted_task_ids: tuple[UUID, ...]
    reason: str

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """No level had a rule of its own before version 2."""


class PeriodsOpened(Event):
    """Time went on: further periods of tasks that recur without an end exist from here on."""

    TOPIC: ClassVar[str] = "cascade.directive.PeriodsOpened"

    periods: tuple[OpenedPeriods, ...]


class OpenEndedNoted(Event):
    """A directive asks something without an end: its periods are opened as time goes on. The stream
    is that of all such directives.
    """

    TOPIC: ClassVar[str] = "cascade.directive.OpenEndedNoted"

    directive_id: UUID


class ObligationsExtended(Event):
    """Every open, dated obligation of it borne within a unit is due at ``due_at``, where
    that is later. "Open" and "within" are of this position; empty ``task_ids`` mean every task.
    """

    TOPIC: ClassVar[str] = "cascade.directive.ObligationsExtended"

    under_id: UUID
    task_ids: tuple[UUID, ...]
    due_at: datetime
    reason: ContentRef


class ObligationsExempted(Event):
    """Nothing is asked any more of what was open within a unit at this position."""

    TOPIC: ClassVar[str] = "cascade.directive.ObligationsExempted"

    under_id: UUID
    task_ids: tuple[UUID, ...]
    reason: ContentRef
