"""Steps of random plans that change what stands: units that end, directives that are amended, dates
that move. Picks are as in ``plans``.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from cascade.enums import NumberKind, OnNonWorkingDay, SeriesRestart
from tests.properties.plans import Pick, PlannedAudience, PlannedDue, PlannedTask, PlannedUnit

LINES = ("state", "steering")


# ---- the organisation


@dataclass(frozen=True)
class Merge:
    """``units`` of one level, into one of them or another that stands, or (null) into a new one,
    which bears the code of one of them where it ``reuses_code``.
    """

    units: tuple[Pick, ...]
    into: Pick | None
    reuses_code: bool
    days_ahead: int
    once_in: int | None = None
    """So many days after it occurrences are owed once; null: never."""


@dataclass(frozen=True)
class Split:
    """``standing`` picks parts that stand already, beside ``new`` ones. ``given`` picks directives
    and children, each with the part that it goes to.
    """

    unit: Pick
    new: int
    standing: tuple[Pick, ...]
    seat: Pick
    given: tuple[tuple[Pick, Pick], ...]
    days_ahead: int


@dataclass(frozen=True)
class Dissolve:
    unit: Pick
    successors: tuple[Pick, ...]
    given: tuple[tuple[Pick, Pick], ...]
    days_ahead: int


@dataclass(frozen=True)
class Package:
    """Changes as the steps of one package; the last unit that they bring is moved at its end under
    the picked one, unless it is null.
    """

    steps: "tuple[Merge | Split | Dissolve, ...]"
    moved_under: Pick | None
    days_ahead: int


@dataclass(frozen=True)
class SetSuperior:
    unit: Pick
    line: Pick
    superior: Pick | None


@dataclass(frozen=True)
class CancelChange:
    change: Pick


@dataclass(frozen=True)
class AddAlias:
    unit: Pick
    name: Pick


@dataclass(frozen=True)
class LabelUnits:
    """Days count from today; ``ends_in`` null: until it is taken."""

    units: tuple[Pick, ...]
    label: Pick
    begins_in: int | None = None
    ends_in: int | None = None


@dataclass(frozen=True)
class UnlabelUnits:
    units: tuple[Pick, ...]
    label: Pick
    begins_in: int | None = None


@dataclass(frozen=True)
class Stage:
    """A share of an import: of one that is under way, or (null) of a new one."""

    of: Pick | None
    units: tuple[PlannedUnit, ...]


@dataclass(frozen=True)
class EndImport:
    """It is completed, with as many units as it brought or ``missing`` more, or given up."""

    of: Pick
    completes: bool
    missing: int


# ---- directives


@dataclass(frozen=True)
class ChangedTask:
    """Null: that stays as it is."""

    task: Pick
    due: PlannedDue | None
    minimum: int | None
    report_to: Pick | None
    target: tuple[Pick, Decimal | None] | None = None
    """Another figure of a unit, where the task has a quota; none of its own any more."""
    indicators: tuple[tuple[NumberKind, bool], ...] | None = None
    """Another form of its reports."""
    level_dues: tuple[tuple[Pick, PlannedDue], ...] | None = None
    on_non_working_day: OnNonWorkingDay | None = None


@dataclass(frozen=True)
class Amend:
    directive: Pick
    added_task: PlannedTask | None
    changed: ChangedTask | None
    withdrawn_task: Pick | None
    added: PlannedAudience | None
    withdrawn: PlannedAudience | None
    expires_in: int | None = None


@dataclass(frozen=True)
class Revoke:
    directive: Pick


@dataclass(frozen=True)
class Supersede:
    directive: Pick
    by: Pick


@dataclass(frozen=True)
class Correct:
    directive: Pick
    task: Pick


@dataclass(frozen=True)
class ResolveCitation:
    """``target`` null: it was no match."""

    citation: Pick
    target: Pick | None


@dataclass(frozen=True)
class DecideCitation:
    """On what was proposed for a citation as it arrived."""

    citation: Pick
    confirm: bool


@dataclass(frozen=True)
class SetSeries:
    """How an issuer's numbers restart, or (null) that a term begins."""

    issuer: Pick
    document_type: Pick
    restart: SeriesRestart | None


@dataclass(frozen=True)
class Invite:
    task: Pick
    unit: Pick


@dataclass(frozen=True)
class AnswerInvitation:
    invitation: Pick
    accepts: bool


# ---- dates


@dataclass(frozen=True)
class Announce:
    """Days from today on."""

    days_off: tuple[int, ...]
    working_days: tuple[int, ...]


@dataclass(frozen=True)
class CorrectDays:
    """Days before today, and today."""

    days_off: tuple[int, ...]
    working_days: tuple[int, ...]


@dataclass(frozen=True)
class MoveDues:
    """``days`` from today; null: by the calendar."""

    obligation: Pick
    days: int | None


@dataclass(frozen=True)
class ExtendGroup:
    """``one_task``: the picked obligation's task alone."""

    obligation: Pick
    above: Pick
    one_task: bool
    due_in: int


@dataclass(frozen=True)
class ExemptGroup:
    obligation: Pick
    above: Pick
    one_task: bool


# ---- what units do


@dataclass(frozen=True)
class Exempt:
    obligations: tuple[Pick, ...]


@dataclass(frozen=True)
class DeclareNotApplicable:
    obligations: tuple[Pick, ...]


@dataclass(frozen=True)
class EndDeclaration:
    """It is agreed to or returned or, where ``agrees`` is null, taken back."""

    declarations: tuple[Pick, ...]
    agrees: bool | None


@dataclass(frozen=True)
class Recall:
    relay: Pick


@dataclass(frozen=True)
class AskExtension:
    obligation: Pick
    due_in: int


@dataclass(frozen=True)
class DecideExtension:
    request: Pick
    grants: bool
    due_in: int | None


@dataclass(frozen=True)
class Conduct:
    """What changes no status: ``kind`` picks assigning, planning, reminding or inspecting."""

    obligation: Pick
    kind: Pick


@dataclass(frozen=True)
class RecordReport:
    by: Pick
    to: Pick
    quantity: Decimal | None


@dataclass(frozen=True)
class LinkReport:
    report: Pick
    obligation: Pick


@dataclass(frozen=True)
class Declare:
    """``hours_ago`` may lie before the reach, or ahead."""

    task: Pick
    unit: Pick
    hours_ago: int


@dataclass(frozen=True)
class WithdrawDeclared:
    obligation: Pick


@dataclass(frozen=True)
class Draft:
    issuer: Pick
    commenter: Pick


@dataclass(frozen=True)
class OnDraft:
    """A comment, or the end of it."""

    draft: Pick
    discards: bool


Change: TypeAlias = (
    Merge
    | Split
    | Dissolve
    | Package
    | SetSuperior
    | CancelChange
    | AddAlias
    | LabelUnits
    | UnlabelUnits
    | Stage
    | EndImport
    | Amend
    | Revoke
    | Supersede
    | Correct
    | ResolveCitation
    | DecideCitation
    | SetSeries
    | Invite
    | AnswerInvitation
    | Announce
    | CorrectDays
    | MoveDues
    | ExtendGroup
    | ExemptGroup
    | Exempt
    | DeclareNotApplicable
    | EndDeclaration
    | Recall
    | AskExtension
    | DecideExtension
    | Conduct
    | RecordReport
    | LinkReport
    | Declare
    | WithdrawDeclared
    | Draft
    | OnDraft
)
