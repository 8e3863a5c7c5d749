"""What issues a directive, records one, or adds to it."""

from datetime import date
from decimal import Decimal

import strawberry

from api.graphql.directives.due_inputs import DueInput
from api.graphql.runtime.ids import AttachmentId, DirectiveId, UnitId
from api.graphql.runtime.to_command import becomes, in_hundreds
from cascade.directive import commands as directive
from cascade.directive import target_commands as targets
from cascade.enums import (
    CitationRelation,
    Classification,
    DistributionRole,
    NumberKind,
    OnNonWorkingDay,
    TargetDirection,
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


@becomes(directive.GroupInput)
@strawberry.input
class GroupInput:
    """Every unit under one unit, itself not included, of the given levels and kinds."""

    under: UnitId
    levels: list[str] | None = strawberry.UNSET
    kinds: list[str] | None = strawberry.UNSET
    line: str | None = strawberry.UNSET
    """The line on which they stand under it; left out, the primary one."""
    labels: list[str] | None = strawberry.UNSET
    """Those that bear one of these on the day of the document: a list that is fixed by then,
    whatever units are labelled later."""
    except_units: list[UnitId] | None = strawberry.UNSET
    """Units of the group that are not meant."""
    except_groups: list[ExceptedGroupInput] | None = strawberry.UNSET
    stated: str | None = strawberry.UNSET


@becomes(directive.AudienceInput)
@strawberry.input
class AudienceInput:
    units: list[UnitId] | None = strawberry.UNSET
    """Units addressed by name."""
    groups: list[GroupInput] | None = strawberry.UNSET


@becomes(targets.UnitTargetInput)
@in_hundreds
@strawberry.input
class UnitTargetInput:
    """One unit's own figure."""

    unit: UnitId
    """One of those of whom the task asks something."""
    amount: Decimal


@becomes(targets.LevelTargetInput)
@strawberry.input
class LevelTargetInput:
    """The figure of each unit of a level that has none of its own."""

    level: str
    amount: Decimal


@becomes(targets.QuotaInput)
@strawberry.input
class QuotaInput:
    """A target: so many of something, or so much. Give minimum or amount for all alike, a table by
    unit or by level, or both: a unit has its own figure, else its level's, else that of all.
    """

    minimum: int | None = strawberry.UNSET
    """At least so many, as a whole number."""
    stated_upper: int | None = strawberry.UNSET
    unit_of_measure: str
    stated: str
    amount: Decimal | None = strawberry.UNSET
    """In place of minimum: a decimal figure, of 15 digits before the point and 6 after it."""
    direction: TargetDirection = TargetDirection.AT_LEAST
    by_unit: list[UnitTargetInput] | None = strawberry.UNSET
    """500 at the most at once; ChangeTaskInput.targets adds to them, up to 5,000. Not where a lead
    shares the target."""
    by_level: list[LevelTargetInput] | None = strawberry.UNSET


@becomes(targets.TargetInput)
@strawberry.input
class TargetInput:
    amount: Decimal
    direction: TargetDirection = TargetDirection.AT_LEAST


@becomes(targets.IndicatorInput)
@strawberry.input
class IndicatorInput:
    """A figure that each report on the task gives: a field of its form, named with its unit of
    measure.
    """

    key: str
    name: str
    unit_of_measure: str
    number: NumberKind = NumberKind.DECIMAL
    required: bool = True
    """A report is refused that leaves it out."""
    target: TargetInput | None = strawberry.UNSET
    """What each obligation is to come to."""


@becomes(targets.ClosingInput)
@strawberry.input(one_of=True)
class DataClosingInput:
    days_before_due: int | None = strawberry.UNSET
    """0 to 366: so long before the day on which the document wants the report; of each period,
    where it recurs."""
    on: date | None = strawberry.UNSET


@becomes(directive.LevelDueInput)
@strawberry.input
class LevelDueInput:
    """When units of one level owe the task, by the level of the unit that is addressed: a day, an
    instant, days after the issue, or a recurrence.
    """

    level: str
    due: DueInput
    due_stated: str | None = strawberry.UNSET


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
    key: str
    number: str | None = strawberry.UNSET
    text: str
    kind: TaskKind = TaskKind.CARRY_OUT
    audience: AudienceInput | None = strawberry.UNSET
    """Left out: those named as lead and coordinating; where none are named, the directive's own
    audience."""
    lead: UnitId | None = strawberry.UNSET
    lead_is_inferred: bool = False
    co_leads: list[UnitId] | None = strawberry.UNSET
    """Units that lead it together with the lead (đồng chủ trì), at most 20."""
    coordinating: list[UnitId] | None = strawberry.UNSET
    coordinating_groups: list[GroupInput] | None = strawberry.UNSET
    """Groups that coordinate: a unit of several roles owes the task once, in the first of LEAD,
    COORDINATING, RESPONSIBLE."""
    quota: QuotaInput | None = strawberry.UNSET
    due: DueInput | None = strawberry.UNSET
    due_stated: str | None = strawberry.UNSET
    report_to: UnitId | None = strawberry.UNSET
    report_via: UnitId | None = strawberry.UNSET
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
    text: str
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
    key: str
    stated: str
    from_: date | None = strawberry.field(name="from", default=strawberry.UNSET)
    to: date | None = strawberry.UNSET


@becomes(directive.DistributionInput)
@strawberry.input
class DistributionInput:
    role: DistributionRole
    unit: UnitId | None = strawberry.UNSET
    stated: str


@becomes(directive.PassOnInput)
@strawberry.input
class PassOnInput:
    working_days_to_pass_on: int | None = strawberry.UNSET


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
    idempotency_key: str
    issuer: UnitId
    type: str
    number: str | None = strawberry.UNSET
    """Left out, the next number of the issuer's series is taken."""
    subject: str
    issued_on: date
    on_behalf_of: str | None = strawberry.UNSET
    classification: Classification = Classification.OPEN
    audience: AudienceInput
    tasks: list[TaskInput]
    windows: list[WindowInput] | None = strawberry.UNSET
    distribution: list[DistributionInput] | None = strawberry.UNSET
    citations: list[CitationInput] | None = strawberry.UNSET
    citations_complete: bool = True
    attachments: list[AttachmentId] | None = strawberry.UNSET
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
    issuer: UnitId
    type: str
    number: str | None = strawberry.UNSET
    subject: str
    issued_on: date
    classification: Classification = Classification.OPEN
    attachments: list[AttachmentId] | None = strawberry.UNSET
    place_of_issue: str | None = strawberry.UNSET


@becomes(directive.DateWindow, from_day="from_", to_day="to")
@strawberry.input
class DateWindowInput:
    idempotency_key: str
    directive: DirectiveId
    key: str
    from_: date = strawberry.field(name="from")
    to: date
