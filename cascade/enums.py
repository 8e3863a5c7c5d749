"""The words of the field that events, decisions and read models share."""

from decimal import Decimal
from enum import StrEnum


class DirectiveStatus(StrEnum):
    """Where a directive stands. That it is not in force yet, or has expired, a clock tells: what
    knows of none has it in force.
    """

    DRAFT = "DRAFT"
    IN_FORCE = "IN_FORCE"
    SUPERSEDED = "SUPERSEDED"
    REVOKED = "REVOKED"
    NOT_YET_IN_FORCE = "NOT_YET_IN_FORCE"
    EXPIRED = "EXPIRED"


class TaskKind(StrEnum):
    """What a task asks for."""

    CARRY_OUT = "CARRY_OUT"
    ACKNOWLEDGE = "ACKNOWLEDGE"
    PASS_ON = "PASS_ON"
    PLAN = "PLAN"
    REPORT = "REPORT"
    ENTER = "ENTER"


class Origin(StrEnum):
    """Whether the document itself asks for it or a standing policy added it."""

    DOCUMENT = "DOCUMENT"
    POLICY = "POLICY"


class DueKind(StrEnum):
    """How a task's due date is ruled. Whether a window is dated yet is told by its dates."""

    ABSENT = "ABSENT"
    ON_DAY = "ON_DAY"
    AT_INSTANT = "AT_INSTANT"
    RELATIVE = "RELATIVE"
    RECURRING = "RECURRING"
    WINDOW = "WINDOW"
    CONTINUOUS = "CONTINUOUS"
    ON_OCCURRENCE = "ON_OCCURRENCE"
    AFTER_TASK = "AFTER_TASK"
    AFTER_OCCURRENCE = "AFTER_OCCURRENCE"


class WindowEdge(StrEnum):
    """The first or the last day of a window."""

    START = "START"
    END = "END"


class OnNonWorkingDay(StrEnum):
    """Where a due day goes that is no working day, if the task says so."""

    NEXT = "NEXT"
    PREVIOUS = "PREVIOUS"


class ObligationRole(StrEnum):
    """In which role a unit owes a task; where several apply, the first of this order."""

    LEAD = "LEAD"
    COORDINATING = "COORDINATING"
    RESPONSIBLE = "RESPONSIBLE"
    GATHERING = "GATHERING"


class Classification(StrEnum):
    """How far a document may be read, from the least to the most restricted."""

    OPEN = "OPEN"
    INTERNAL = "INTERNAL"
    SECRET = "SECRET"
    TOP_SECRET = "TOP_SECRET"

    @property
    def rank(self) -> int:
        """0 for OPEN to 3 for TOP_SECRET: a clearance covers what ranks no higher."""
        return list(Classification).index(self)


class Role(StrEnum):
    """What a grant lets its subject do with a unit's subtree."""

    READER = "READER"
    OFFICER = "OFFICER"
    ISSUER = "ISSUER"
    INSPECTOR = "INSPECTOR"
    ADMINISTRATOR = "ADMINISTRATOR"
    INTEGRATION = "INTEGRATION"


class CitationRelation(StrEnum):
    """How a document uses one that it cites. ASSIGNS hands the execution of the cited one to whom
    its task charges, and leaves that one's own cascade alone.
    """

    IMPLEMENTS = "IMPLEMENTS"
    GUIDED_BY = "GUIDED_BY"
    CONTINUES = "CONTINUES"
    AMENDS = "AMENDS"
    REPLACES = "REPLACES"
    REPEALS = "REPEALS"
    REFERS_TO = "REFERS_TO"
    ASSIGNS = "ASSIGNS"

    @property
    def has_it_executed(self) -> bool:
        """Whether what is cited is to be carried out: then it is in force."""
        return self in (CitationRelation.IMPLEMENTS, CitationRelation.ASSIGNS)


class DistributionRole(StrEnum):
    """Why a document is sent to somebody (its "Nơi nhận"). None of these owes anything by it."""

    ADDRESSED = "ADDRESSED"
    COPY_FOR_REPORT = "COPY_FOR_REPORT"
    ARCHIVE = "ARCHIVE"
    FOR_INFORMATION = "FOR_INFORMATION"
    FOR_COORDINATION = "FOR_COORDINATION"
    FOR_MONITORING = "FOR_MONITORING"


class Urgency(StrEnum):
    """How urgent a document is, by Decree 30/2020/NĐ-CP: none of its levels, khẩn, thượng khẩn,
    hỏa tốc.
    """

    ORDINARY = "ORDINARY"
    URGENT = "URGENT"
    VERY_URGENT = "VERY_URGENT"
    EXPRESS = "EXPRESS"


class ReportDecision(StrEnum):
    """What became of a report."""

    ACCEPTED = "ACCEPTED"
    RETURNED = "RETURNED"


class SeriesRestart(StrEnum):
    """When a number series begins again at 1."""

    NEVER = "NEVER"
    YEAR = "YEAR"
    TERM = "TERM"


class TargetDirection(StrEnum):
    """How what was accepted has to stand to a target's figure."""

    AT_LEAST = "AT_LEAST"
    AT_MOST = "AT_MOST"
    EXACTLY = "EXACTLY"

    def is_met(self, figure: Decimal, accepted: Decimal) -> bool:
        """Whether what was accepted is what such a target asks for."""
        match self:
            case TargetDirection.AT_LEAST:
                return accepted >= figure
            case TargetDirection.AT_MOST:
                return accepted <= figure
            case TargetDirection.EXACTLY:
                return accepted == figure


class NumberKind(StrEnum):
    """In which numbers an indicator is told."""

    DECIMAL = "DECIMAL"
    WHOLE = "WHOLE"


class ScheduledOutcome(StrEnum):
    """What became of a change of the tree that was scheduled for a day."""

    TOOK_EFFECT = "TOOK_EFFECT"
    CANCELLED = "CANCELLED"
    IMPOSSIBLE = "IMPOSSIBLE"


PASS_ON_KEY = "@pass-on"
"""What a level-by-level directive asks of every unit with others of the audience under it."""
POLICY_ACKNOWLEDGE_KEY = "@policy-acknowledge"
POLICY_PASS_ON_KEY = "@policy-pass-on"
POLICY_FINAL_REPORT_KEY = "@policy-final-report"
POLICY_ENTER_KEY = "@policy-enter"
"""What a policy asks of who issues: that the document is entered soon after its date."""
