"""What may be asked of a directive. Inputs as a user gives them; null where left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from cascade.directive.due_commands import AfterAcceptanceInput as AfterAcceptanceInput
from cascade.directive.due_commands import DueInput as DueInput
from cascade.directive.due_commands import LevelDueInput as LevelDueInput
from cascade.directive.due_commands import RecurrenceInput as RecurrenceInput
from cascade.directive.due_commands import WindowOffsetInput as WindowOffsetInput
from cascade.directive.target_commands import (
    ChangeTargetInput,
    ClosingInput,
    IndicatorInput,
)
from cascade.directive.target_commands import QuotaInput as QuotaInput
from cascade.enums import (
    CitationRelation,
    Classification,
    DistributionRole,
    OnNonWorkingDay,
    TaskKind,
    Urgency,
)
from cascade.text_rules import DRAFTED, Key, Label, Line, LongText, Note, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptedGroupInput:
    """Those of a group that stand under one unit and are of the levels, kinds and labels."""

    under: UUID
    levels: tuple[Word, ...] | None = None
    kinds: tuple[Key, ...] | None = None
    labels: tuple[Label, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupInput:
    """Every unit under one unit, itself not included, of the levels and kinds (null: all), bearing
    one of the labels (null: whatever they bear), but for the excepted.
    """

    under: UUID
    levels: tuple[Word, ...] | None = None
    kinds: tuple[Key, ...] | None = None
    stated: Line | None = None
    line: Word | None = None
    """Null: the primary one."""
    labels: tuple[Label, ...] | None = None
    except_units: tuple[UUID, ...] = ()
    except_groups: tuple[ExceptedGroupInput, ...] = ()


@dataclass(frozen=True, slots=True)
class AudienceInput:
    """Units by name, and groups."""

    units: tuple[UUID, ...] = ()
    groups: tuple[GroupInput, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportToSuperiorInput:
    """Each unit reports to the one above it, on a line (null: the primary one). ``gathered``: these
    owe a report of their own that gathers the others.
    """

    line: Word | None = None
    gathered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskInput:
    """One task; see the API's TaskInput for what is owed by whom."""

    key: Key
    text: LongText
    number: Line | None = None
    kind: TaskKind = TaskKind.CARRY_OUT
    audience: AudienceInput | None = None
    lead: UUID | None = None
    lead_is_inferred: bool = False
    coordinating: tuple[UUID, ...] = ()
    quota: QuotaInput | None = None
    due: DueInput | None = None
    due_stated: Line | None = None
    report_to: UUID | None = None
    report_via: UUID | None = None
    needs_acceptance: bool = True
    accountable_post: Line | None = None
    indicators: tuple[IndicatorInput, ...] = ()
    data_close: ClosingInput | None = None
    on_non_working_day: OnNonWorkingDay | None = None
    owed_from: date | None = None
    """Of what was due before the document is entered: from which day it is owed."""
    co_leads: tuple[UUID, ...] = ()
    coordinating_groups: tuple[GroupInput, ...] = ()
    level_dues: tuple[LevelDueInput, ...] = ()
    report_to_superior: ReportToSuperiorInput | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInput:
    """What a citation means that is no numbered document: its kind, and the year that it is of."""

    kind: Line
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationInput:
    """Another document as this one writes it; ``target`` where its directive is known. With a
    ``source`` the text is no number.
    """

    text: Line
    relation: CitationRelation
    issued_on: date | None = None
    issuer_name: Line | None = None
    task_key: Word | None = None
    anchor: Line | None = None
    target: UUID | None = None
    source: SourceInput | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowInput:
    """A named stretch of days, dated now (both days) or later (neither)."""

    key: Key
    stated: Line
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True, slots=True)
class DistributionInput:
    """One line of the distribution list."""

    role: DistributionRole
    stated: Line
    unit: UUID | None = None


