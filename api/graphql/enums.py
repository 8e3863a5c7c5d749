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
from projections.directives.rows import InvitationState
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
    ABSENT = "ABSENT"
    ON_DAY = "ON_DAY"
    AT_INSTANT = "AT_INSTANT"
    RELATIVE = "RELATIVE"
    RECURRING = "RECURRING"
    WINDOW = "WINDOW"
    WINDOW_NOT_DATED = "WINDOW_NOT_DATED"
    CONTINUOUS = "CONTINUOUS"
    ON_OCCURRENCE = "ON_OCCURRENCE"
    AFTER_TASK = "AFTER_TASK"
    AFTER_OCCURRENCE = "AFTER_OCCURRENCE"


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
    PROPOSED = "PROPOSED"
    MATCHED = "MATCHED"
    UNNUMBERED = "UNNUMBERED"


@strawberry.enum
class CitedPart(StrEnum):
    SEQUENCE = "SEQUENCE"
    TYPE = "TYPE"
    SYMBOL = "SYMBOL"
    DATE = "DATE"
    ISSUER = "ISSUER"


@strawberry.enum
class CorrectedField(StrEnum):
    """What of a directive, or of one of its tasks, was corrected."""

    SUBJECT = "SUBJECT"
    TEXT = "TEXT"
    NUMBER = "NUMBER"
    DUE_STATED = "DUE_STATED"


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
    ACKNOWLEDGE = "ACKNOWLEDGE"
    REPORT = "REPORT"
    RELAY = "RELAY"
    DECIDE = "DECIDE"
    EXTEND = "EXTEND"
    ASK_EXTENSION = "ASK_EXTENSION"
    DECIDE_EXTENSION = "DECIDE_EXTENSION"
    EXEMPT = "EXEMPT"
    REMIND = "REMIND"
    ASSIGN = "ASSIGN"
    PLAN = "PLAN"
    INSPECT = "INSPECT"
    DECLARE_NOT_APPLICABLE = "DECLARE_NOT_APPLICABLE"
    TAKE_BACK_NOT_APPLICABLE = "TAKE_BACK_NOT_APPLICABLE"
    DECIDE_NOT_APPLICABLE = "DECIDE_NOT_APPLICABLE"


@strawberry.enum
class ExtensionState(StrEnum):
    OPEN = "OPEN"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"


strawberry.enum(
    DeclarationState,
    name="NotApplicableState",
    description="What became of it that a unit declared something not applicable.",
)


@strawberry.enum
class ObligationChangeKind(StrEnum):
    OWED = "OWED"
    CHANGED = "CHANGED"
    BEARER_CHANGED = "BEARER_CHANGED"
    WITHDRAWN = "WITHDRAWN"
    ENTERED_SLICE = "ENTERED_SLICE"
    LEFT_SLICE = "LEFT_SLICE"
