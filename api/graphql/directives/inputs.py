"""What issues a directive, records one, or adds to it."""

from datetime import date

import strawberry

from api.graphql.directives.due_inputs import DueInput
from api.graphql.directives.target_inputs import DataClosingInput, IndicatorInput, QuotaInput
from api.graphql.runtime.ids import AttachmentId, DirectiveId, UnitId
from api.graphql.runtime.to_command import becomes, in_hundreds
from cascade.directive import commands as directive
from cascade.enums import (
    CitationRelation,
    Classification,
    DistributionRole,
    OnNonWorkingDay,
    TaskKind,
    Urgency,
)


@becomes(directive.ExceptedGroupInput)
@strawberry.input
class ExceptedGroupInput:
    """Those of a group under one unit, of the levels, kinds and labels."""

    under: UnitId
    levels: list[str] | None = strawberry.UNSET
    kinds: list[str] | None = strawberry.UNSET
    labels: list[str] | None = strawberry.UNSET
    """Those that bear one of these; left out, whatever they bear."""


@becomes(directive.GroupInput)
@strawberry.input
class GroupInput:
    """Every unit under one unit, itself not included, of the given levels and kinds."""

    under: UnitId
    """The unit under which they stand, itself not included."""
    levels: list[str] | None = strawberry.UNSET
    """Keys of levels; left out, all of them."""
    kinds: list[str] | None = strawberry.UNSET
    """Such as "party-committee"; left out, all of them."""
    line: str | None = strawberry.UNSET
    """The line on which they stand under it; left out, the primary one."""
    labels: list[str] | None = strawberry.UNSET
    """Those that bear one of these on the day of the document: a list that is fixed by then,
    whatever units are labelled later."""
    except_units: list[UnitId] | None = strawberry.UNSET
    """Units of the group that are not meant."""
    except_groups: list[ExceptedGroupInput] | None = strawberry.UNSET
    """Units of the group, by where they stand and what they are, that are not meant."""
    stated: str | None = strawberry.UNSET


@becomes(directive.AudienceInput)
@strawberry.input
class AudienceInput:
    """Units by name and units by groups. A unit that both cover is addressed once."""

    units: list[UnitId] | None = strawberry.UNSET
    """Units addressed by name."""
    groups: list[GroupInput] | None = strawberry.UNSET
    """Units by where they stand and what they are: one group addresses a whole nation."""


@becomes(directive.LevelDueInput)
@strawberry.input
class LevelDueInput:
    """When units of one level owe the task, by the level of the unit that is addressed: a day, an
    instant, days after the issue, or a recurrence.
    """

    level: str
    due: DueInput
    due_stated: str | None = strawberry.UNSET
    """How the document words it for these units."""


@becomes(directive.ReportToSuperiorInput)
@strawberry.input
class ReportToSuperiorInput:
    """Each unit reports to the one that stands above it at the moment, which decides on it; where
    nobody does, to reportTo or the issuer.
    """

    line: str | None = strawberry.UNSET
    """The line on which it stands above them; left out, the primary one."""
    gathered: bool = False
    """Whoever stands above a unit that owes the task owes a report of its own that gathers the
    others, up to those who stand under the issuer; with reportTo up to the issuer itself, which
    reports there. It is not fulfilled by what comes from below."""


