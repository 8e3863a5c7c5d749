"""The words of the field that events, decisions and read models share."""

from decimal import Decimal
from enum import StrEnum


class DirectiveStatus(StrEnum):
    """Where a directive stands. That it is not in force yet, or has expired, a clock tells: what
    knows of none has it in force.
    """

    DRAFT = "DRAFT"
    """Not issued: its issuer and those who were asked to comment see it."""
    IN_FORCE = "IN_FORCE"
    """It asks for what stands in it."""
    SUPERSEDED = "SUPERSEDED"
    """Another one took its place; what was open is withdrawn."""
    REVOKED = "REVOKED"
    """Its issuer took it back; what was open is withdrawn."""
    NOT_YET_IN_FORCE = "NOT_YET_IN_FORCE"
    """Issued, and its effectiveOn is still to come."""
    EXPIRED = "EXPIRED"
    """Its expiresOn is over: nothing more is asked."""


class TaskKind(StrEnum):
    """What a task asks for."""

    CARRY_OUT = "CARRY_OUT"
    """To do something, and report on it."""
    ACKNOWLEDGE = "ACKNOWLEDGE"
    """To take note: an acknowledgement fulfils it."""
    PASS_ON = "PASS_ON"
    """To bring the directive to those below: a relay or a directive that implements it fulfils
    it."""
    PLAN = "PLAN"
    """To draw up a plan, and hand it in."""
    REPORT = "REPORT"
    """To report on something."""
    ENTER = "ENTER"
    """To enter a document in time, as policies ask of its issuer; the issue fulfils it."""


class Origin(StrEnum):
    """Whether the document itself asks for it or a standing policy added it."""

    DOCUMENT = "DOCUMENT"
    """The document asks for it."""
    POLICY = "POLICY"
    """A standing rule of a unit above adds it."""


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
    """Its first day."""
    END = "END"
    """Its last day."""


class OnNonWorkingDay(StrEnum):
    """Where a due day goes that is no working day, if the task says so."""

    NEXT = "NEXT"
    """To the next working day."""
    PREVIOUS = "PREVIOUS"
    """To the working day before."""


class ObligationRole(StrEnum):
    """In which role a unit owes a task; where several apply, the first of this order."""

    LEAD = "LEAD"
    """It leads the task (chủ trì)."""
    COORDINATING = "COORDINATING"
    """It works with the lead (phối hợp)."""
    RESPONSIBLE = "RESPONSIBLE"
    """It carries the task out itself (thực hiện)."""
    GATHERING = "GATHERING"
    """It gathers the reports of those below it."""


class Classification(StrEnum):
    """How far a document may be read, from the least to the most restricted."""

    OPEN = "OPEN"
    """Open to everybody who stands where it goes."""
    INTERNAL = "INTERNAL"
    """For grants whose clearance is INTERNAL or higher."""
    SECRET = "SECRET"
    """For grants whose clearance is SECRET or higher."""
    TOP_SECRET = "TOP_SECRET"
    """For grants whose clearance is TOP_SECRET."""

    @property
    def rank(self) -> int:
        """0 for OPEN to 3 for TOP_SECRET: a clearance covers what ranks no higher."""
        return list(Classification).index(self)


class Role(StrEnum):
    """What a grant lets its subject do with a unit's subtree."""

    READER = "READER"
    """Reads the slice of a unit's subtree."""
    OFFICER = "OFFICER"
    """Reads, and acts for the unit itself: acknowledges, reports, asks for more time, assigns,
    plans."""
    ISSUER = "ISSUER"
    """An officer who also issues, records and relays, sets policies, and decides on reports,
    extensions and exemptions."""
    INSPECTOR = "INSPECTOR"
    """Reads the subtree with actors, audit trail and proofs; acts on nothing."""
    ADMINISTRATOR = "ADMINISTRATOR"
    """Keeps the units and the grants of the subtree."""
    INTEGRATION = "INTEGRATION"
    """Reads the slice and its feed, for programs."""