@dataclass(frozen=True, slots=True)
class PassOnInput:
    """It goes down level by level; each unit passes it on within so many working days."""

    working_days_to_pass_on: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingInput:
    """The meeting that a document concludes: its day, the unit in the chair, who took part."""

    held_on: date
    chair: UUID
    participants: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDirective:
    """Issue a directive."""

    issuer: UUID
    type: Key
    subject: Line
    issued_on: date
    audience: AudienceInput
    tasks: tuple[TaskInput, ...]
    number: Line | None = None
    on_behalf_of: Line | None = None
    classification: Classification = Classification.OPEN
    windows: tuple[WindowInput, ...] = ()
    distribution: tuple[DistributionInput, ...] = ()
    citations: tuple[CitationInput, ...] = ()
    citations_complete: bool = True
    level_by_level: PassOnInput | None = None
    attachments: tuple[UUID, ...] = ()
    draft: UUID | None = None
    joint_issuers: tuple[UUID, ...] = ()
    signing_post: Line | None = None
    standing: bool = False
    need_to_know: bool = False
    unnumbered: bool = False
    place_of_issue: Line | None = None
    meeting: MeetingInput | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    urgency: Urgency = Urgency.ORDINARY


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDirective:
    """Write a draft, or the next state of one. ``content`` is JSON with the API's field names."""

    issuer: UUID
    type: Key
    subject: Line
    content: Annotated[Mapping[str, Any], DRAFTED]
    classification: Classification = Classification.OPEN
    commenters: tuple[UUID, ...] = ()
    draft: UUID | None = None
    attachments: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class DiscardDraft:
    """Say that a draft will not be issued."""

    draft: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentOnDirective:
    """Comment on a draft, for the unit that issues it or one that was asked to comment."""

    directive: UUID
    unit: UUID
    text: LongText


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDirective:
    """Record a document that is only known here."""

    recorded_by: UUID
    issuer: UUID
    type: Key
    number: Line | None
    subject: Line
    issued_on: date
    classification: Classification = Classification.OPEN
    attachments: tuple[UUID, ...] = ()
    place_of_issue: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWindow:
    """Give a window its days, or other days."""

    directive: UUID
    key: Word
    from_day: date
    to_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTaskInput:
    """What changes of one task; null: it stays. ``on_non_working_day`` belongs to ``due``."""

    key: Word
    text: LongText | None = None
    number: Line | None = None
    due: DueInput | None = None
    due_stated: Line | None = None
    quota: QuotaInput | None = None
    report_to: UUID | None = None
    report_via: UUID | None = None
    accountable_post: Line | None = None
    targets: tuple[ChangeTargetInput, ...] = ()
    indicators: tuple[IndicatorInput, ...] | None = None
    data_close: ClosingInput | None = None
    on_non_working_day: OnNonWorkingDay | None = None
    level_dues: tuple[LevelDueInput, ...] | None = None
    """All of them, in place of those that it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendDirective:
    """Add, change and withdraw tasks, widen and narrow the audience. ``amended_by``: the document
    that says so, where there is one.
    """

    directive: UUID
    add_tasks: tuple[TaskInput, ...] = ()
    change_tasks: tuple[ChangeTaskInput, ...] = ()
    withdraw_tasks: tuple[Word, ...] = ()
    add_audience: AudienceInput | None = None
    withdraw_audience: AudienceInput | None = None
    amended_by: UUID | None = None
    note: Note | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupersedeDirective:
    """Say that another directive took the place of one."""

    directive: UUID
    by: UUID


@dataclass(frozen=True, slots=True)
class RevokeDirective:
    """Put a directive out of force."""

    directive: UUID
    reason: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectTaskInput:
    """The right wordings of one task; null: as it stands."""

    key: Word
    text: LongText | None = None
    number: Line | None = None
    due_stated: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectDirective:
    """Put clerical errors right. Nothing that is owed changes by it."""

    directive: UUID
    subject: Line | None = None
    tasks: tuple[CorrectTaskInput, ...] = ()
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveCitation:
    """Match a citation with the document that it means; ``target`` null: it was matched wrongly."""

    directive: UUID
    citation: UUID
    target: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideCitation:
    """Confirm or decline the document that was proposed for a citation as it arrived."""

    directive: UUID
    citation: UUID
    confirm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteUnit:
    """Ask a unit outside the issuer's authority to coordinate in the task of this key."""

    directive: UUID
    task: Word
    unit: UUID
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation:
    """Coordinate from now on, for the invited unit."""

    directive: UUID
    invitation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineInvitation:
    """Take no part."""

    directive: UUID
    invitation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDueInput:
    """A new date for a task or one occurrence of it: the end of a day, or an instant. ``level``:
    where that has a rule of its own.
    """

    task_key: Word
    occurrence: date | None = None
    on: date | None = None
    at: datetime | None = None
    level: Word | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveDueDates:
    """Move due dates of a directive: those given, or all that the calendar now has elsewhere."""

    directive: UUID
    reason: LongText
    dues: tuple[MovedDueInput, ...] = ()
    by_calendar: bool = False


@dataclass(frozen=True, slots=True)
class OpenPeriods:
    """Time went on: further periods of what recurs without an end are there. Nobody's command, the
    engine's own.
    """

    directive: UUID