@becomes(directive.TaskInput)
@in_hundreds
@strawberry.input
class TaskInput:
    """One thing that the directive asks for."""

    key: str
    """Unique in its directive, such as "1" or "2a": other parts of the input name it."""
    number: str | None = strawberry.UNSET
    """As the document numbers it; two tasks may share one, or have none."""
    text: str
    """As the document words it, 20,000 characters at the most."""
    kind: TaskKind = TaskKind.CARRY_OUT
    audience: AudienceInput | None = strawberry.UNSET
    """Left out: those named as lead and coordinating; where none are named, the directive's own
    audience."""
    lead: UnitId | None = strawberry.UNSET
    """The unit that leads it (chủ trì)."""
    lead_is_inferred: bool = False
    co_leads: list[UnitId] | None = strawberry.UNSET
    """Units that lead it together with the lead (đồng chủ trì), at most 20."""
    coordinating: list[UnitId] | None = strawberry.UNSET
    """Units that coordinate in it by name (phối hợp)."""
    coordinating_groups: list[GroupInput] | None = strawberry.UNSET
    """Groups that coordinate: a unit of several roles owes the task once, in the first of LEAD,
    COORDINATING, RESPONSIBLE."""
    quota: QuotaInput | None = strawberry.UNSET
    """How much of something is asked for."""
    due: DueInput | None = strawberry.UNSET
    """When it is due; left out, never."""
    due_stated: str | None = strawberry.UNSET
    """How the document words when it is due."""
    report_to: UnitId | None = strawberry.UNSET
    """The unit that reports are addressed to, which decides on them; left out, the issuer."""
    report_via: UnitId | None = strawberry.UNSET
    """The unit that reports go through, which reads them."""
    needs_acceptance: bool = True
    accountable_post: str | None = strawberry.UNSET
    """The post that answers for it, such as Chánh Văn phòng; no person's name."""
    indicators: list[IndicatorInput] | None = strawberry.UNSET
    """The form of its reports, 30 fields at the most."""
    data_close: DataClosingInput | None = strawberry.UNSET
    """Up to which day its reports count."""
    on_non_working_day: OnNonWorkingDay | None = strawberry.UNSET
    """Where its due day goes if that is no working day: each occurrence's, too, which stays known
    by its original day. Left out, it stays."""
    owed_from: date | None = strawberry.UNSET
    """Of a document that is entered after its date: from which day on is owed what was due before,
    occurrences as well as what comes once. Left out, what comes once is owed, late; an occurrence
    that was over is not. Whom it reaches later owes no occurrence that was over then."""
    level_dues: list[LevelDueInput] | None = strawberry.UNSET
    """Levels that owe it by a rule of their own; every other level by the task's."""
    report_to_superior: ReportToSuperiorInput | None = strawberry.UNSET
    """In place of reportTo; beside it only where the reports are gathered."""


@becomes(directive.SourceInput)
@strawberry.input
class SourceInput:
    """What is cited without being a numbered document, such as the work programme of a year. There
    is nothing to match it with.
    """

    kind: str
    year: int | None = strawberry.UNSET


@becomes(directive.CitationInput)
@strawberry.input
class CitationInput:
    """What the directive says of another document."""

    text: str
    """The number as the document writes it; with source, its wording."""
    relation: CitationRelation
    """IMPLEMENTS carries the cascade on through this directive."""
    issued_on: date | None = strawberry.UNSET
    issuer_name: str | None = strawberry.UNSET
    task_key: str | None = strawberry.UNSET
    anchor: str | None = strawberry.UNSET
    target: DirectiveId | None = strawberry.UNSET
    """Only a directive that the issuer may already see."""
    source: SourceInput | None = strawberry.UNSET
    """Given where the text is no number of a document."""


@becomes(directive.WindowInput, from_day="from_", to_day="to")
@strawberry.input
class WindowInput:
    """A stretch of time that due rules go by. It may be dated later, by dateWindow."""

    key: str
    stated: str
    from_: date | None = strawberry.field(name="from", default=strawberry.UNSET)
    """Its first day, where it is known already."""
    to: date | None = strawberry.UNSET
    """Its last day, included, where it is known already."""


@becomes(directive.DistributionInput)
@strawberry.input
class DistributionInput:
    """One of those to whom the document is sent (Nơi nhận). None of it owes anything by that."""

    role: DistributionRole
    unit: UnitId | None = strawberry.UNSET
    """The unit that is meant, where it is one of the organisation's."""
    stated: str


@becomes(directive.PassOnInput)
@strawberry.input
class PassOnInput:
    """That a directive goes on level by level."""

    working_days_to_pass_on: int | None = strawberry.UNSET
    """How long each unit has to pass it on, counted from its receipt; left out, as policies say."""


@becomes(directive.MeetingInput)
@strawberry.input
class MeetingInput:
    """The meeting that a document concludes. Units alone: no person is recorded."""

    held_on: date
    chair: UnitId
    """The unit in the chair."""
    participants: list[UnitId] | None = strawberry.UNSET
    """The other units that took part. They read the conclusion, as the chair does."""