class CitationRelation(StrEnum):
    """How a document uses one that it cites. ASSIGNS hands the execution of the cited one to whom
    its task charges, and leaves that one's own cascade alone.
    """

    IMPLEMENTS = "IMPLEMENTS"
    """Carries it out: the cited directive goes on through the citing one."""
    GUIDED_BY = "GUIDED_BY"
    """Is written under its guidance."""
    CONTINUES = "CONTINUES"
    """Follows on it."""
    AMENDS = "AMENDS"
    """Changes parts of it. It does so on paper; amendDirective does it here."""
    REPLACES = "REPLACES"
    """Takes its place. It does so on paper; supersedeDirective does it here."""
    REPEALS = "REPEALS"
    """Ends it. It does so on paper; revokeDirective does it here."""
    REFERS_TO = "REFERS_TO"
    """Mentions it and no more."""
    ASSIGNS = "ASSIGNS"
    """Hands its execution to those whom the task charges."""

    @property
    def has_it_executed(self) -> bool:
        """Whether what is cited is to be carried out: then it is in force."""
        return self in (CitationRelation.IMPLEMENTS, CitationRelation.ASSIGNS)


class DistributionRole(StrEnum):
    """Why a document is sent to somebody (its "Nơi nhận"). None of these owes anything by it."""

    ADDRESSED = "ADDRESSED"
    """It is addressed to them."""
    COPY_FOR_REPORT = "COPY_FOR_REPORT"
    """As a report to those above (để báo cáo)."""
    ARCHIVE = "ARCHIVE"
    """To be kept (lưu)."""
    FOR_INFORMATION = "FOR_INFORMATION"
    """So that they know of it (để biết)."""
    FOR_COORDINATION = "FOR_COORDINATION"
    """So that they work together (để phối hợp)."""
    FOR_MONITORING = "FOR_MONITORING"
    """So that they follow how it is carried out (để theo dõi)."""


class Urgency(StrEnum):
    """How urgent a document is, by Decree 30/2020/NĐ-CP: none of its levels, khẩn, thượng khẩn,
    hỏa tốc.
    """

    ORDINARY = "ORDINARY"
    """None of these."""
    URGENT = "URGENT"
    """Khẩn."""
    VERY_URGENT = "VERY_URGENT"
    """Thượng khẩn."""
    EXPRESS = "EXPRESS"
    """Hỏa tốc."""


class ReportDecision(StrEnum):
    """What became of a report."""

    ACCEPTED = "ACCEPTED"
    """It counts."""
    RETURNED = "RETURNED"
    """It is to be done again."""


class SeriesRestart(StrEnum):
    """When a number series begins again at 1."""

    NEVER = "NEVER"
    """They go on for ever."""
    YEAR = "YEAR"
    """With the first document dated in another year."""
    TERM = "TERM"
    """With each term that openTerm begins."""


class TargetDirection(StrEnum):
    """How what was accepted has to stand to a target's figure."""

    AT_LEAST = "AT_LEAST"
    """So much, or more."""
    AT_MOST = "AT_MOST"
    """So much, or less."""
    EXACTLY = "EXACTLY"
    """Neither more nor less."""

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
    """With a fraction, such as "2.5"."""
    WHOLE = "WHOLE"
    """Without a fraction, such as "3"."""


class ScheduledOutcome(StrEnum):
    """What became of a change of the tree that was scheduled for a day."""

    TOOK_EFFECT = "TOOK_EFFECT"
    """It was carried out."""
    CANCELLED = "CANCELLED"
    """It was called off before."""
    IMPOSSIBLE = "IMPOSSIBLE"
    """It was decided again on its day and refused; reason says why."""


class WebhookPause(StrEnum):
    """Why a webhook is not sent."""

    ASKED = "ASKED"
    """Its subject or an administrator of the unit paused it."""
    FAILING = "FAILING"
    """Its receiver has taken nothing for a day."""
    GONE = "GONE"
    """Its receiver answered 410: it wants no more."""
    NOT_PERMITTED = "NOT_PERMITTED"
    """Its subject no longer holds INTEGRATION over the unit."""


PASS_ON_KEY = "@pass-on"
"""What a level-by-level directive asks of every unit with others of the audience under it."""
POLICY_ACKNOWLEDGE_KEY = "@policy-acknowledge"
POLICY_PASS_ON_KEY = "@policy-pass-on"
POLICY_FINAL_REPORT_KEY = "@policy-final-report"
POLICY_ENTER_KEY = "@policy-enter"
"""What a policy asks of who issues: that the document is entered soon after its date."""
