"""The words that the schema shares with the domain, and those that only answers use."""

from enum import StrEnum

import strawberry

from cascade.enums import (
    CitationRelation,
    Classification,
    DistributionRole,
    NumberKind,
    ObligationRole,
    OnNonWorkingDay,
    Origin,
    ReportDecision,
    Role,
    SeriesRestart,
    TargetDirection,
    TaskKind,
    Urgency,
    WindowEdge,
)
from projections.differences.rows import DifferenceKind, ObligationPart, UnitPart
from projections.directives.rows import InvitationState
from projections.feed.rows import ChangeKind
from projections.follow_up.rows import DeclarationState
from projections.query_args import (
    DirectiveStatus,
    ObligationOrder,
    Status,
    Timeliness,
    UnitProgressOrder,
)
from projections.reach.rows import HopKind

for each in (
    Role,
    Classification,
    DirectiveStatus,
    DistributionRole,
    TaskKind,
    InvitationState,
    ObligationOrder,
    ReportDecision,
    UnitProgressOrder,
    WindowEdge,
):
    strawberry.enum(each)

strawberry.enum(
    Urgency,
    description="Of a document, by Decree 30/2020/NĐ-CP: URGENT is khẩn, VERY_URGENT thượng khẩn, "
    "EXPRESS hỏa tốc.",
)

strawberry.enum(
    Origin, description="Whether the document itself asks for it or a standing policy added it."
)


@strawberry.enum
class DueKind(StrEnum):
    """Which kind of rule says when a task is due."""

    ABSENT = "ABSENT"
    """None: it is never overdue."""
    ON_DAY = "ON_DAY"
    """At the end of a day."""
    AT_INSTANT = "AT_INSTANT"
    """At a time of a day."""
    RELATIVE = "RELATIVE"
    """So long after the issue, the receipt, or the day on which the directive takes effect."""
    RECURRING = "RECURRING"
    """By an RRULE, occurrence by occurrence."""
    WINDOW = "WINDOW"
    """By a window that is dated."""
    WINDOW_NOT_DATED = "WINDOW_NOT_DATED"
    """By a window that nobody has dated yet: undated until then."""
    CONTINUOUS = "CONTINUOUS"
    """Always going on: it is never overdue."""
    ON_OCCURRENCE = "ON_OCCURRENCE"
    """Whenever something happens, without a date: it is never overdue."""
    AFTER_TASK = "AFTER_TASK"
    """So long after another task was accepted, for each unit by its own acceptance."""
    AFTER_OCCURRENCE = "AFTER_OCCURRENCE"
    """So long after each occurrence that a unit declares."""


strawberry.enum(
    OnNonWorkingDay,
    description="Where a due day goes that is no working day when its date is fixed. Where the "
    "previous one lies before the issue or the receipt, it is the next one.",
)

strawberry.enum(
    SeriesRestart,
    description="When the numbers of a series begin again at 1. Every document of the issuer and "
    "type stands in it, secret ones too.",
)


strawberry.enum(
    CitationRelation,
    description="ASSIGNS hands the execution of the cited document to those whom the task of this "
    "key charges; its own cascade goes on by itself.",
)


@strawberry.enum
class CitationStatus(StrEnum):
    """Whether it is known which document a citation means."""

    UNMATCHED = "UNMATCHED"
    """No document of this number is known here that it may mean."""
    PROPOSED = "PROPOSED"
    """A document arrived that it may mean, and nobody has confirmed it."""
    MATCHED = "MATCHED"
    """It is known which document is meant."""
    UNNUMBERED = "UNNUMBERED"
    """A source without a number, which nothing is matched with."""


@strawberry.enum
class CitedPart(StrEnum):
    """What of a document its citation may have otherwise."""

    SEQUENCE = "SEQUENCE"
    """The number itself: 411 of 411-CV/ĐU."""
    TYPE = "TYPE"
    """The type: CV of 411-CV/ĐU."""
    SYMBOL = "SYMBOL"
    """The issuer's symbol: ĐU of 411-CV/ĐU."""
    DATE = "DATE"
    """The day of issue."""
    ISSUER = "ISSUER"
    """Who issued it."""


@strawberry.enum
class CorrectedField(StrEnum):
    """What of a directive, or of one of its tasks, was corrected."""

    SUBJECT = "SUBJECT"
    """The directive's subject."""
    TEXT = "TEXT"
    """A task's text."""
    NUMBER = "NUMBER"
    """The number by which the document counts a task."""
    DUE_STATED = "DUE_STATED"
    """How the document words when a task is due."""


strawberry.enum(HopKind, name="CascadeHopKind")

strawberry.enum(Status, name="ObligationStatus")

strawberry.enum(Timeliness, description="UNDATED never falls due. LATE stays LATE.")

strawberry.enum(NumberKind, description="In which numbers an indicator is told.")

strawberry.enum(
    TargetDirection,
    description="How the sum of what was accepted has to stand to the figure that is asked for.",
)

strawberry.enum(
    ObligationRole,
    description="Where several apply to one unit and task: LEAD before COORDINATING before "
    "RESPONSIBLE.",
)


@strawberry.enum
class ObligationAction(StrEnum):
    """What may be done with an obligation, by the mutation that is named."""

    ACKNOWLEDGE = "ACKNOWLEDGE"
    """Take note of it, by `acknowledge`."""
    REPORT = "REPORT"
    """Hand in a report, by `submitReport` or `submitReports`."""
    RELAY = "RELAY"
    """Bring it to those below, by `relayDirective`."""
    DECIDE = "DECIDE"
    """Accept or return its report, by `decideReport`."""
    EXTEND = "EXTEND"
    """Give more time, by `extendObligations`."""
    ASK_EXTENSION = "ASK_EXTENSION"
    """Ask for more time, by `askExtension`."""
    DECIDE_EXTENSION = "DECIDE_EXTENSION"
    """Grant or refuse what was asked for, by `decideExtension`."""
    EXEMPT = "EXEMPT"
    """Ask nothing by it any longer, by `exemptObligations`."""
    REMIND = "REMIND"
    """Call it to mind, by `remind`."""
    ASSIGN = "ASSIGN"
    """Name the post that answers for it, by `assignObligation`."""
    PLAN = "PLAN"
    """Plan it day by day, by `planObligation`."""
    INSPECT = "INSPECT"
    """Note that one looked at it, by `inspect`."""
    DECLARE_NOT_APPLICABLE = "DECLARE_NOT_APPLICABLE"
    """Say that it does not apply, by `declareNotApplicable`."""
    TAKE_BACK_NOT_APPLICABLE = "TAKE_BACK_NOT_APPLICABLE"
    """Take back that it does not apply, by `takeBackNotApplicable`."""
    DECIDE_NOT_APPLICABLE = "DECIDE_NOT_APPLICABLE"
    """Agree that it does not apply, or return it, by `decideNotApplicable`."""


@strawberry.enum
class ExtensionState(StrEnum):
    """What became of a request for more time."""

    OPEN = "OPEN"
    """Nobody has decided yet."""
    GRANTED = "GRANTED"
    """There is a new due date."""
    REFUSED = "REFUSED"
    """The due date stays."""


strawberry.enum(
    DeclarationState,
    name="NotApplicableState",
    description="What became of it that a unit declared something not applicable.",
)


strawberry.enum(ChangeKind, name="ObligationChangeKind")
strawberry.enum(DifferenceKind)
strawberry.enum(ObligationPart)
strawberry.enum(UnitPart)