@becomes(directive.IssueDirective)
@strawberry.input
class IssueDirectiveInput:
    """Issues a directive. Its audience and its due rules are fixed on the tree of this moment."""

    idempotency_key: str
    issuer: UnitId
    """The unit that issues it; the caller is an issuer of it."""
    type: str
    number: str | None = strawberry.UNSET
    """Left out, the next number of the issuer's series is taken."""
    subject: str
    """What it is about, one line of 1,000 characters at the most."""
    issued_on: date
    """The day that the document bears: today, or an earlier one where it is entered late."""
    on_behalf_of: str | None = strawberry.UNSET
    classification: Classification = Classification.OPEN
    audience: AudienceInput
    """Whom it addresses."""
    tasks: list[TaskInput]
    """What it asks for, in the order of the document."""
    windows: list[WindowInput] | None = strawberry.UNSET
    distribution: list[DistributionInput] | None = strawberry.UNSET
    citations: list[CitationInput] | None = strawberry.UNSET
    """What it says of other documents. What is found here is matched."""
    citations_complete: bool = True
    """False where the document leaves its list of citations open."""
    attachments: list[AttachmentId] | None = strawberry.UNSET
    """Files that were uploaded by PUT /blobs and go with it, 50 at the most."""
    level_by_level: PassOnInput | None = strawberry.UNSET
    """Left out, it reaches its whole audience at once. Else it reaches the nearest addressed units,
    and goes on as each passes it on."""
    draft: DirectiveId | None = strawberry.UNSET
    """The issuer's draft that this issues: it keeps the draft's id. What is issued is this input,
    whatever the draft says."""
    joint_issuers: list[UnitId] | None = strawberry.UNSET
    """Units that issue it together with the issuer, in whose series it stands."""
    signing_post: str | None = strawberry.UNSET
    standing: bool = False
    """Units founded later under its audience owe it from their founding."""
    need_to_know: bool = False
    """Read only by those whom it names or charges, not by those above them."""
    urgency: Urgency = Urgency.ORDINARY
    """By Decree 30/2020/NĐ-CP."""
    unnumbered: bool = False
    """An instrument without a number, such as a meeting's conclusion."""
    effective_on: date | None = strawberry.UNSET
    """The day from which it is in force; left out, that of the issue."""
    expires_on: date | None = strawberry.UNSET
    """Its last day: what is open then is no longer asked for."""
    place_of_issue: str | None = strawberry.UNSET
    """Where it is issued, as it stands before the date."""
    meeting: MeetingInput | None = strawberry.UNSET
    """What it concludes. What was agreed are its tasks; the issuer may be charged with some of them
    itself, by name."""


@becomes(directive.RecordDirective)
@strawberry.input
class RecordDirectiveInput:
    """A document that is only known here: cited, older than the deployment, or of a body outside
    it. It asks for nothing and belongs to no number series. Its issuer may be any unit of the
    chart; it is in the slice of the unit that records it.
    """

    idempotency_key: str
    recorded_by: UnitId
    """The unit that notes it; the caller is an issuer of it."""
    issuer: UnitId
    """The unit that issued it, also one of others."""
    type: str
    number: str | None = strawberry.UNSET
    """As it is written, such as "7816/VPCP-TTĐT"; left out where it bears none."""
    subject: str
    issued_on: date
    """The day that the document bears, today at the latest."""
    classification: Classification = Classification.OPEN
    attachments: list[AttachmentId] | None = strawberry.UNSET
    place_of_issue: str | None = strawberry.UNSET


@becomes(directive.DateWindow, from_day="from_", to_day="to")
@strawberry.input
class DateWindowInput:
    """Dates a window that a directive names, or dates it again: what is due by it moves with it, as
    far as it is not yet submitted.
    """

    idempotency_key: str
    directive: DirectiveId
    """The directive that names the window."""
    key: str
    """The window's own."""
    from_: date = strawberry.field(name="from")
    """Its first day."""
    to: date
    """Its last day, included."""
